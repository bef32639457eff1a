/** One reading, top to bottom: extract → summarise → enrich. Each stage ends in a step that is stored before the next one begins; who loses the lease stops without a word. */
import type { Failure } from '../../core/failure.ts'
import { isTransient } from '../../core/llm-retry.ts'
import type { ClaimAnswer } from '../../core/purchase.ts'
import type { Reading, Stage, StageEvent, Step } from '../../core/reading.ts'
import { backOffS } from '../../core/schedule.ts'
import type { WatchReading } from './events.ts'
import { eventOf, stepOf, unbought } from './step.ts'
import type { Store } from './store.ts'

/** A reading with what the stage before has learnt: answers to the claims that its step made. */
export type Progress = Readonly<{ reading: Reading; answers: readonly ClaimAnswer[] | null }>

/** Null: over, let go, or no longer ours. */
export type StageOf = (progress: Progress, signal: AbortSignal) => Promise<Progress | null>

export type Stages = Readonly<{
  store: Store
  extract: StageOf
  summarise: StageOf
  enrich: StageOf
  /** The process is leaving: what is begun is ended and stored, nothing more is begun. */
  leaving: () => boolean
}>

export type Read = (reading: Reading, signal: AbortSignal) => Promise<void>

/** A reading that was begun before goes on where it stands. */
export function createRead({ store, extract, summarise, enrich, leaving }: Stages): Read {
  return async function read(reading, signal) {
    let progress: Progress | null = { reading, answers: null }
    if (progress.reading.status === 'fetching') progress = await extract(progress, signal)
    if (progress?.reading.status === 'summarising' && !leaving()) progress = await summarise(progress, signal)
    if (progress?.reading.status === 'enriching' && !leaving()) progress = await enrich(progress, signal)
    if (progress !== null && leaving()) await giveBack(progress)
  }

  async function giveBack({ reading, answers }: Progress): Promise<void> {
    const purchases = unbought(answers ?? [])
    if (purchases.length > 0) await store(stepOf(reading, { purchases }))
  }
}

export type StageContext = Readonly<{ store: Store; watch: WatchReading; clock: () => Date; random: () => number }>

/** What a stage leaves behind even where it comes to nothing. */
type Spending = Partial<Pick<Step, 'fetches' | 'calls' | 'purchases' | 'notes'>>

/** Stores a stage's result and then tells it, never the other way round; null: it was refused, or the process is leaving. */
export async function conclude(
  { store, watch }: StageContext,
  reading: Reading,
  said: Parameters<typeof stepOf>[1],
): Promise<readonly ClaimAnswer[] | null> {
  const step = stepOf(reading, said)
  const settled = await store(step)
  if (settled === null || settled.refused) return null
  for (const event of step.events) tell(watch, reading, event)
  return settled.claims
}

/** As the store counts them: it gives up what was claimed so often without a result. */
const MOST_ATTEMPTS = 5
const FIRST_WAIT_S = 300

/**
 * The one way in which a reading fails, so there is one event for it. A process that is leaving has not failed: the reading stays
 * due. Nor has one that nobody waits for while a server is only unwell: it comes back later.
 * @param siblings What became of the work beside it, `insights: bought`.
 */
export async function fail(
  context: StageContext,
  reading: Reading,
  stage: Stage,
  failure: Failure,
  spent: Spending,
  siblings: readonly string[] = [],
): Promise<null> {
  if (failure.kind === 'cancelled') {
    // What was spent is on record all the same.
    if (Object.values(spent).some(part => part.length > 0)) await context.store(stepOf(reading, spent))
    return null
  }
  const { kind, message } = failure
  if (!reading.byPerson && reading.attempts < MOST_ATTEMPTS && isTransient(failure)) {
    const waitS = backOffS(failure, reading.attempts, FIRST_WAIT_S, context.random)
    return await park(context, reading, { waitS, reason: message, attempt: true }, spent)
  }
  const besides = siblings.length > 0 ? { siblings } : {}
  const event = eventOf('failed', context.clock(), { stage, kind, message, ...besides })
  await conclude(context, reading, { ...spent, status: 'failed', events: [event], failure: { stage, kind, message } })
  return null
}

/** Lets the reading go until something may be spent again, or a server is well: nothing is lost, and nobody waits in a slot. */
export async function park(
  context: StageContext,
  reading: Reading,
  { waitS, reason, attempt = false }: Readonly<{ waitS: number; reason: string; attempt?: boolean }>,
  spent: Spending = {},
): Promise<null> {
  const settled = await context.store(stepOf(reading, { ...spent, park: { waitS, reason, attempt } }))
  if (settled === null || settled.refused) return null
  const at = context.clock()
  context.watch({ readingId: reading.id, url: reading.url, stage: 'waiting', at, detail: { reason, untilS: waitS } })
  return null
}

export function tell(watch: WatchReading, reading: Reading, { stage, at, detail }: StageEvent): void {
  watch({ readingId: reading.id, url: reading.url, stage, at, detail })
}
