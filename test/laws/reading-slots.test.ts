/** Law 10: slots are used up to their limit and not beyond, and are free while a call backs off, is stored, or a database thinks. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { connectTo } from '../fixtures/database.ts'
import { startFirecrawlServer } from '../fixtures/firecrawl-server.ts'
import { readingConfig, type Site, startReader, statuses, storedStages } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { until } from '../fixtures/until.ts'

const { store, site, proxy, through } = withPlace({ poolSize: 4 })
const N = 8

test('each kind of slot is used up to its limit, and not beyond', async () => {
  const urls = site.articles(12)
  const reader = startReader(through, readingConfig(site, { fetch: { concurrency: 3 }, llm: { concurrency: 2 } }))
  await Promise.all(urls.map(url => reader.submit(url)))
  site.pages.hold()
  site.llm.hold()
  const working = reader.readAll()
  const gate = () => reader.runtime.gate.stats()
  await until(() => site.pages.inFlight() === 3 && gate().waiting === 9, { what: 'three pages are in flight' })
  site.pages.release()
  const llm = () => reader.runtime.reading.gates().find(one => one.name === 'llm')
  await until(() => site.llm.inFlight() === 2 && llm()?.waiting === 10, { what: 'two calls are in flight' })
  site.llm.release()
  await working
  expect([site.pages.maxInFlight(), site.llm.maxInFlight()]).toEqual([3, 2])
  await reader.stop()
})

test('of Firecrawl as well, and the slot is given back before anything is stored', async () => {
  const firecrawl = await startFirecrawlServer()
  // A service on the internet reads what lies on the internet; nothing is asked there but by Firecrawl.
  const urls = Array.from({ length: N }, (_, n) => `http://93.184.216.34/news/${n}`)
  const config = readingConfig(site, { firecrawl: { active: true, baseUrl: firecrawl.baseUrl, concurrency: 2 } })
  const reader = startReader(through, config)
  const accepted = await Promise.all(urls.map(url => reader.submit(url)))
  const gate = () => reader.runtime.reading.gates().find(one => one.name === 'firecrawl')
  firecrawl.hold()
  const working = reader.readAll()
  await until(() => firecrawl.inFlight() === 2 && gate()?.waiting === N - 2, { what: 'two pages are in flight' })
  proxy.hold()
  firecrawl.release()
  await until(() => reader.runtime.reading.held() === N, { what: 'all pages are there while the database hangs' })
  expect(gate()).toMatchObject({ limit: 2, inUse: 0, maxInUse: 2, waiting: 0 })
  proxy.release()
  await working
  expect(firecrawl.maxInFlight()).toBe(2)
  expect(firecrawl.calls()).toHaveLength(accepted.length)
  expect(await statuses(store.database)).toEqual({ done: accepted.length })
  expect(site.pages.requests()).toEqual([])
  await reader.stop()
  await firecrawl.close()
})

test('a slot is free while a call backs off: with one slot, 429 and Retry-After, the other reading goes by', async () => {
  const [first, second] = site.articles(2) as [string, string]
  site.llm.answer((_call, nth) =>
    nth === 0 ? { error: { status: 429, message: 'slow down' }, headers: { 'retry-after': '1' } } : {},
  )
  const reader = startReader(through, readingConfig(site, { llm: { concurrency: 1 }, reading: { concurrency: 2 } }))
  await reader.submit(first)
  await reader.submit(second)
  await reader.readAll()
  expect(await statuses(store.database)).toEqual({ done: 2 })
  const calls = site.llm.calls()
  const [refused] = calls
  const again = calls.findIndex((call, nth) => nth > 0 && call.promptHash !== undefined && isAbout(call, refused!))
  const between = calls.slice(1, again)
  expect(refused?.status).toBe(429)
  expect(between.map(call => call.schemaName)).toEqual(['summary', 'insights'])
  // In seconds, as the header says; a jitter comes on top, so never earlier.
  expect(calls[again]!.startedAt - refused!.endedAt!).toBeGreaterThanOrEqual(1_000)
  expect(await store.database.query(sql`select outcome, http_status from llm_calls where outcome <> 'ok'`)).toEqual([
    { outcome: 'failed', http_status: 429 },
  ])
  await reader.stop()
})

type Call = ReturnType<Site['llm']['calls']>[number]

/** A prompt marks its article with a new word each time; the article is the same. */
function isAbout(call: Call, other: Call): boolean {
  const pathIn = (one: Call) => /debate on (news \d+)/.exec(one.messages.map(({ content }) => content).join())?.[1]
  return call.schemaName === other.schemaName && pathIn(call) === pathIn(other)
}

test('while a slow LLM thinks, a pool of one lends no connection, no transaction is open, and others use the pool', async () => {
  const single = connectTo(proxy.url(store.url), 1)
  const reader = startReader(single, readingConfig(site))
  const { readingId } = await reader.submit(site.articles(1)[0]!)
  site.llm.hold()
  const working = reader.readAll()
  await until(() => site.llm.inFlight() === 1 && single.stats().lent === 0, { what: 'the LLM thinks' })
  // The reader goes on looking for work meanwhile; whatever it asks is over at once.
  for (let look = 0; look < 20; look++) {
    const open = await store.database.query(sql`select state, query from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
        and (state like 'idle in transaction%' or now() - query_start > interval '1 s')`)
    expect(open).toEqual([])
    await delay(10)
  }
  expect(single.stats().lent).toBe(0)
  expect(await single.query(sql`select status from readings`)).toEqual([{ status: 'summarising' }])
  site.llm.release()
  await working
  expect(await storedStages(store.database, readingId)).toEqual([
    'accepted',
    'fetching',
    'extracted',
    'summarising',
    'summarised',
    'insights',
    'done',
  ])
  await reader.stop()
  await single.close()
})
