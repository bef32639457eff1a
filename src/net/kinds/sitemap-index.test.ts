import { expect, test } from 'vitest'
import { readSitemapIndex } from './sitemap-index.ts'

const url = 'https://news.example/sitemap.xml'
const index = (...children: readonly string[]) => `<sitemapindex>${children.join('')}</sitemapindex>`
const child = (loc: string, lastmod = '') =>
  `<sitemap><loc>${loc}</loc>${lastmod && `<lastmod>${lastmod}</lastmod>`}</sitemap>`
const read = (xml: string) => readSitemapIndex(new TextEncoder().encode(xml), url)
const names = async (xml: string) =>
  (await read(xml))?.children.map(one => one.url.replace('https://news.example/', ''))

test('an index gives its sitemaps newest first, with what it says of their age', async () => {
  const xml = `<?xml version="1.0"?><!-- <urlset> --><s:sitemapindex xmlns:s="x">
    <s:sitemap><s:loc>\n /a.xml?x=1&amp;y=2 </s:loc><s:lastmod>2026-11-20</s:lastmod></s:sitemap>
    ${child('https://news.example/b.xml', '2026-11-22T10:00:00+01:00')}${child('c.xml')}</s:sitemapindex>`
  expect(await read(xml)).toEqual({
    listed: 3,
    children: [
      { url: 'https://news.example/b.xml', modifiedAt: Date.UTC(2026, 10, 22, 9), isPrecise: true },
      { url: 'https://news.example/a.xml?x=1&y=2', modifiedAt: Date.UTC(2026, 10, 20), isPrecise: false },
      { url: 'https://news.example/c.xml', modifiedAt: null, isPrecise: false },
    ],
  })
})

test('without dates the highest number is the newest', async () => {
  const xml = index(child('/post-2.xml'), child('/post-12.xml'), child('/post-1.xml'))
  expect(await names(xml)).toEqual(['post-12.xml', 'post-2.xml', 'post-1.xml'])
  expect(await names(index(child('/2026-09.xml'), child('/2026-11.xml'), child('/2026-10.xml')))).toEqual([
    '2026-11.xml',
    '2026-10.xml',
    '2026-09.xml',
  ])
})

test('twenty are kept of however many, and each once', async () => {
  const many = Array.from({ length: 30_000 }, (_, at) => child(`/${at % 15_000}.xml`, `20${10 + (at % 15)}-01-01`))
  const kept = await names(index(...many))
  expect(kept).toHaveLength(20)
  expect(kept?.[0]).toBe('14999.xml')
  expect(new Set(kept).size).toBe(20)
})

test('an index leads to its own host only, to http, and never to itself', async () => {
  const xml = index(
    child('https://other.example/a.xml'),
    child('http://169.254.169.254/latest'),
    child('https://news.example:8443/a.xml'),
    child('ftp://news.example/a.xml'),
    child('https://u:p@news.example/a.xml'),
    child('sitemap.xml'),
    child('http://news.example/sitemap.xml#again'),
    child(`/${'x'.repeat(9_000)}`),
    child(''),
    child('http://news.example/ok.xml'),
  )
  expect(await read(xml)).toMatchObject({ listed: 10, children: [{ url: 'http://news.example/ok.xml' }] })
})

test('what is no index is none, whatever it holds', async () => {
  expect(await read(`<urlset><url><loc>/a</loc></url>${index(child('/a.xml'))}</urlset>`)).toBe(null)
  for (const text of ['', 'sitemapindex', '<rss/>', '<html><sitemapindex></html>']) expect(await read(text)).toBe(null)
  expect(await read('<sitemapindex/>')).toEqual({ children: [], listed: 0 })
})

test('depth, length and open ends cost nothing', async () => {
  expect(await read(index('<a>'.repeat(500_000)))).toMatchObject({ children: [] })
  expect(await read(index(`<sitemap><loc>${'x'.repeat(5_000_000)}`))).toMatchObject({ children: [] })
  expect(await names(`<sitemapindex>${child('/a.xml')}<sitemap><loc>/b.x`)).toEqual(['a.xml'])
})
