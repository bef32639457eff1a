/** The bounded batcher between the two banks: many sources, one flush. Full, it delays the next call; it never cancels one in flight, and it loses nothing while the process lives. */
import type { Chunk, Settled } from '../core/chunk.ts'
import { MAX_CHUNK_ENTRIES, offeredOf } from '../core/chunk.ts'
import { backOffMs } from '../core/retry.ts'
import { createSignal } from './signal.ts'

export type HandOverLimits = Readonly<{
  /** Entries held at most, plus what the calls in flight can still bring. */
  rows: number
  bytes: number
  /** How long the first chunk of a flush waits for company. */
  lingerMs: number
}>

export type HandOverOptions = Readonly<{
  flush: (chunks: readonly Chunk[]) => Promise<Settled[]>
  limits: HandOverLimits
  random: () => number
  /** Waits; ends early, without an error, when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  onSettled: (settled: readonly Settled[]) => void
  onRetry: (error: unknown, attempt: number, waitMs: number, chunks: readonly Chunk[]) => void
}>

export type Held = Readonly<{ chunks: number; rows: number; bytes: number; full: boolean }>

export type HandOver = Readonly<{
  /** Resolves when the chunk is accepted: at once while there is room. */
  put(chunk: Chunk): Promise<void>
  /** Resolves while there is room: asked before a call is made. */
  room(): Promise<void>
  held(): Held
  heldSources(): string[]
  /** Resolves at the next change: a chunk accepted, or a flush settled. */
  changed(): Promise<void>
  /** Resolves when everything accepted so far has been settled. */
  drained(): Promise<void>
  /** Accepts nothing more and settles what it holds; after `graceMs` it gives up, and the sources stay due. Resolves with what was given up. */
  close(graceMs: number): Promise<Held>
}>

export function createHandOver(options: HandOverOptions): HandOver {
  const { limits } = options
  const queue: Chunk[] = []
  let flushing: readonly Chunk[] = []
  let rows = 0
  let bytes = 0
  let closing = false
  const giveUp = new AbortController()
  const changed = createSignal()

  const full = () => rows >= limits.rows || bytes >= limits.bytes
  const held = (): Held => ({ chunks: queue.length + flushing.length, rows, bytes, full: full() })

  async function room(): Promise<void> {
    while (full() && !giveUp.signal.aborted) await changed.next()
  }

  async function run(): Promise<void> {
    while (!giveUp.signal.aborted) {
      if (queue.length === 0) {
        if (closing) return
        await changed.next()
        continue
      }
      await linger()
      flushing = takeFlush(queue)
      const settled = await persist(flushing)
      for (const chunk of flushing) {
        rows -= offeredOf(chunk)
        bytes -= chunk.bytes
      }
      flushing = []
      options.onSettled(settled)
      changed.announce()
    }
  }

  /** A flush waits for company only while it is small and nobody is leaving. */
  async function linger(): Promise<void> {
    const enough = () => closing || queue.reduce((sum, chunk) => sum + offeredOf(chunk), 0) >= MAX_CHUNK_ENTRIES
    if (enough()) return
    const stop = new AbortController()
    const off = changed.listen(() => enough() && stop.abort())
    await options.sleep(limits.lingerMs, stop.signal)
    off()
  }

  /** Not about data: the flush is kept and tried again until it passes or the process leaves. It never rejects. */
  async function persist(chunks: readonly Chunk[]): Promise<readonly Settled[]> {
    for (let attempt = 1; !giveUp.signal.aborted; attempt++) {
      try {
        return await options.flush(chunks)
      } catch (error) {
        const waitMs = backOffMs(attempt, options.random)
        options.onRetry(error, attempt, waitMs, chunks)
        await options.sleep(waitMs, giveUp.signal)
      }
    }
    return []
  }

  const running = run()
  return {
    room,
    held,
    changed: changed.next,
    heldSources: () => [...flushing, ...queue].map(chunk => chunk.run.sourceId),
    async put(chunk) {
      await room()
      if (giveUp.signal.aborted) return
      queue.push(chunk)
      rows += offeredOf(chunk)
      bytes += chunk.bytes
      changed.announce()
    },
    async drained() {
      while (queue.length + flushing.length > 0 && !giveUp.signal.aborted) await changed.next()
    },
    async close(graceMs) {
      closing = true
      changed.announce()
      const expired = new AbortController()
      const timer = options.sleep(graceMs, expired.signal).then(() => 'expired' as const)
      await Promise.race([running, timer])
      const left = held()
      giveUp.abort()
      expired.abort()
      changed.announce()
      return left
    },
  }
}

/** In order of arrival, at most one chunk of each source, at most 1,000 entries (a first chunk always fits). */
export function takeFlush(queue: Chunk[]): Chunk[] {
  const taken: Chunk[] = []
  const seen = new Set<string>()
  let rows = 0
  for (let at = 0; at < queue.length; ) {
    const chunk = queue[at] as Chunk
    const fits = taken.length === 0 || rows + offeredOf(chunk) <= MAX_CHUNK_ENTRIES
    if (!fits) break
    if (seen.has(chunk.run.sourceId)) {
      at++
      continue
    }
    seen.add(chunk.run.sourceId)
    rows += offeredOf(chunk)
    taken.push(...queue.splice(at, 1))
  }
  return taken
}
