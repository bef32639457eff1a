/** Laws 3, 4 and 5 under rivals, on real PostgreSQL: race-free, first article wins, no deadlock by construction. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Chunk } from '../../src/core/chunk.ts'
import { sum } from '../../src/core/tally.ts'
import type { Row } from '../../src/db/flush/plan.ts'
import { type Jobs, startJobs } from '../../src/db/jobs.ts'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { connectTo, emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { article, chunk, flushOf, type Polled, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres', { poolSize: 20 })
})
afterAll(() => store.close())
afterEach(async () => {
  expect(await checkInvariants(store.database)).toEqual([])
  await emptyStore(store.database)
})

async function somebodyWaitsForALock(): Promise<boolean> {
  const [row] = await store.database.query(sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`)
  return row?.n > 0
}

describe.each(['insert', 'copy'] as const)('in the %s lane', lane => {
  test('concurrent insert of the same url: two workers, one row, one duplicate, no error', async () => {
    const [first, second] = await polledSources(store.database, 2)
    // The rival has inserted 'a' and not committed: its transaction is held open by hand.
    const held = Promise.withResolvers<void>()
    const inserted = Promise.withResolvers<void>()
    const rival = store.database.session(async run => {
      await run('begin')
      const own = chunk(first!, [article('a')])
      await run(
        'insert into runs (id, source_id, worker, started_at, duration_ms, bytes, not_modified) values ($1, $2, $3, now(), 0, 0, false)',
        [own.run.id, first!.sourceId, 'rival'],
      )
      await run(
        `insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at) values ($1, $2, $3, false, $4, 'First', '', $1, now())`,
        [article('a').id, first!.sourceId, own.run.id, article('a').url],
      )
      await run(
        `insert into run_chunks (run_id, chunk, source_id, last, offered, saved, duplicate, old, filtered, rejected) values ($1, 0, $2, true, 1, 1, 0, 0, 0, 0)`,
        [own.run.id, first!.sourceId],
      )
      inserted.resolve()
      await held.promise
      await run('commit')
    })
    await inserted.promise

    const pending = flushOf(store.database, { lane })([chunk(second!, [article('a'), article('b')])])
    await until(somebodyWaitsForALock)
    held.resolve()
    await rival

    const [settled] = await pending
    expect(settled?.tally).toMatchObject({ offered: 2, saved: 1, duplicate: 1 })
    expect(await store.database.query(sql`select title from articles order by title`)).toEqual([
      { title: 'First' },
      { title: 'Title of b' },
    ])
    expect(await store.database.query(sql`select source_id from sightings`)).toEqual([{ source_id: second!.sourceId }])
  })

  test('16 writers, 200 overlapping batches each in random order, several chunks per flush and job keys too: nobody sees a deadlock', async () => {
    const writers = 16
    const batches = 200
    const jobs = await startJobs(store.database, [{ name: 'wake', policy: 'exclusive' }], () => {})
    const deadlocksBefore = await deadlocks()
    const sources = await polledSources(store.database, writers * 2)
    const results = await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        write(lane, batches, sources.slice(writer * 2, writer * 2 + 2), jobs),
      ),
    )
    await jobs.stop(1_000)

    const total = sum(results.flat())
    const [rows] = await store.database.query(sql`select count(*) as n from articles`)
    expect(total.saved).toBe(rows?.n)
    expect(total.offered).toBe(writers * batches * 2 * 6)
    expect(await deadlocks()).toBe(deadlocksBefore)
    const [keys] = await store.database.query(
      sql`select count(distinct singleton_key) as distinct, count(*) as n from jobs.job where name = 'wake'`,
    )
    expect(keys?.n).toBe(keys?.distinct)
  }, 120_000)
})

async function write(lane: 'insert' | 'copy', batches: number, sources: readonly Polled[], jobs: Jobs) {
  const keyed = async (rows: readonly Row[]) => [
    await jobs.insertStatement(
      'wake',
      rows.map(row => ({ data: { id: row.article.id }, singletonKey: row.article.id.slice(0, 2) })),
    ),
  ]
  const flush = flushOf(store.database, { lane, followUps: keyed })
  const tallies = []
  for (let batch = 0; batch < batches; batch++) {
    const chunks = sources.map((source): Chunk => chunk(source, randomArticles(6), { bookmark: null, last: true }))
    for (const settled of await flush(chunks)) tallies.push(settled.tally)
  }
  return tallies
}

/** Few enough that every batch overlaps with somebody's, in an order of its own. */
function randomArticles(count: number) {
  return Array.from({ length: count }, () => article(`shared-${Math.floor(Math.random() * 2_000)}`))
}

async function deadlocks(): Promise<number> {
  const other = connectTo(store.url, 1)
  try {
    await other.query(sql`select pg_stat_force_next_flush()`)
    const [row] = await other.query(sql`select deadlocks as n from pg_stat_database where datname = current_database()`)
    return row?.n
  } finally {
    await other.close()
  }
}
