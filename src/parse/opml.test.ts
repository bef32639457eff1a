import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OpmlSource } from './opml.ts'
import { opmlLimits, parseOpml, renderOpml } from './opml.ts'

const corpus = fileURLToPath(new URL('../../../shared/corpora/opml/', import.meta.url))
const now = new Date('2026-01-02T03:04:05Z')

describe('parseOpml', () => {
  // 45 of these files leave `&` bare in an attribute and nine leave `<`: no XML reader takes them, people's readers do.
  test.skipIf(!existsSync(corpus))(
    'every file of the corpus gives each URL it writes, once (skipped where ../shared is absent)',
    () => {
      const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.opml'))
      expect(files).toHaveLength(70)
      const all = new Set<string>()
      for (const name of files) {
        const text = readFileSync(`${corpus}${name}`, 'utf8')
        const written = [...text.matchAll(/xmlUrl="([^"]*)"/g)].map(match => (match[1] ?? '').replaceAll('&amp;', '&'))
        const found = sources(text).map(source => source.url)
        expect(found, name).toEqual([...new Set(written)])
        for (const url of found) all.add(url)
      }
      expect(all.size).toBe(724)
    },
  )

  test('the group is the nearest category around the source, however deep', () => {
    const found = sources(
      opml(`
      <outline text="News"><outline title="Japan"><outline text="  "><outline text="A" xmlUrl="https://a.example/"/></outline></outline>
        <outline text="B" xmlUrl="https://b.example/"/></outline>
      <outline text="C" xmlUrl="https://c.example/"><outline text="D" xmlUrl="https://d.example/"/></outline>`),
    )
    expect(found.map(source => [source.title, source.group])).toEqual([
      ['A', 'Japan'],
      ['B', 'News'],
      ['C', null],
      ['D', null],
    ])
  })

  test('an outline without xmlUrl is no source, and a repeated URL keeps its first place', () => {
    const found = sources(
      opml(`<outline text="link" type="link" url="https://x.example/"/><outline text="blank" xmlUrl="  "/>
      <outline text="one" xmlUrl=" https://a.example/f "/><outline text="two" xmlUrl="https://a.example/f"/>`),
    )
    expect(found).toEqual([{ url: 'https://a.example/f', title: 'one', group: null, siteUrl: null }])
  })

  test('names are read in any case, entities once, and a text that repeats the URL is no title', () => {
    const found = sources(
      `\ufeff<?xml version="1.0"?><OPML VERSION="1.1"><Body><Outline TEXT="R&amp;amp;D &#x1F600;\n x" XMLURL="https://a.example/?a=1&amp;b=2" HTMLurl="https://a.example/"/>
      <outline text="https://b.example/" xmlUrl="https://b.example/" htmlUrl="javascript:alert(1)"/></Body></OPML>`,
    )
    expect(found).toEqual([
      { url: 'https://a.example/?a=1&b=2', title: 'R&amp;D 😀 x', group: null, siteUrl: 'https://a.example/' },
      { url: 'https://b.example/', title: null, group: null, siteUrl: null },
    ])
  })

  test('feed: addresses become the http or https addresses they stand for', () => {
    const found = sources(opml('<outline xmlUrl="feed://a.example/f"/><outline xmlUrl="feed:https://b.example/f"/>'))
    expect(found.map(source => source.url)).toEqual(['http://a.example/f', 'https://b.example/f'])
  })

  test('what is in a comment, in CDATA or in an entity declaration is not read', () => {
    const found = sources(
      `<!DOCTYPE opml [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body><!-- <outline xmlUrl="https://c.example/"/> -->
      <![CDATA[<outline xmlUrl="https://d.example/"/>]]><outline text="&e;" xmlUrl="https://a.example/"/></body></opml>`,
    )
    expect(found).toEqual([{ url: 'https://a.example/', title: '&e;', group: null, siteUrl: null }])
  })

  test('a description with unescaped markup costs neither its source nor the grouping of the next', () => {
    const found = sources(
      opml(`<outline text="G"><outline text="A" description="by <a href="https://x.example" rel="me">us</a> and <a href="https://y.example">them</a> <em>&amp; co" xmlUrl="https://a.example/?a=1&amp;b=2" type="rss" />
        <outline text="B" xmlUrl="https://b.example/" /></outline><outline text="H"><outline text="C" xmlUrl="https://c.example/" /></outline>`),
    )
    expect(found.map(source => [source.title, source.url, source.group])).toEqual([
      ['A', 'https://a.example/?a=1&b=2', 'G'],
      ['B', 'https://b.example/', 'G'],
      ['C', 'https://c.example/', 'H'],
    ])
  })

  test.each([
    ['', /no <opml>/],
    ['just text', /no <opml>/],
    ['<html><body><outline xmlUrl="https://a.example/"/></body></html>', /starts with <html>/],
    ['<rss><channel/></rss>', /starts with <rss>/],
    ['<opml><body><outline xmlUrl="https://a.example/"/>', /cut off/],
    ['<opml><body><outline xmlUrl="https://a.exam', /cut off/],
    [`<opml><body>${'<outline text="x">'.repeat(100)}</opml>`, /nests deeper/],
  ])('%.60s is malformed, and the message says why', (text, message) => {
    const outcome = parseOpml(text)
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'malformed', message: expect.stringMatching(message) },
    })
  })

  test('beyond 16 MB it is too large, beyond 100,000 sources it is refused', () => {
    expect(parseOpml(' '.repeat(opmlLimits.bytes + 1))).toMatchObject({ ok: false, failure: { kind: 'tooLarge' } })
    const many = Array.from({ length: opmlLimits.sources + 1 }, (_, i) => `<outline xmlUrl="${i}"/>`).join('')
    expect(parseOpml(opml(many))).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
  })

  test('an endless nest is given up after its first slice, not read to its end', () => {
    let slices = 0
    const endless = {
      length: opmlLimits.bytes,
      slice: () => {
        slices += 1
        return slices === 1 ? `<opml>${'<a>'.repeat(100)}` : ' '
      },
    }
    expect(parseOpml(endless as unknown as string)).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
    expect(slices).toBe(1)
  })

  test('a child element that names an array length allocates nothing', () => {
    expect(sources(opml('<outline xmlUrl="https://a.example/"><length>4294967294</length></outline>'))).toHaveLength(1)
  })

  test('no text makes it throw', () => {
    const outcome = (text: string) => void expect(parseOpml(text)).toHaveProperty('ok')
    fc.assert(fc.property(fc.array(fc.constantFrom(...shards)), parts => outcome(`<opml>${parts.join('')}`)))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), outcome))
  })
})

describe('renderOpml', () => {
  test('any list of sources with odd characters survives render and parse', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(source, { selector: each => each.url }),
        fc.string({ unit: 'binary' }),
        (list, title) => {
          const back = sources(renderOpml(list, { title, now }))
          expect(byUrl(back)).toEqual(byUrl(list))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('what XML cannot carry is dropped, what a reader would show on one line is one line', () => {
    const odd = {
      url: 'https://a.example/',
      title: 'a\u0000b\ud800\n \u0001 c',
      group: ' g\t1 ',
      siteUrl: 'javascript:x',
    }
    const text = renderOpml([odd], { title: 'T', now })
    expect(sources(text)).toEqual([{ url: 'https://a.example/', title: 'ab\ufffd c', group: 'g 1', siteUrl: null }])
    expect(text).toContain('<dateCreated>Fri, 02 Jan 2026 03:04:05 GMT</dateCreated>')
  })

  test('an empty list is a valid file with no source', () => {
    expect(sources(renderOpml([], { title: 'T', now }))).toEqual([])
  })
})

const shards = [
  '<outline ',
  'xmlUrl="',
  '"',
  "'",
  '>',
  '/>',
  '</outline>',
  '</opml>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&',
  ';',
  '<?',
  '\0',
]
const line = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'<>&"\';[]!-\\ #x0A/'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 40,
  })
  .map(text =>
    text
      .toWellFormed()
      .replace(/\s/g, ' ')
      .replace(/[\p{Cc}\ufffe\uffff]/gu, '')
      .replace(/ +/g, ' ')
      .trim(),
  )
const lineOrNull = line.map(text => text || null)
const source: fc.Arbitrary<OpmlSource> = fc.record({
  url: fc.tuple(fc.webUrl({ withQueryParameters: true }), line).map(([url, tail]) => (url + tail).trim()),
  title: lineOrNull,
  group: lineOrNull,
  siteUrl: fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true })),
})

function byUrl(list: readonly OpmlSource[]) {
  return [...list].sort((a, b) => (a.url < b.url ? -1 : 1))
}

function opml(body: string): string {
  return `<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>${body}</body></opml>`
}

function sources(text: string): OpmlSource[] {
  const outcome = parseOpml(text)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}
