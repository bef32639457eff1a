/** Law 2, constant statements, and what happens when an answer is lost: counted and cut by a proxy that speaks the protocol. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { type Jobs, startJobs } from '../../src/db/jobs.ts'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { connectTo, emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { addressOf, type PostgresProxy, startProxy } from '../fixtures/proxy.ts'
import { article, chunk, filtered, flushOf, polledSources } from '../fixtures/samples.ts'

let store: TestStore
let proxy: PostgresProxy
let through: Database
let jobs: Jobs
beforeAll(async () => {
  store = await openStore('postgres')
  proxy = await startProxy({ target: addressOf(store.url) })
  jobs = await startJobs(store.database, [{ name: 'follow', policy: 'exclusive' }], () => {})
})
beforeEach(() => {
  through = connectTo(proxy.url(store.url), 2)
})
afterEach(async () => {
  await through.close()
  expect(await checkInvariants(store.database)).toEqual([])
  await emptyStore(store.database)
  await store.database.execute('delete from jobs.job')
})
afterAll(async () => {
  await jobs.stop(1_000)
  await proxy.close()
  await store.close()
})

const followUps = async () => [await jobs.insertStatement('follow', [{ data: { n: 1 }, singletonKey: 'one' }])]

describe.each(['insert', 'copy'] as const)('in the %s lane', lane => {
  async function cost(sources: number, entries: number): Promise<[statements: number, roundTrips: number]> {
    const polled = await polledSources(store.database, sources, `cost${sources}-${entries}-`)
    const chunks = polled.map((one, at) =>
      chunk(
        one,
        Array.from({ length: entries }, (_, n) => article(`${lane}-${sources}-${entries}-${at}-${n}`)),
        {
          decided: [filtered(`${lane}-dropped-${at}`)],
        },
      ),
    )
    await through.query(sql`select 1`)
    proxy.resetCounts()
    await flushOf(through, { lane, followUps })(chunks)
    return [proxy.statements(), proxy.roundTrips()]
  }

  test('a flush is the same number of statements, in two round trips, for 1, 50 and 1,000 entries and for 1 and 20 sources', async () => {
    const costs = [await cost(1, 1), await cost(1, 50), await cost(1, 1_000), await cost(20, 1), await cost(20, 50)]
    expect(new Set(costs.map(([statements]) => statements)).size).toBe(1)
    expect(costs.map(([, roundTrips]) => roundTrips)).toEqual([2, 2, 2, 2, 2])
  })

  test('the reply is lost after COMMIT: the retry changes nothing, the tally is right, the job is there once', async () => {
    const [source] = await polledSources(store.database, 1)
    const flush = flushOf(through, { lane, followUps })
    const offered = [chunk(source!, [article('a'), article('b'), article('b')], { decided: [filtered('c')] })]
    const lost = proxy.dropReplyAfterCommit('refuse_stale_leases')
    await expect(flush(offered)).rejects.toThrow()
    expect((await lost).errors).toEqual([])
    const before = await everything()

    const [settled] = await flush(offered)
    expect(settled?.refusedBy).toBeNull()
    expect(settled?.tally).toEqual({ offered: 4, saved: 2, duplicate: 1, old: 0, filtered: 1, rejected: 0 })
    const after = await everything()
    expect(after.articles).toEqual(before.articles)
    expect(after.tallies).toEqual(before.tallies)
    expect(after.jobs).toEqual([{ name: 'follow' }])
  })

  test('the reply is lost, and a rival has claimed the source since: the chunk is reported as stored, not as refused', async () => {
    const [source] = await polledSources(store.database, 1)
    const flush = flushOf(through, { lane })
    const offered = [chunk(source!, [article('a')])]
    const lost = proxy.dropReplyAfterCommit('refuse_stale_leases')
    await expect(flush(offered)).rejects.toThrow()
    await lost
    await polledSources(store.database, 1)
    const [settled] = await flush(offered)
    expect(settled).toMatchObject({ refusedBy: null, tally: { offered: 1, saved: 1 } })
  })
})

async function everything() {
  const [articles, tallies, found] = await store.database.batch([
    sql`select id, run_id, stored_at from articles order by id`,
    sql`select * from run_chunks`,
    sql`select name from jobs.job`,
  ])
  return { articles, tallies, jobs: found }
}
