/** The hand-over: bounded, in order, many sources a flush; it delays the next call when full, and loses nothing while the process lives. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { article, chunk, filtered } from '../../test/fixtures/samples.ts'
import { gateLatch, until } from '../../test/fixtures/until.ts'
import { type Chunk, MAX_CHUNK_ENTRIES, type Settled } from '../core/chunk.ts'
import { emptyTally } from '../core/tally.ts'
import { chunkWeighing } from './cutter.ts'
import { createHandOver, type HandOverOptions, takeFlush } from './hand-over.ts'

describe('takeFlush', () => {
  test('takes in order of arrival, and leaves in order what does not fit', () => {
    const queue = [of('a', 400), of('b', 400), of('c', 400), of('d', 1)]
    expect(names(taken(queue))).toEqual(['a', 'b'])
    expect(names(taken(queue))).toEqual(['c', 'd'])
    expect(taken(queue)).toEqual([])
  })

  test('takes 1,000 entries at most, whatever they are: fresh, decided or refused', () => {
    const decided = of('b', 0, { decided: Array.from({ length: 500 }, (_, n) => filtered(`${n}`)) })
    const refused = of('c', 0, { refused: { entries: 1, reason: 'too many', sqlState: null } })
    expect(names(taken([of('a', 500), decided, refused]))).toEqual(['a', 'b'])
    expect(names(taken([of('a', 499), decided, refused]))).toEqual(['a', 'b', 'c'])
  })

  test('a first chunk always fits, or it would wait for ever', () => {
    const queue = [of('a', 1_200), of('b', 1)]
    expect(names(taken(queue))).toEqual(['a'])
    expect(names(queue)).toEqual(['b'])
  })

  test('two chunks of one source are never in one flush, and come in their order', () => {
    const queue = [of('a', 1, { index: 0 }), of('b', 1), of('a', 1, { index: 1 }), of('c', 1), of('a', 1, { index: 2 })]
    const flushes = [taken(queue), taken(queue), taken(queue)]
    expect(flushes.map(names)).toEqual([['a', 'b', 'c'], ['a'], ['a']])
    expect(
      flushes
        .flat()
        .filter(one => one.run.sourceId === 'a')
        .map(one => one.index),
    ).toEqual([0, 1, 2])
  })
})

describe('the flushes', () => {
  test('a chunk waits for company, and the wait ends early when there is enough of it', async () => {
    const { handOver, flushes, sleeps } = start()
    await handOver.put(of('a', 400))
    await until(() => sleeps.length === 1, { what: 'the first chunk waits' })
    await handOver.put(of('b', 400))
    expect(flushes).toEqual([])
    await handOver.put(of('c', 200))
    await handOver.drained()
    expect(flushes.map(names)).toEqual([['a', 'b', 'c']])
  })

  test('the wait for company ends by itself', async () => {
    const { handOver, flushes, sleeps } = start()
    await handOver.put(of('a', 1))
    await until(() => sleeps.length === 1, { what: 'the chunk waits' })
    expect(sleeps[0]?.ms).toBe(50)
    sleeps[0]?.wake()
    await handOver.drained()
    expect(flushes.map(names)).toEqual([['a']])
  })

  test('a flush that fails is tried again, unchanged and before anything later, until it passes', async () => {
    const failures = [new Error('one'), new Error('two'), new Error('three')]
    const { handOver, flushes, retries } = start({
      fails: () => failures.shift(),
      sleep: async () => {},
    })
    await handOver.put(of('a', 1))
    await handOver.put(of('b', 1))
    await handOver.drained()
    expect(retries).toEqual(['one', 'two', 'three'])
    expect(flushes.map(names).slice(0, 4)).toEqual(Array(4).fill(names(flushes[0] ?? [])))
    expect(flushes.slice(3).flatMap(names)).toEqual(['a', 'b'])
    expect(handOver.held()).toEqual({ items: 0, rows: 0, bytes: 0, full: false })
  })
})

describe('two flushes at once', () => {
  test('carry different keys: what one has on its way, the other leaves for later, in order', async () => {
    const { handOver, flushes, latch } = start({ limits: { flushes: 2 }, sleep: async () => {} })
    latch.close()
    await handOver.put(of('a', 1, { index: 0 }))
    await until(() => flushes.length === 1, { what: 'the first flush is on its way' })
    await handOver.put(of('a', 1, { index: 1 }))
    await handOver.put(of('b', 1))
    await until(() => flushes.length === 2, { what: 'the second one is, too' })
    expect(flushes.map(names)).toEqual([['a'], ['b']])
    expect(handOver.held()).toMatchObject({ items: 3, rows: 3 })
    expect(handOver.heldKeys().sort()).toEqual(['a', 'a', 'b'])
    latch.open()
    await handOver.drained()
    expect(flushes.map(names)).toEqual([['a'], ['b'], ['a']])
    expect(flushes[2]?.[0]?.index).toBe(1)
  })
})

describe('its bounds', () => {
  test.each([
    ['rows', { rows: 10, bytes: 1e9 }],
    ['bytes', { rows: 1e9, bytes: 11_000 }],
  ])('%s: full, it lets nobody in; with room again, everybody who waits', async (_, limits) => {
    const { handOver, latch } = start({ limits, sleep: async () => {} })
    latch.close()
    await handOver.put(of('a', 10))
    expect(handOver.held().full).toBe(true)
    const entered: string[] = []
    const waiters = [
      handOver.room().then(() => entered.push('room')),
      handOver.room().then(() => entered.push('room')),
      handOver.put(of('b', 1)).then(() => entered.push('put')),
    ]
    await new Promise(setImmediate)
    expect(entered).toEqual([])
    expect(handOver.held().items).toBe(1)
    latch.open()
    await Promise.all(waiters)
    expect(entered.sort()).toEqual(['put', 'room', 'room'])
    await handOver.drained()
  })

  test('what it holds counts as in flight: queued or being flushed, until it is settled', async () => {
    const { handOver, latch, flushes } = start({ sleep: async () => {} })
    latch.close()
    await handOver.put(of('a', 1))
    await until(() => flushes.length === 1, { what: 'a is being flushed' })
    await handOver.put(of('b', 1))
    expect(handOver.heldKeys().sort()).toEqual(['a', 'b'])
    expect(handOver.held()).toMatchObject({ items: 2, rows: 2 })
    latch.open()
    await handOver.drained()
    expect(handOver.heldKeys()).toEqual([])
  })
})

describe('its end', () => {
  test('closing settles what it holds, without waiting for company', async () => {
    const { handOver, flushes, settled } = start()
    await handOver.put(of('a', 1))
    await handOver.put(of('b', 2))
    expect(await handOver.close(1_000)).toEqual({ items: 0, rows: 0, bytes: 0, full: false })
    expect(flushes.flatMap(names).sort()).toEqual(['a', 'b'])
    expect(settled.map(one => one.chunk.run.sourceId).sort()).toEqual(['a', 'b'])
  })

  test('after its grace it gives up, says what it held, and lets everybody go', async () => {
    const { handOver, latch, flushes, sleeps, settled } = start({ limits: { rows: 3, bytes: 1e9 } })
    latch.close()
    await handOver.put(of('a', 1_000))
    await until(() => flushes.length === 1, { what: 'a is being flushed' })
    const waiting = [handOver.room(), handOver.put(of('b', 1)), handOver.drained()]
    const closed = handOver.close(20_000)
    await until(() => sleeps.some(sleep => sleep.ms === 20_000), { what: 'it waits for its grace' })
    sleeps.find(sleep => sleep.ms === 20_000)?.wake()
    expect(await closed).toEqual({ items: 1, rows: 1_000, bytes: 1_001_000, full: true })
    await Promise.all(waiting)
    expect(settled).toEqual([])
    latch.open()
  })

  test('one that cannot flush at all still ends, and has settled nothing', async () => {
    const { handOver, settled } = start({ fails: () => new Error('no database') })
    await handOver.put(of('a', 2))
    const closed = handOver.close(0)
    expect(await closed).toMatchObject({ items: 1, rows: 2 })
    expect(settled).toEqual([])
  })
})

function taken(queue: Chunk[]): Chunk[] {
  return takeFlush(queue, chunkWeighing, MAX_CHUNK_ENTRIES)
}

type Options = HandOverOptions<Chunk, Settled>

type Different = Readonly<{
  limits?: Partial<Options['limits']>
  sleep?: Options['sleep']
  fails?: () => Error | undefined
}>
type Sleep = Readonly<{ ms: number; wake: () => void }>

/** A hand-over whose flush passes when the latch is open, and whose waits end when the test wakes them or they are cancelled. */
function start(different: Different = {}) {
  const flushes: Chunk[][] = []
  const settled: Settled[] = []
  const retries: string[] = []
  const sleeps: Sleep[] = []
  const latch = gateLatch()
  latch.open()
  const handOver = createHandOver({
    weighing: chunkWeighing,
    limits: { rows: 1e9, bytes: 1e9, lingerMs: 50, flushRows: MAX_CHUNK_ENTRIES, ...different.limits },
    random: () => 0.5,
    async flush(chunks) {
      flushes.push([...chunks])
      await latch.pass()
      const failure = different.fails?.()
      if (failure !== undefined) throw failure
      return chunks.map(one => ({ chunk: one, tally: emptyTally, refusedBy: null, articleIds: [] }))
    },
    sleep:
      different.sleep ??
      ((ms, signal) =>
        new Promise(wake => {
          sleeps.push({ ms, wake })
          if (signal.aborted || ms === 0) wake()
          else signal.addEventListener('abort', () => wake())
        })),
    onSettled: some => settled.push(...some),
    onRetry: error => retries.push((error as Error).message),
  })
  onTestFinished(async () => {
    latch.open()
    for (const { wake } of sleeps) wake()
    await handOver.close(0)
  })
  return { handOver, flushes, settled, retries, sleeps, latch }
}

function of(sourceId: string, fresh: number, different: Partial<Chunk> = {}): Chunk {
  const articles = Array.from({ length: fresh }, (_, n) => article(`${sourceId}-${n}`))
  return chunk({ sourceId, leaseVersion: 1 }, articles, different)
}

function names(chunks: readonly Chunk[]): string[] {
  return chunks.map(one => one.run.sourceId)
}
