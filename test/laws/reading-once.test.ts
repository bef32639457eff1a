/** Law 11 of readings: what is stored is not fetched or bought again, who comes at the same time shares the work, a late result is refused, and no budget is passed. */
import { expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import {
  builtin,
  page,
  readingConfig,
  startReader,
  statuses,
  storedStages,
  type TestReader,
} from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { until } from '../fixtures/until.ts'
import { withRival } from '../fixtures/with-store.ts'

const { store, site, through: other } = withPlace()
const rival = withRival(store)

const networkCalls = () => [site.pages.requests().length, site.llm.calls().length]

async function readOne(reader: TestReader, url: string, different: Parameters<TestReader['submit']>[1] = {}) {
  const accepted = await reader.submit(url, different)
  await reader.readAll()
  return accepted
}

test('a finished summary is answered from the store: no network call at all, and nothing of the reading changes', async () => {
  const [url] = site.articles(1) as [string]
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await readOne(reader, url)
  const everything = () =>
    store.database.batch([
      sql`select * from readings`,
      sql`select * from reading_events order by seq`,
      sql`select * from notes order by id`,
      sql`select * from purchases order by id`,
    ])
  const [calls, before] = [networkCalls(), await everything()]
  const again = await readOne(reader, `${url}?utm_source=elsewhere#part`)
  expect(again).toMatchObject({ readingId, status: 'done', answeredBy: 'stored' })
  expect(again.requestId).not.toBe(readingId)
  expect(networkCalls()).toEqual(calls)
  expect(await everything()).toEqual(before)
  await reader.stop()
})

test('a translation that was missing for want of a model is made once there is one: asking again is no longer answered with its absence', async () => {
  const [url] = site.articles(1) as [string]
  const german =
    'Der Rat traf sich am Montag und sprach über die neue Brücke. Eine Entscheidung wird noch vor dem Ende des Monats erwartet.'
  site.llm.answer(({ schemaName }) => (schemaName === 'summary' ? {} : { article: german }))
  const without = startReader(store.database, readingConfig(site, { llm: builtin }))
  await without.submit(url, { language: 'de' })
  await without.readAll()
  expect(without.events.at(-1)).toMatchObject({
    stage: 'done',
    detail: { without: ['translation: no language model is configured'] },
  })
  await without.stop()
  const reader = startReader(store.database, readingConfig(site))
  const again = await reader.submit(url, { language: 'de' })
  expect(again).toMatchObject({ answeredBy: 'new' })
  await reader.readAll()
  expect(reader.stages(again.readingId)).toContain('translated')
  expect(await reader.submit(url, { language: 'de' })).toMatchObject({
    answeredBy: 'stored',
    readingId: again.readingId,
  })
  expect(site.fetched(url)).toBe(1)
  expect(site.asked()).toEqual({ summary: 1, translated_summary: 1, insights: 1 })
  await reader.stop()
})

test('a stored text is not fetched again: the model failed at first, the second try asks nobody but the model', async () => {
  const [url] = site.articles(1) as [string]
  site.llm.answer(() => ({ error: { status: 400, message: 'no such model today' } }))
  const reader = startReader(store.database, readingConfig(site))
  const failed = await readOne(reader, url)
  expect(await statuses(store.database)).toEqual({ failed: 1 })
  site.llm.answer(() => ({}))
  const second = await readOne(reader, url)
  expect(second.readingId).not.toBe(failed.readingId)
  expect(await statuses(store.database)).toEqual({ failed: 1, done: 1 })
  expect(site.pages.requests()).toHaveLength(1)
  expect(site.asked()).toEqual({ summary: 2, insights: 1 })
  expect(await storedStages(store.database, second.readingId)).toEqual([
    'accepted',
    'extracted',
    'summarising',
    'summarised',
    'insights',
    'done',
  ])
  await reader.stop()
})

test('the same text at another address is fetched once and bought not at all', async () => {
  for (const path of ['/one', '/two']) site.pages.serve(path, page('the same thing'))
  const reader = startReader(store.database, readingConfig(site))
  await readOne(reader, site.pages.url('/one'))
  const { readingId } = await readOne(reader, site.pages.url('/two'))
  expect(await statuses(store.database)).toEqual({ done: 2 })
  expect(site.pages.requests().map(one => one.path)).toEqual(['/one', '/two'])
  expect(site.asked()).toEqual({ summary: 1, insights: 1 })
  expect((await storedStages(store.database, readingId)).at(-1)).toBe('done')
  await reader.stop()
})

test.each([
  ['a redirect led there', '/old', '/new'],
  ['the page calls it its canonical address', '/copy', '/original'],
])('another address of a page that was read needs no call at all, because %s', async (_, first, second) => {
  site.pages.serve('/old', { status: 301, headers: { location: '/new' }, body: '' })
  site.pages.serve('/new', page('the new place'))
  site.pages.serve('/copy', page('a copy', `<link rel="canonical" href="${site.pages.url('/original')}">`))
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await readOne(reader, site.pages.url(first))
  const calls = networkCalls()
  expect(await readOne(reader, site.pages.url(second))).toMatchObject({ readingId, answeredBy: 'stored' })
  expect(networkCalls()).toEqual(calls)
  await reader.stop()
})

test('with force everything is done and bought anew, beside what is there', async () => {
  const [url] = site.articles(1) as [string]
  const reader = startReader(store.database, readingConfig(site))
  const first = await readOne(reader, url)
  const forced = await readOne(reader, url, { force: true })
  expect(forced).toMatchObject({ answeredBy: 'new', articleId: first.articleId })
  expect(forced.readingId).not.toBe(first.readingId)
  expect(site.pages.requests()).toHaveLength(2)
  expect(site.asked()).toEqual({ summary: 2, insights: 2 })
  expect(await statuses(store.database)).toEqual({ done: 2 })
  await reader.stop()
})

test('fifty submissions of one URL to two processes at once: one fetch, one purchase of each kind, fifty answers', async () => {
  const [url] = site.articles(1) as [string]
  const readers = [startReader(store.database, readingConfig(site)), startReader(other, readingConfig(site))] as const
  // They come together: all who can are in the middle of it, and are let go at once.
  const letGo = await rival.holding('lock table readings in exclusive mode')
  const answering = Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const reader = readers[n % 2]!
      const accepted = await reader.submit(url)
      const { status } = await reader.runtime.submissions.watch(accepted.readingId, () => {})
      return { ...accepted, status }
    }),
  )
  await until(async () => (await rival.waiters()) >= 6, { what: 'submissions wait side by side' }).finally(letGo)
  const running = readers.map(reader => reader.runtime.reading.reader.run())
  const answers = await answering
  expect(new Set(answers.map(one => one.status))).toEqual(new Set(['done']))
  expect(new Set(answers.map(one => one.readingId)).size).toBe(1)
  expect(new Set(answers.map(one => one.requestId)).size).toBe(50)
  expect(answers.filter(one => one.answeredBy === 'new')).toHaveLength(1)
  expect(site.pages.requests()).toHaveLength(1)
  expect(site.asked()).toEqual({ summary: 1, insights: 1 })
  expect(await store.database.query(sql`select count(*)::int as n from requests where reading_id is not null`)).toEqual(
    [{ n: 50 }],
  )
  for (const reader of readers) await reader.stop()
  await Promise.all(running)
})

test('whoever asks while it is at work joins it, and sets nothing back', async () => {
  const [url] = site.articles(1) as [string]
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await reader.submit(url)
  site.llm.hold()
  const working = reader.readAll()
  await until(() => site.llm.inFlight() === 1, { what: 'the summary is being bought' })
  const joined = await reader.submit(url)
  expect(joined).toMatchObject({ readingId, answeredBy: 'joined', status: 'summarising' })
  expect(await statuses(store.database)).toEqual({ summarising: 1 })
  site.llm.release()
  await working
  expect([site.pages.requests().length, site.asked()]).toEqual([1, { summary: 1, insights: 1 }])
  await reader.stop()
})
