/** Follows what is stored, once a second, and tells whoever watches. It reads up to the oldest open transaction, so nothing that commits late is passed over (DESIGN, "Tailing"). */

import { readHorizon } from '../../db/articles.ts'
import type { Database } from '../../db/database.ts'
import { fillUnread } from '../../db/marks.ts'
import { type RunNews, runsStoredSince } from '../../db/run-news.ts'
import { fillSearch } from '../../db/search/fill.ts'
import type { StreamEvent } from './schemas/submissions.ts'

export type Ticker = Readonly<{
  /** Call the answer to stop listening. */
  listen(listener: (event: StreamEvent) => void): () => void
  /** Whether the database answered the last time. */
  isDatabaseUp(): boolean
  close(): Promise<void>
}>

const TICK_MS = 1_000
const RETRY_MS = 5_000
const PAUSE_MS = 50
/** Articles of one batch for the index: about 50 ms of the database. */
const INDEXED = 100

/**
 * Milliseconds to pause while there is more to do: twice as long as the work took, so that most of the database is left to others,
 * and twenty times while people read: from twenty round trips a second on.
 * @param others Round trips that somebody else made in a second.
 */
export function pauseMs(workMs: number, others: number): number {
  return Math.max(PAUSE_MS, workMs * (others > 20 ? 20 : 2))
}

export function createTicker(
  database: Database,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Ticker {
  const closing = new AbortController()
  const listeners = new Set<(event: StreamEvent) => void>()
  let from: string | null = null
  let isUp = true
  /** Who else asked the database during the last pause, which is all but us. */
  let paused = { roundTrips: 0, at: 0 }
  const running = run()

  function tell(event: StreamEvent): void {
    for (const listener of listeners) listener(event)
  }

  /** Total: it never rejects. */
  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      let waitMs = TICK_MS
      try {
        waitMs = await step()
        if (!isUp) tell({ event: 'database', data: { ok: true } })
        isUp = true
      } catch (error) {
        if (isUp && !closing.signal.aborted) {
          onError(error)
          tell({ event: 'database', data: { ok: false } })
        }
        isUp = false
        waitMs = RETRY_MS
      }
      paused = { roundTrips: database.stats().roundTrips, at: performance.now() }
      await sleep(waitMs, closing.signal)
    }
  }

  function othersPerS(): number {
    const seconds = (performance.now() - paused.at) / 1_000
    return (database.stats().roundTrips - paused.roundTrips) / seconds
  }

  /** Resolves with the pause that follows. */
  async function step(): Promise<number> {
    const others = othersPerS()
    const began = performance.now()
    const came = await fillUnread(database)
    const indexed = await fillSearch(database, INDEXED)
    const workMs = performance.now() - began
    // While nobody watches the place is kept up to date: whoever comes next misses nothing from the moment they came.
    if (listeners.size === 0 || from === null) from = await readHorizon(database)
    else {
      const news = await runsStoredSince(database, from)
      from = news.next
      tellNews(news)
    }
    return came > 0 || indexed === INDEXED ? pauseMs(workMs, others) : TICK_MS
  }

  function tellNews({ runs, saved, unread }: RunNews): void {
    for (const run of runs) tell({ event: 'run', data: run })
    if (saved > 0) tell({ event: 'articles', data: { stored: saved, unread } })
  }

  return {
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    isDatabaseUp: () => isUp,
    async close() {
      closing.abort()
      await running
    },
  }
}
