/** Whatever a model answered becomes a summary by the contract, or a clear failure: filled, cut, cleaned, and held against the article. */
import { type Outcome, ok } from '../failure.ts'
import { malformed } from './answer.ts'
import { languageProblem } from './answer-language.ts'
import { caps, type SegmentSummary, type Summary, sizes, summarySchema } from './contract.ts'
import type { ReadArticle } from './evidence.ts'
import { type Fields, field, fieldsOf, text, texts } from './fields.ts'
import { ideaNames, listsFrom } from './lists.ts'
import { metadataOf, readabilityOf, readingMinutes } from './measure.ts'
import { passagesOf } from './passages.ts'
import type { Dropped } from './plain.ts'
import { type Context, type Reader, type Repaired, readerOf, unwrapped } from './reader.ts'
import { fitted } from './weight.ts'

/**
 * Total: any value gives a summary that `summarySchema` accepts, or a `malformed` failure. Quotes and figures that do
 * not occur in the article and links that are not its own are dropped and counted. What can be measured on the article
 * itself (reading time, readability, metadata, passages) is measured, whatever the model said. Idempotent.
 */
export function toSummary(value: unknown, context: Context): Outcome<Repaired<Summary>> {
  const reader = readerOf(context)
  const fields = fieldsOf(unwrapped(value, textNames))
  const main = textsFrom(fields, reader)
  if (main === null) return malformed('The model’s answer holds no summary text.')
  const problem = languageProblem(`${main.summary_1000} ${main.summary_250}`, context.answerLanguage)
  if (problem !== null) return malformed(problem)
  return checked(fitted({ ...main, ...listsFrom(fields, reader), ...measured(context.article) }), reader.dropped)
}

/** Of one part of a long text; `article.contentText` is the whole text or the part. Total, like `toSummary`. */
export function toSegment(value: unknown, context: Context): Outcome<Repaired<SegmentSummary>> {
  const whole = toSummary(value, context)
  if (!whole.ok) return whole
  const { summary_1000, key_ideas, entities, key_stats, extractive_quotes, questions_answered } = whole.value.content
  const content = { summary_1000, key_ideas, entities, key_stats, extractive_quotes, questions_answered }
  return ok({ content, dropped: whole.value.dropped })
}

/** The schema has the last word, so that nothing which is not by the contract is ever stored. */
export function checked(summary: Summary, dropped: Dropped): Outcome<Repaired<Summary>> {
  const valid = summarySchema.safeParse(summary)
  if (valid.success) return ok({ content: valid.data, dropped })
  const { path, message } = valid.error.issues[0] ?? { path: [], message: 'unknown' }
  return malformed(`The model’s answer could not be made a summary: ${path.join('.')}: ${message}`.slice(0, 300))
}

type Texts = Pick<Summary, 'summary_250' | 'summary_1000' | 'tldr'>

/** Missing texts are filled from one another; null when there is none at all. */
export function textsFrom(fields: Fields, { clean }: Reader): Texts | null {
  const long = text(field(fields, ...longNames), caps.summary1000, clean)
  const short = text(field(fields, ...shortNames), caps.summary250, clean)
  const tldr = text(field(fields, ...tldrNames), caps.tldr, clean)
  const ideas = texts(field(fields, ...ideaNames), caps.idea, sizes.ideas, clean)
  const anyText = long || short || tldr || ideas.join(' ')
  const summary_1000 = long || text(anyText, caps.summary1000, clean)
  const summary_250 = short || text(tldr || summary_1000, caps.summary250, clean)
  if (!hasWords(summary_1000) || !hasWords(summary_250)) return null
  return { summary_1000, summary_250, tldr: tldr || text(summary_250, caps.tldr, clean) }
}

/** What the article itself tells, whatever a model said. */
export function measured(article: ReadArticle) {
  return {
    estimated_reading_time_min: readingMinutes(article.contentText),
    readability: readabilityOf(article.contentText),
    semantic_chunks: passagesOf(article.contentText),
    metadata: metadataOf(article),
  }
}

const longNames = [
  'summary1000',
  'longsummary',
  'detailedsummary',
  'fullsummary',
  'summarylong',
  'summary',
  'abstract',
  'text',
  'content',
]
const shortNames = ['summary250', 'shortsummary', 'briefsummary', 'summaryshort', 'brief']
const tldrNames = ['tldr', 'tl', 'gist', 'onesentencesummary', 'oneliner', 'headline']
/** Fields by which a summary is known. Not `summary`: that may be the wrapper. */
export const textNames: ReadonlySet<string> = new Set([
  ...longNames.slice(0, 5),
  ...shortNames,
  ...tldrNames,
  ...ideaNames,
])

function hasWords(said: string): boolean {
  return /\p{L}{2}|\p{Lo}/u.test(said)
}
