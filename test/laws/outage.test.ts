/** Laws 6, 8 and 11: a failure that is not about data commits nothing and is retried until it passes; the bookmark moves last; a killed process leaves its sources due. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { emptyStore, engines, openStore, type TestStore } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { article, bookmark, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWinnow } from '../fixtures/winnow.ts'

describe.each(engines)('on %s', engine => {
  let store: TestStore
  let feeds: FeedServer
  beforeAll(async () => {
    store = await openStore(engine)
    feeds = await startFeedServer()
    await store.database.execute(`create function disk_full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: no space left on device' using errcode = '53100'; end $$`)
  })
  afterAll(async () => {
    await feeds.close()
    await store.close()
  })
  afterEach(async () => {
    expect(await checkInvariants(store.database)).toEqual([])
    await emptyStore(store.database)
  })

  const breakDisk = () =>
    store.database.execute('create trigger disk before insert on run_chunks for each row execute function disk_full()')
  const mendDisk = () => store.database.execute('drop trigger disk on run_chunks')
  const everything = () =>
    store.database.batch([
      sql`select source_id, next_poll_at, etag, lease_version, succeeded_at from bookmarks order by 1`,
      sql`select id from articles`,
      sql`select id from runs`,
      sql`select * from rejections`,
    ])

  test('a failure not about data commits nothing: no row, no ETag, no next poll', async () => {
    const [source] = await polledSources(store.database, 1)
    const before = await everything()
    await breakDisk()
    const offered = [chunk(source!, [article('a')], { bookmark: bookmark() })]
    await expect(flushOf(store.database)(offered)).rejects.toMatchObject({ code: '53100' })
    expect(await everything()).toEqual(before)
    await mendDisk()
    const [settled] = await flushOf(store.database)(offered)
    expect(settled?.tally).toMatchObject({ saved: 1 })
  })

  test('it is retried until it passes, and the poll is fetched once', async () => {
    feeds.serve('/full', { items: [{ title: 'One', link: 'https://paper.example/one' }] })
    await breakDisk()
    const winnow = await startWinnow(store.database, [feeds.url('/full')])
    const working = winnow.runtime.worker.once()
    await until(() => winnow.lines.filter(line => line.event === 'flush.retried').length >= 3, {
      what: 'three flushes failed',
    })
    expect(await store.database.query(sql`select id from articles`)).toEqual([])
    await mendDisk()
    await working
    await winnow.runtime.stop(5_000)
    expect(await store.database.query(sql`select url from articles`)).toEqual([{ url: 'https://paper.example/one' }])
    expect(feeds.requests('/full')).toHaveLength(1)
  })

  test('a poll whose result never reached the store leaves no trace but a lease: the next poll gets everything', async () => {
    feeds.serve('/lost', { items: [{ title: 'Two', link: 'https://paper.example/two' }] })
    await breakDisk()
    const doomed = await startWinnow(store.database, [feeds.url('/lost')])
    void doomed.runtime.worker.once()
    await until(() => doomed.lines.some(line => line.event === 'flush.retried'), { what: 'the flush failed' })
    // As a killed process would: it stops without storing, and nobody gives its lease back.
    await doomed.runtime.handOver.close(0)
    await until(() => store.database.stats().lent === 0, { what: 'the last attempt has ended' })
    await mendDisk()
    await store.database.query(sql`update bookmarks set lease_until = now() - interval '1 s'`)

    const next = await startWinnow(store.database, [feeds.url('/lost')])
    await next.runtime.worker.once()
    await next.runtime.stop(5_000)
    await doomed.runtime.stop(100)
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
})
