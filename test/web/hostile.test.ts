/** What other people write is text and pictures, whatever they wrote: nothing of it runs, opens, or asks anybody (`../shared/corpora/xss`). */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { type App, startApp } from './app.ts'
import { type Visitor, withBrowser } from './browser.ts'
import { whyNoBrowser } from './chromium.ts'
import { scrollThrough, trap, trapped } from './trap.ts'

const folder = fileURLToPath(new URL('../../../shared/corpora/xss/', import.meta.url))
const whyNoCorpus = existsSync(folder) ? null : 'the folder ../shared/corpora/xss is not here'
const payloads = whyNoCorpus === null ? readPayloads() : []

function readPayloads(): string[] {
  const files = ['dompurify-expect.json', 'patt-payloads.json']
  const all = files.flatMap(name => JSON.parse(readFileSync(folder + name, 'utf8')) as { payload: string }[])
  return [...new Set(all.map(({ payload }) => payload))]
}

/** Ends whatever the payload before has opened, so that none hides the next one. */
const closer = `</textarea></title></style></script></noscript></template></xmp></iframe></svg></math></select>-->'">`
const inOne = 12
/** Many rows at a time: a list of two thousand is through in a moment. */
const tall = { viewport: { width: 1440, height: 4_000 } }

const visitor = withBrowser()
const site = await startFeedServer()
let app: App

beforeAll(async () => {
  if (whyNoBrowser !== null || whyNoCorpus !== null) return
  app = await startApp({ engine: 'postgres', hasDemo: false, trusted: [site.origin] })
})
afterAll(async () => {
  await app?.close()
  await site.close()
})
beforeEach(context => {
  if (whyNoCorpus !== null) context.skip(whyNoCorpus)
})

async function expectPeace(one: Visitor): Promise<void> {
  expect(await trapped(one)).toEqual({ executed: [], violated: [] })
  expect(one.context.pages()).toHaveLength(1)
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const storable = (text: string) => text.replace(/[^\t\n\r -\uFFFD]/g, '')

/** Titles and authors have one payload each, contents a dozen: as markup, and once more as text, which a search can find. */
function paper(): string {
  const items = payloads.map((payload, n) => {
    const some = n % inOne === 0 ? payloads.slice(n, n + inOne) : []
    const content = some.map(one => `<div>${one}</div>${closer}<p>sentinel ${escaped(one)}</p>`).join('\n')
    return `<item><title>${escaped(storable(payload))}</title><link>${site.url(`/item/${n}`)}</link><dc:creator>${escaped(storable(payload))}</dc:creator>
      <pubDate>${new Date(Date.now() - n * 1_000).toUTCString()}</pubDate><description>${escaped(storable(content || `sentinel ${payload}`))}</description></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${escaped(storable(payloads[0] ?? ''))}</title>${items.join('\n')}</channel></rss>`
}

async function follow(path: string, title: string): Promise<void> {
  const answer = await fetch(`${(await app.doorWithInternet()).url}/api/sources`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: site.url(path), title, group: title.slice(0, 100), discover: false }),
  })
  expect(answer.status).toBe(201)
  await app.polled(site.url(path))
}

describe('payloads', () => {
  beforeAll(async () => {
    if (whyNoBrowser !== null || whyNoCorpus !== null) return
    site.serve('/feed', { body: paper(), contentType: 'application/rss+xml', etag: null })
    await follow('/feed', payloads.find(payload => payload.includes('<img')) ?? '')
    await app.indexed()
  }, 60_000)

  test('the trap springs where nothing guards', async () => {
    const bare = payloads.map(payload => `<div>${payload}</div>${closer}`).join('\n')
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(bare)
    }).listen(0, '127.0.0.1')
    const { port } = await new Promise<{ port: number }>(resolve =>
      server.once('listening', () => resolve(server.address() as { port: number })),
    )
    const one = await visitor({ at: `http://127.0.0.1:${port}`, expecting: /./ })
    await trap(one)
    await one.page.goto('/', { waitUntil: 'commit' })
    await until(async () => (await trapped(one).catch(() => null))?.executed.length, { what: 'a payload runs' })
    expect((await trapped(one)).executed.length).toBeGreaterThan(0)
    server.close()
    server.closeAllConnections()
  })

  test('as titles, authors and excerpts in lists', async () => {
    const [row] = await app.database.query(sql`select count(*) as n from articles`)
    expect(row?.n).toBeGreaterThan(payloads.length * 0.95)
    const one = await visitor({ at: app.url, options: tall })
    await trap(one)
    await one.goTo('/all')
    const seen = await one.page.evaluate(scrollThrough)
    await one.settled()
    expect(seen).toBeGreaterThan(payloads.length * 0.95)
    await expectPeace(one)
  }, 60_000)

  test('as contents, opened one after the other', async () => {
    const one = await visitor({ at: app.url })
    await trap(one)
    const rows = await app.database.query(
      sql`select id from articles where content_text like '%sentinel%sentinel%' order by sort_at desc`,
    )
    expect(rows.length).toBeGreaterThan(payloads.length / inOne - 5)
    await one.goTo('/all')
    for (const { id } of rows) {
      const arrived = one.page.waitForResponse(response => response.url().includes(`/api/articles/${id}`))
      await one.page.evaluate(path => {
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `/all/a/${id}`)
      await arrived
      await one.page.locator('article').getByText('sentinel').first().waitFor()
    }
    await expectPeace(one)
    // Links of theirs lead to the web and nowhere else.
    const links = await one.page
      .locator('article a')
      .evaluateAll(all => all.map(link => (link as HTMLAnchorElement).protocol))
    expect(links.filter(protocol => !['http:', 'https:', 'mailto:'].includes(protocol))).toEqual([])
  }, 90_000)

  test('as snippets of what a search found', async () => {
    const one = await visitor({ at: app.url, options: tall })
    await trap(one)
    for (const q of ['sentinel', 'alert', 'script', 'onerror', 'javascript', '<script>alert(1)</script>']) {
      await one.goTo(`/search?q=${encodeURIComponent(q)}`)
      await one.page.evaluate(scrollThrough)
      await one.settled()
      await expectPeace(one)
    }
  }, 60_000)
})

type Submission = { id: string; status: string; articleId: string; failure: { kind: string } | null }

/** How it ended. A page has so many seconds to be taken apart, of which a busy machine gives it few: it may have them again. */
async function readingOf(url: string): Promise<Submission> {
  const answer = await fetch(`${app.url}/api/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url, force: true }),
  })
  const { id } = (await answer.json()) as { id: string }
  const isOver = async (): Promise<Submission | false> => {
    const submission = await app.api(`/api/submissions/${id}`)
    return ['done', 'failed'].includes(submission.status) && submission
  }
  const over = await until(isOver, { what: 'the page is read', everyMs: 50, timeoutMs: 30_000 })
  return over.failure?.kind === 'timeout' ? await readingOf(url) : over
}

test('in a page that is read: its title, its author, its text', async () => {
  const words = 'A long story about a harbour, a whale and the people who came to look at both of them. '.repeat(8)
  const pages = Array.from({ length: 8 }, (_, page) => payloads.filter((_, n) => n % 8 === page))
  const one = await visitor({ at: app.url })
  await trap(one)
  let read = 0
  for (const [n, some] of pages.entries()) {
    const body = some.map(payload => `<p>${words.slice(0, 90)}</p><div>${payload}</div>${closer}`).join('\n')
    site.serve(`/page/${n}`, {
      body: `<!doctype html><html lang="en"><head><title>${escaped(some[0] ?? '')}</title><meta name="author" content="${escaped(some[1] ?? '')}"></head><body><article><h1>Page ${n}</h1><p>${words}</p>${body}<p>${words}</p></article></body></html>`,
      contentType: 'text/html; charset=utf-8',
      etag: null,
    })
    const over = await readingOf(site.url(`/page/${n}`))
    if (over.status === 'done') read++
    await one.goTo(over.status === 'done' ? `/all/a/${over.articleId}` : `/submission/${over.id}`)
    await expectPeace(one)
  }
  expect(read).toBeGreaterThan(5)
}, 120_000)

test('in addresses, refusals and names: whatever is said again is said as text', async () => {
  const worst = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', 'javascript:alert(1)']
  const one = await visitor({ at: app.url, expecting: /status of 4\d\d/ })
  await trap(one)
  for (const payload of worst) {
    const said = encodeURIComponent(payload)
    for (const path of [
      `/search?q=${said}`,
      `/why?url=${said}`,
      `/why?url=${encodeURIComponent(`https://x.example/${payload}`)}`,
      `/add?url=${said}`,
      `/login?then=${said}`,
      `/group/${said}`,
      `/all?lang=${said}&from=${said}`,
      `/operate/runs?source=${said}`,
      `/api/${said}`,
      `/api/articles/${said}`,
      `/api/articles?view=${said}`,
    ]) {
      await one.goTo(path)
      await expectPeace(one)
    }
  }
  for (const path of [
    '/sources',
    '/operate',
    '/operate/runs',
    '/operate/rejections',
    '/unread',
    '/api/docs',
    '/settings/reading',
  ]) {
    await one.goTo(path)
    await expectPeace(one)
  }
}, 90_000)
