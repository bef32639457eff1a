/** From a page to its text: who extracts and why is on record, what the page says is final, names are not taken from others, and what is stored is not fetched again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleId } from '../../src/core/identity.ts'
import { summarySchema } from '../../src/core/summary/contract.ts'
import { admitReadings } from '../../src/db/reading/admit.ts'
import { sql } from '../../src/db/statement.ts'
import { winnow } from '../fixtures/cli.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { type FirecrawlServer, startFirecrawlServer } from '../fixtures/firecrawl-server.ts'
import { goodAnswer } from '../fixtures/llm/article.ts'
import { type LlmServer, startLlmServer } from '../fixtures/llm/server.ts'
import { pageOf, startReadings } from '../fixtures/reading-asked-winnow.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { withStore } from '../fixtures/with-store.ts'

type Reader = Awaited<ReturnType<typeof startReadings>>
const store = withStore('postgres', { after: 'keep', poolSize: 8 })
let pages: FeedServer
let other: FeedServer
let firecrawl: FirecrawlServer
let llm: LlmServer
/** Three processes on one store: alone, with Firecrawl, with a model. Every test has pages of its own. */
let plain: Reader
let crawling: Reader
let asking: Reader

beforeAll(async () => {
  pages = await startFeedServer()
  other = await startFeedServer()
  firecrawl = await startFirecrawlServer()
  llm = await startLlmServer()
  plain = await startReadings(store.database, { trusted: [pages.origin] })
  crawling = await startReadings(store.database, {
    trusted: [pages.origin],
    firecrawl: { baseUrl: firecrawl.baseUrl },
  })
  asking = await startReadings(store.database, {
    trusted: [pages.origin],
    llm: { baseUrl: llm.baseUrl, models: ['maker/one', 'maker/two'] },
  })
})
afterAll(async () => {
  await Promise.all([plain, crawling, asking].map(one => one.stop()))
  await Promise.all([pages, other, firecrawl, llm].map(one => one.close()))
})

const story = `The council of Westford met on Monday in the old town hall, and everybody who asked to speak was heard.
Nobody voted against the plan for the new bridge over the river, which will be built by June of next year.
Eleven houses have to make way for it, and the families who live in them have been offered new ones on the hill.`

test('a page in a private network is never told to Firecrawl; the built-in extraction reads it if it may, and says why', async () => {
  const url = serve('/inside', page(story))
  const { readingId, status } = await crawling.read(url)
  expect(status).toBe('done')
  expect(firecrawl.calls().filter(call => call.url === url)).toEqual([])
  expect(await fetchesOf(readingId)).toMatchObject([
    { extractor: 'firecrawl', why: 'Firecrawl is configured', failure_kind: 'blocked' },
    { extractor: 'builtin', why: expect.stringContaining('the other extractor failed'), failure_kind: null },
  ])
  expect(await extractionsOf(readingId)).toMatchObject([{ extractor: 'builtin', title: 'A page' }])
})

test('what Firecrawl may read it reads first, once, and who it was is on record', async () => {
  const url = 'http://93.184.216.34/story'
  const { readingId, status } = await crawling.read(url)
  expect(status).toBe('done')
  expect(firecrawl.calls().filter(call => call.url === url)).toHaveLength(1)
  expect(await fetchesOf(readingId)).toMatchObject([{ extractor: 'firecrawl', http_status: 200, failure_kind: null }])
  expect(await extractionsOf(readingId)).toMatchObject([{ extractor: 'firecrawl' }])
})

test.each([
  ['a page that is gone', { status: 404, body: 'gone' }, 'status', /404/],
  ['a PDF', { body: '%PDF-1.7 …', contentType: 'text/html' }, 'notAnArticle', /PDF/],
  ['an image', { body: '\x89PNG\r\n', contentType: 'image/png' }, 'notAnArticle', /image/],
  [
    'a paywall',
    page('The council met.\nSubscribe now to continue reading. Already a subscriber? Log in here.'),
    'notAnArticle',
    /paywall/,
  ],
  [
    'a login',
    page('Please log in to continue\nForgot your password?\nDon’t have an account? Sign up\nRemember me'),
    'notAnArticle',
    /login/,
  ],
  ['nothing', { body: '<html><body></body></html>', contentType: 'text/html' }, 'notAnArticle', /no article/],
])(
  '%s is a clear failure, with its stage and one event; no article is made of it',
  async (name, answer, kind, words) => {
    const url = serve(`/${name.replaceAll(' ', '-')}`, { etag: null, ...answer })
    const { readingId, articleId: article, status } = await plain.read(url)
    expect(status).toBe('failed')
    expect(await rows(sql`select * from readings where id = ${readingId}::uuid`)).toMatchObject([
      { failed_stage: 'fetching', failure_kind: kind, failure_text: expect.stringMatching(words) },
    ])
    const failures = sql`select * from reading_events where stage = 'failed' and reading_id = ${readingId}::uuid`
    expect(await rows(failures)).toHaveLength(1)
    expect(await rows(sql`select id from articles where id = ${article}::uuid`)).toEqual([])
    expect(await fetchesOf(readingId)).toHaveLength(1)
  },
)

test('who types the address of such a page reads what happened, at which stage, and an Error ID', async () => {
  const url = serve('/gone', { status: 410, body: 'gone', etag: null })
  const typed = await winnow(store.database, ['read', url], { config: plain.config })
  expect(typed.code).toBe(1)
  expect(typed.err).toMatch(/could not be read: .*410.*while fetching/)
  expect(typed.err).toMatch(/Error ID: [0-9a-f-]{36}$/)
})

test('where a redirect leads is the article, and what was asked for is its other name; what a page calls itself counts on its own site alone', async () => {
  const own = `<link rel="canonical" href="${pages.url('/canonical')}">`
  const old = serve('/old', { status: 301, headers: { location: '/moved' }, body: '', etag: null })
  serve('/moved', page(story, own))
  const elsewhere = `<link rel="canonical" href="${other.url('/theirs')}">`
  const foreign = await plain.read(serve('/foreign', page(`${story} Elsewhere.`, elsewhere)))
  const moved = await plain.read(old)
  expect([moved.status, foreign.status]).toEqual(['done', 'done'])
  expect(await aliasesOf(foreign.articleId)).toEqual([])
  const goal = articleId(pages.url('/moved'))
  const byId = (a: { alias_id: string }, b: { alias_id: string }) => (a.alias_id < b.alias_id ? -1 : 1)
  expect((await aliasesOf(goal)).sort(byId)).toMatchObject(
    [
      { alias_id: articleId(pages.url('/canonical')), reason: expect.stringContaining('canonical') },
      { alias_id: articleId(old), reason: expect.stringContaining('redirect') },
    ].sort(byId),
  )
  expect(await rows(sql`select url from articles where id = ${goal}::uuid`)).toEqual([{ url: pages.url('/moved') }])
  for (const path of ['/canonical', '/moved', '/old'])
    expect(await plain.read(pages.url(path))).toMatchObject({ articleId: goal, answeredBy: 'stored' })
  expect(pages.requests('/canonical')).toEqual([])
})

test('a dead link that leads to the front page does not become it', async () => {
  serve('/', page(`${story} The front.`))
  const dead = serve('/2019/dead', { status: 301, headers: { location: '/' }, body: '', etag: null })
  await plain.read(dead)
  expect(await aliasesOf(articleId(dead))).toEqual([])
  expect(await rows(sql`select id from articles where id = ${articleId(pages.url('/'))}::uuid`)).toEqual([])
})

test('an address that has an article of its own is never taken for another one’s', async () => {
  const own = await plain.read(serve('/own', page(story)))
  const claims = `<link rel="canonical" href="${pages.url('/own')}">`
  const thief = await plain.read(serve('/thief', page(`${story} And more.`, claims, 'Another page')))
  expect([own.status, thief.status]).toEqual(['done', 'done'])
  expect([await aliasesOf(own.articleId), await aliasesOf(thief.articleId)]).toEqual([[], []])
  expect(await extractionsOf(thief.readingId)).toMatchObject([{ article_id: thief.articleId, title: 'Another page' }])
  expect(await plain.read(pages.url('/own'))).toMatchObject({ articleId: own.articleId, answeredBy: 'stored' })
})

test('the first article wins: what a feed brought keeps its words, and the extraction stands beside it', async () => {
  const url = serve('/fed', page(story))
  const [source] = await polledSources(store.database, 1, 'wins')
  const fed = article('fed', { id: articleId(url), url, title: 'As the feed has it', contentText: 'A teaser.' })
  await flushOf(store.database)([chunk(source!, [fed])])
  const { readingId, status } = await plain.read(url)
  expect(status).toBe('done')
  expect(await rows(sql`select title, content_text from articles where id = ${fed.id}::uuid`)).toEqual([
    { title: 'As the feed has it', content_text: 'A teaser.' },
  ])
  expect(await extractionsOf(readingId)).toMatchObject([{ article_id: fed.id, title: 'A page' }])
})

test('what a source wants read keeps to robots.txt; a person may read it all the same', async () => {
  const url = serve('/private/page', page(story))
  pages.serve('/robots.txt', { body: 'User-agent: *\nDisallow: /private/', contentType: 'text/plain', etag: null })
  const [source] = await polledSources(store.database, 1, 'robots')
  const wanted = { articleId: articleId(url), url, sourceId: source!.sourceId, depth: 'summary' as const, language: '' }
  const [admitted] = await admitReadings(store.database, [wanted])
  const readingId = admitted!.readingId
  plain.take(readingId)
  const refused = await until(async () => {
    const [row] = await rows(sql`select * from readings where id = ${readingId}::uuid and ended_at is not null`)
    return row
  })
  expect(refused).toMatchObject({ status: 'failed', failure_kind: 'blocked' })
  expect(refused.failure_text).toContain('robots.txt')
  expect(pages.requests('/private/page')).toEqual([])
  expect(await plain.read(url)).toMatchObject({ status: 'done' })
  expect(pages.requests('/robots.txt')).toHaveLength(1)
})

test('all models fail: article and text are stored and visible, the reading failed with its reason; again uses the stored text', async () => {
  llm.answer(() => ({ content: 'No.' }))
  const url = serve('/unsummed', page(`${story} No model wants it.`))
  const { readingId, articleId: id, status } = await asking.read(url)
  expect(status).toBe('failed')
  expect(await rows(sql`select * from readings where id = ${readingId}::uuid`)).toMatchObject([
    { failed_stage: 'summarising', failure_kind: 'malformed', summary_id: null },
  ])
  expect(await rows(sql`select url, title from articles where id = ${id}::uuid`)).toEqual([{ url, title: 'A page' }])
  expect(await extractionsOf(readingId)).toMatchObject([{ content_text: expect.stringContaining('Eleven houses') }])
  const seen = await winnow(store.database, ['why', url], { config: asking.config })
  expect(seen.out).toContain('extracted by the built-in extraction')

  llm.answer(({ schemaName }) => (schemaName === 'summary' ? { content: goodAnswer } : {}))
  const asked = llm.calls().length
  const again = await winnow(store.database, ['read', url, '--json'], { config: asking.config })
  expect(again).toMatchObject({ code: 0, json: [{ reading: { status: 'done' } }] })
  expect(pages.requests('/unsummed')).toHaveLength(1)
  expect(llm.calls().length - asked).toBe(2)
  expect(summarySchema.safeParse(again.json[0]?.summary.content).success).toBe(true)
})

function serve(path: string, feed: Parameters<FeedServer['serve']>[1]): string {
  pages.serve(path, feed)
  return pages.url(path)
}

function page(text: string, head = '', title = 'A page') {
  return { body: pageOf(text, { head, title }), contentType: 'text/html; charset=utf-8', etag: null }
}

// biome-ignore lint/suspicious/noExplicitAny: a row is as its table has it.
async function rows(statement: ReturnType<typeof sql>): Promise<any[]> {
  return await store.database.query(statement)
}

function fetchesOf(readingId: string) {
  return rows(sql`select * from page_fetches where reading_id = ${readingId}::uuid order by started_at, id`)
}

function extractionsOf(readingId: string) {
  return rows(sql`select * from extractions where reading_id = ${readingId}::uuid`)
}

function aliasesOf(article: string) {
  return rows(sql`select alias_id, reason from url_aliases where article_id = ${article}::uuid order by url`)
}
