/** A look at a source: the way of a poll, from a server on loopback through a parser thread to what a person reads. */
import { expect, onTestFinished, test } from 'vitest'
import { contextFor } from '../../../test/fixtures/cli.ts'
import { testConfig } from '../../../test/fixtures/winnow.ts'
import { fetchSource } from '../../net/kinds/source.ts'
import { client, guardWhereOpen, serve } from '../../net/loopback.ts'
import { createRobots } from '../../net/robots.ts'
import { weblog } from '../../parse/kinds/page-fixtures.ts'
import { createParser } from '../../parse/pool.ts'
import type { Wanted } from './kind-options.ts'
import { mustSee, type Seen, see, showSeen } from './look.ts'

const none = { etag: null, lastModified: null, bodyHash: null }
const config = testConfig([])

/** A site that answers by path, and a look at it as a person's command takes it. */
async function site(answers: Readonly<Record<string, string>>) {
  const server = await serve((request, response) => {
    const answer = answers[request.url ?? '']
    if (answer === undefined) response.writeHead(404).end()
    else response.setHeader('Content-Type', 'text/html; charset=utf-8').end(answer)
  })
  const { inSlot, http } = client({ guard: guardWhereOpen([server.origin]) })
  const robots = createRobots({ http, userAgent: 'Winnow' })
  const parser = createParser({ workers: 1, deadlineMs: 20_000 })
  onTestFinished(() => parser.close())
  const look = (kind: Wanted['kind'], path: string, selector: string | null = null) =>
    see(
      {
        fetch: source => inSlot(slot => fetchSource(slot, http, source, none, { robots })),
        parse: job => parser.parse(job),
      },
      config,
      { kind, url: server.origin + path, selector },
    )
  return { origin: server.origin, look }
}

function printed(wanted: Wanted, seen: Seen, json = false) {
  const out: string[] = []
  const notes: string[] = []
  showSeen(
    contextFor(null, json, text => void out.push(text), notes),
    wanted,
    seen,
  )
  return { out: out.join('\n'), notes: notes.join('\n') }
}

test('a page is looked at with its selector and without, by the way it will be polled', async () => {
  const { look, origin } = await site({ '/': weblog.html })
  const found = await look('page', '/')
  expect(found).toMatchObject({ ok: true, value: { title: 'The Lamp', rejected: 0, skipped: 0 } })
  expect(found.ok && found.value.articles.map(({ url, title }) => [url, title])).toEqual(
    weblog.paths.map((path, at) => [origin + path, weblog.titles[at]]),
  )
  const named = await look('page', '/', 'nav li a')
  expect(named.ok && named.value.articles).toHaveLength(12)
})

test('the documented answers of Hacker News, Reddit and a sitemap index become entries', async () => {
  const hits = {
    hits: [{ objectID: '1', title: 'A story', url: 'https://a.example/1', created_at: '2026-11-22T10:00:00Z' }],
  }
  const post = {
    title: 'A post',
    permalink: '/r/x/comments/1/',
    url: 'https://a.example/2',
    created_utc: 1_795_341_600,
  }
  const listing = { kind: 'Listing', data: { children: [{ kind: 't3', data: post }] } }
  const { look, origin } = await site({
    '/hn': JSON.stringify(hits),
    '/r/x/.json': JSON.stringify(listing),
    '/sitemap.xml':
      '<sitemapindex><sitemap><loc>/2.xml</loc></sitemap><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/0.xml</loc></sitemap></sitemapindex>',
    '/1.xml': '<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>',
    '/2.xml': '<urlset><url><loc>/b#again</loc></url><url><loc>mailto:x@y.example</loc></url></urlset>',
  })
  expect(await look('hackernews', '/hn')).toMatchObject({
    ok: true,
    value: { articles: [{ url: 'https://a.example/1' }] },
  })
  expect(await look('reddit', '/r/x/.json')).toMatchObject({ ok: true, value: { articles: [{ title: 'A post' }] } })
  expect(await look('sitemap', '/sitemap.xml')).toMatchObject({
    ok: true,
    value: { articles: [{ url: `${origin}/b` }, { url: `${origin}/a` }], rejected: 1, skipped: 1 },
  })
})

test('what cannot be fetched or read is a failure', async () => {
  const { look } = await site({ '/': '<html><p>Nothing</p></html>' })
  expect(await look('page', '/gone')).toMatchObject({ ok: false, failure: { kind: 'status', status: 404 } })
  expect(await look('page', '/')).toMatchObject({ ok: false, failure: { kind: 'notAFeed' } })
  expect(await look('reddit', '/')).toMatchObject({ ok: false, failure: { kind: 'notAFeed' } })
})

test('a preview shows titles and links to people, and all of them to programs', async () => {
  const { look, origin } = await site({
    '/': `<title>Evil \u001b[31m</title>${Array.from({ length: 30 }, (_, at) => `<h2><a href="/${at}">A rather long title, number ${at}</a></h2>`).join('')}`,
  })
  const seen = await look('page', '/')
  if (!seen.ok) throw new Error(seen.failure.message)
  const wanted: Wanted = { kind: 'page', url: `${origin}/`, selector: null }
  const { out, notes } = printed(wanted, seen.value)
  expect(out).toContain('(page): 30 entries')
  expect(out).toMatch(/A rather long title, number 19 +http/)
  expect(out).not.toContain('number 20')
  expect(out).not.toContain('\u001b[31m')
  expect(notes).toBe('… and 10 more; --json names them all\nNothing was added: this was a preview.')
  const json = JSON.parse(printed(wanted, seen.value, true).out)
  expect(json).toMatchObject({ added: false, preview: true, kind: 'page', selector: null, rejected: 0 })
  expect(json.articles).toHaveLength(30)
})

test('a refusal is one sentence, and says how to go on', async () => {
  const context = contextFor(null, false, () => {}, [])
  const wanted: Wanted = { kind: 'page', url: 'http://127.0.0.1:1/', selector: null }
  await expect(mustSee(context, wanted)).rejects.toThrow(
    /exact origin\. If it is right all the same: winnow add --no-discover$/,
  )
})
