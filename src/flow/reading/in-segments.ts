/** A text too long for one call is read part by part, all at once; what could not be read is said, and only nothing at all is a failure. */
import type { Extraction, Note, Reading } from '../../core/reading.ts'
import type { SegmentSummary } from '../../core/summary/contract.ts'
import type { Segments } from '../../core/summary/segments.ts'
import type { Bought } from './buy.ts'
import type { Llm } from './llm.ts'
import type { StageContext } from './read.ts'
import { buyTogether } from './side-by-side.ts'
import { claimNow } from './step.ts'
import { segmentTask, segmentWanted } from './tasks.ts'
import type { Spent } from './turn.ts'

export type Parts = Readonly<{
  is: 'read'
  /** By their place in the text; null: that part could not be read. */
  read: readonly (SegmentSummary | null)[]
  failed: Note['failedSegments']
  spent: Spent
}>

/** Why there is nothing to go on with. `siblings`: what became of the other parts. */
export type NotRead = Exclude<Bought<never>, { is: 'bought' }> & Readonly<{ spent: Spent; siblings: readonly string[] }>

/** The gate of the model says how many parts are asked for at a time. */
export async function readInSegments(
  { store, clock }: Pick<StageContext, 'store' | 'clock'>,
  llm: Llm,
  reading: Reading,
  extraction: Extraction,
  segments: Segments,
  signal: AbortSignal,
): Promise<Parts | NotRead> {
  const claims = segments.parts.map(segment => llm.claimOf(reading, segmentWanted(extraction, segment)))
  const answers = await claimNow(store, reading, claims)
  if (answers === null) return lost
  const wanted = claims.map((claim, at) => ({
    name: `segment ${at + 1}`,
    claim,
    first: answers[at] ?? null,
    task: segmentTask(reading.url, extraction, segments, at),
  }))
  const got = await buyTogether(llm, reading, wanted, signal, clock)
  if (got === 'lost') return lost
  const { asked, spent, fatal } = got
  if (fatal !== null) return { ...failure(fatal.failure), spent, siblings: fatal.siblings }
  const waits = asked.find(one => one.bought.is === 'budget')?.bought
  if (waits?.is === 'budget') return { ...waits, spent, siblings: [] }
  const failures = asked.flatMap(({ bought }, index) =>
    bought.is === 'failed' ? [{ index, failure: bought.failure }] : [],
  )
  const [first] = failures
  if (first !== undefined && failures.length === asked.length) return { ...failure(first.failure), spent, siblings: [] }
  return {
    is: 'read',
    read: asked.map(({ bought }) => (bought.is === 'bought' ? bought.value.content : null)),
    failed: [...failures.map(({ index, failure: { message } }) => ({ index, failure: message })), ...unread(segments)],
    spent,
  }
}

/** What it cost is in `spent`, with that of the others. */
function failure(of: Extract<Bought<never>, { is: 'failed' }>['failure']) {
  return { is: 'failed', failure: of, purchase: null, calls: [] } as const
}

/** What lies beyond the last segment is not read, and that is said. */
function unread({ parts, remainder }: Segments): Note['failedSegments'] {
  return remainder === 0
    ? []
    : [{ index: parts.length, failure: `the last ${remainder} characters were not read: the text is too long` }]
}

const lost: NotRead = { is: 'lost', spent: { calls: [], purchases: [] }, siblings: [] }
