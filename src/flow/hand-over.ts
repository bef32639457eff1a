/** The bounded batcher between the two banks: many polls or readings, one flush. Full, it delays the next call; it never cancels one in flight, and it loses nothing while the process lives. */
import { backOffMs } from '../core/retry.ts'
import { createSignal } from './signal.ts'

/** What is handed over, seen as something to be carried. */
export type Weighing<Item> = Readonly<{
  /** Whose result it is: a flush carries at most one of each. */
  keyOf: (item: Item) => string
  rowsOf: (item: Item) => number
  bytesOf: (item: Item) => number
}>

export type HandOverLimits = Readonly<{
  /** Rows held at most, plus what the calls in flight can still bring. */
  rows: number
  bytes: number
  /** Most rows of one flush; a first item always fits. */
  flushRows: number
  /** Flushes on their way at once, never with one key in two of them; 1 unless said. */
  flushes?: number
  /** How long the first chunk of a flush waits for company. */
  lingerMs: number
}>

export type HandOverOptions<Item, Settled> = Readonly<{
  flush: (items: readonly Item[]) => Promise<Settled[]>
  weighing: Weighing<Item>
  limits: HandOverLimits
  random: () => number
  /** Waits; ends early, without an error, when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  onSettled: (settled: readonly Settled[]) => void
  onRetry: (error: unknown, attempt: number, waitMs: number, items: readonly Item[]) => void
}>

export type Held = Readonly<{ items: number; rows: number; bytes: number; full: boolean }>

export type HandOver<Item> = Readonly<{
  /** Resolves when the item is accepted: at once while there is room. */
  put(item: Item): Promise<void>
  /** Resolves while there is room: asked before a call is made. */
  room(): Promise<void>
  held(): Held
  heldKeys(): string[]
  /** Resolves at the next change: an item accepted, or a flush settled. */
  changed(): Promise<void>
  /** Resolves when everything accepted so far has been settled. */
  drained(): Promise<void>
  /** Accepts nothing more and settles what it holds; after `graceMs` it gives up, and what is not stored stays due. Resolves with what was given up. */
  close(graceMs: number): Promise<Held>
}>

export function createHandOver<Item, Settled>(options: HandOverOptions<Item, Settled>): HandOver<Item> {
  const { limits, weighing } = options
  const queue: Item[] = []
  const flushing = new Set<readonly Item[]>()
  let rows = 0
  let bytes = 0
  let closing = false
  const giveUp = new AbortController()
  const changed = createSignal()

  const full = () => rows >= limits.rows || bytes >= limits.bytes
  const onTheirWay = () => [...flushing].flat()
  const held = (): Held => ({ items: queue.length + onTheirWay().length, rows, bytes, full: full() })

  async function room(): Promise<void> {
    while (full() && !giveUp.signal.aborted) await changed.next()
  }

  async function run(): Promise<void> {
    while (!giveUp.signal.aborted) {
      const busy = new Set(onTheirWay().map(weighing.keyOf))
      if (!queue.some(item => !busy.has(weighing.keyOf(item)))) {
        if (closing && queue.length === 0) return
        await changed.next()
        continue
      }
      await linger()
      await flushOnce()
    }
  }

  /** What another flush has on its way waits for its turn, so that the results of one poll or reading stay in order. */
  async function flushOnce(): Promise<void> {
    const items = takeFlush(queue, weighing, limits.flushRows, new Set(onTheirWay().map(weighing.keyOf)))
    if (items.length === 0) return
    flushing.add(items)
    const settled = await persist(items)
    flushing.delete(items)
    for (const item of items) {
      rows -= weighing.rowsOf(item)
      bytes -= weighing.bytesOf(item)
    }
    options.onSettled(settled)
    changed.announce()
  }

  /** A flush waits for company only while it is small and nobody is leaving. */
  async function linger(): Promise<void> {
    const enough = () => closing || queue.reduce((sum, item) => sum + weighing.rowsOf(item), 0) >= limits.flushRows
    if (enough()) return
    const stop = new AbortController()
    const off = changed.listen(() => enough() && stop.abort())
    await options.sleep(limits.lingerMs, stop.signal)
    off()
  }

  /** Not about data: the flush is kept and tried again until it passes or the process leaves. It never rejects. */
  async function persist(items: readonly Item[]): Promise<readonly Settled[]> {
    for (let attempt = 1; !giveUp.signal.aborted; attempt++) {
      try {
        return await options.flush(items)
      } catch (error) {
        const waitMs = backOffMs(attempt, options.random)
        options.onRetry(error, attempt, waitMs, items)
        await options.sleep(waitMs, giveUp.signal)
      }
    }
    return []
  }

  const running = Promise.all(Array.from({ length: limits.flushes ?? 1 }, run))
  return {
    room,
    held,
    changed: changed.next,
    heldKeys: () => [...onTheirWay(), ...queue].map(weighing.keyOf),
    async put(item) {
      await room()
      if (giveUp.signal.aborted) return
      queue.push(item)
      rows += weighing.rowsOf(item)
      bytes += weighing.bytesOf(item)
      changed.announce()
    },
    async drained() {
      while (queue.length + flushing.size > 0 && !giveUp.signal.aborted) await changed.next()
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

/** In order of arrival, at most one item of each key and none of `busy`, at most `mostRows` rows (a first item always fits). */
export function takeFlush<Item>(
  queue: Item[],
  weighing: Weighing<Item>,
  mostRows: number,
  busy: ReadonlySet<string> = new Set(),
): Item[] {
  const taken: Item[] = []
  const seen = new Set<string>(busy)
  let rows = 0
  for (let at = 0; at < queue.length; ) {
    const item = queue[at] as Item
    const fits = taken.length === 0 || rows + weighing.rowsOf(item) <= mostRows
    if (!fits) break
    if (seen.has(weighing.keyOf(item))) {
      at++
      continue
    }
    seen.add(weighing.keyOf(item))
    rows += weighing.rowsOf(item)
    taken.push(...queue.splice(at, 1))
  }
  return taken
}
