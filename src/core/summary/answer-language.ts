/** An answer in another language than the one that was asked for is no answer. */
import { isLanguage } from '../language.ts'

/** Why the answer is refused, for people; null when it is as asked, or too short or mixed to tell. */
export function languageProblem(text: string, answerLanguage: string): string | null {
  if (answerLanguage === '' || isLanguage(text, answerLanguage)) return null
  return `The model did not answer in “${answerLanguage}”, as it was asked to.`
}
