import { expect, test } from 'vitest'
import { parseSitemap } from './sitemap.ts'

const url = 'https://news.example/sitemap.xml'
const urlset = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
  <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${body}</urlset>`
const entriesOf = (xml: string, maxEntries?: number) => {
  const outcome = parseSitemap(xml, { url, maxEntries })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value.entries
}
const links = (xml: string, maxEntries?: number) => entriesOf(xml, maxEntries).map(({ link }) => link)

test('an address is an entry without a title, updated when it was last modified', () => {
  expect(
    entriesOf(urlset('<url><loc> https://news.example/a?x=1&amp;y=2\n</loc><lastmod>2026-11-22</lastmod></url>')),
  ).toEqual([
    {
      guid: null,
      link: 'https://news.example/a?x=1&y=2',
      title: null,
      author: null,
      contentHtml: null,
      contentText: '',
      published: null,
      updated: '2026-11-22',
      language: null,
    },
  ])
})

test('a news sitemap brings title, time of publication, language, and the name of the paper', () => {
  const news = `<url><loc>https://news.example/a</loc><news:news>
      <news:publication><news:name>The Lamp</news:name><news:language>de</news:language></news:publication>
      <news:publication_date>2026-11-22T10:00:00+01:00</news:publication_date>
      <news:title><![CDATA[Hafen & Meer]]></news:title><news:keywords>x</news:keywords></news:news></url>`
  expect(parseSitemap(urlset(news), { url })).toMatchObject({
    ok: true,
    value: {
      title: 'The Lamp',
      siteUrl: 'https://news.example/',
      entries: [{ title: 'Hafen & Meer', published: '2026-11-22T10:00:00+01:00', language: 'de' }],
    },
  })
})

test('prefixes are the publisher’s choice, and pictures and translations are not the page', () => {
  const xml = `<s:urlset xmlns:s="x"><s:url><s:loc>/a</s:loc>
      <image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>A cat</image:title></image:image>
      <xhtml:link rel="alternate" hreflang="de" href="https://news.example/de/a"/>
      <n:news><n:title>A</n:title></n:news></s:url></s:urlset>`
  expect(entriesOf(xml)).toMatchObject([{ link: 'https://news.example/a', title: 'A' }])
})

test('the newest come first and undated ones last, in their order', () => {
  const item = (name: string, date = '') =>
    `<url><loc>https://news.example/${name}</loc>${date && `<lastmod>${date}</lastmod>`}</url>`
  const xml = urlset(
    item('x') + item('old', '2020-01-01') + item('y') + item('new', '2026-11-22T10:00:00Z') + item('mid', '2026-11-21'),
  )
  const names = ['new', 'mid', 'old', 'x', 'y'].map(name => `https://news.example/${name}`)
  expect(links(xml)).toEqual(names)
  expect(links(xml, 2)).toEqual(names.slice(0, 2))
})

test('an empty sitemap is no failure; entries without an address are left to be refused by name', () => {
  expect(entriesOf(urlset(''))).toEqual([])
  expect(entriesOf('<urlset/>')).toEqual([])
  expect(links(urlset('<url><loc>javascript:alert(1)</loc></url>'))).toEqual([null])
})

test('a document cut short keeps what was whole', () => {
  const xml = urlset('<url><loc>https://news.example/a</loc></url><url><loc>https://news.example/b</loc></url>')
  expect(links(xml.slice(0, xml.indexOf('/b<')))).toEqual(['https://news.example/a'])
})

test('a million addresses are read up to the protocol’s 50,000', () => {
  const million = `<urlset>${'<url><loc>https://n.example/a</loc></url>'.repeat(1_000_000)}</urlset>`
  expect(entriesOf(million, 1_000_000)).toHaveLength(50_000)
})

test('depth, length and entities cost nothing: no tree is built, no entity defined', () => {
  const deep = `<url>${'<a>'.repeat(200_000)}<loc>https://n.example/deep</loc>${'</a>'.repeat(200_000)}<loc>https://n.example/a</loc></url>`
  expect(links(urlset(deep))).toEqual(['https://n.example/a'])
  const [long] = links(urlset(`<url><loc>https://n.example/${'x'.repeat(2_000_000)}</loc></url>`))
  expect(long).toHaveLength(10_000)
  const bomb = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(1_000)}"><!ENTITY c "&a;&a;&a;">]><urlset><url><loc>https://n.example/&c;</loc></url></urlset>`
  expect(links(bomb)[0]?.length).toBeLessThan(100)
})

test.each([
  ['<sitemapindex><sitemap><loc>https://n.example/1.xml</loc></sitemap></sitemapindex>', 'a sitemap index within'],
  ['<rss><channel/></rss>', 'a feed, not a sitemap'],
  ['<!doctype html><html></html>', 'an HTML page'],
  ['<config><url/></config>', 'an XML document (config)'],
  ['nothing', 'plain text'],
  ['', 'nothing at all'],
])('what is no sitemap says what it is (%#)', (text, message) => {
  expect(parseSitemap(text, { url })).toMatchObject({
    ok: false,
    failure: { kind: 'notAFeed', message: expect.stringContaining(message) },
  })
})
