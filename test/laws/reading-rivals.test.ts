/** Law 11 between two processes: a lease decides whose result counts, and nobody passes the day's last cent. */
import { expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { checkEnded } from '../fixtures/check-invariants.ts'
import { readingConfig, startReader, statuses } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { until } from '../fixtures/until.ts'

const { store, site, proxy, through: other } = withPlace()

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
