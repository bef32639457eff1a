/** A page becomes one article, whatever its publisher forgot, and a failure where it is none. */
import { describe, expect, test } from 'vitest'
import { extractArticle } from './article.ts'
import { articleOf, page, prose, url } from './page-fixtures.ts'

const jsonLd = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`

test('a page becomes an article with its text, words, hash and excerpt', () => {
  const article = articleOf(
    page({ head: '<meta name="description" content="Two metres in one night: what the flood did to the town.">' }),
  )
  expect(article).toMatchObject({
    title: 'Flood',
    language: 'en',
    byline: null,
    publishedAt: null,
    canonicalUrl: null,
    imageUrl: null,
    excerpt: 'Two metres in one night: what the flood did to the town.',
    lowValue: null,
  })
  const paragraphs = article.contentText.split('\n')
  expect(paragraphs).toHaveLength(8)
  expect(paragraphs[0]).toMatch(/^Part 1: The river rose .* House 0 still stands\.$/)
  expect(article.contentText).not.toMatch(/Home|©/)
  expect(article.wordCount).toBe(article.contentText.split(/\s+/).length)
  expect(article.contentHash).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('the same text at another address, in other markup, has the same hash; another text has another', () => {
  const one = articleOf(page())
  const other = articleOf(
    page({ head: '<title>Another</title>', body: prose().replaceAll('<p>', '<p  class="x"> ') }),
    null,
    'https://other.test/',
  )
  expect(other.contentHash).toBe(one.contentHash)
  expect(articleOf(page({ body: prose(9) })).contentHash).not.toBe(one.contentHash)
})

describe('what the head says:', () => {
  const data = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'WebSite', name: 'Not this' },
      {
        '@type': ['NewsArticle'],
        headline: 'Flood in the valley',
        author: [{ '@type': 'Person', name: 'Ada Example' }, 'Bo Example'],
        publisher: { name: 'The Valley' },
        datePublished: '2026-03-01T10:00:00+01:00',
        dateModified: '2026-03-02',
        image: [{ '@type': 'ImageObject', url: '/lead.jpg' }],
      },
    ],
  }

  test('JSON-LD', () => {
    expect(articleOf(page({ head: jsonLd(data) }))).toMatchObject({
      title: 'Flood in the valley',
      byline: 'Ada Example, Bo Example',
      site: 'The Valley',
      publishedAt: new Date('2026-03-01T09:00:00Z'),
      modifiedAt: new Date('2026-03-02T00:00:00Z'),
      imageUrl: 'https://news.example.co.uk/lead.jpg',
    })
  })

  test('meta elements', () => {
    const head = `
      <meta property="og:title" content="Flood, they say"><meta property="og:site_name" content="The &amp; Valley">
      <meta name="author" content="By Ada Example"><meta property="article:published_time" content="2026-03-01T09:00:00Z">
      <meta property="article:modified_time" content="2026-03-03T09:00:00Z"><meta property="og:image" content="img/a.jpg">
      <meta property="og:url" content="https://www.example.co.uk/flood?utm_source=x">`
    expect(articleOf(page({ head }))).toMatchObject({
      byline: 'Ada Example',
      site: 'The & Valley',
      publishedAt: new Date('2026-03-01T09:00:00Z'),
      modifiedAt: new Date('2026-03-03T09:00:00Z'),
      imageUrl: 'https://news.example.co.uk/2026/img/a.jpg',
      canonicalUrl: 'https://www.example.co.uk/flood?utm_source=x',
    })
  })

  test('time elements, where there is nothing else', () => {
    const body = `<header><time datetime="2026-03-01T09:00:00Z">yesterday</time></header>${prose()}`
    expect(articleOf(page({ body })).publishedAt).toEqual(new Date('2026-03-01T09:00:00Z'))
  })

  test('broken, absurd and hostile values are dropped', () => {
    const head = `<script type="application/ld+json">{"@type":"Article",</script>
      ${jsonLd({ '@type': 'Article', headline: 7, author: [[{}]], image: { url: 'javascript:alert(1)' }, datePublished: 'soon' })}
      ${jsonLd(null)} ${jsonLd(['x', 1])}
      <meta name="author" content="https://facebook.test/ada"><meta property="og:image" content="data:image/png;base64,x">`
    expect(articleOf(page({ head }))).toMatchObject({ title: 'Flood', byline: null, imageUrl: null, publishedAt: null })
  })

  test('NUL, lone surrogates and direction marks never come out', () => {
    const head = '<meta property="og:site_name" content="a\u202eb&#0;c">'
    const article = articleOf(
      page({ head, body: `${prose()}<p>x\0y, and the rest of it is long enough to be kept as text.</p>` }),
    )
    expect(article.site).toBe('ab\ufffdc')
    for (const text of [article.contentHtml, article.contentText])
      expect(text.includes('\0') || !text.isWellFormed()).toBe(false)
  })
})

test('the lead image is the first of the text where the head names none', () => {
  const body = `<figure><img src="/a.jpg?x=1&amp;y=2" width="800"></figure>${prose()}`
  expect(articleOf(page({ body })).imageUrl).toBe('https://news.example.co.uk/a.jpg?x=1&y=2')
})

describe('addresses', () => {
  const body = `${prose()}<p>See <a href="map.html">the map of the whole valley</a>, and <a href="#top">the top</a>.</p>`

  test('are resolved against the page', () => {
    const { contentHtml } = articleOf(page({ body }))
    expect(contentHtml).toContain(
      '<a href="https://news.example.co.uk/2026/map.html" rel="noopener noreferrer nofollow">',
    )
  })

  test.each([
    ['https://cdn.example.test/x/', 'https://cdn.example.test/x/map.html'],
    ['/y/', 'https://news.example.co.uk/y/map.html'],
    ['javascript:alert(1)//', 'https://news.example.co.uk/2026/map.html'],
    ['', 'https://news.example.co.uk/2026/map.html'],
  ])('or against its base %j', (base, expected) => {
    const { contentHtml } = articleOf(
      page({ head: `<base target=_top><base href="${base}"><base href="https://no.test/">`, body }),
    )
    expect(contentHtml).toContain(`href="${expected}"`)
  })
})

describe('the canonical address', () => {
  const canonical = (href: string, address = url) =>
    articleOf(page({ head: `<link rel="canonical" href="${href}">` }), null, address).canonicalUrl

  test('may be anywhere on the same site', () => {
    expect(canonical('https://www.example.co.uk/flood')).toBe('https://www.example.co.uk/flood')
    expect(canonical('/flood#top')).toBe('https://news.example.co.uk/flood')
    expect(canonical('http://127.0.0.1:8080/b', 'http://127.0.0.1:8080/a')).toBe('http://127.0.0.1:8080/b')
  })

  test('is never on another site, nor the front page, nor something else', () => {
    for (const href of [
      'https://evil.co.uk/flood',
      'https://example.com/flood',
      '//other.test/',
      'javascript:alert(1)',
      'ftp://www.example.co.uk/',
      '',
      'https://www.example.co.uk/',
      '/index.html',
    ]) {
      expect(canonical(href), href).toBe(null)
    }
    expect(canonical('https://b.github.io/x', 'https://a.github.io/x')).toBe(null)
    expect(canonical('http://127.0.0.1:9090/b', 'http://127.0.0.1:8080/a')).toBe(null)
  })

  test('of a front page may be the front page', () => {
    expect(canonical('https://www.example.co.uk/', 'https://example.co.uk/')).toBe('https://www.example.co.uk/')
  })
})

test.each([
  ['in the header', 'text/html; charset=windows-1251', ''],
  ['in a meta element', 'text/html', '<meta charset="windows-1251">'],
  [
    'late in the document',
    'text/html',
    `${'<!-- padding -->'.repeat(250)}<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`,
  ],
])('a charset declared %s is read', (_, contentType, head) => {
  const russian =
    'Комитет собрался во вторник, чтобы обсудить бюджет на следующий год, и некоторые его члены сказали, что план слишком дорогой. '
  const cyrillic = (text: string) =>
    Uint8Array.from(text, c => {
      const code = c.charCodeAt(0)
      return code < 128 ? code : code - 0x350
    })
  const html = page({ head, lang: '', body: `<p>${russian.repeat(4)}</p><p>${russian.repeat(5)}</p>` }).replace('©', '')
  const article = articleOf(cyrillic(html), contentType)
  expect(article.contentText).toContain('Комитет собрался во вторник')
  expect(article.language).toBe('ru')
})

test('words of scripts without spaces count', () => {
  const { wordCount, language } = articleOf(
    page({
      lang: 'en',
      body: `<p>${'委員会は火曜日に会合を開き、来年度の予算について話し合いました。'.repeat(5)}</p>`,
    }),
  )
  expect(language).toBe('ja')
  expect(wordCount).toBeGreaterThan(50)
})

describe('what another extractor returned', () => {
  const metadata = {
    title: 'Flood',
    author: 'Ada',
    site: 'Valley',
    language: 'de-AT',
    publishedTime: '2026-03-01',
    modifiedTime: 'soon',
    ogUrl: 'https://www.example.co.uk/flood',
    imageUrl: 'javascript:x',
    description: 'd',
  }

  test('is sanitised and read as strictly as a page', () => {
    const outcome = extractArticle({
      kind: 'html',
      html: `${prose()}<script>alert(1)</script><img src=x onerror=alert(1)>`,
      url,
      metadata,
    })
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        title: 'Flood',
        byline: 'Ada',
        site: 'Valley',
        language: 'en',
        publishedAt: new Date('2026-03-01'),
        modifiedAt: null,
        canonicalUrl: 'https://www.example.co.uk/flood',
        imageUrl: 'https://news.example.co.uk/2026/x',
        lowValue: null,
      },
    })
    expect(JSON.stringify(outcome)).not.toMatch(/alert|javascript/)
  })

  test('may be Markdown alone', () => {
    const markdown =
      '# Flood\n\nThe **river** rose by [two metres](https://x.test/a) overnight.\n\n![map](https://x.test/m.png)\n\n- <script>alert(1)</script>\n'
    expect(extractArticle({ kind: 'html', html: ' ', markdown, url, metadata: {} })).toMatchObject({
      ok: true,
      value: {
        title: 'Flood',
        contentText: 'Flood\nThe river rose by two metres overnight.\n<script>alert(1)</script>',
      },
    })
  })
})
