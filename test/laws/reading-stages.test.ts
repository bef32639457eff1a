/** A stage is stored before it is told and before the next one begins: whatever persisting does, calls are made once, the status is consistent, everybody is told once, and every accepted URL ends. */
import { afterEach, expect, test } from 'vitest'
import { type Stage, stageOrder } from '../../src/core/reading.ts'
import { sql } from '../../src/db/statement.ts'
import type { ReadEvent } from '../../src/flow/reading/events.ts'
import { checkEnded } from '../fixtures/check-invariants.ts'
import { builtin, readingConfig, startReader, statuses, storedStages } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { fillDisk, mendDisk } from '../fixtures/refused-rows.ts'
import { until } from '../fixtures/until.ts'

const { store, site } = withPlace()
afterEach(async () => {
  for (const table of ['page_fetches', 'notes']) await mendDisk(store.database, table)
})

const german =
  'Der Rat traf sich am Montag und sprach über die neue Brücke am Fluss. Die Debatte dauerte viele Stunden, und alle, die etwas sagen wollten, wurden gehört. Eine Entscheidung wird noch vor dem Ende des Monats erwartet.'
/** A model that answers in the language it is asked for. */
const polyglot = ({ schemaName }: { schemaName: string | null }) =>
  schemaName === 'summary' ? {} : { article: german }

const allStages = ['fetching', 'extracted', 'summarising', 'summarised', 'translated', 'insights', 'done']

test.each([
  { stage: 'extracted', table: 'page_fetches', when: 'true', stands: 'fetching', calls: {} },
  {
    stage: 'summarised',
    table: 'notes',
    when: `new.purpose = 'summary'`,
    stands: 'summarising',
    calls: { summary: 1 },
  },
  {
    stage: 'translated',
    table: 'notes',
    when: `new.purpose = 'translation'`,
    stands: 'enriching',
    calls: { summary: 1, translated_summary: 1, insights: 1 },
  },
  {
    stage: 'insights',
    table: 'notes',
    when: `new.purpose = 'insights'`,
    stands: 'enriching',
    calls: { summary: 1, translated_summary: 1, insights: 1 },
  },
] as const)(
  'the result of $stage cannot be stored three times: no call is repeated, nothing is told before it is stored, and then once',
  async ({ stage, table, when, stands, calls }) => {
    await fillDisk(store.database, table, when)
    site.llm.answer(polyglot)
    const reader = startReader(store.database, readingConfig(site))
    const { readingId } = await reader.submit(site.articles(1)[0]!, { language: 'de' })
    const watched: ReadEvent[] = []
    const watching = reader.runtime.submissions.watch(readingId, event => watched.push(event))
    const working = reader.readAll()
    await until(() => reader.lines.filter(line => line.event === 'flush.retried').length >= 3, {
      what: 'the stage was not stored three times',
    })
    expect(await statuses(store.database)).toEqual({ [stands]: 1 })
    expect([...reader.stages(readingId), ...watched.map(event => event.stage)]).not.toContain(stage)
    expect(await storedStages(store.database, readingId)).not.toContain(stage)
    expect(site.asked()).toEqual(calls)

    await mendDisk(store.database, table)
    await working
    expect(await watching).toEqual({ status: 'done' })
    expect(site.pages.requests()).toHaveLength(1)
    expect(site.asked()).toEqual({ summary: 1, translated_summary: 1, insights: 1 })
    expect(reader.stages(readingId).sort(byPlace)).toEqual(allStages)
    expect(watched.map(event => event.stage).sort(byPlace)).toEqual(['accepted', ...allStages])
    expect(await storedStages(store.database, readingId)).toEqual(['accepted', ...allStages])
    await reader.stop()
  },
)

test('a connection lost with the answer to a commit: the step is repeated, and still everything is there once', async () => {
  site.llm.answer(polyglot)
  // Each stage's first step commits; its answer is an error all the same.
  let lost = 0
  const unsure = {
    ...store.database,
    async batch(...args: Parameters<typeof store.database.batch>) {
      const rows = await store.database.batch(...args)
      if (args[0].length > 5 && args[0][0]?.text.includes('lock_steps') && ++lost % 2 === 1)
        throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })
      return rows
    },
  }
  const reader = startReader(unsure, readingConfig(site))
  const { readingId } = await reader.submit(site.articles(1)[0]!, { language: 'de' })
  await reader.readAll()
  expect(lost).toBe(2 * 3)
  expect(site.asked()).toEqual({ summary: 1, translated_summary: 1, insights: 1 })
  expect(site.pages.requests()).toHaveLength(1)
  expect(reader.stages(readingId).sort(byPlace)).toEqual(allStages)
  expect(await storedStages(store.database, readingId)).toEqual(['accepted', ...allStages])
  await reader.stop()
})

test('fifty at once, some of them hopeless: each is told its stages in order, fails once or is done, and all end', async () => {
  const good = site.articles(40)
  const missing = Array.from({ length: 5 }, (_, n) => site.pages.url(`/missing/${n}`))
  const refused = site.articles(5, { name: 'refused' })
  site.llm.answer(({ messages }) =>
    messages.some(({ content }) => content.includes('refused'))
      ? { error: { status: 400, message: 'we do not like it' } }
      : {},
  )
  const reader = startReader(store.database, readingConfig(site, { fetch: { concurrency: 8 } }))
  const running = reader.runtime.reading.reader.run()
  const read = await Promise.all(
    [...good, ...missing, ...refused].map(async url => {
      const { readingId } = await reader.submit(url)
      const watched: ReadEvent[] = []
      const { status } = await reader.runtime.submissions.watch(readingId, event => watched.push(event))
      return { url, readingId, status, watched: watched.map(event => event.stage) }
    }),
  )
  await reader.stop()
  await running
  expect(await checkEnded(store.database)).toEqual([])
  const whole = ['accepted', 'fetching', 'extracted', 'summarising', 'summarised', 'insights', 'done']
  for (const { url, readingId, status, watched } of read) {
    const expected = good.includes(url)
      ? whole
      : missing.includes(url)
        ? ['accepted', 'fetching', 'failed']
        : ['accepted', 'fetching', 'extracted', 'summarising', 'failed']
    expect([url, status]).toEqual([url, expected.at(-1)])
    expect([url, ...watched]).toEqual([url, ...expected])
    expect(await storedStages(store.database, readingId)).toEqual(expected)
    const failures = reader.lines.filter(line => line.event === 'reading.failed' && line.correlationId === readingId)
    expect(failures).toHaveLength(good.includes(url) ? 0 : 1)
  }
  expect(await statuses(store.database)).toEqual({ done: 40, failed: 10 })
  const why = await store.database.query(sql`select distinct failed_stage, failure_kind from readings
    where status = 'failed' order by 1`)
  expect(why).toEqual([
    { failed_stage: 'fetching', failure_kind: 'status' },
    { failed_stage: 'summarising', failure_kind: 'status' },
  ])
  // 400 is never asked again.
  expect(site.asked()).toEqual({ summary: 45, insights: 40 })
})

test('a reading that was ended by its person is ended for good: its call is stopped, its result refused, and it is told so', async () => {
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await reader.submit(site.articles(1)[0]!)
  site.llm.hold()
  const running = reader.runtime.reading.reader.run()
  await until(() => site.llm.inFlight() === 1, { what: 'the summary is being bought' })
  const watched: string[] = []
  const watching = reader.runtime.submissions.watch(readingId, event => watched.push(event.stage))
  await reader.runtime.submissions.cancel(readingId)
  expect(await watching).toEqual({ status: 'cancelled' })
  await until(() => site.llm.inFlight() === 0, { what: 'the call has been stopped' })
  site.llm.release()
  await reader.stop()
  await running
  expect(watched).toEqual(['accepted', 'fetching', 'extracted', 'summarising', 'cancelled'])
  expect(await storedStages(store.database, readingId)).toEqual(watched)
  expect(await statuses(store.database)).toEqual({ cancelled: 1 })
})

test('a process that leaves stores what it has and gives its readings back; the next one goes on where they stand', async () => {
  const urls = site.articles(3)
  const first = startReader(store.database, readingConfig(site, { llm: { concurrency: 1 } }))
  for (const url of urls) await first.submit(url)
  site.llm.hold()
  const running = first.runtime.reading.reader.run()
  const waiting = () => first.runtime.reading.gates().find(gate => gate.name === 'llm')?.waiting
  await until(() => site.llm.inFlight() === 1 && waiting() === 2, { what: 'one call is in flight' })
  const stopped = first.stop()
  site.llm.release()
  await stopped
  await running
  expect(await store.database.query(sql`select id from readings where lease_until is not null`)).toEqual([])
  // Nor is anything kept from others that was to be bought next, or counted as perhaps paid for.
  expect(await store.database.query(sql`select purpose from purchases where state = 'claimed'`)).toEqual([])
  const second = startReader(store.database, readingConfig(site))
  await second.readAll()
  expect(await statuses(store.database)).toEqual({ done: 3 })
  expect(site.pages.requests()).toHaveLength(3)
  expect(site.asked()).toEqual({ summary: 3, insights: 3 })
  expect(await store.database.query(sql`select sum(bought_again)::int as again from purchases`)).toEqual([{ again: 0 }])
  await second.stop()
})

test('without any key the built-in summary fills what it can, and the reading is done', async () => {
  const reader = startReader(store.database, readingConfig(site, { llm: builtin }))
  const { readingId } = await reader.submit(site.articles(1)[0]!)
  await reader.readAll()
  expect(reader.stages(readingId)).toEqual(['fetching', 'extracted', 'summarising', 'summarised', 'done'])
  expect(await store.database.query(sql`select provider, model, cost_usd::float8 from notes`)).toEqual([
    { provider: 'builtin', model: null, cost_usd: 0 },
  ])
  await reader.stop()
})

function byPlace(one: string, other: string): number {
  return stageOrder[one as Stage] - stageOrder[other as Stage]
}
