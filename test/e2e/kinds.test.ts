/** Every kind of source from an address on loopback to stored articles; the servers answer with the shapes that the sites document. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followFile } from '../../src/app/file-sources.ts'
import { createRuntime } from '../../src/app/runtime.ts'
import type { SourceKind } from '../../src/core/kind.ts'
import { sql } from '../../src/db/statement.ts'
import { createLog } from '../../src/log.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { testConfig } from '../fixtures/winnow.ts'

let store: TestStore
let server: FeedServer
beforeAll(async () => {
  store = await openStore('postgres')
  server = await startFeedServer()
})
afterAll(async () => {
  await server.close()
  await store.close()
})

const hits = [1, 2].map(id => ({
  objectID: String(id),
  title: `Story ${id}`,
  url: `https://paper.example/hn/${id}`,
  author: 'pg',
  created_at: '2026-11-20T10:00:00Z',
  points: 10 * id,
  num_comments: id,
  _tags: ['story', 'front_page'],
}))
const children = [1, 2].map(id => ({
  kind: 't3',
  data: {
    id: `t${id}`,
    title: `Post ${id}`,
    url: `https://paper.example/reddit/${id}`,
    permalink: `/r/harbour/comments/t${id}/post/`,
    created_utc: 1_763_632_800,
    author: 'pilot',
    selftext_html: null,
  },
}))
const urlset = (path: string) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${server.url(path)}</loc><lastmod>2026-11-20</lastmod></url></urlset>`

test('a sitemap index, a watched page, Hacker News and Reddit: polled, parsed and stored, each entry once', async () => {
  const json = 'application/json'
  server.serve('/hn', { body: JSON.stringify({ hits, nbHits: 2, page: 0 }), contentType: json })
  server.serve('/r', { body: JSON.stringify({ kind: 'Listing', data: { after: null, children } }), contentType: json })
  const index = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${server.url('/s1.xml')}</loc></sitemap><sitemap><loc>${server.url('/s2.xml.gz')}</loc></sitemap></sitemapindex>`
  server.serve('/sitemap.xml', { body: index, contentType: 'application/xml' })
  server.serve('/s1.xml', { body: urlset('/story/1'), contentType: 'application/xml' })
  server.serve('/s2.xml.gz', { body: gzipSync(urlset('/story/2')), contentType: 'application/gzip' })
  const links = [1, 2, 3].map(n => `<li><a href="/news/${n}">A headline about tide ${n} in the harbour</a></li>`)
  server.serve('/news', {
    body: `<html><body><ul class="list">${links.join('')}</ul></body></html>`,
    contentType: 'text/html',
  })

  const kinds: [path: string, kind: SourceKind, selector: string | null][] = [
    ['/hn', 'hackernews', null],
    ['/r', 'reddit', null],
    ['/sitemap.xml', 'sitemap', null],
    ['/news', 'page', '.list a'],
  ]
  const base = testConfig(kinds.map(([path]) => server.url(path)))
  const sources = base.sources.map((source, at) => ({
    ...source,
    kind: kinds[at]?.[1] ?? 'feed',
    selector: kinds[at]?.[2] ?? null,
  }))
  const config = { ...base, sources }
  await followFile(store.database, config)
  const log = createLog({ level: 'silent', format: 'json' })
  const runtime = createRuntime({ config, database: store.database, log, watch: () => {} })
  await runtime.worker.once()
  await runtime.stop(5_000)

  expect(await store.database.query(sql`select failure_text from runs where failure_kind is not null`)).toEqual([])
  const stored = await store.database.query(sql`select url from articles order by url`)
  expect(stored.map(row => new URL(row.url).pathname).sort()).toEqual(
    ['/hn/1', '/hn/2', '/news/1', '/news/2', '/news/3', '/reddit/1', '/reddit/2', '/story/1', '/story/2'].sort(),
  )
  expect(server.requests('/robots.txt')).toHaveLength(1)
  expect(await checkInvariants(store.database)).toEqual([])
})
