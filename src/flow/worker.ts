/** Claims ahead by its own timer and keeps a fixed number of polls or readings going; what it claimed, works on or still holds is never claimed twice. */
import { backOffMs } from '../core/retry.ts'
import type { HandOver } from './hand-over.ts'
import { createSignal } from './signal.ts'

export type WorkerOptions<Due> = Readonly<{
  /** Takes what is due, at most `limit`, none of `held`. */
  claim: (limit: number, held: readonly string[]) => Promise<Due[]>
  keyOf: (due: Due) => string
  /** Resolves when the work is done and its result accepted by the hand-over. */
  work: (due: Due) => Promise<void>
  handOver: Pick<HandOver<never>, 'room' | 'held' | 'heldKeys' | 'drained' | 'changed'>
  /** Tasks at a time; the gates of the network bank limit the calls themselves. */
  concurrency: number
  /** Claimed tasks for each place, those at work included, so that none waits for a claim. */
  ahead: Readonly<{ least: number; most: number }>
  tickMs: number
  /** How long a claim holds. */
  leaseMs: number
  /** A monotonic clock, in milliseconds. */
  now: () => number
  random: () => number
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  onClaimed: (count: number) => void
  onClaimFailed: (error: unknown, waitMs: number) => void
  /** The work threw: a bug, since failures are values. */
  onBug: (error: unknown, due: Due) => void
}>

export type Worker = Readonly<{
  /** Works until stopped. */
  run(): Promise<void>
  /** Works on what is due now, once, and resolves when all of it is settled. */
  once(): Promise<void>
  /** Looks for what is due now, not at the next tick. */
  wake(): void
  /** Claims nothing more; resolves when the tasks in flight have handed over their results. */
  stop(): Promise<void>
}>

export function createWorker<Due>(options: WorkerOptions<Due>): Worker {
  type Claimed = Readonly<{ due: Due; since: number }>
  const { handOver, concurrency, now } = options
  const stopping = new AbortController()
  const changed = createSignal()
  const woken = createSignal()
  const waiting: Claimed[] = []
  const working = new Map<string, Promise<void>>()
  /** What claims and tasks took lately, in milliseconds. */
  const pace = { claimMs: 0, taskMs: 100 }
  let waitingForRoom = false

  const inHand = () => waiting.length + working.size

  /** Two claims' worth of tasks, whatever both take right now. */
  function ahead(): number {
    const perSlot = Math.ceil((2 * pace.claimMs) / Math.max(1, pace.taskMs)) + 2
    return concurrency * Math.min(options.ahead.most, Math.max(options.ahead.least, perSlot))
  }

  /** Starts tasks while there is something due, a place to do it, and room for the result. */
  function dispatch(): void {
    while (waiting.length > 0 && working.size < concurrency && !stopping.signal.aborted) {
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
      .work(due)
      .catch(error => options.onBug(error, due))
      .then(() => {
        pace.taskMs += (now() - since - pace.taskMs) / 20
        working.delete(options.keyOf(due))
        dispatch()
        changed.announce()
      })
    working.set(options.keyOf(due), done)
  }

  /** The number of tasks taken, or null when the database did not answer. */
  async function claim(limit: number, attempt: number): Promise<number | null> {
    const since = now()
    try {
      const held = [...working.keys(), ...waiting.map(one => options.keyOf(one.due)), ...handOver.heldKeys()]
      const due = await options.claim(limit, held)
      pace.claimMs = now() - since
      if (due.length > 0) options.onClaimed(due.length)
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

  /** Not at once: the tasks that end together share one claim. */
  async function settledSoon(): Promise<void> {
    await handOver.changed()
    await options.sleep(options.tickMs / 10, stopping.signal)
  }

  /** Until the next tick, or until somebody says that there is something to do. */
  async function nap(): Promise<void> {
    const early = new AbortController()
    const off = woken.listen(() => early.abort())
    if (!stopping.signal.aborted) await options.sleep(options.tickMs, early.signal)
    off()
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
        // A settled task may free what the next one waits for, such as a poll its host: that is worth a claim before the tick is over.
        const settled = inHand() + handOver.held().items === 0 ? [] : [settledSoon()]
        await Promise.race([nap(), ...settled])
        return true
      }),
    async once() {
      await claimLoop(async () => {
        if (inHand() + handOver.held().items === 0) return false
        await Promise.race([changed.next(), handOver.changed(), aborted(stopping.signal)])
        return true
      })
      await handOver.drained()
    },
    wake: woken.announce,
    async stop() {
      stopping.abort()
      woken.announce()
      await Promise.all(working.values())
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
