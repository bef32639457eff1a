/** Two extractors take turns, with real servers on both ends: which one, why, and what came of it is told for each turn. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type FeedServer, startFeedServer } from '../../../test/fixtures/feed-server.ts'
import {
  type FirecrawlServer,
  type ScrapeBehaviour,
  startFirecrawlServer,
} from '../../../test/fixtures/firecrawl-server.ts'
import { pageOf } from '../../../test/fixtures/reading-asked-winnow.ts'
import { type Failure, failed } from '../../core/failure.ts'
import { scrape } from '../../net/firecrawl.ts'
import { client, guardWhereOpen } from '../../net/loopback.ts'
import { fetchPage } from '../../net/page.ts'
import { createPost } from '../../net/post.ts'
import { createExtractor, type Extractor } from '../../parse/article/extractor.ts'
import { type ExtractOptions, extractArticle } from './extract.ts'

let pages: FeedServer
let firecrawl: FirecrawlServer
let extractor: Extractor
beforeAll(async () => {
  pages = await startFeedServer()
  firecrawl = await startFirecrawlServer()
  extractor = createExtractor({ threads: 1, deadlineMs: 10_000 })
})
afterAll(async () => {
  await Promise.all([pages.close(), firecrawl.close(), extractor.close()])
})
beforeEach(() => firecrawl.answer(() => ({})))

const story = `The council of Westford met on Monday in the old town hall, and everybody who asked to speak was heard.
Nobody voted against the plan for the new bridge over the river, which will be built by June of next year.`
const login = pageOf('Please log in to continue\nForgot your password?\nDon’t have an account? Sign up\nRemember me')
const never = new AbortController().signal

describe('Firecrawl goes first and cannot do it: the built-in extraction reads the page', () => {
  test.each<[string, ScrapeBehaviour, Failure['kind'] | null]>([
    ['402', { error: { status: 402, message: 'Insufficient credits' } }, 'quota'],
    ['401', { error: { status: 401, message: 'Unauthorized' } }, 'unauthorised'],
    ['408', { error: { status: 408, message: 'Timed out', code: 'SCRAPE_TIMEOUT' } }, 'timeout'],
    ['429', { error: { status: 429, message: 'Slow down' } }, 'rateLimited'],
    ['500', { error: { status: 500, message: 'Oh no' } }, 'status'],
    ['503', { error: { status: 503, message: 'Oh no' } }, 'status'],
    ['an HTML error of a proxy', { status: 502, body: '<h1>502 Bad Gateway</h1>' }, 'status'],
    ['an HTML page for an answer', { body: '<h1>Welcome to nginx!</h1>' }, 'malformed'],
    ['an empty page', { html: '', markdown: ' ' }, 'notAnArticle'],
    ['the page’s 500', { metadata: { statusCode: 500 } }, 'status'],
    ['a broken connection', { cutAt: 40 }, 'unreachable'],
    ['a page of six million characters', { html: `<p>${'word '.repeat(1_200_000)}</p>` }, 'tooLarge'],
    ['a low-value page', { html: '<p>Short.</p>' }, null],
  ])('%s', async (name, behaviour, kind) => {
    firecrawl.answer(() => behaviour)
    const { outcome, fetches } = await got(serve(`/first/${name.replace(/\W/g, '')}`, pageOf(story)), 'auto')
    expect(outcome).toMatchObject({ ok: true, value: { extraction: { extractor: 'builtin', lowValue: null } } })
    const why = kind === null ? /worth little: shorter than 120/ : /the other extractor failed: ./
    expect(fetches).toMatchObject([
      { extractor: 'firecrawl', why: 'Firecrawl is configured', failure: kind && { kind } },
      { extractor: 'builtin', why: expect.stringMatching(why), failure: null },
    ])
  })
})

test('Firecrawl can do it: the page itself is not asked', async () => {
  const url = serve('/fine', pageOf(story))
  const { outcome, fetches } = await got(url, 'auto')
  expect(outcome).toMatchObject({ ok: true, value: { extraction: { extractor: 'firecrawl' } } })
  expect(fetches).toMatchObject([{ extractor: 'firecrawl', httpStatus: 200, failure: null, lowValue: null }])
  expect(pages.requests('/fine')).toEqual([])
})

test('a source that wants the built-in extraction has it first, and Firecrawl when its text is worth little', async () => {
  const asked = firecrawl.calls().length
  const fine = await got(serve('/builtin', pageOf(story)), 'builtin')
  expect(fine.fetches).toMatchObject([{ extractor: 'builtin', why: 'the source asks for it' }])
  expect(firecrawl.calls()).toHaveLength(asked)
  const wall = await got(serve('/wall', login), 'builtin')
  expect(wall.fetches).toMatchObject([
    { extractor: 'builtin', lowValue: 'login wall' },
    { extractor: 'firecrawl', why: 'the other extractor’s text is worth little: login wall'.replace('’', "'") },
  ])
  expect(wall.outcome).toMatchObject({ ok: true, value: { extraction: { extractor: 'firecrawl' } } })
})

test('both texts are short: the longer one is taken, and says that it is short', async () => {
  firecrawl.answer(() => ({ html: '<p>The council met on Monday.</p>' }))
  const { outcome } = await got(serve('/short', pageOf('Nobody voted against the plan for the new bridge.')), 'auto')
  expect(outcome).toMatchObject({
    ok: true,
    value: { extraction: { extractor: 'builtin', lowValue: 'shorter than 120 characters' } },
  })
})

test('both meet a wall: it is no article, and the wall has a name', async () => {
  firecrawl.answer(() => ({ html: '<p>Please log in to continue</p><p>Forgot your password?</p><p>Sign up</p>' }))
  const { outcome, fetches } = await got(serve('/walls', login), 'auto')
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'notAnArticle', reason: 'login' } })
  expect(fetches).toHaveLength(2)
})

describe('what the page itself says is final, and is what is told', () => {
  test.each<[string, Parameters<FeedServer['serve']>[1], Partial<Failure>]>([
    ['404', { status: 404, body: '' }, { kind: 'status', status: 404 }],
    ['410', { status: 410, body: '' }, { kind: 'status', status: 410 }],
    ['a PDF', { body: '%PDF-1.7 …', contentType: 'text/html' }, { kind: 'notAnArticle', reason: 'document' }],
    ['an image', { body: 'GIF89a', contentType: 'image/gif' }, { kind: 'notAnArticle', reason: 'media' }],
  ])(
    '%s: Firecrawl is not asked after it, and its own trouble before it is not the reason',
    async (name, feed, said) => {
      const url = serve(`/final/${name.replace(/\W/g, '')}`, feed)
      const asked = firecrawl.calls().length
      expect(await got(url, 'builtin')).toMatchObject({ outcome: { ok: false, failure: said }, fetches: [{}] })
      expect(firecrawl.calls()).toHaveLength(asked)
      firecrawl.answer(() => ({ error: { status: 402, message: 'Insufficient credits' } }))
      const { outcome, fetches } = await got(url, 'auto')
      expect(outcome).toMatchObject({ ok: false, failure: said })
      expect(fetches).toMatchObject([{ failure: { kind: 'quota' } }, { failure: { kind: said.kind } }])
    },
  )

  test('404 by Firecrawl’s word: the page is not asked again', async () => {
    firecrawl.answer(() => ({ metadata: { statusCode: 404 } }))
    const { outcome } = await got(serve('/gone', pageOf(story)), 'auto')
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'status', status: 404 } })
    expect(pages.requests('/gone')).toEqual([])
  })

  test('an error page that Firecrawl took for a text does not hide the 404', async () => {
    firecrawl.answer(() => ({ html: '<h1>404</h1><p>Page not found</p>' }))
    const { outcome } = await got(serve('/error-page', { status: 404, body: '' }), 'auto')
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'status', status: 404 } })
  })
})

test('both fail: the built-in extraction’s reason is told, for it is about the page; both are on record', async () => {
  firecrawl.answer(() => ({ error: { status: 429, message: 'Slow down' } }))
  const { outcome, fetches } = await got(serve('/broken', { status: 500, body: '' }), 'auto')
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'status', status: 500 } })
  expect(fetches).toMatchObject([
    { failure: { kind: 'rateLimited' } },
    { httpStatus: 500, failure: { kind: 'status' } },
  ])
})

test('it is told where the text came from in the end', async () => {
  const other = await startFeedServer()
  onTestFinished(() => other.close())
  other.serve('/theirs', { body: pageOf(story), contentType: 'text/html', etag: null })
  const theirs = serve('/to-theirs', { status: 302, headers: { location: other.url('/theirs') }, body: '' })
  const away = await got(theirs, 'auto', { scrape: null }, [pages.origin, other.origin])
  expect(away.outcome).toMatchObject({ value: { finalUrl: other.url('/theirs') } })
  expect(away.fetches).toMatchObject([{ url: theirs, finalUrl: other.url('/theirs') }])
})

test('who leaves between two turns is cancelled, and blames nobody', async () => {
  const leaving = new AbortController()
  const url = serve('/leaving', pageOf(story))
  const scrape: ExtractOptions['scrape'] = async () => {
    leaving.abort()
    return failed({ kind: 'status', status: 500, message: 'Oh no' })
  }
  const { outcome, fetches } = await got(url, 'auto', { scrape }, [pages.origin], leaving.signal)
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  expect(fetches).toHaveLength(1)
  expect(pages.requests('/leaving')).toEqual([])
})

function serve(path: string, page: string | Parameters<FeedServer['serve']>[1]): string {
  pages.serve(path, typeof page === 'string' ? { body: page, contentType: 'text/html', etag: null } : page)
  return pages.url(path)
}

/** Both extractors as main joins them, on an internet that consists of these servers. */
async function got(
  url: string,
  first: 'auto' | 'builtin',
  more: Partial<ExtractOptions> = {},
  open: readonly string[] = [pages.origin],
  signal = never,
) {
  const guard = guardWhereOpen([...open, firecrawl.origin])
  const { http, inSlot } = client({ guard })
  const post = createPost({ guard, userAgent: 'winnow-test' })
  onTestFinished(() => post.close())
  const options: ExtractOptions = {
    fetchPage: (url, signal) =>
      inSlot(slot => fetchPage(slot, http, null, { url, maxBytes: 1e7, totalMs: 5_000, signal, fromOperator: true })),
    scrape: (url, signal) =>
      inSlot(slot => scrape(slot, { post, guard, baseUrl: firecrawl.baseUrl }, { url, timeoutMs: 5_000, signal })),
    extract: extractor.extract,
    newId: () => crypto.randomUUID(),
    clock: () => new Date(),
    ...more,
  }
  return await extractArticle(options, url, first, signal, () => {})
}
