/** Law 2, constant statements, and what happens when an answer is lost: counted and cut by a proxy that speaks the protocol. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Chunk } from '../../src/core/chunk.ts'
import type { Row } from '../../src/db/flush/plan.ts'
import { type Jobs, startJobs } from '../../src/db/jobs.ts'
import { sql } from '../../src/db/statement.ts'
import { article, bookmark, chunk, filtered, flushOf, type Polled, polledSources, run } from '../fixtures/samples.ts'
import { withProxy, withStore } from '../fixtures/with-store.ts'

const store = withStore('postgres')
const { proxy, through } = withProxy(store, { poolSize: 2 })
let jobs: Jobs
beforeAll(async () => {
  jobs = await startJobs(store.database, [{ name: 'follow', policy: 'standard' }], () => {})
})
afterEach(() => store.database.execute('delete from jobs.job'))
afterAll(() => jobs.stop(1_000))

/** One job for what is new, and no key to it: a flush that repeats what was stored must find nothing new by itself. */
const followUps = async (rows: readonly Row[]) => [
  await jobs.insertStatement('follow', rows.length > 0 ? [{ data: { ids: rows.map(row => row.article.id) } }] : []),
]

describe.each(['insert', 'copy'] as const)('in the %s lane', lane => {
  const fresh = (count: number, name: string) => Array.from({ length: count }, (_, n) => article(`${name}-${n}`))

  async function cost(chunks: readonly Chunk[]): Promise<[statements: number, roundTrips: number]> {
    await through.query(sql`select 1`)
    proxy.resetCounts()
    await flushOf(through, { lane, followUps })(chunks)
    return [proxy.statements(), proxy.roundTrips()]
  }

  async function costOf(sources: number, entries: number): Promise<[number, number]> {
    const polled = await polledSources(store.database, sources, `cost${sources}-${entries}-`)
    return await cost(polled.map((one, at) => chunk(one, fresh(entries, `${sources}-${entries}-${at}`))))
  }

  test('a flush is the same number of statements, in two round trips, for 1, 50 and 1,000 entries and for 1 and 20 sources', async () => {
    const costs = [
      await costOf(1, 1),
      await costOf(1, 50),
      await costOf(1, 1_000),
      await costOf(20, 1),
      await costOf(20, 50),
    ]
    expect(new Set(costs.map(([statements]) => statements)).size).toBe(1)
    expect(costs.map(([, roundTrips]) => roundTrips)).toEqual([2, 2, 2, 2, 2])
  })

  test('a flush is the same number of statements whatever it brings: nothing, a failure, a bit of everything', async () => {
    const [own, other] = (await polledSources(store.database, 2)) as [Polled, Polled]
    const nothing = await cost([chunk(own, [])])
    const failure = { kind: 'timeout', message: 'no answer' } as const
    const failed = await cost([
      chunk(own, [], {
        run: run(own.sourceId, { failure }),
        bookmark: bookmark({ validators: null, succeeded: false }),
      }),
    ])
    const before = await cost([chunk(own, fresh(9, 'known'), { decided: [filtered('overturned')] })])
    const everything = await cost([
      chunk(other, [...fresh(5, 'known'), article('new')], {
        refused: { entries: 7, reason: 'too many', sqlState: null },
      }),
      chunk(own, [article('known-1', { contentText: 'Changed.' }), article('overturned'), article('newer')], {
        decided: [filtered('dropped'), { ...filtered('bad'), outcome: 'rejected' }],
      }),
    ])
    const [wrote] =
      await store.database.query(sql`select (select count(*) from sightings) as sightings, (select count(*) from article_versions) as versions,
      (select count(*) from decisions) as decisions, (select count(*) from rejections) as rejections`)
    expect(wrote).toEqual({ sightings: 5, versions: 1, decisions: 2, rejections: 2 })
    expect([nothing, failed, before]).toEqual([everything, everything, everything])
    expect(everything[1]).toBe(2)
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
    expect(before.jobs).toEqual([{ ids: [article('a').id, article('b').id].sort() }])
    expect(after.jobs).toEqual(before.jobs)
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
    sql`select data from jobs.job where name = 'follow'`,
  ])
  return { articles, tallies, jobs: found?.map(row => row.data) }
}
