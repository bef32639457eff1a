/** A translation is the same summary in another language: figures, names and quotes are the original's, no item is added. */
import type { Outcome } from '../failure.ts'
import { malformed } from './answer.ts'
import { languageProblem } from './answer-language.ts'
import { caps, type Summary } from './contract.ts'
import { fieldsOf } from './fields.ts'
import { listsFrom } from './lists.ts'
import { translatedFields } from './model-schema.ts'
import { type Context, type Repaired, readerOf, unwrapped } from './reader.ts'
import { checked, textNames, textsFrom } from './repair.ts'
import { fitted } from './weight.ts'

/** What a model is given to translate: the fields with words, and nothing else. */
export function translatable(summary: Summary): Readonly<Record<string, unknown>> {
  return Object.fromEntries(translatedFields.map(name => [name, summary[name]]))
}

/**
 * Total, like `toSummary`. `context.answerLanguage` is the language to translate into; `original` is what was
 * translated. A list that came back longer is cut to the original's length; one that did not come back at all keeps
 * the original's words. Fails with `malformed` when there are no texts, or when they are the original's own words.
 */
export function toTranslation(value: unknown, original: Summary, context: Context): Outcome<Repaired<Summary>> {
  const reader = readerOf(context)
  const fields = fieldsOf(unwrapped(value, textNames))
  const texts = textsFrom(fields, reader)
  if (texts === null) return malformed('The model’s answer holds no translated text.')
  if (texts.summary_1000 === original.summary_1000 && texts.summary_1000.length > caps.summary250) {
    return malformed('The model answered with the original in place of a translation.')
  }
  const problem = languageProblem(`${texts.summary_1000} ${texts.summary_250}`, context.answerLanguage)
  if (problem !== null) return malformed(problem)
  const lists = listsFrom(fields, reader)
  const translated = Object.fromEntries(
    translatedFields.flatMap(name => {
      if (name === 'summary_250' || name === 'summary_1000' || name === 'tldr') return []
      const [before, after] = [original[name], lists[name]]
      return [[name, after.length === 0 ? before : after.slice(0, before.length)]]
    }),
  )
  return checked(fitted({ ...original, ...texts, ...translated }), reader.dropped)
}
