import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Outcome } from '../../core/failure.ts'
import type { Validators } from '../../core/source.ts'
import { canary, client, guardWhereOpen, serve } from '../loopback.ts'
import { createRobots } from '../robots.ts'
import { type FetchedSource, fetchSource } from './source.ts'

const none: Validators = { etag: null, lastModified: null, bodyHash: null }
const urlset = (path: string) => `<urlset><url><loc>/${path}</loc></url></urlset>`
const index = (children: Readonly<Record<string, string>>) =>
  `<sitemapindex>${Object.entries(children)
    .map(([path, date]) => `<sitemap><loc>${path}</loc>${date && `<lastmod>${date}</lastmod>`}</sitemap>`)
    .join('')}</sitemapindex>`

type Answer = string | Buffer | Readonly<{ status: number; headers?: Record<string, string> }>

/** A site that answers by path, with the ETag `"v1"` on its index; `asked` is what was fetched, in order. */
async function site(answers: Record<string, Answer>) {
  const asked: string[] = []
  const server = await serve((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = answers[path] ?? { status: 404 }
    if (path === '/sitemap.xml' && request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else if (typeof answer === 'string' || Buffer.isBuffer(answer)) response.setHeader('ETag', '"v1"').end(answer)
    else response.writeHead(answer.status, answer.headers).end()
  })
  const { inSlot, http } = client({ trusted: [server.origin] })
  const robots = createRobots({ http, userAgent: 'Winnow' })
  const poll = (
    validators = none,
    more: { kind?: string; path?: string; maxBytes?: number; signal?: AbortSignal } = {},
  ) => {
    const { kind = 'sitemap', path = '/sitemap.xml', maxBytes = 1_000_000, signal } = more
    const source = { url: server.origin + path, origin: 'file' as const, kind, settings: { maxBytes } }
    return inSlot(slot => fetchSource(slot, http, source, validators, { robots, signal }))
  }
  return { answers, asked, poll, origin: server.origin }
}

function fetched(outcome: Outcome<FetchedSource>): FetchedSource {
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

const bodies = (outcome: Outcome<FetchedSource>) =>
  fetched(outcome).parts.map(({ body }) => Buffer.from(body).toString())

test.each(['feed', 'page', 'hackernews', 'reddit', 'unheard-of'])(
  'a source of kind %s is one document, whatever is in it',
  async kind => {
    const { poll, asked, origin } = await site({ '/sitemap.xml': index({ '/a.xml': '' }) })
    const outcome = await poll(none, { kind })
    expect(outcome).toMatchObject({
      ok: true,
      value: { kind: 'fetched', parts: [{ url: `${origin}/sitemap.xml` }], skipped: [], validators: { etag: '"v1"' } },
    })
    expect(bodies(outcome)).toEqual([index({ '/a.xml': '' })])
    expect(asked).toEqual(kind === 'page' ? ['/robots.txt', '/sitemap.xml'] : ['/sitemap.xml'])
  },
)

test('a page that robots.txt forbids is not asked for; a sitemap is made for programs', async () => {
  const { poll, asked } = await site({ '/robots.txt': 'User-agent: *\nDisallow: /', '/sitemap.xml': urlset('a') })
  expect(await poll(none, { kind: 'page' })).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  expect(asked).toEqual(['/robots.txt'])
  expect(bodies(await poll())).toEqual([urlset('a')])
})

test('a sitemap is unpacked when its bytes are gzip, whatever it is called', async () => {
  const { poll } = await site({ '/sitemap.xml.gz': gzipSync(urlset('a')), '/sitemap.xml': gzipSync(urlset('b')) })
  expect(bodies(await poll(none, { path: '/sitemap.xml.gz' }))).toEqual([urlset('a')])
  expect(bodies(await poll())).toEqual([urlset('b')])
})

test('a bomb and a broken archive are failures', async () => {
  const { poll, answers } = await site({ '/sitemap.xml': gzipSync(Buffer.alloc(50_000_000)) })
  expect(await poll()).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: 1_000_000 } })
  answers['/sitemap.xml'] = Buffer.concat([gzipSync(urlset('a')).subarray(0, 20), Buffer.alloc(20)])
  expect(await poll()).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
})

test('of an index its sitemaps are fetched, the newest first, packed or not', async () => {
  const { poll, asked, origin } = await site({
    '/sitemap.xml': gzipSync(index({ '/old.xml': '2026-11-20', '/new.xml.gz': '2026-11-22' })),
    '/old.xml': urlset('old'),
    '/new.xml.gz': gzipSync(urlset('new')),
  })
  const outcome = await poll()
  expect(bodies(outcome)).toEqual([urlset('new'), urlset('old')])
  expect(fetched(outcome)).toMatchObject({
    kind: 'fetched',
    status: 200,
    finalUrl: `${origin}/sitemap.xml`,
    skipped: [],
  })
  expect(asked).toEqual(['/sitemap.xml', '/new.xml.gz', '/old.xml'])
})

test('the same sitemaps again are not modified; one that changed brings all of them', async () => {
  const { poll, answers } = await site({
    '/sitemap.xml': index({ '/a.xml': '2026-11-22', '/b.xml': '' }),
    '/a.xml': urlset('a'),
    '/b.xml': urlset('b'),
  })
  const { validators } = fetched(await poll())
  expect(validators).toMatchObject({ etag: null, lastModified: null, bodyHash: expect.any(String) })
  expect(fetched(await poll(validators))).toMatchObject({ kind: 'notModified', parts: [], validators })
  answers['/b.xml'] = urlset('b2')
  expect(bodies(await poll(validators))).toEqual([urlset('a'), urlset('b2')])
})

test('an index that dates its sitemaps to the minute is asked conditionally: a 304 for it says that nothing changed', async () => {
  const { poll, asked } = await site({
    '/sitemap.xml': index({ '/a.xml': '2026-11-22T10:00:00Z' }),
    '/a.xml': urlset('a'),
  })
  const { validators } = fetched(await poll())
  expect(validators.etag).toBe('"v1"')
  expect(fetched(await poll(validators))).toMatchObject({ kind: 'notModified', status: 304, validators })
  expect(asked).toEqual(['/sitemap.xml', '/a.xml', '/sitemap.xml'])
})

test('a sitemap that fails costs itself alone, and nothing is remembered that would hide it', async () => {
  const { poll, origin } = await site({
    '/sitemap.xml': index({ '/gone.xml': '2026-11-22T10:00:00Z', '/a.xml': '2026-11-21T10:00:00Z' }),
    '/a.xml': urlset('a'),
  })
  const outcome = await poll()
  expect(bodies(outcome)).toEqual([urlset('a')])
  expect(fetched(outcome)).toMatchObject({
    skipped: [{ url: `${origin}/gone.xml`, failure: { kind: 'status', status: 404 } }],
    validators: none,
  })
})

test('none that answers is the first one’s failure; one that says slow down ends the round', async () => {
  const slowDown = { status: 429, headers: { 'Retry-After': '60' } }
  const { poll, asked, answers } = await site({
    '/sitemap.xml': index({ '/1.xml': '2026-11-22', '/2.xml': '2026-11-21', '/3.xml': '2026-11-20' }),
    '/1.xml': slowDown,
    '/2.xml': urlset('2'),
    '/3.xml': urlset('3'),
  })
  expect(await poll()).toMatchObject({ ok: false, failure: { kind: 'rateLimited', retryAfterMs: 60_000 } })
  expect(asked).toEqual(['/sitemap.xml', '/1.xml'])
  Object.assign(answers, { '/1.xml': urlset('1'), '/2.xml': slowDown })
  const outcome = await poll()
  expect(bodies(outcome)).toEqual([urlset('1')])
  expect(fetched(outcome)).toMatchObject({ skipped: [{ failure: { kind: 'rateLimited' } }], validators: none })
  expect(asked).not.toContain('/3.xml')
})

test('indexes in a circle are asked once each and followed no further', async () => {
  const { poll, asked } = await site({
    '/sitemap.xml': index({ '/sitemap.xml': '', '/b.xml': '', '/c.xml': '', '/d.xml': '' }),
    '/b.xml': index({ '/sitemap.xml': '', '/b.xml': '', '/more.xml': '' }),
    '/c.xml': gzipSync(index({ '/more.xml': '' })),
    '/d.xml': urlset('d'),
  })
  const outcome = await poll()
  expect(bodies(outcome)).toEqual([urlset('d')])
  expect(fetched(outcome).skipped.map(({ failure }) => failure.kind)).toEqual(['notAFeed', 'notAFeed'])
  expect(asked.toSorted()).toEqual(['/b.xml', '/c.xml', '/d.xml', '/sitemap.xml'])
})

test('all sitemaps together get what one source may have, unpacked, the newest first', async () => {
  const big = urlset('x'.repeat(60_000))
  const { poll, asked } = await site({
    '/sitemap.xml': index({ '/4.xml': '', '/3.xml.gz': '', '/2.xml': '', '/1.xml': '' }),
    '/4.xml': big,
    '/3.xml.gz': gzipSync(big),
    '/2.xml': urlset('small'),
    '/1.xml': big,
  })
  const outcome = await poll(none, { maxBytes: 100_000 })
  expect(bodies(outcome)).toEqual([big, urlset('small')])
  expect(fetched(outcome).skipped.map(({ failure }) => failure.kind)).toEqual(['tooLarge', 'tooLarge'])
  expect(asked).toHaveLength(5)
})

test('at most twenty are fetched of an index of thousands', async () => {
  const children = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`/${at}.xml`, '']))
  const answers = Object.fromEntries(Object.keys(children).map(path => [path, urlset(path)]))
  const { poll, asked } = await site({ ...answers, '/sitemap.xml': index(children) })
  expect(fetched(await poll()).parts).toHaveLength(20)
  expect(asked).toHaveLength(21)
})

test('an index of foreign sitemaps says so, an empty one is an empty success', async () => {
  const { poll, answers } = await site({ '/sitemap.xml': index({ 'https://other.example/a.xml': '' }) })
  expect(await poll()).toMatchObject({
    ok: false,
    failure: { kind: 'notAFeed', message: expect.stringContaining('host') },
  })
  answers['/sitemap.xml'] = '<sitemapindex/>'
  expect(fetched(await poll())).toMatchObject({ kind: 'fetched', parts: [], skipped: [] })
})

test('a stop in the midst of a round is a stop of the whole', async () => {
  const stop = new AbortController()
  const { poll, answers } = await site({ '/sitemap.xml': index({ '/2.xml': '', '/1.xml': '' }), '/2.xml': urlset('2') })
  const stopping = () => {
    stop.abort()
    return urlset('1')
  }
  Object.defineProperty(answers, '/1.xml', { get: stopping })
  expect(await poll(none, { signal: stop.signal })).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})

test('the sitemaps of a person’s index go through the address guard like the index itself', async () => {
  const server = await serve((_request, response) => response.end(index({ '/a.xml': '' })))
  const { inSlot, http } = client({ trusted: [server.origin] })
  const source = { url: `${server.origin}/sitemap.xml`, kind: 'sitemap', settings: { maxBytes: 1_000 } }
  const outcome = await inSlot(slot =>
    fetchSource(slot, http, { ...source, origin: 'user' }, none, {
      robots: createRobots({ http, userAgent: 'Winnow' }),
    }),
  )
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  expect(server.connections()).toBe(0)
})

test('a sitemap of an index that redirects to an inside is refused, and nobody is asked there', async () => {
  const inside = await canary()
  const server = await serve((request, response) => {
    if (request.url === '/sitemap.xml') response.end(index({ '/a.xml': '' }))
    else response.writeHead(302, { Location: `http://127.0.0.1:${inside.port}/` }).end()
  })
  const { inSlot, http } = client({ guard: guardWhereOpen([server.origin]) })
  const source = {
    url: `${server.origin}/sitemap.xml`,
    origin: 'user',
    kind: 'sitemap',
    settings: { maxBytes: 1_000 },
  } as const
  expect(
    await inSlot(slot =>
      fetchSource(slot, http, source, none, { robots: createRobots({ http, userAgent: 'Winnow' }) }),
    ),
  ).toMatchObject({
    ok: false,
    failure: { kind: 'blocked' },
  })
  expect(inside.heard()).toBe(0)
})
