/** Law 9: follow-up work commits with the article, in the same transaction: never one without the other, and each job once. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '../../src/db/flush/plan.ts'
import { type Jobs, startJobs } from '../../src/db/jobs.ts'
import { sql } from '../../src/db/statement.ts'
import { engines, lanes } from '../fixtures/database.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { fillDisk, mendDisk, refusePoison } from '../fixtures/refused-rows.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

/** A wake-up that names more would be repeated as a whole when one of its articles fails. */
const mostIdsPerJob = 100

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)
  let jobs: Jobs
  const worked: string[] = []
  beforeAll(async () => {
    const work = async (data: unknown) => void worked.push(...(data as { ids: string[] }).ids)
    jobs = await startJobs(
      store.database,
      [
        { name: 'follow', policy: 'standard' },
        { name: 'worked', policy: 'standard', work, options: { pollingIntervalSeconds: 0.5 } },
      ],
      () => {},
    )
    await refusePoison(store.database)
  })
  afterAll(() => jobs.stop(1_000))
  afterEach(() => store.database.execute('delete from jobs.job'))

  const packedInto = (queue: string) => async (rows: readonly Row[]) => {
    const ids = rows.map(row => row.article.id)
    const packs = Array.from({ length: Math.ceil(ids.length / mostIdsPerJob) }, (_, at) => ({
      data: { ids: ids.slice(at * mostIdsPerJob, (at + 1) * mostIdsPerJob) },
    }))
    return [await jobs.insertStatement(queue, packs)]
  }
  const followUps = packedInto('follow')
  /** The ids that each job names. */
  const jobIds = async (): Promise<string[][]> =>
    (await store.database.query(sql`select data from jobs.job where name = 'follow'`)).map(row => row.data.ids)
  const storedIds = async (): Promise<string[]> =>
    (await store.database.query(sql`select id from articles order by id`)).map(row => row.id)
  const articles = (count: number, name: string) => Array.from({ length: count }, (_, n) => article(`${name}-${n}`))

  describe.each(lanes(engine))('%s lane', lane => {
    test('a flush that commits leaves its jobs once, at most 100 ids each, and they name every new article', async () => {
      const [first, second] = await polledSources(store.database, 2)
      const flush = flushOf(store.database, { lane, followUps })
      await flush([chunk(first!, articles(130, 'a')), chunk(second!, [...articles(130, 'a'), ...articles(120, 'b')])])
      const named = await jobIds()
      expect(named.map(ids => ids.length)).toEqual([100, 100, 50])
      expect(named.flat().sort()).toEqual(await storedIds())
      expect(await storedIds()).toHaveLength(250)

      await flush([chunk(first!, articles(130, 'a'))])
      expect(await jobIds()).toEqual(named)
    })

    test.each(['run_chunks', 'jobs.job_common'])(
      'a flush that fails at %s leaves neither job nor article; it passes later and leaves both',
      async table => {
        const [source] = await polledSources(store.database, 1)
        const flush = flushOf(store.database, { lane, followUps })
        const offered = [chunk(source!, articles(3, 'a'))]
        await fillDisk(store.database, table)
        await expect(flush(offered)).rejects.toMatchObject({ code: '53100' })
        await mendDisk(store.database, table)
        expect([await jobIds(), await storedIds()]).toEqual([[], []])
        await flush(offered)
        expect((await jobIds()).flat().sort()).toEqual(await storedIds())
        expect(await storedIds()).toHaveLength(3)
      },
    )

    test('what is refused leaves no job: a stale lease, a poison row, and the trials that found it', async () => {
      const [late, sick] = await polledSources(store.database, 2)
      await store.database.query(
        sql`update bookmarks set lease_version = lease_version + 1 where source_id = ${late!.sourceId}`,
      )
      const flush = flushOf(store.database, { lane, followUps })
      await flush([
        chunk(late!, articles(5, 'late')),
        chunk(sick!, [...articles(4, 'well'), article('sick', { title: 'poison' })]),
      ])
      expect((await jobIds()).flat().sort()).toEqual(await storedIds())
      expect(await storedIds()).toHaveLength(4)
    })
  })

  test('what a poll brought reaches whoever works the queue', async () => {
    const feeds = await startFeedServer()
    feeds.serve('/news', {
      items: Array.from({ length: 120 }, (_, n) => ({ title: `Entry ${n}`, link: `https://paper.example/${n}` })),
    })
    const winnow = await startWinnow(store.database, [feeds.url('/news')], { followUps: packedInto('worked') })
    await winnow.runtime.worker.once()
    await winnow.runtime.stop(5_000)
    await until(() => worked.length >= 120, { what: 'the queue’s worker has got every article' })
    expect(worked.sort()).toEqual(await storedIds())
    await feeds.close()
  })
})
