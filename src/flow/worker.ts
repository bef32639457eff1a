/** Claims ahead by its own timer and keeps a fixed number of polls going; what it claimed, holds or polls is never claimed twice. */
import { backOffMs } from '../core/retry.ts'
import type { Due } from '../db/claim.ts'
import type { Watch } from './events.ts'
import type { HandOver } from './hand-over.ts'
import type { Ingest } from './ingest.ts'

export type WorkerOptions = Readonly<{
  /** Takes due sources, at most `limit`, none of `held`. */
  claim: (limit: number, held: readonly string[]) => Promise<Due[]>
  ingest: Ingest
  handOver: Pick<HandOver, 'room' | 'held' | 'heldSources' | 'drained'>
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

/** Sources claimed for each slot, polled or waiting: no slot waits for a claim's round trip, also while the database hangs. */
const AHEAD = 4
const LEAST_AHEAD = 16

type Claimed = Readonly<{ due: Due; since: number }>

export function createWorker(options: WorkerOptions): PollWorker {
  const { handOver, concurrency } = options
  const stopping = new AbortController()
  const ahead = Math.max(AHEAD * concurrency, LEAST_AHEAD)
  const waiting: Claimed[] = []
  const polling = new Map<string, Promise<void>>()

  /** Starts polls while there is somebody to poll, a place to do it, and room for the result. */
  async function fill(): Promise<void> {
    while (waiting.length > 0 && !stopping.signal.aborted) {
      if (polling.size >= concurrency) await Promise.race(polling.values())
      else if (handOver.held().full) await roomOrStop()
      else start(waiting.shift() as Claimed)
    }
  }

  /** A claim that waited past half its lease is let go: it will be due again, for us or for somebody with a free slot. */
  function start({ due, since }: Claimed): void {
    if (options.now() - since > options.leaseMs / 2) return
    const done = options
      .ingest(due)
      .catch(error => options.onBug(error, due))
      .finally(() => polling.delete(due.source.id))
    polling.set(due.source.id, done)
  }

  /** After an outage the hand-over flushes first; only then is anything claimed or called. */
  async function roomOrStop(): Promise<void> {
    if (handOver.held().full) await Promise.race([handOver.room(), aborted(stopping.signal)])
  }

  /** The number of sources taken, or null when the database did not answer. */
  async function claim(attempt: number): Promise<number | null> {
    const limit = ahead - polling.size - waiting.length
    if (limit <= 0) return 0
    await roomOrStop()
    try {
      const held = [...polling.keys(), ...waiting.map(({ due }) => due.source.id), ...handOver.heldSources()]
      const due = await options.claim(limit, held)
      if (due.length > 0) options.watch({ type: 'claimed', sources: due.length })
      const since = options.now()
      waiting.push(...due.map(one => ({ due: one, since })))
      return due.length
    } catch (error) {
      const waitMs = backOffMs(attempt, options.random, options.tickMs)
      options.onClaimFailed(error, waitMs)
      await options.sleep(waitMs, stopping.signal)
      return null
    }
  }

  return {
    async run() {
      for (let failures = 0; !stopping.signal.aborted; ) {
        const taken = await claim(failures + 1)
        failures = taken === null ? failures + 1 : 0
        if (waiting.length > 0) await fill()
        else if (taken === 0) await options.sleep(options.tickMs, stopping.signal)
      }
    },
    async once() {
      for (let attempt = 1; !stopping.signal.aborted; ) {
        const taken = await claim(attempt)
        attempt = taken === null ? attempt + 1 : 1
        await fill()
        if (taken === 0) {
          if (polling.size === 0) break
          await Promise.race(polling.values())
        }
      }
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
