/** Law 10 and the first idea: network I/O never waits for the database, and the database never cancels network I/O. On real PostgreSQL, behind a proxy that holds every statement. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { startWinnow, type TestWinnow } from '../fixtures/winnow.ts'
import { withProxy, withStore } from '../fixtures/with-store.ts'

const store = withStore('postgres')
const { proxy, through } = withProxy(store, { poolSize: 4 })
let feeds: FeedServer
beforeEach(async () => {
  feeds = await startFeedServer()
})
afterEach(() => feeds.close())

function serveFeeds(count: number, entries: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const items = Array.from({ length: entries }, (_, i) => ({
      title: `Entry ${i} of ${n}`,
      link: `https://paper.example/${n}/${i}`,
      text: 'Text.',
    }))
    feeds.serve(`/${n}`, { title: `Feed ${n}`, items })
    return feeds.url(`/${n}`)
  })
}

async function storedUrls(): Promise<string[]> {
  return (await store.database.query(sql`select url from articles order by url`)).map(row => row.url)
}

function servedUrls(): string[] {
  return feeds
    .itemsServed()
    .map(item => item.link as string)
    .sort()
}

const polled = ({ events }: TestWinnow) => events.filter(event => event.type === 'polled')

test('gate = 1 and the database blocked: all N fetches finish; when it returns, all is stored and nothing was fetched twice', async () => {
  const urls = serveFeeds(12, 5)
  const winnow = await startWinnow(through, urls, { fetch: { concurrency: 1 } })
  const working = winnow.runtime.worker.once()
  await until(() => winnow.events.some(event => event.type === 'claimed'), { what: 'the sources are claimed' })
  proxy.hold()
  await until(() => feeds.requests().filter(one => one.status === 200).length === 12, {
    what: 'all fetches finish while the database hangs',
  })
  await until(() => winnow.runtime.gate.stats().inUse === 0 && winnow.runtime.handOver.held().items === 12, {
    what: 'the slot is free while a flush hangs',
  })
  expect(winnow.runtime.gate.stats()).toMatchObject({ limit: 1, maxInUse: 1, waiting: 0 })
  expect(polled(winnow)).toHaveLength(0)

  proxy.release()
  await working
  expect(await storedUrls()).toEqual(servedUrls())
  expect(feeds.requests()).toHaveLength(12)
  await winnow.runtime.stop(5_000)
})

test('every statement held: fetches go on until the hand-over is full, new calls wait, those in flight finish, and nothing is missing afterwards', async () => {
  const urls = serveFeeds(20, 5)
  const winnow = await startWinnow(through, urls, { fetch: { concurrency: 2 }, handOver: { rows: 20 } })
  const { handOver, gate, worker } = winnow.runtime
  const working = worker.once()
  await until(() => winnow.events.some(event => event.type === 'claimed'), { what: 'the first sources are claimed' })
  proxy.hold()
  // One call is kept in flight while the hand-over fills up behind it.
  await until(() => feeds.inFlight() > 0 || handOver.held().full, { what: 'calls are made' })
  feeds.hold()
  await until(() => feeds.inFlight() === 2 || handOver.held().full, { what: 'both slots are in use' })
  const inFlight = feeds.inFlight()
  feeds.release()
  await until(() => handOver.held().full && gate.stats().inUse === 0, {
    what: 'the hand-over is full and the calls in flight have finished',
  })

  const full = handOver.held()
  expect(full.rows).toBeGreaterThanOrEqual(20)
  expect(full.rows).toBeLessThanOrEqual(20 + 2 * 5)
  expect(feeds.requests().length).toBe(feeds.requests().filter(one => one.status === 200).length)
  expect(feeds.requests().length).toBeLessThanOrEqual(20 / 5 + 2 + inFlight)
  expect(feeds.requests().length).toBeLessThan(20)

  proxy.release()
  await working
  expect(await storedUrls()).toEqual(servedUrls())
  expect(servedUrls()).toHaveLength(100)
  expect(feeds.requests()).toHaveLength(20)
  await winnow.runtime.stop(5_000)
})

test('connections cut, refused and given back: calls in flight go on, their results are stored afterwards, each once', async () => {
  const urls = serveFeeds(10, 5)
  const winnow = await startWinnow(through, urls, { fetch: { concurrency: 4 } })
  feeds.hold()
  const working = winnow.runtime.worker.once()
  await until(() => feeds.inFlight() === 4, { what: 'four calls are in flight' })
  await proxy.refuse(true)
  proxy.cut()
  feeds.release()
  await until(() => winnow.lines.some(line => line.event === 'flush.retried'), { what: 'a flush was tried in vain' })
  await until(() => feeds.requests().filter(one => one.status === 200).length === 10, {
    what: 'all calls have finished',
  })
  await proxy.refuse(false)
  await working
  expect(await storedUrls()).toEqual(servedUrls())
  expect(feeds.requests()).toHaveLength(10)
  await winnow.runtime.stop(5_000)
})

test('no connection is lent and no transaction open while calls are in flight', async () => {
  const urls = serveFeeds(6, 1)
  const winnow = await startWinnow(through, urls, { fetch: { concurrency: 6 } })
  feeds.hold()
  const working = winnow.runtime.worker.once()
  await until(() => feeds.inFlight() === 6 && through.stats().lent === 0, {
    what: 'six calls are in flight and no connection is lent',
  })
  const open = await store.database.query(sql`select state from pg_stat_activity
    where datname = current_database() and application_name = 'winnow' and state like 'idle in transaction%'`)
  expect(open).toEqual([])
  expect(winnow.runtime.gate.stats().inUse).toBe(6)
  feeds.release()
  await working
  expect(through.stats().lent).toBe(0)
  await winnow.runtime.stop(5_000)
})
