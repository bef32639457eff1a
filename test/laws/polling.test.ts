/** Polling at scale (DESIGN §6): each source at its own pace, each host spared by all workers together, nobody starved, nothing lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Claim } from '../../src/db/claim.ts'
import { listSources } from '../../src/db/sources.ts'
import { sql } from '../../src/db/statement.ts'
import { connectTo, engines, openStore } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { addSources, article, bookmark, chunk, claimSources, flushOf, polledSources } from '../fixtures/samples.ts'
import { startWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)
  let feeds: FeedServer
  beforeAll(async () => {
    feeds = await startFeedServer()
  })
  afterAll(() => feeds.close())

  const claim = (different: Partial<Claim> = {}) => claimSources(store.database, { perHost: 2, ...different })
  const bookmarkOf = async (url: string) =>
    (
      await store.database.query(sql`select b.*, extract(epoch from next_poll_at - now())::float8 as in_s
      from bookmarks b join sources s on s.id = b.source_id where s.url = ${url}`)
    )[0]
  async function pollOnce(...urls: string[]) {
    await store.database.query(sql`update bookmarks set next_poll_at = now() where next_poll_at is not null`)
    await store.database.query(sql`update hosts set blocked_until = null`)
    const winnow = await startWinnow(store.database, urls)
    await winnow.runtime.worker.once()
    await winnow.runtime.stop(5_000)
    return winnow
  }

  test('of one host no more than perHost are claimed, whoever asks, and other hosts are not held up by it', async () => {
    const { database } = store
    await addSources(database, 10, 'one')
    await database.query(sql`update bookmarks set host = 'one.example', next_poll_at = now() - interval '1 hour'`)
    await database.query(sql`insert into hosts (host) values ('one.example') on conflict do nothing`)
    const others = await addSources(database, 3, 'other')
    const first = await claim()
    expect(first.filter(due => due.source.url.includes('one'))).toHaveLength(2)
    expect(first.map(due => due.source.id)).toEqual(expect.arrayContaining(others))
    expect(await claim({ worker: 'rival' })).toHaveLength(0)
    expect(await claim({ worker: 'rival', perHost: 5, limit: 100 })).toHaveLength(3)
  })

  test('a host full of due sources starves nobody, however small the claim', async () => {
    const { database } = store
    await addSources(database, 50, 'crowd')
    await database.query(sql`update bookmarks set host = 'crowd.example', next_poll_at = now() - interval '1 hour'`)
    await database.query(sql`insert into hosts (host) values ('crowd.example') on conflict do nothing`)
    const [late] = await addSources(database, 1, 'late')
    const taken = [...(await claim({ limit: 3 })), ...(await claim({ limit: 3 }))]
    expect(taken.map(due => due.source.id)).toContain(late)
  })

  test('with spacing a host is claimed once and then rests', async () => {
    await addSources(store.database, 2, 'rest')
    await store.database.query(sql`update bookmarks set host = 'rest.example'`)
    await store.database.query(sql`insert into hosts (host) values ('rest.example')`)
    expect(await claim({ hostSpacingS: 60 })).toHaveLength(1)
    expect(await claim({ hostSpacingS: 60 })).toHaveLength(0)
    await store.database.query(sql`update hosts set last_claim_at = now() - interval '61 s'`)
    expect(await claim({ hostSpacingS: 60 })).toHaveLength(1)
  })

  test('news halve the interval, quiet lengthens it, a valid empty feed leaves it as it is', async () => {
    const url = feeds.url('/pace')
    feeds.serve('/pace', { items: [{ title: 'One', link: 'https://paper.example/pace/1' }] })
    await pollOnce(url)
    expect((await bookmarkOf(url))?.interval_s).toBe(900)
    await pollOnce(url)
    expect(feeds.requests('/pace').at(-1)?.status).toBe(304)
    expect((await bookmarkOf(url))?.interval_s).toBe(1_125)
    feeds.serve('/pace', { items: [] })
    await pollOnce(url)
    const after = await bookmarkOf(url)
    expect(after).toMatchObject({ interval_s: 1_125, failures: 0, failure_kind: null })
    expect(after?.in_s).toBeGreaterThan(1_000)
    expect(await store.database.query(sql`select count(*) as n from articles`)).toEqual([{ n: 1 }])
  })

  test('429 with Retry-After keeps every worker from the whole host; 503 from that feed alone', async () => {
    const [busy, calm] = [feeds.url('/busy'), feeds.url('/calm')]
    feeds.serve('/busy', { status: 429, headers: { 'retry-after': '600' } })
    feeds.serve('/calm', { items: [] })
    await pollOnce(busy, calm)
    await store.database.query(sql`update bookmarks set next_poll_at = now()`)
    expect(await claim({ perHost: 10 })).toEqual([])
    await store.database.query(sql`update hosts set blocked_until = null`)
    feeds.serve('/busy', { status: 503, headers: { 'retry-after': '900' } })
    await pollOnce(busy, calm)
    expect((await bookmarkOf(busy))?.in_s).toBeGreaterThanOrEqual(890)
    await store.database.query(sql`update bookmarks set next_poll_at = now()`)
    expect(await claim({ perHost: 10 })).toHaveLength(2)
  })

  test('410 disables the source with the reason, and its articles stay', async () => {
    const url = feeds.url('/gone')
    feeds.serve('/gone', { items: [{ title: 'One', link: 'https://paper.example/gone/1' }] })
    await pollOnce(url)
    feeds.serve('/gone', { status: 410 })
    await pollOnce(url)
    const [source] = await listSources(store.database)
    expect(source).toMatchObject({ enabled: false, nextPollAt: null, articles: 1 })
    expect(source?.disabledReason).toContain('410')
  })

  test('a permanent redirect is adopted after three equal answers, not before', async () => {
    const [old, now] = [feeds.url('/old'), feeds.url('/now')]
    feeds.serve('/old', { status: 301, headers: { location: '/now' } })
    feeds.serve('/now', { items: [{ title: 'One', link: 'https://paper.example/moved/1' }] })
    const urls = async () => (await listSources(store.database)).map(source => source.url)
    await pollOnce(old)
    await pollOnce(old)
    expect(await urls()).toEqual([old])
    await pollOnce(old)
    expect(await urls()).toEqual([now])
  })

  test('a flood is cut at the day’s limit, counted, and said in one row; the first poll is no flood', async () => {
    const [source] = await polledSources(store.database, 1)
    const articles = Array.from({ length: 30 }, (_, n) => article(`flood-${n}`))
    const flush = flushOf(store.database)
    const [settled] = await flush([chunk(source!, articles, { newLimit: 10, bookmark: bookmark() })])
    expect(settled?.tally).toMatchObject({ offered: 30, saved: 10, rejected: 20 })
    expect(await store.database.query(sql`select entries, reason from rejections`)).toEqual([
      { entries: 20, reason: expect.stringContaining('maxNewPerDay') },
    ])
    const [due] = await claim({ only: [source!.sourceId] })
    expect(due?.newToday).toBe(10)
  })

  test('a limit of the day counts all chunks of a run', async () => {
    const [source] = await polledSources(store.database, 1)
    const flush = flushOf(store.database)
    const { run } = chunk(source!, [])
    const of = (from: number) => Array.from({ length: 8 }, (_, n) => article(`chunked-${from + n}`))
    const first = chunk(source!, of(0), { run, newLimit: 10, last: false, bookmark: null })
    const second = chunk(source!, of(8), { run, newLimit: 10, index: 1 })
    const [one] = await flush([first])
    const [two] = await flush([second])
    expect([one?.tally.saved, two?.tally.saved, two?.tally.rejected]).toEqual([8, 2, 6])
  })

  test('a laptop that slept for three days polls each source once', async () => {
    const url = feeds.url('/slept')
    feeds.serve('/slept', { items: [] })
    await pollOnce(url)
    await store.database.query(sql`update bookmarks set next_poll_at = now() - interval '3 days'`)
    const before = feeds.requests('/slept').length
    const winnow = await startWinnow(store.database, [url])
    await winnow.runtime.worker.once()
    await winnow.runtime.stop(5_000)
    expect(feeds.requests('/slept').length - before).toBe(1)
  })
})

test('two workers that claim at once never hold more of a host than perHost (PostgreSQL, 20 rounds)', async () => {
  const store = await openStore('postgres', { poolSize: 4 })
  const rival = connectTo(store.url, 4)
  await addSources(store.database, 40, 'shared')
  await store.database.query(sql`update bookmarks set host = 'shared.example'`)
  await store.database.query(sql`insert into hosts (host) values ('shared.example')`)
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      [store.database, rival, store.database, rival].map((database, at) =>
        claimSources(database, { worker: `w${at}`, limit: 20, perHost: 3 }),
      ),
    )
    const [row] = await store.database.query(sql`select count(*) as n from bookmarks where lease_until > now()`)
    expect(row?.n).toBeLessThanOrEqual(3)
    await store.database.query(sql`update bookmarks set lease_until = null`)
  }
  await rival.close()
  await store.close()
})
