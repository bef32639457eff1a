/** Law 10 of readings: calls and storing are decoupled; however the database stands still, no call waits for it, none is cancelled, and each result is stored once. */
import { expect, test } from 'vitest'
import type { Accepted } from '../../src/core/reading.ts'
import { sql } from '../../src/db/statement.ts'
import { checkEnded } from '../fixtures/check-invariants.ts'
import { type Different, readingConfig, startReader, statuses, type TestReader } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { until } from '../fixtures/until.ts'
import { withRival } from '../fixtures/with-store.ts'

const { store, site, proxy, through } = withPlace({ poolSize: 4 })
const rival = withRival(store)

const N = 8
const oneSlot: Different = { fetch: { concurrency: 1 }, llm: { concurrency: 1 } }

async function submitAll(reader: TestReader, urls: readonly string[]): Promise<Accepted[]> {
  return await Promise.all(urls.map(url => reader.submit(url)))
}

/** Two ways in which a database stands still; each resolves when nothing moves any more, with what ends it. */
const standstills = {
  async 'every byte held by the network'() {
    proxy.hold()
    return async () => proxy.release()
  },
  async 'every row locked by somebody else'() {
    return await rival.holding('lock table readings, purchases in access exclusive mode')
  },
}

const allSent = () =>
  site.llm.calls().every(call => call.status === 200) && site.pages.requests().every(one => one.status === 200)

async function expectEachOnce(reader: TestReader, accepted: readonly Accepted[]): Promise<void> {
  expect(await checkEnded(store.database)).toEqual([])
  expect(await statuses(store.database)).toEqual({ done: accepted.length })
  expect(site.pages.requests()).toHaveLength(accepted.length)
  expect(site.asked()).toEqual({ summary: accepted.length, insights: accepted.length })
  expect(allSent()).toBe(true)
  const [row] = await store.database.query(sql`select count(*) filter (where state = 'bought')::int as bought,
    sum(claims)::int as claims, (select count(*)::int from llm_calls) as calls from purchases`)
  expect(row).toEqual({ bought: 2 * accepted.length, claims: 2 * accepted.length, calls: 2 * accepted.length })
  for (const { readingId } of accepted)
    expect(reader.stages(readingId).filter(stage => stage === 'done')).toHaveLength(1)
}

test.each(Object.keys(standstills) as (keyof typeof standstills)[])(
  'one slot, %s while a page is fetched: all N pages are fetched, and stored when the database is back',
  async how => {
    const urls = site.articles(N)
    const reader = startReader(through, readingConfig(site, oneSlot))
    const accepted = await submitAll(reader, urls)
    site.pages.hold()
    const working = reader.readAll()
    await until(() => site.pages.inFlight() === 1 && reader.events.length === N, { what: 'a page is in flight' })
    const goOn = await standstills[how]()
    site.pages.release()
    await until(() => site.fetched() === N && reader.runtime.reading.held() === N, {
      what: 'all pages are fetched while the database stands still',
    })
    expect(reader.runtime.gate.stats()).toMatchObject({ limit: 1, maxInUse: 1, inUse: 0, waiting: 0 })
    expect(reader.events.map(event => event.stage)).not.toContain('extracted')
    expect(site.llm.calls()).toHaveLength(0)

    await goOn()
    await working
    await expectEachOnce(reader, accepted)
    await reader.stop()
  },
)

test.each(Object.keys(standstills) as (keyof typeof standstills)[])(
  'one slot, %s while the LLM answers: all N summaries are bought, and stored when the database is back',
  async how => {
    const urls = site.articles(N)
    const reader = startReader(through, readingConfig(site, oneSlot))
    const accepted = await submitAll(reader, urls)
    const llm = () => reader.runtime.reading.gates().find(gate => gate.name === 'llm')
    site.llm.hold()
    const working = reader.readAll()
    await until(() => site.llm.inFlight() === 1 && llm()?.waiting === N - 1, { what: 'all wait for the one slot' })
    const goOn = await standstills[how]()
    site.llm.release()
    await until(() => site.asked().summary === N && reader.runtime.reading.held() === N, {
      what: 'all summaries are bought while the database stands still',
    })
    expect(llm()).toMatchObject({ limit: 1, maxInUse: 1, inUse: 0, waiting: 0 })
    expect(reader.events.map(event => event.stage)).not.toContain('summarised')
    expect(await Promise.all(accepted.map(one => reader.stages(one.readingId).at(-1)))).toEqual(
      accepted.map(() => 'summarising'),
    )

    await goOn()
    await working
    await expectEachOnce(reader, accepted)
    await reader.stop()
  },
)

test('connections cut and refused while pages and the LLM answer: no call is cancelled, each result is stored afterwards', async () => {
  const urls = site.articles(N)
  const reader = startReader(through, readingConfig(site, { llm: { concurrency: 3 } }))
  const accepted = await submitAll(reader, urls)
  site.pages.hold(new URL(urls[0]!).pathname)
  site.llm.hold()
  const working = reader.readAll()
  const llm = () => reader.runtime.reading.gates().find(gate => gate.name === 'llm')
  await until(() => llm()?.waiting === N - 1 - 3 && site.llm.inFlight() === 3 && site.pages.inFlight() === 1, {
    what: 'both kinds are in flight',
  })
  await proxy.refuse(true)
  proxy.cut()
  site.llm.release()
  site.pages.release()
  await until(() => reader.lines.some(line => line.event === 'flush.retried'), { what: 'a flush was tried in vain' })
  await until(() => site.fetched() === N && site.asked().summary === N - 1, { what: 'all calls have finished' })
  await proxy.refuse(false)
  await working
  await expectEachOnce(reader, accepted)
  await reader.stop()
})
