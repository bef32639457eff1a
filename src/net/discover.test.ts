import { expect, test } from 'vitest'
import { ok } from '../core/failure.ts'
import { type DiscoveredFeed, discoverFeeds } from './discover.ts'
import type { HttpRequest, LimitedGet } from './http.ts'
import { canary, client, guardWhereOpen, serve } from './loopback.ts'

type Pages = Record<string, { type?: string; body: string; status?: number }>
const html = (body: string) => ({ type: 'text/html', body })
const rss = { type: 'text/xml', body: '<rss/>' }

/** A site of these pages; `asked` tells in which order they were asked for. */
async function site(
  pages: Pages,
): Promise<{ origin: string; asked: string[]; find: (path?: string) => Promise<DiscoveredFeed[]> }> {
  const asked: string[] = []
  const server = await serve((request, response) => {
    asked.push(request.url ?? '')
    const page = pages[request.url ?? '']
    response
      .writeHead(page?.status ?? (page ? 200 : 404), { 'Content-Type': page?.type ?? 'text/plain' })
      .end(page?.body)
  })
  const { get } = client({ guard: guardWhereOpen([server.origin]) })
  async function find(path = '/'): Promise<DiscoveredFeed[]> {
    const outcome = await discoverFeeds(get, server.origin + path)
    if (!outcome.ok) throw new Error(outcome.failure.message)
    return outcome.value.map(feed => ({ ...feed, url: feed.url.replace(server.origin, '') }))
  }
  return { origin: server.origin, asked, find }
}

test.each([
  ['application/rss+xml', '<rss/>', 'rss'],
  ['text/html', '<?xml version="1.0"?><feed xmlns="x"/>', 'atom'],
  ['text/plain', '{"version":"https://jsonfeed.org/version/1.1"}', 'json'],
])('an address that is a feed (%s) is the answer, with one request', async (type, body, format) => {
  const { find, asked } = await site({ '/f': { type, body } })
  expect(await find('/f')).toEqual([{ url: '/f', title: null, format, found: 'itself' }])
  expect(asked).toEqual(['/f'])
})

test('declared feeds come first and unprobed, links after them and only if they lead to a feed', async () => {
  const { find, asked } = await site({
    '/': html(`<link rel=alternate type=application/rss+xml title=All href=/all.xml>
      <a href="/all.xml">RSS</a> <a href="/tag.rss">Tag</a> <a href="/gone.rss">x</a> <a href="/page/feed">x</a>`),
    '/tag.rss': rss,
    '/page/feed': html('<p>What a feed is'),
  })
  expect(await find()).toEqual([
    { url: '/all.xml', title: 'All', format: 'rss', found: 'declared' },
    { url: '/tag.rss', title: 'Tag', format: 'rss', found: 'linked' },
  ])
  expect(asked).toEqual(['/', '/tag.rss', '/gone.rss', '/page/feed'])
})

test('usual places are tried only when the page says nothing, until the first feed', async () => {
  const { find, asked } = await site({
    '/': html('<p>Hello'),
    '/feed': html('<p>No feed here, though the status is 200'),
    '/rss': rss,
    '/rss.xml': rss,
  })
  expect(await find()).toEqual([{ url: '/rss', title: null, format: 'rss', found: 'guessed' }])
  expect(asked).toEqual(['/', '/feed', '/feed.xml', '/rss'])
})

test('no feed anywhere is an empty list, and a page that fails is its failure', async () => {
  const { find, asked, origin } = await site({ '/': html('<p>Hello') })
  expect(await find()).toEqual([])
  expect(asked).toHaveLength(9)
  const { get } = client({ guard: guardWhereOpen([origin]) })
  expect(await discoverFeeds(get, `${origin}/404`)).toMatchObject({
    ok: false,
    failure: { kind: 'status', status: 404 },
  })
  expect(await discoverFeeds(get, 'nonsense')).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
})

test('at most ten probes and twenty feeds', async () => {
  const links = Array.from({ length: 50 }, (_, i) => `<a href="/feed/${i}">x</a>`).join('')
  const declared = Array.from(
    { length: 50 },
    (_, i) => `<link rel=alternate type=application/rss+xml href=/d/${i}>`,
  ).join('')
  const none = await site({ '/': html(links) })
  expect(await none.find()).toEqual([])
  expect(none.asked).toHaveLength(11)
  const many = await site({ '/': html(declared) })
  expect(await many.find()).toHaveLength(20)
})

test('a page cannot send us inside: its links go through the guard like any address', async () => {
  const bird = await canary()
  const server = await serve((request, response) => {
    if (request.url !== '/') response.writeHead(404).end()
    else
      response.end(`<a href="http://127.0.0.1:${bird.port}/feed">RSS</a><a href="http://localhost:${bird.port}/feed">RSS</a>
        <a href="http://[::1]:${bird.port}/feed">RSS</a>`)
  })
  const { get } = client({ trusted: [server.origin, `http://127.0.0.1:${bird.port}`] })
  expect(await discoverFeeds(get, server.origin)).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  expect(await discoverFeeds(get, server.origin, { fromOperator: true })).toEqual(ok([]))
  expect(bird.heard()).toBe(0)
})

test('the user name of the address goes to its own origin and into the feeds found there', async () => {
  const requests: HttpRequest[] = []
  const get: LimitedGet = async request => {
    requests.push(request)
    const page =
      '<link rel=alternate type=application/rss+xml href=/feed><a href=/tag.rss>x</a><a href=https://b.example/rss>x</a>'
    const body = Buffer.from(request.url.endsWith('/') ? page : '<rss/>')
    return ok({
      url: 'https://a.example/',
      status: 200,
      headers: {},
      body,
      bytes: 0,
      redirects: [],
      notModified: false,
    })
  }
  const found = await discoverFeeds(get, 'https://u:p@a.example/', { fromOperator: true })
  expect(found.ok && found.value.map(feed => feed.url)).toEqual([
    'https://u:p@a.example/feed',
    'https://u:p@a.example/tag.rss',
    'https://b.example/rss',
  ])
  expect(requests.map(({ url, fromOperator }) => [url, fromOperator])).toEqual([
    ['https://u:p@a.example/', true],
    ['https://u:p@a.example/tag.rss', true],
    ['https://b.example/rss', false],
  ])
})

test('a cancelled search ends as cancelled, without further probes', async () => {
  const stop = new AbortController()
  let requests = 0
  const server = await serve((request, response) => {
    requests += 1
    if (request.url !== '/') stop.abort()
    response.end('<a href="/1.rss">x</a><a href="/2.rss">x</a>')
  })
  const { get } = client({ guard: guardWhereOpen([server.origin]) })
  expect(await discoverFeeds(get, server.origin, { signal: stop.signal })).toMatchObject({
    ok: false,
    failure: { kind: 'cancelled' },
  })
  expect(requests).toBe(2)
})
