/** Cuts what a poll brings into chunks of ≤ 1,000 entries while it is still coming, judges them, and hands them over; the last one ends the run. */
import { type Bookmark, type Chunk, MAX_CHUNK_ENTRIES, offeredOf, type Run } from '../core/chunk.ts'
import type { Entry } from '../core/entry.ts'
import { compileFilter } from '../core/filter.ts'
import type { HandOver, Weighing } from './hand-over.ts'
import { type Judged, judge } from './judge.ts'
import type { Poll } from './poll.ts'

/** Entries judged between two turns of the event loop. */
const SLICE_ENTRIES = 100

/** A flush carries at most one chunk of each source. */
export const chunkWeighing: Weighing<Chunk> = {
  keyOf: chunk => chunk.run.sourceId,
  rowsOf: offeredOf,
  bytesOf: chunk => chunk.bytes,
}

export type Cutter = Readonly<{
  /** Takes a lot of entries; resolves when it may send the next one. */
  add(entries: readonly Entry[]): Promise<void>
  /** How many entries were offered so far. */
  offered(): number
  /** Hands over what is left with the bookmark; `run` is what the record says in the end, `unread` counts entries broken beyond reading. */
  end(run: Run, bookmark: Bookmark, unread: number): Promise<void>
}>

/** `run` is the record as it stands while entries come; `now` dates them. */
export function createCutter(poll: Poll, run: Run, handOver: Pick<HandOver<Chunk>, 'put'>, now: Date): Cutter {
  const { settings } = poll.source
  const filter = compileFilter(settings)
  const context = { sourceId: poll.source.id, sourceUrl: poll.source.url, now }
  const newLimit = poll.due.history ? null : Math.max(0, settings.maxNewPerDay - poll.due.newToday)
  let waiting: Entry[] = []
  let offered = 0
  let index = 0

  async function put(entries: readonly Entry[], ending: Pick<Chunk, 'run' | 'refused' | 'bookmark'>): Promise<void> {
    const judged = await judgeInSlices(entries)
    const last = ending.bookmark !== null
    await handOver.put({ index: index++, last, leaseVersion: poll.due.leaseVersion, newLimit, ...judged, ...ending })
  }

  async function judgeInSlices(entries: readonly Entry[]): Promise<Judged> {
    const slices: Judged[] = []
    for (let at = 0; at < entries.length; at += SLICE_ENTRIES) {
      if (at > 0) await new Promise(setImmediate)
      slices.push(judge(entries.slice(at, at + SLICE_ENTRIES), filter, context))
    }
    return {
      fresh: slices.flatMap(slice => slice.fresh),
      decided: slices.flatMap(slice => slice.decided),
      bytes: slices.reduce((sum, slice) => sum + slice.bytes, 1_000),
    }
  }

  return {
    offered: () => offered,
    async add(entries) {
      const room = Math.max(0, settings.maxEntries - offered)
      offered += entries.length
      waiting.push(...entries.slice(0, room))
      // One chunk's worth is kept back: only at the end is it known which one is the last.
      while (waiting.length > MAX_CHUNK_ENTRIES) {
        const full = waiting.slice(0, MAX_CHUNK_ENTRIES)
        waiting = waiting.slice(MAX_CHUNK_ENTRIES)
        await put(full, { run, refused: null, bookmark: null })
      }
    },
    async end(endedRun, bookmark, unread) {
      await put(waiting, { run: endedRun, refused: refusedOf(settings.maxEntries, offered, unread), bookmark })
    },
  }
}

/** What was offered and is not taken: it counts as rejected, and is said in one row. */
function refusedOf(maxEntries: number, offered: number, unread: number): Chunk['refused'] {
  const beyond = Math.max(0, offered - maxEntries)
  if (beyond + unread === 0) return null
  const reasons = [
    beyond > 0 && `the source offered ${offered} entries; ${maxEntries} are taken (maxEntries)`,
    unread > 0 && `${unread} entries were broken beyond reading`,
  ]
  return { entries: beyond + unread, reason: reasons.filter(Boolean).join('; '), sqlState: null }
}
