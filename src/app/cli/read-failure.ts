/** What went wrong with a reading, at which stage, and what to do about it. */
import { readAdvice } from '../../core/read-advice.ts'
import { clean } from './output.ts'

export type ReadFailure = Readonly<{ stage: string; kind: string; message: string }>

/**
 * A line each; the last one is the correlation id, which the log and `winnow why` know.
 * @param siblings What became of the work beside it, `translation: cancelled`.
 */
export function failureText(
  url: string,
  { stage, kind, message }: ReadFailure,
  requestId: string,
  siblings: readonly string[] = [],
): string {
  const kept = stage === 'fetching' || stage === 'accepted' ? '' : 'What is done is stored. '
  const lines = [
    `${clean(url)} could not be read: ${clean(message).replace(/\.$/, '')} (${clean(kind)}, while ${during(stage)})`,
    `${kept}${readAdvice(stage, kind) ?? 'Try again later; winnow why, with the id below, tells what was tried.'}`,
    ...(siblings.length > 0 ? [`Beside it: ${clean(siblings.join('; '))}`] : []),
    `Error ID: ${requestId}`,
  ]
  return lines.join('\n')
}

/** `translating`, for the stage that its result is named after. */
export function during(stage: string): string {
  const words: Readonly<Record<string, string>> = {
    accepted: 'accepting it',
    extracted: 'extracting',
    summarised: 'summarising',
    translated: 'translating',
    insights: 'looking for insights',
  }
  return words[stage] ?? clean(stage)
}
