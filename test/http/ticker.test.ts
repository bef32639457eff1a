/** Whoever begins to watch is told of everything from that moment on, though they came between two looks. */
import { expect, onTestFinished, test } from 'vitest'
import { createTicker, pauseMs } from '../../src/app/http/ticker.ts'
import { readHorizon } from '../../src/db/articles.ts'
import { fillUnread } from '../../src/db/marks.ts'
import { runsStoredSince } from '../../src/db/run-news.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { withStore } from '../fixtures/with-store.ts'

const { database } = withStore('postgres')

test('what is stored between the beginning of the watch and the next look is told', async () => {
  const [source] = await polledSources(database, 1)
  const looks: (() => void)[] = []
  const wait = (_ms: number, signal: AbortSignal) =>
    new Promise<void>(resolve => {
      looks.push(resolve)
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve())
    })
  const failures: unknown[] = []
  const ticker = createTicker(database, wait, error => failures.push(error))
  onTestFinished(() => ticker.close())
  await until(() => looks.length === 1, { what: 'it has looked once, with nobody watching' })
  const told: string[] = []
  ticker.listen(({ event }) => told.push(event))
  await flushOf(database)([chunk(source!, [article('between')])])
  await until(
    () => {
      looks.shift()?.()
      return told.includes('articles')
    },
    { what: 'it is told' },
  )
  expect(told.toSorted()).toEqual(['articles', 'run'])
  expect(failures).toEqual([])
})

test('what the list of the unread does not have yet is not told', async () => {
  await fillUnread(database)
  const from = await readHorizon(database)
  const [source] = await polledSources(database, 1)
  await flushOf(database)([chunk(source!, [article('too new')])])
  const early = await runsStoredSince(database, from)
  expect(early).toMatchObject({ runs: [], saved: 0 })
  await fillUnread(database)
  const later = await runsStoredSince(database, early.next)
  expect(later).toMatchObject({ runs: [{ saved: 1 }], saved: 1 })
  // A poll that brought nothing has nothing to be followed.
  const [other] = await polledSources(database, 1, 'quiet')
  await flushOf(database)([chunk(other!, [])])
  expect(await runsStoredSince(database, later.next)).toMatchObject({ runs: [{ saved: 0 }], saved: 0 })
})

test('most of the database is left to others, and nearly all of it to people who read', () => {
  expect(pauseMs(100, 0)).toBe(200)
  expect(pauseMs(100, 20)).toBe(200)
  expect(pauseMs(100, 21)).toBe(2_000)
  expect(pauseMs(1, 100)).toBe(50)
})
