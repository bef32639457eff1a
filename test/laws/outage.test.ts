/** Laws 6, 8 and 11: a failure that is not about data commits nothing and is retried until it passes; the bookmark moves last; a killed process leaves its sources due. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { engines } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { fillDisk, mendDisk } from '../fixtures/refused-rows.ts'
import { article, bookmark, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWinnow, type TestWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)
  let feeds: FeedServer
  beforeAll(async () => {
    feeds = await startFeedServer()
  })
  afterAll(() => feeds.close())

  /** Ends one process as a kill would: it stops without storing, and nobody gives its lease back. The disk is mended, and another one polls. */
  async function dieAndPollAgain(doomed: TestWinnow, dying: Promise<unknown>, url: string): Promise<void> {
    await doomed.runtime.handOver.close(0)
    await until(() => store.database.stats().lent === 0, { what: 'the last attempt has ended' })
    await dying
    await mendDisk(store.database, 'run_chunks')
    await store.database.query(sql`update bookmarks set lease_until = now() - interval '1 s'`)
    const next = await startWinnow(store.database, [url])
    await next.runtime.worker.once()
    await next.runtime.stop(5_000)
    await doomed.runtime.stop(100)
  }
  const everything = () =>
    store.database.batch([
      sql`select source_id, next_poll_at, etag, lease_version, succeeded_at from bookmarks order by 1`,
      sql`select id from articles`,
      sql`select id from runs`,
      sql`select * from rejections`,
    ])

  test.each(['articles', 'run_chunks', 'bookmarks'])(
    'a failure not about data commits nothing, here of %s: no row, no ETag, no next poll',
    async table => {
      const [source] = await polledSources(store.database, 1)
      const before = await everything()
      await fillDisk(store.database, table)
      const offered = [chunk(source!, [article('a')], { bookmark: bookmark() })]
      await expect(flushOf(store.database)(offered)).rejects.toMatchObject({ code: '53100' })
      expect(await everything()).toEqual(before)
      await mendDisk(store.database, table)
      const [settled] = await flushOf(store.database)(offered)
      expect(settled?.tally).toMatchObject({ saved: 1 })
    },
  )

  test.each(['08006', '25006', '53200', '55P03', '57014', '57P01', '58030', 'XX000'])(
    'SQLSTATE %s is no verdict about data: nothing is rejected, nothing is committed',
    async state => {
      await store.database.execute(`create function fail() returns trigger language plpgsql as
        $$ begin raise exception 'not now' using errcode = '${state}'; end $$`)
      await store.database.execute('create trigger fail before insert on articles for each row execute function fail()')
      const [source] = await polledSources(store.database, 1)
      const before = await everything()
      await expect(flushOf(store.database)([chunk(source!, [article('a')])])).rejects.toMatchObject({ code: state })
      await store.database.execute('drop function fail cascade')
      expect(await everything()).toEqual(before)
    },
  )

  test('it is retried until it passes, and the poll is fetched once', async () => {
    feeds.serve('/full', { items: [{ title: 'One', link: 'https://paper.example/one' }] })
    await fillDisk(store.database, 'run_chunks')
    const winnow = await startWinnow(store.database, [feeds.url('/full')])
    const working = winnow.runtime.worker.once()
    await until(() => winnow.lines.filter(line => line.event === 'flush.retried').length >= 3, {
      what: 'three flushes failed',
    })
    expect(await store.database.query(sql`select id from articles`)).toEqual([])
    await mendDisk(store.database, 'run_chunks')
    await working
    await winnow.runtime.stop(5_000)
    expect(await store.database.query(sql`select url from articles`)).toEqual([{ url: 'https://paper.example/one' }])
    expect(feeds.requests('/full')).toHaveLength(1)
    // Law 12: the line names the runs that wait.
    const [run] = await store.database.query(sql`select id from runs`)
    expect(winnow.lines.find(line => line.event === 'flush.retried')?.runs).toEqual([run?.id])
  })

  test('a poll whose result never reached the store leaves no trace but a lease: the next poll gets everything', async () => {
    feeds.serve('/lost', { items: [{ title: 'Two', link: 'https://paper.example/two' }] })
    await fillDisk(store.database, 'run_chunks')
    const doomed = await startWinnow(store.database, [feeds.url('/lost')])
    const dying = doomed.runtime.worker.once()
    await until(() => doomed.lines.some(line => line.event === 'flush.retried'), { what: 'the flush failed' })
    await dieAndPollAgain(doomed, dying, feeds.url('/lost'))
    expect(await store.database.query(sql`select url from articles`)).toEqual([{ url: 'https://paper.example/two' }])
    expect(feeds.requests('/lost').map(one => one.headers['if-none-match'])).toEqual([undefined, undefined])
  })

  test('the bookmark moves with the last chunk: a 304 can never hide an article that is not stored', async () => {
    const [source] = await polledSources(store.database, 1)
    const flush = flushOf(store.database)
    const run = chunk(source!, []).run
    await flush([chunk(source!, [article('a')], { run, index: 0, last: false, bookmark: null })])
    const etag = async () => (await store.database.query(sql`select etag from bookmarks`))[0]?.etag
    expect(await etag()).toBeNull()
    await flush([chunk(source!, [article('b')], { run, index: 1, last: true })])
    expect(await etag()).toBe('"1"')
    expect(await store.database.query(sql`select chunk, saved, last from run_chunks order by chunk`)).toEqual([
      { chunk: 0, saved: 1, last: false },
      { chunk: 1, saved: 1, last: true },
    ])
  })

  test('a poll that dies between its chunks has not moved its bookmark: the next one is answered whole, and gets the rest', async () => {
    const items = Array.from({ length: 1_500 }, (_, n) => ({
      title: `Entry ${n}`,
      link: `https://paper.example/long/${n}`,
    }))
    feeds.serve('/long', { items })
    await fillDisk(store.database, 'run_chunks', 'new.chunk > 0')
    const doomed = await startWinnow(store.database, [feeds.url('/long')])
    const dying = doomed.runtime.worker.once()
    await until(() => doomed.lines.some(line => line.event === 'flush.retried'), { what: 'the second chunk failed' })
    const [kept] = await store.database.query(
      sql`select etag, succeeded_at, (select count(*) from articles) as articles from bookmarks b join sources s on s.id = b.source_id where enabled`,
    )
    expect(kept).toEqual({ etag: null, succeeded_at: null, articles: 1_000 })
    await dieAndPollAgain(doomed, dying, feeds.url('/long'))
    expect(feeds.requests('/long').map(one => one.status)).toEqual([200, 200])
    const stored = await store.database.query(sql`select url from articles`)
    expect(new Set(stored.map(row => row.url))).toEqual(new Set(items.map(item => item.link)))
  })
})
