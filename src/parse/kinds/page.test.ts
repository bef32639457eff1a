import { expect, test } from 'vitest'
import { parsePage } from './page.ts'
import { cards, japanese, longreads, soup, tables, weblog } from './page-fixtures.ts'

const url = 'https://lamp.example/'
const entriesOf = (html: string, selector: string | null = null, maxEntries?: number) => {
  const outcome = parsePage(html, { url, selector, maxEntries })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value.entries
}
const found = (html: string, selector?: string) => entriesOf(html, selector).map(({ link, title }) => ({ link, title }))
const refusal = (html: string, selector?: string) => {
  const outcome = parsePage(html, { url, selector })
  return outcome.ok ? null : outcome.failure
}
const expected = ({ paths, titles }: typeof weblog) =>
  paths.map((path, at) => ({ link: new URL(path, url).href, title: titles[at] }))

test.each(Object.entries({ weblog, cards, tables, japanese, longreads, soup }))(
  'the articles of a page are found by density, and nothing else: %s',
  (_, page) => {
    expect(found(page.html)).toEqual(expected(page))
  },
)

test('the page names itself and its language, the time beside a link is when it was published', () => {
  const outcome = parsePage(weblog.html, { url })
  expect(outcome).toMatchObject({ ok: true, value: { title: 'The Lamp', siteUrl: url, language: 'en' } })
  expect(entriesOf(weblog.html)[1]).toEqual({
    guid: null,
    link: 'https://lamp.example/2026/11/story-2',
    title: 'Council votes on the tram line after nine hours',
    author: null,
    contentHtml: null,
    contentText: '',
    published: '2026-11-21T08:00:00Z',
    updated: null,
    language: 'en',
  })
})

test('a time that stands over several links is nobody’s', () => {
  const html = `<table><tr><td><time datetime="2020-01-01">then</time><div>${found(weblog.html)
    .map(({ link, title }) => `<p><a href="${link}">${title}</a></p>`)
    .join('')}</div></td></tr></table>`
  expect(entriesOf(html).map(({ published }) => published)).toEqual(new Array(6).fill(null))
})

test('what a page adds, drops and reorders leaves the entries that stay as they were', () => {
  const before = entriesOf(weblog.html)
  const articles = weblog.html.match(/<article[\s\S]*?<\/article>/g) ?? []
  const added = articles[0]?.replaceAll('story-1', 'story-0').replace('The harbour', 'Today the harbour') ?? ''
  const changed = weblog.html
    .replace(/<article[\s\S]*<\/article>/, [articles[3], added, articles[0], articles[1], articles[2]].join(''))
    .replace(
      '</main>',
      '</main><div class="banner"><a href="/buy">Buy one thing and get another thing for free</a></div>',
    )
    .replaceAll(/\d+ hours ago/g, 'yesterday')
  const after = entriesOf(changed)
  expect(after).toHaveLength(5)
  for (const entry of after) if (!entry.link?.endsWith('story-0')) expect(before).toContainEqual(entry)
})

test('a selector that names links takes these, wherever they are', () => {
  expect(found(weblog.html, 'aside a')).toHaveLength(6)
  expect(found(weblog.html, 'nav a[href$="/3"]')).toEqual([
    { link: 'https://lamp.example/section/3', title: 'A section of our paper, number 3' },
  ])
})

test('a selector that names the entries takes the heading’s link of each, and its time', () => {
  expect(found(weblog.html, 'article.post')).toEqual(expected(weblog))
  expect(entriesOf(weblog.html, 'article.post').map(({ published }) => published)).toContain('2026-11-23T08:00:00Z')
  expect(found(cards.html, '#content div > div')).toEqual(expected(cards))
})

test('a changelog’s places in its own page are its entries when a selector names them', () => {
  const html = '<h2><a href="#v2">Version 2</a></h2><h2><a href="#v1">Version 1</a></h2><a href="#top">Up</a>'
  expect(found(html, 'h2 a')).toEqual([
    { link: 'https://lamp.example/#v2', title: 'Version 2' },
    { link: 'https://lamp.example/#v1', title: 'Version 1' },
  ])
})

test('one address is one entry, however often it is linked; a limit is kept', () => {
  const [short, long] = ['<a href="/a#more">More</a>', '<a href="/a">What it is about</a>']
  for (const html of [`${short}${long}`, `${long}${short}`])
    expect(found(html, 'a')).toEqual([{ link: 'https://lamp.example/a', title: 'What it is about' }])
  expect(entriesOf(weblog.html, null, 2)).toHaveLength(2)
})

test('links hang on the base that the page names; scripts and mail are no articles', () => {
  const html = `<base href="https://cdn.example/x/"><p><a href="javascript:alert(1)">Run</a><a href="mailto:a@b.c">Mail</a>
    <a href="http://u:p@[">Broken</a><a>None</a><a href="y">Story</a></p>`
  expect(found(html, 'a')).toEqual([{ link: 'https://cdn.example/x/y', title: 'Story' }])
})

test.each([
  ['<html><p>Nothing here</p></html>', undefined, 'an HTML page without any link'],
  ['<html><a href="/a">One</a><a href="/b">Two</a></html>', undefined, 'forms a list of articles'],
  [weblog.html, '.gone a', 'is named by the selector'],
  [weblog.html, 'a:hover', 'selector of this source is wrong'],
  ['<html><form><input type="password"></form><a href="/help">Help</a></html>', undefined, 'a login page'],
  ['<rss><channel><title>x</title></channel></rss>', undefined, 'follow it as one'],
  ['', undefined, 'an empty body'],
])('a page without a list is a failure that says what was missing (%#)', (html, selector, message) => {
  expect(refusal(html, selector)).toMatchObject({ kind: 'notAFeed', message: expect.stringContaining(message) })
})

test('depth and number cost neither time nor the links that came before', () => {
  const list = weblog.html.replace('</body></html>', '')
  expect(found(`${list}${'<div>'.repeat(500_000)}<a href="/deep">deep</a>`)).toEqual(expected(weblog))
  const many = Array.from(
    { length: 60_000 },
    (_, at) => `<p><a href="/${at}">A title with enough words in it ${at}</a></p>`,
  )
  expect(found(many.join(''))).toHaveLength(1_000)
  expect(found(`<a href="/a">${'<a href="/b">x'.repeat(100_000)}</a>`, 'a').map(({ link }) => link)).toEqual([
    'https://lamp.example/b',
  ])
})
