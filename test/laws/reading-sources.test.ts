/** Law 9 and the flood guard: articles of sources that ask for it are read, what is new with the very transaction that stores it, and of an archive the newest few. */
import { afterEach, expect, test } from 'vitest'
import { followFile } from '../../src/app/file-sources.ts'
import { admitUnread } from '../../src/app/wanted-readings.ts'
import { sql } from '../../src/db/statement.ts'
import { builtin, page, readingConfig, startReader, statuses, type TestReader } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { fillDisk, mendDisk } from '../fixtures/refused-rows.ts'
import { until } from '../fixtures/until.ts'

const { store, site } = withPlace()
afterEach(() => mendDisk(store.database, 'readings'))

/** A feed whose articles lie beside it; the first is the oldest. */
function newspaper(size: number) {
  let count = size
  const path = (n: number) => `/paper/${n}`
  const since = Date.now() - 86_400_000
  site.pages.serve('/feed', () => ({
    items: Array.from({ length: count }, (_, n) => ({
      title: `Entry ${n}`,
      link: site.pages.url(path(n)),
      date: new Date(since + n * 60_000),
      text: 'The beginning of it.',
    })),
  }))
  for (let n = 0; n < size + 20; n++) site.pages.serve(path(n), page(site.pages.url(path(n))))
  return {
    feedUrl: site.pages.url('/feed'),
    publish(more: number) {
      count += more
    },
    urls: (from: number, to: number) => Array.from({ length: to - from }, (_, n) => site.pages.url(path(from + n))),
  }
}

async function pollingReader(feedUrl: string): Promise<TestReader> {
  const reader = startReader(
    store.database,
    readingConfig(site, { sources: [feedUrl], defaults: { read: 'summary' }, llm: builtin }),
  )
  await followFile(store.database, reader.config)
  return reader
}

const pollIsDue = () => store.database.query(sql`update bookmarks set next_poll_at = now()`)
const urlsOf = async (table: 'readings' | 'articles') =>
  new Set((await store.database.query({ text: `select url from ${table}`, params: [] })).map(row => row.url))

test('of an archive the newest three are read, once; of later polls everything', async () => {
  const { feedUrl, publish, urls } = newspaper(40)
  const reader = await pollingReader(feedUrl)
  await reader.runtime.worker.once()
  expect(await urlsOf('articles')).toEqual(new Set(urls(0, 40)))
  expect(await urlsOf('readings')).toEqual(new Set())
  expect([await admitUnread(store.database, reader.config), await admitUnread(store.database, reader.config)]).toEqual([
    3, 0,
  ])
  expect(await urlsOf('readings')).toEqual(new Set(urls(37, 40)))

  publish(5)
  await pollIsDue()
  await reader.runtime.worker.once()
  // They came with their articles, so the sweep finds nothing to do.
  expect(await urlsOf('readings')).toEqual(new Set(urls(37, 45)))
  expect(await admitUnread(store.database, reader.config)).toBe(0)
  await reader.readAll()
  expect(await statuses(store.database)).toEqual({ done: 8 })
  expect(site.pages.requests().filter(one => one.path.startsWith('/paper/'))).toHaveLength(8)
  await reader.stop()
})

test('the wish to read commits with the article or not at all, whatever becomes of the process in between', async () => {
  const { feedUrl, publish, urls } = newspaper(1)
  const reader = await pollingReader(feedUrl)
  await reader.runtime.worker.once()
  publish(5)
  await pollIsDue()
  await fillDisk(store.database, 'readings')
  const doomed = await pollingReader(feedUrl)
  const dying = doomed.runtime.worker.once()
  await until(() => doomed.lines.some(line => line.event === 'flush.retried'), { what: 'the flush failed' })
  expect([await urlsOf('articles'), await urlsOf('readings')]).toEqual([new Set(urls(0, 1)), new Set()])
  // As a killed process would: it stops without storing, and nobody gives its lease back.
  await doomed.runtime.handOver.close(0)
  await dying
  await mendDisk(store.database, 'readings')
  await store.database.query(sql`update bookmarks set lease_until = now() - interval '1 s', next_poll_at = now()`)

  const next = await pollingReader(feedUrl)
  await next.runtime.worker.once()
  expect([await urlsOf('articles'), await urlsOf('readings')]).toEqual([new Set(urls(0, 6)), new Set(urls(1, 6))])
  await next.readAll()
  expect(await statuses(store.database)).toEqual({ done: 5 })
  for (const one of [reader, doomed, next]) await one.stop()
})

test('a source’s reading asks robots.txt and obeys it; a person’s does not ask', async () => {
  const { feedUrl, publish, urls } = newspaper(1)
  site.pages.serve('/robots.txt', {
    body: 'User-agent: *\nDisallow: /paper/2\n',
    contentType: 'text/plain',
    etag: null,
  })
  const asked = () => site.pages.requests('/robots.txt').length
  const reader = await pollingReader(feedUrl)
  await reader.runtime.worker.once()
  publish(2)
  await pollIsDue()
  await reader.runtime.worker.once()
  const before = asked()
  await reader.readAll()
  expect(asked()).toBe(before + 1)
  const ended = await store.database.query(sql`select url, status, failure_kind from readings order by url`)
  expect(ended).toEqual([
    { url: urls(1, 2)[0], status: 'done', failure_kind: null },
    { url: urls(2, 3)[0], status: 'failed', failure_kind: 'blocked' },
  ])
  await reader.stop()

  const person = startReader(store.database, readingConfig(site, { llm: builtin }))
  const { readingId } = await person.submit(urls(2, 3)[0]!)
  await person.readAll()
  expect(person.stages(readingId).at(-1)).toBe('done')
  expect(asked()).toBe(before + 1)
  await person.stop()
})
