/** Law 11 of readings: what is stored is not fetched or bought again, who comes at the same time shares the work, a late result is refused, and no budget is passed. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { sql } from '../../src/db/statement.ts'
import { checkEnded, checkInvariants } from '../fixtures/check-invariants.ts'
import { connectTo, emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { addressOf, type PostgresProxy, startProxy } from '../fixtures/proxy.ts'
import {
  page,
  readingConfig,
  type Site,
  startReader,
  startSite,
  statuses,
  stopReaders,
  storedStages,
  type TestReader,
} from '../fixtures/reading.ts'
import { until } from '../fixtures/until.ts'

let store: TestStore
let proxy: PostgresProxy
let other: Database
let site: Site
beforeAll(async () => {
  store = await openStore('postgres')
  proxy = await startProxy({ target: addressOf(store.url) })
})
beforeEach(async () => {
  other = connectTo(proxy.url(store.url))
  site = await startSite()
})
afterEach(async () => {
  proxy.release()
  await stopReaders()
  await other.close()
  await site.close()
  const wrong = await checkInvariants(store.database)
  await emptyStore(store.database)
  expect(wrong).toEqual([])
})
afterAll(async () => {
  await proxy.close()
  await store.close()
})

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
  const { promise: ready, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
  const aside = connectTo(store.url, 2)
  const barrier = aside.session(async run => {
    await run('begin')
    await run('lock table readings in exclusive mode')
    isLocked()
    await ready
    await run('commit')
  })
  await locked
  const answering = Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const reader = readers[n % 2]!
      const accepted = await reader.submit(url)
      const { status } = await reader.runtime.submissions.watch(accepted.readingId, () => {})
      return { ...accepted, status }
    }),
  )
  const queued = async () =>
    (await aside.query(sql`select pid from pg_stat_activity where wait_event_type = 'Lock'`)).length
  await until(async () => (await queued()) >= 6, { what: 'submissions wait side by side' }).finally(letGo)
  await barrier
  await aside.close()
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

/** What the end of a lease is to everybody but him who held it. */
const leasesEnd = () =>
  store.database.batch([
    sql`update readings set lease_until = now() - interval '1 s' where lease_until is not null`,
    sql`update purchases set lease_until = now() - interval '1 s' where lease_until is not null`,
  ])

test.each([
  ['a page', 'pages'],
  ['a summary', 'llm'],
] as const)(
  'a worker that oversleeps its lease with %s in hand: its result is refused, its call is on record, nothing is doubled',
  async (_, what) => {
    const [url] = site.articles(1) as [string]
    const late = startReader(other, readingConfig(site))
    const { readingId } = await late.submit(url)
    site[what].hold()
    const sleeping = late.readAll()
    await until(() => site[what].inFlight() === 1, { what: 'the first worker’s call is in flight' })
    proxy.hold()
    site[what].release()
    await until(() => late.runtime.reading.held() === 1, { what: 'its result waits for the database' })
    const before = site[what].inFlight()
    expect(before).toBe(0)

    await leasesEnd()
    const rival = startReader(store.database, readingConfig(site))
    await rival.readAll()
    expect(await statuses(store.database)).toEqual({ done: 1 })
    const stages = await store.database.query(sql`select * from reading_events order by seq`)
    const notes = await store.database.query(sql`select * from notes order by id`)
    proxy.release()
    await sleeping
    await until(() => late.lines.some(line => line.event === 'step.refused'), { what: 'the late result is refused' })

    expect(await store.database.query(sql`select * from reading_events order by seq`)).toEqual(stages)
    expect(await store.database.query(sql`select * from notes order by id`)).toEqual(notes)
    expect(late.stages(readingId)).not.toContain('done')
    expect(rival.stages(readingId).filter(stage => stage === 'done')).toHaveLength(1)
    // The window is named and counted: the pause lay between the call and the commit.
    const again = what === 'llm' ? 1 : 0
    expect(site.pages.requests()).toHaveLength(2 - again)
    expect(site.asked()).toEqual({ summary: 1 + again, insights: 1 })
    const [ledger] = await store.database.query(sql`select (select count(*)::int from llm_calls) as calls,
      sum(bought_again)::int as again from purchases`)
    expect(ledger).toEqual({ calls: 2 + again, again })
    await late.stop()
    await rival.stop()
  },
)

const cent = { costs: 0.01, calls: 5 }
/** Each call costs a cent, of which as much is reserved. */
const priced = (perDayUsd: number | null) => ({
  llm: {
    concurrency: 2,
    maxOutputTokens: 1_000,
    prices: { small: { inputPerMillion: 0, outputPerMillion: (cent.costs / 1_000) * 1_000_000 } },
    budget: { perDayUsd, perSourceDayUsd: null },
  },
})

test('when the day’s budget is spent readings wait, two processes do not pass its last cent; with more they go on, and nothing is bought twice', async () => {
  const urls = site.articles(8)
  site.llm.answer(() => ({ usage: { in: 10, out: 1_000 } }))
  const poor = [store.database, other].map(database =>
    startReader(database, readingConfig(site, priced(cent.calls * cent.costs))),
  )
  for (const url of urls) await poor[0]!.submit(url)
  await Promise.all(poor.map(reader => reader.readAll()))
  // What waited for a call in flight looks again; what waits for tomorrow does not.
  await store.database.query(sql`update readings set due_at = now() where due_at < now() + interval '1 hour'`)
  await Promise.all(poor.map(reader => reader.readAll()))
  const [spent] = await store.database.query(
    sql`select count(*)::int as calls, sum(cost_usd)::float8 as usd from llm_calls`,
  )
  expect(spent).toEqual({ calls: cent.calls, usd: cent.calls * cent.costs })
  expect(site.llm.calls()).toHaveLength(cent.calls)
  const waiting = await store.database.query(sql`select waiting_reason, due_at > now() as later, lease_until
    from readings where status <> 'done'`)
  expect(waiting.length).toBeGreaterThanOrEqual(urls.length - cent.calls)
  for (const one of waiting) {
    expect(one).toMatchObject({ later: true, lease_until: null })
    expect(one.waiting_reason).toContain('the budget of 0.05 USD a day')
  }
  const told = poor.flatMap(reader => reader.events).filter(event => event.stage === 'waiting')
  expect(new Set(told.map(event => event.readingId)).size).toBeGreaterThanOrEqual(waiting.length)
  for (const reader of poor) await reader.stop()

  await store.database.query(sql`update readings set due_at = now() where due_at is not null`)
  const rich = startReader(store.database, readingConfig(site, priced(null)))
  await rich.readAll()
  expect(await checkEnded(store.database)).toEqual([])
  expect(await statuses(store.database)).toEqual({ done: urls.length })
  expect(site.pages.requests()).toHaveLength(urls.length)
  expect(site.asked()).toEqual({ summary: urls.length, insights: urls.length })
  await rich.stop()
})
