/** Claims ahead by its own timer and keeps a fixed number of polls going; what it claimed, polls or still holds is never claimed twice. */
import { backOffMs } from '../core/retry.ts'
import type { Due } from '../db/claim.ts'
import type { Watch } from './events.ts'
import type { HandOver } from './hand-over.ts'
import type { Ingest } from './ingest.ts'
import { createSignal } from './signal.ts'

export type WorkerOptions = Readonly<{
  /** Takes due sources, at most `limit`, none of `held`. */
  claim: (limit: number, held: readonly string[]) => Promise<Due[]>
  ingest: Ingest
  handOver: Pick<HandOver, 'room' | 'held' | 'heldSources' | 'drained' | 'changed'>
  /** Polls at a time; the gates of the network bank limit the calls themselves. */
  concurrency: number
  tickMs: number
  /** How long a claim holds. */
  leaseMs: number
  /** A monotonic clock, in milliseconds. */
  now: () => number
  random: () => number
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  watch: Watch
  onClaimFailed: (error: unknown, waitMs: number) => void
  /** A poll threw: a bug, since failures are values. */
  onBug: (error: unknown, due: Due) => void
}>

export type PollWorker = Readonly<{
  /** Polls until stopped. */
  run(): Promise<void>
  /** Polls what is due now, once, and resolves when all of it is settled. */
  once(): Promise<void>
  /** Claims nothing more; resolves when the polls in flight have handed over their results. */
  stop(): Promise<void>
}>

/** Sources in hand for each slot: enough that no slot waits for a claim, which takes long when the database is slow. */
const LEAST_AHEAD = 16
const MOST_AHEAD = 64

type Claimed = Readonly<{ due: Due; since: number }>

export function createWorker(options: WorkerOptions): PollWorker {
  const { handOver, concurrency, now } = options
  const stopping = new AbortController()
  const changed = createSignal()
  const waiting: Claimed[] = []
  const polling = new Map<string, Promise<void>>()
  /** What claims and polls took lately, in milliseconds. */
  const pace = { claimMs: 0, pollMs: 100 }
  let waitingForRoom = false

  const inHand = () => waiting.length + polling.size

  /** Two claims' worth of polls, whatever both take right now. */
  function ahead(): number {
    const perSlot = Math.ceil((2 * pace.claimMs) / Math.max(1, pace.pollMs)) + 2
    return concurrency * Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, perSlot))
  }

  /** Starts polls while there is somebody to poll, a place to do it, and room for the result. */
  function dispatch(): void {
    while (waiting.length > 0 && polling.size < concurrency && !stopping.signal.aborted) {
      if (handOver.held().full) return void dispatchWhenRoom()
      const { due, since } = waiting.shift() as Claimed
      // A claim that waited past half its lease is let go: it will be due again, for us or for somebody with a free slot.
      if (now() - since < options.leaseMs / 2) start(due)
    }
  }

  async function dispatchWhenRoom(): Promise<void> {
    if (waitingForRoom) return
    waitingForRoom = true
    await handOver.room()
    waitingForRoom = false
    dispatch()
  }

  function start(due: Due): void {
    const since = now()
    const done = options
      .ingest(due)
      .catch(error => options.onBug(error, due))
      .then(() => {
        pace.pollMs += (now() - since - pace.pollMs) / 20
        polling.delete(due.source.id)
        dispatch()
        changed.announce()
      })
    polling.set(due.source.id, done)
  }

  /** The number of sources taken, or null when the database did not answer. */
  async function claim(limit: number, attempt: number): Promise<number | null> {
    const since = now()
    try {
      const held = [...polling.keys(), ...waiting.map(one => one.due.source.id), ...handOver.heldSources()]
      const due = await options.claim(limit, held)
      pace.claimMs = now() - since
      if (due.length > 0) options.watch({ type: 'claimed', sources: due.length })
      waiting.push(...due.map(one => ({ due: one, since })))
      dispatch()
      return due.length
    } catch (error) {
      const waitMs = backOffMs(attempt, options.random, options.tickMs)
      options.onClaimFailed(error, waitMs)
      await options.sleep(waitMs, stopping.signal)
      return null
    }
  }

  /** After an outage the hand-over flushes first; only then is anything claimed. */
  async function roomOrStop(): Promise<void> {
    if (handOver.held().full) await Promise.race([handOver.room(), aborted(stopping.signal)])
  }

  /** Not at once: the polls that end together share one claim. */
  async function settledSoon(): Promise<void> {
    await handOver.changed()
    await options.sleep(options.tickMs / 10, stopping.signal)
  }

  /** Claims whenever half of what may be in hand is used up; `idle` is asked when nothing is due and tells whether to go on. */
  async function claimLoop(idle: () => Promise<boolean>): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const limit = ahead() - inHand()
      if (limit < ahead() / 2) {
        await Promise.race([changed.next(), aborted(stopping.signal)])
        continue
      }
      await roomOrStop()
      if (stopping.signal.aborted) return
      const taken = await claim(limit, failures + 1)
      failures = taken === null ? failures + 1 : 0
      if (taken === 0 && !(await idle())) return
    }
  }

  return {
    run: () =>
      claimLoop(async () => {
        // A settled poll frees its host for the next one: that is worth a claim before the tick is over.
        const settled = inHand() + handOver.held().chunks === 0 ? [] : [settledSoon()]
        await Promise.race([options.sleep(options.tickMs, stopping.signal), ...settled])
        return true
      }),
    async once() {
      await claimLoop(async () => {
        if (inHand() + handOver.held().chunks === 0) return false
        await Promise.race([changed.next(), handOver.changed(), aborted(stopping.signal)])
        return true
      })
      await handOver.drained()
    },
    async stop() {
      stopping.abort()
      await Promise.all(polling.values())
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
