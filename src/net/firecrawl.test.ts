import { describe, expect, onTestFinished, test } from 'vitest'
import { firecrawl, page, publicNames, reader, scraped } from '../../test/fixtures/firecrawl-asking.ts'
import { startFirecrawlServer } from '../../test/fixtures/firecrawl-server.ts'
import { until } from '../../test/fixtures/until.ts'
import { scrape } from './firecrawl.ts'
import { canary, poster, serve, stubResolver } from './loopback.ts'

const blocked = { ok: false, failure: { kind: 'blocked' } }

test('a page comes with its text, its place and what its head says', async () => {
  const metadata = {
    title: ['', 'A title'],
    language: 'de',
    url: 'https://news.example/2026/story#top',
    'og:site_name': 'The News',
    ogImage: 'https://news.example/a.jpg',
    'article:published_time': '2026-10-21',
    author: ['Ada', 'Bo'],
  }
  expect(await scraped({ html: '<p>Text</p>', markdown: 'Text', metadata, gzip: true })).toMatchObject({
    ok: true,
    value: {
      html: '<p>Text</p>',
      markdown: 'Text',
      finalUrl: 'https://news.example/2026/story',
      statusCode: 200,
      contentType: 'text/html',
      creditsUsed: 1,
      metadata: {
        title: 'A title',
        description: null,
        language: 'de',
        author: 'Ada',
        site: 'The News',
        imageUrl: 'https://news.example/a.jpg',
        ogUrl: null,
        publishedTime: '2026-10-21',
        modifiedTime: null,
      },
    },
  })
})

test('the request is one that Firecrawl’s strict schema takes, and its deadline lies before ours', async () => {
  const { server, read } = await firecrawl('fc-key')
  expect(await read({ fresh: true }, { apiKey: 'fc-key' })).toMatchObject({ ok: true })
  expect(await read({ url: `${page}#part`, timeoutMs: 2_000 }, { apiKey: 'fc-key' })).toMatchObject({ ok: true })
  const [fresh, usual] = server.calls()
  expect(fresh).toMatchObject({
    path: '/v2/scrape',
    url: page,
    key: 'fc-key',
    body: { onlyMainContent: true, maxAge: 0 },
  })
  expect(fresh?.body.formats).toEqual(['html', 'markdown'])
  expect(usual?.url).toBe(page)
  expect(usual?.body).not.toHaveProperty('maxAge')
  expect(usual?.body.timeout).toBeLessThanOrEqual(1_800)
  expect(usual?.body.timeout).toBeGreaterThanOrEqual(1_000)
})

test('a server of one’s own needs no key, and a wrong key is never repeated', async () => {
  const open = await firecrawl()
  expect(await open.read()).toMatchObject({ ok: true })
  expect(open.server.calls()[0]?.key).toBe('')
  const closed = await firecrawl('right')
  const answer = await closed.read({}, { apiKey: 'wr0ng-key' })
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unauthorised', status: 401 } })
  expect(JSON.stringify(answer)).not.toContain('wr0ng-key')
})

describe('the address guard', () => {
  test.each([
    'http://127.0.0.1:6379/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://localhost/',
    'file:///etc/passwd',
    'https://me:secret@news.example/',
  ])('%s is not handed to a Firecrawl that could go there', async url => {
    const { server, read } = await firecrawl()
    expect(await read({ url })).toMatchObject(blocked)
    expect(server.calls()).toHaveLength(0)
  })

  test('nor is a name of the inside: one that resolves there, and one that is unknown here', async () => {
    const server = await startFirecrawlServer()
    onTestFinished(() => server.close())
    const { resolve } = stubResolver({ 'intranet.example': [['10.0.0.7']] })
    const read = reader(server.baseUrl, { resolve })
    const answer = await read({ url: 'http://intranet.example/wiki' })
    expect(answer).toMatchObject(blocked)
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7')
    expect(await read({ url: 'http://redis/' })).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(server.calls()).toHaveLength(0)
  })

  test('a look-up that takes for ever meets the deadline', async () => {
    const read = reader('http://127.0.0.1:1', { resolve: () => new Promise(() => {}) })
    expect(await read({ timeoutMs: 50 })).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
  })

  test('what the operator wrote may lie inside', async () => {
    const server = await startFirecrawlServer()
    onTestFinished(() => server.close())
    const read = reader(server.baseUrl, {
      trusted: [server.baseUrl, 'http://intranet.example'],
      resolve: async () => ['10.0.0.7'],
    })
    expect(await read({ url: 'http://intranet.example/wiki', fromOperator: true })).toMatchObject({ ok: true })
    expect(await read({ url: 'http://intranet.example/wiki' })).toMatchObject(blocked)
  })

  test('a Firecrawl inside that the operator did not write is never asked, and one that redirects is not followed', async () => {
    const bird = await canary()
    const inside = `http://127.0.0.1:${bird.port}`
    expect(await reader(inside, { trusted: [] })()).toMatchObject(blocked)
    const server = await serve((_request, response) => response.writeHead(308, { Location: inside }).end())
    expect(await reader(server.origin)()).toMatchObject({ ok: false, failure: { kind: 'status', status: 308 } })
    expect(bird.heard()).toBe(0)
  })
})

test('cancelling ends the call', async () => {
  const { server, read } = await firecrawl()
  server.hold()
  const stop = new AbortController()
  const asked = read({ signal: stop.signal })
  await until(() => server.inFlight() === 1)
  stop.abort()
  expect(await asked).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  await until(() => server.inFlight() === 0)
})

test('without its slot nothing is asked', async () => {
  const bird = await canary()
  const baseUrl = `http://127.0.0.1:${bird.port}`
  const { post, guard, inSlot } = poster({ trusted: [baseUrl], ...publicNames })
  const slot = await inSlot(async held => held)
  await expect(scrape(slot, { post, guard, baseUrl }, { url: page, timeoutMs: 100 })).rejects.toThrow(
    'outside its slot',
  )
  expect(bird.heard()).toBe(0)
})
