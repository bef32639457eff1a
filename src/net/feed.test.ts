import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Source, Validators } from '../core/source.ts'
import { type FeedOptions, type Fetched, fetchFeed } from './feed.ts'
import { client, guardWhereOpen, serve } from './loopback.ts'
import { createRobots } from './robots.ts'

const none: Validators = { etag: null, lastModified: null, bodyHash: null }
const rss = '<rss><channel/></rss>'
const rssHash = createHash('sha256').update(rss).digest('hex')

function source(url: string, origin: Source['origin'] = 'file') {
  return { url, origin, settings: { maxBytes: 1_000_000 } }
}

async function fetched(
  { inSlot, http }: ReturnType<typeof client>,
  url: string,
  validators = none,
  options = {},
): Promise<Fetched> {
  const outcome = await inSlot(slot => fetchFeed(slot, http, source(url), validators, options))
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

test('a first visit brings the body, what to ask with next time, and how long it took', async () => {
  let accept: string | undefined
  const server = await serve((request, response) => {
    accept = request.headers.accept
    response
      .writeHead(200, { ETag: 'W/"1"', 'Last-Modified': 'Sat, 01 Jan 2022 00:00:00 GMT', 'Content-Type': 'text/xml' })
      .end(rss)
  })
  let nowMs = 0
  const now = () => (nowMs += 40)
  const result = await fetched(client({ trusted: [server.origin] }), server.origin, none, { now })
  expect({ ...result, body: Buffer.from(result.body).toString() }).toEqual({
    kind: 'fetched',
    finalUrl: `${server.origin}/`,
    status: 200,
    contentType: 'text/xml',
    body: rss,
    bytes: rss.length,
    durationMs: 40,
    validators: { etag: 'W/"1"', lastModified: 'Sat, 01 Jan 2022 00:00:00 GMT', bodyHash: rssHash },
    permanentlyMovedTo: null,
  })
  expect(accept).toContain('application/rss+xml')
})

test('a 304 keeps what was known, takes what it renews, and has no body', async () => {
  const server = await serve((_request, response) => response.writeHead(304, { ETag: '"2"' }).end())
  const before = { etag: '"1"', lastModified: 'Sat, 01 Jan 2022 00:00:00 GMT', bodyHash: 'h' }
  const result = await fetched(client({ trusted: [server.origin] }), server.origin, before)
  expect(result).toMatchObject({ kind: 'notModified', status: 304, validators: { ...before, etag: '"2"' } })
  expect(result.body.length).toBe(0)
})

test('the same body again is not modified, though the server says 200; its new validators count', async () => {
  const server = await serve((_request, response) => response.writeHead(200, { ETag: '"new"' }).end(rss))
  const before = { etag: '"old"', lastModified: 'Sat, 01 Jan 2022 00:00:00 GMT', bodyHash: rssHash }
  const result = await fetched(client({ trusted: [server.origin] }), server.origin, before)
  expect(result).toMatchObject({
    kind: 'notModified',
    status: 200,
    bytes: rss.length,
    validators: { etag: '"new"', lastModified: null, bodyHash: rssHash },
  })
  expect(result.body.length).toBe(0)
})

test('a permanent move is reported with the source’s own user name, a detour is not', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { Location: '/new' }).end()
    else if (request.url === '/detour') response.writeHead(302, { Location: '/new' }).end()
    else response.end(rss)
  })
  const own = client({ trusted: [server.origin] })
  const base = `http://u:p@127.0.0.1:${server.port}`
  expect(await fetched(own, `${base}/old`)).toMatchObject({
    permanentlyMovedTo: `${base}/new`,
    finalUrl: `${server.origin}/new`,
  })
  expect(await fetched(own, `${base}/detour`)).toMatchObject({
    permanentlyMovedTo: null,
    finalUrl: `${server.origin}/new`,
  })
})

test('only a source the operator wrote is trusted; the same address from a person is not', async () => {
  const server = await serve((_request, response) => response.end(rss))
  const { inSlot, http } = client({ trusted: [server.origin] })
  const visit = (origin: Source['origin']) => inSlot(slot => fetchFeed(slot, http, source(server.origin, origin), none))
  expect(await visit('file')).toMatchObject({ ok: true })
  expect(await visit('demo')).toMatchObject({ ok: true })
  expect(await visit('user')).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
})

test('the source’s own size limit, the given deadline and the signal hold', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(2_000_000))
  })
  const { inSlot, http } = client({ guard: guardWhereOpen([server.origin]) })
  const visit = (path: string, options = {}) =>
    inSlot(slot => fetchFeed(slot, http, source(server.origin + path), none, options))
  expect(await visit('/large')).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: 1_000_000 } })
  expect(await visit('/silent', { totalMs: 50 })).toMatchObject({
    ok: false,
    failure: { kind: 'timeout', phase: 'total' },
  })
  expect(await visit('/silent', { signal: AbortSignal.abort() })).toMatchObject({
    ok: false,
    failure: { kind: 'cancelled' },
  })
})

test('a feed is fetched unasked; with robots, as for a page, the operator’s own site is asked too', async () => {
  const asked: unknown[] = []
  const server = await serve((request, response) => {
    asked.push(request.url)
    response.end(request.url === '/robots.txt' ? 'User-agent: *\nDisallow: /list' : rss)
  })
  const { inSlot, http } = client({ trusted: [server.origin] })
  const robots = createRobots({ http, userAgent: 'Winnow' })
  const visit = (options: FeedOptions) =>
    inSlot(slot => fetchFeed(slot, http, source(`${server.origin}/list`), none, options))
  expect(await visit({})).toMatchObject({ ok: true })
  expect(await visit({ robots })).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  expect(asked).toEqual(['/list', '/robots.txt'])
})
