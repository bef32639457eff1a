/** Each format's questions and traps: which link, which text, which date, whose name. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, Feed } from '../core/entry.ts'
import { decode } from './decode.ts'
import { parseFeed } from './feed.ts'

const url = 'http://ex.test/feeds/feed.xml'

function feedOf(text: string): Feed {
  const outcome = parseFeed(text, { url })
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message} ${outcome.failure.cause ?? ''}`)
  return outcome.value
}

const failureOf = (text: string) => {
  const outcome = parseFeed(text, { url })
  return outcome.ok ? outcome.value : outcome.failure
}

const namespaces = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
].join(' ')
const rss = (channel: string, attributes = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces} ${attributes}><channel><title>T</title><link>http://ex.test/</link>${channel}</channel></rss>`
const atom = (content: string, attributes = '') =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>T</title>${content}</feed>`
const item = (content: string) => feedOf(rss(`<item>${content}</item>`)).entries[0] as Entry
const entry = (content: string, attributes = '') =>
  feedOf(atom(`<entry>${content}</entry>`, attributes)).entries[0] as Entry

test('a whole RSS 2.0 item', () => {
  expect(
    feedOf(
      rss(`<language>en-us</language><item><title>A &amp;amp; B</title><link>http://ex.test/a</link><guid>tag:a</guid>
        <dc:creator>Ann</dc:creator><author>bob@ex.test (Bob)</author><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate>
        <dcterms:modified>2006-01-03</dcterms:modified>
        <description>short</description><content:encoded><![CDATA[<p>Long &amp; <b>full</b></p>]]></content:encoded></item>`),
    ),
  ).toEqual({
    format: 'rss',
    title: 'T',
    siteUrl: 'http://ex.test/',
    language: 'en-us',
    entries: [
      {
        guid: 'tag:a',
        link: 'http://ex.test/a',
        title: 'A & B',
        author: 'Bob',
        contentHtml: '<p>Long &amp; <b>full</b></p>',
        contentText: 'Long & full',
        published: 'Mon, 02 Jan 2006 15:04:05 GMT',
        updated: '2006-01-03',
        language: 'en-us',
      },
    ],
  })
})

test('a whole Atom 1.0 entry', () => {
  expect(
    feedOf(
      atom(
        `<link rel="self" href="/feed"/><link href="http://ex.test/"/><author><name>Ann</name></author>
         <entry xml:lang="de"><id>tag:a</id><title type="html">A &amp;lt; &lt;b&gt;B&lt;/b&gt;</title>
         <link rel="self" href="/self"/><link rel="enclosure" href="/mp3"/><link rel="alternate" type="text/html" href="a"/>
         <published>2020-01-01T00:00:00Z</published><updated>2020-01-02T00:00:00Z</updated>
         <summary>short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long &amp; full</p></div></content></entry>`,
        'xml:lang="en" xml:base="/blog/"',
      ),
    ),
  ).toEqual({
    format: 'atom',
    title: 'T',
    siteUrl: 'http://ex.test/',
    language: 'en',
    entries: [
      {
        guid: 'tag:a',
        link: 'http://ex.test/blog/a',
        title: 'A < B',
        author: 'Ann',
        contentHtml: '<p>Long &amp; full</p>',
        contentText: 'Long & full',
        published: '2020-01-01T00:00:00Z',
        updated: '2020-01-02T00:00:00Z',
        language: 'de',
      },
    ],
  })
})

test('a whole JSON Feed item', () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    home_page_url: 'http://ex.test/',
    language: 'en',
    authors: [{ name: 'Ann' }],
    items: [
      {
        id: 7,
        url: '/a',
        title: 'A',
        content_html: '<p>x</p>',
        content_text: 'y',
        date_published: '2020',
        date_modified: '2021',
      },
      { id: 'b', content_text: '1 < 2\nline' },
    ],
  }
  expect(feedOf(JSON.stringify(feed))).toEqual({
    format: 'json',
    title: 'T',
    siteUrl: 'http://ex.test/',
    language: 'en',
    entries: [
      {
        guid: '7',
        link: 'http://ex.test/a',
        title: 'A',
        author: 'Ann',
        contentHtml: '<p>x</p>',
        contentText: 'x',
        published: '2020',
        updated: '2021',
        language: 'en',
      },
      {
        guid: 'b',
        link: null,
        title: null,
        author: 'Ann',
        contentHtml: '1 &lt; 2<br>\nline',
        contentText: '1 < 2\nline',
        published: null,
        updated: null,
        language: 'en',
      },
    ],
  })
})

test('RSS in JSON', () => {
  const item = {
    title: 'A &amp; B',
    link: '/a',
    guid: { '#value': 'http://ex.test/g', isPermaLink: 'false' },
    description: 'x',
    pubDate: 'p',
  }
  const channel = {
    title: 'T',
    link: 'http://ex.test/',
    language: 'en',
    item: [item, { guid: 'http://ex.test/b' }, null, { title: [] }],
  }
  expect(feedOf(JSON.stringify({ rss: { version: '2.0', channel } }))).toMatchObject({
    format: 'json',
    title: 'T',
    entries: [
      {
        title: 'A & B',
        link: 'http://ex.test/a',
        guid: 'http://ex.test/g',
        contentText: 'x',
        published: 'p',
        language: 'en',
      },
      { link: 'http://ex.test/b' },
      { link: null, guid: null },
      { title: null },
    ],
  })
})

test('RDF keeps every item, also those its table of contents forgot, in the order of the document', () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${namespaces}>
    <channel rdf:about="x"><title>T</title><link>http://ex.test/</link><dc:language>fr</dc:language>
      <items><rdf:Seq><rdf:li resource="http://ex.test/b"/></rdf:Seq></items></channel>
    <item rdf:about="http://ex.test/a"><title>A</title><link>/a</link><dc:date>2020-01-01</dc:date><dc:creator>Ann</dc:creator></item>
    <item rdf:about="http://ex.test/b"><title>B</title><description>text</description></item></rdf:RDF>`
  expect(feedOf(rdf)).toMatchObject({
    format: 'rdf',
    siteUrl: 'http://ex.test/',
    language: 'fr',
    entries: [
      { guid: 'http://ex.test/a', link: 'http://ex.test/a', title: 'A', author: 'Ann', published: '2020-01-01' },
      { guid: 'http://ex.test/b', link: 'http://ex.test/b', title: 'B', contentText: 'text' },
    ],
  })
})

test.each([
  [
    'Atom 0.3',
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title mode="escaped" type="text/html">&lt;b&gt;A&lt;/b&gt;</title><link rel="alternate" href="http://ex.test/a"/><issued>2004</issued><modified>2005</modified></entry></feed>`,
  ],
  [
    'Atom 0.3 in base64',
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">QQ==</title><link href="http://ex.test/a"/><issued>2004</issued><modified>2005</modified></entry></feed>`,
  ],
  [
    'prefixed Atom',
    `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title><a:link href="http://ex.test/a"/><a:published>2004</a:published><a:updated>2005</a:updated></a:entry></a:feed>`,
  ],
  [
    'RSS 0.91',
    `<rss version="0.91"><channel><title>T</title><item><title>A</title><link>http://ex.test/a</link><pubDate>2004</pubDate></item></channel></rss>`,
  ],
  [
    'RSS 0.90',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://channel.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>A</title><link>http://ex.test/a</link></item></rdf:RDF>`,
  ],
  [
    'prefixed RSS',
    `<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>A</r:title><r:link>http://ex.test/a</r:link></r:item></r:channel></r:rss>`,
  ],
  ['RSS without a channel', `<rss><item><title>A</title><link>http://ex.test/a</link></item></rss>`],
  ['a channel without RSS', `<channel><item><title>A</title><link>http://ex.test/a</link></item></channel>`],
  ['upper case', `<RSS><CHANNEL><ITEM><TITLE>A</TITLE><LINK>http://ex.test/a</LINK></ITEM></CHANNEL></RSS>`],
  [
    "links in Atom's way",
    `<rss><channel><item><title>A</title><link rel="enclosure" href="/x"/><link href="http://ex.test/a"/></item></channel></rss>`,
  ],
])('%s is read', (_, text) => {
  expect(feedOf(text).entries).toMatchObject([{ title: 'A', link: 'http://ex.test/a' }])
})

describe('the link of an RSS item', () => {
  test.each([
    ['is its link', '<link>/a</link><guid>http://ex.test/g</guid>', 'http://ex.test/a'],
    ['is its guid when that is a permalink', '<guid>http://ex.test/g</guid>', 'http://ex.test/g'],
    ['is its guid when that says so', '<guid isPermaLink="true">http://ex.test/g</guid>', 'http://ex.test/g'],
    ['is not a guid that is no permalink', '<guid isPermaLink="false">http://ex.test/g</guid>', null],
    ['is not a guid that is no address', '<guid>g1</guid>', null],
    ['is its Atom link', '<guid>g</guid><atom:link rel="self" href="/s"/><atom:link href="/p"/>', 'http://ex.test/p'],
    [
      'is never its enclosure',
      '<guid>g</guid><enclosure url="http://ex.test/x.mp3" length="1" type="audio/mpeg"/>',
      null,
    ],
    ['is never a script', '<link>javascript:alert(1)</link><guid isPermaLink="false">g</guid>', null],
    [
      'is freed from one escaping too many',
      '<link><![CDATA[http://ex.test/?a=1&amp;b=2]]></link>',
      'http://ex.test/?a=1&b=2',
    ],
    ['survives a bare ampersand', '<link>http://ex.test/?a=1&copy=2</link>', 'http://ex.test/?a=1&copy=2'],
  ])('%s', (_, content, link) => {
    expect(item(`<title>x</title>${content}`).link).toBe(link)
  })

  test('follows the site when the feed is served from elsewhere, unless xml:base says otherwise', () => {
    const content = '<item><link>a</link></item>'
    expect(
      feedOf(`<rss><channel><link>https://site.test/blog/</link>${content}</channel></rss>`).entries[0]?.link,
    ).toBe('https://site.test/blog/a')
    expect(feedOf(`<rss><channel>${content}</channel></rss>`).entries[0]?.link).toBe('http://ex.test/feeds/a')
    expect(feedOf(rss(content, 'xml:base="http://base.test/"')).entries[0]?.link).toBe('http://base.test/a')
  })
})

describe('the link of an Atom entry', () => {
  test.each([
    ['is HTML before other types', '<link type="application/pdf" href="/p"/><link type="text/html" href="/h"/>', '/h'],
    [
      'is an alternate by its long name',
      '<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>',
      '/a',
    ],
    ['is its content elsewhere', '<link rel="self" href="/s"/><content type="text/html" src="/c"/>', '/c'],
    ['is its id when that is an address', '<id>http://ex.test/id</id><link rel="edit" href="/e"/>', '/id'],
  ])('%s', (_, content, path) => {
    expect(entry(content).link).toBe(`http://ex.test${path}`)
  })

  test('is relative to the nearest xml:base, else to the document', () => {
    expect(entry('<link href="a"/>').link).toBe('http://ex.test/feeds/a')
    expect(
      feedOf(atom('<entry xml:base="c/"><link href="a"/></entry>', 'xml:base="http://b.test/"')).entries[0]?.link,
    ).toBe('http://b.test/c/a')
  })
})

describe('titles', () => {
  test.each([
    ['RSS escaped once', item('<title>Tom &amp; Jerry</title>').title, 'Tom & Jerry'],
    ['RSS escaped twice', item('<title>&lt;b&gt;x&lt;/b&gt; caf&amp;eacute;</title>').title, 'x café'],
    ['RSS in CDATA', item('<title><![CDATA[AT&amp;T <i>now</i>]]></title>').title, 'AT&T now'],
    ['RSS with inline markup', item('<title>a <b>b</b> c</title>').title, 'a b c'],
    [
      'RSS about markup',
      item('<title>List&lt;T&gt; and the &lt;img&gt; tag</title>').title,
      'List<T> and the <img> tag',
    ],
    ['HTML entities without a DTD', item('<title>caf&eacute; &nbsp; &mdash;</title>').title, 'café \u00a0 —'],
    ['RSS from elsewhere', item('<media:title>m</media:title>').title, 'm'],
    ['Atom text is literal', entry('<title>a &lt;b&gt; &amp;amp; c</title>').title, 'a <b> &amp; c'],
    [
      'Atom xhtml',
      entry('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b> &lt; c</div></title>').title,
      'a b < c',
    ],
    ['white space', item('<title>\n  a\n  b </title>').title, 'a b'],
    ['none', item('<link>/a</link>').title, null],
  ])('%s', (_, title, expected) => {
    expect(title).toBe(expected)
  })
})

describe('content', () => {
  test.each([
    ['content before description', item('<description>d</description><content:encoded>c</content:encoded>'), 'c', 'c'],
    [
      'description if the content is only a picture',
      item('<content:encoded>&lt;img src="x"&gt;</content:encoded><description>d</description>'),
      'd',
      'd',
    ],
    ['a lone picture', item('<description>&lt;img src="x"&gt;</description>'), '<img src="x">', ''],
    ['description of code', item('<description>a List&lt;T&gt; b</description>'), 'a List&lt;T&gt; b', 'a List<T> b'],
    ['iTunes summary', item('<itunes:summary>s</itunes:summary>'), 's', 's'],
    ['media description', item('<media:group><media:description>m</media:description></media:group>'), 'm', 'm'],
    ['dc description', item('<dc:description>dc</dc:description>'), 'dc', 'dc'],
    [
      'a body of the old days',
      item('<link>/a</link><body xmlns="http://www.w3.org/1999/xhtml"><p>old</p></body>'),
      '<p>old</p>',
      'old',
    ],
    ['Atom text', entry('<content type="text">1 &lt; 2\nx</content>'), '1 &lt; 2<br>\nx', '1 < 2\nx'],
    ['Atom HTML', entry('<content type="html">&lt;p&gt;1 &amp;lt; 2</content>'), '<p>1 &lt; 2', '1 < 2'],
    ['Atom base64', entry('<content type="application/octet-stream">aGVsbG8=</content>'), 'hello', 'hello'],
    ['an Atom picture', entry('<summary>s</summary><content type="image/png">iVBORw0KGgo=</content>'), 's', 's'],
    ['none', item('<link>/a</link>'), null, ''],
  ])('%s', (_, { contentHtml, contentText }, html, text) => {
    expect({ contentHtml, contentText }).toEqual({ contentHtml: html, contentText: text })
  })
})

test('an entry inherits author and language, and its own come first', () => {
  const feed = atom(
    '<author><name>Feed</name></author><entry><id>a</id></entry><entry xml:lang="fr_CA"><id>b</id><author><name>Own</name></author><author><email>x@y.z</email></author></entry>',
    'xml:lang="en"',
  )
  expect(feedOf(feed).entries).toMatchObject([
    { author: 'Feed', language: 'en' },
    { author: 'Own, x@y.z', language: 'fr-CA' },
  ])
  expect(feedOf(rss('<language>English</language><item><guid>a</guid></item>')).entries[0]?.language).toBeNull()
})

test('at most maxEntries are read, in document order', () => {
  const outcome = parseFeed(rss('<item><guid>a</guid></item><item><guid>b</guid></item><item><guid>c</guid></item>'), {
    url,
    maxEntries: 2,
  })
  expect(outcome.ok && outcome.value.entries.map(({ guid }) => guid)).toEqual(['a', 'b'])
})

describe('a valid feed without entries is a feed', () => {
  test.each([
    ['rss', rss('')],
    ['rss', '<rss version="2.0"><channel></channel></rss>'],
    ['rss', '<rss version="2.0"></rss>'],
    ['atom', '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'],
    ['rdf', '<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>'],
    ['json', '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]}'],
  ])('%s: %s', (format, text) => {
    expect(feedOf(text)).toMatchObject({ format, entries: [] })
  })
})

describe('what is no feed is named', () => {
  test.each([
    ['', 'notAFeed', 'This is an empty body, not a feed.'],
    ['<!doctype html><html>', 'notAFeed', 'This is an HTML page, not a feed.'],
    ['{"error":"not found"}', 'notAFeed', 'This is a JSON document, but not a JSON Feed.'],
    ['[1,2]', 'notAFeed', 'This is a JSON document, but not a JSON Feed.'],
    [
      '<rdf:RDF xmlns:foaf="http://xmlns.com/foaf/0.1/"><foaf:Person/></rdf:RDF>',
      'notAFeed',
      'This is an RDF document, not a feed.',
    ],
    ['{"version":"https://jsonfeed.org/version/1', 'malformed', 'The feed is broken and could not be repaired.'],
  ])('%s', (text, kind, message) => {
    expect(failureOf(text)).toMatchObject({ kind, message })
  })

  test('a page that quotes a feed is still a page, and a feed that quotes one still a feed', () => {
    expect(failureOf('<html><pre><rss version="2.0"><channel><item></pre></html>')).toMatchObject({ kind: 'notAFeed' })
    expect(
      feedOf(atom('<entry><id>a</id><content type="html"><![CDATA[<rss version="2.0"><channel>]]></content></entry>')),
    ).toMatchObject({ format: 'atom', entries: [{ guid: 'a' }] })
  })
})

describe('a broken feed gives what it has', () => {
  const good = (name: string) => `<item><title>${name}</title><link>http://ex.test/${name}</link></item>`
  test.each([
    ['a bare ampersand', rss(`${good('a')}<item><title>x & y</title></item>${good('b')}`), ['a', 'x & y', 'b']],
    ['a reserved name', rss(`${good('a')}<item><constructor>x</constructor><title>c</title></item>`), ['a', 'c']],
    [
      'an element that is never closed',
      rss(`<item><title>c</title><foo></item>${good('a')}${good('b')}`),
      ['c', 'a', 'b'],
    ],
    ['an item that is never closed', rss(`<item><title>c</title>${good('a')}${good('b')}`), ['c', 'a', 'b']],
    ['elements 200 deep', rss(`<item>${'<x>'.repeat(200)}${'</x>'.repeat(200)}<title>c</title></item>`), ['c']],
    ['a cut in an item', rss(`${good('a')}${good('b')}`).replace(/<\/link><\/item><\/channel>.*/, ''), ['a']],
    ['a cut between items', `<rss><channel>${good('a')}${good('b')}`, ['a', 'b']],
    ['a cut in an end tag', `<rss><channel>${good('a')}</channel></rs`, ['a']],
    [
      'a late doctype',
      `<rss><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><channel>${good('a')}</channel></rss>`,
      ['a'],
    ],
    ['junk in front', `Notice: x\n<br>${rss(good('a'))}`, ['a']],
    ['two doctypes', `<!DOCTYPE rss><!DOCTYPE rss>${rss(good('a')).replace(/<\?.*?\?>/, '')}`, ['a']],
    ['an item after the end', `<rss><channel>${good('a')}</channel>${good('b')}</rss>`, ['a', 'b']],
    [
      'an item quoted in CDATA',
      rss(`<item><title>c</title><description><![CDATA[<item><item>]]></description></item>`),
      ['c'],
    ],
  ])('%s', (_, text, titles) => {
    expect(feedOf(text).entries.map(({ title }) => title)).toEqual(titles)
  })

  test('JSON with trailing commas, control characters and reserved keys', () => {
    const text =
      '{"version":"https://jsonfeed.org/version/1","title":"T","constructor":1,"__proto__":{"polluted":1},"items":[{"id":"a","constructor":1,"title":"x\ny"},]}'
    expect(feedOf(text).entries).toMatchObject([{ guid: 'a', title: 'x y' }])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('entities', () => {
  test('short declared ones are replaced', () => {
    expect(
      feedOf(`<!DOCTYPE rss [<!ENTITY id "tag:x,">]><rss><channel><item><guid>&id;1</guid></item></channel></rss>`)
        .entries[0]?.guid,
    ).toBe('tag:x,1')
  })

  test('nested, long and external ones are not', () => {
    const doctype = `<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY c "${'x'.repeat(101)}"><!ENTITY d SYSTEM "file:///etc/passwd">]>`
    expect(
      feedOf(`${doctype}<rss><channel><item><title>&a; &b; &c; &d;</title></item></channel></rss>`).entries[0]?.title,
    ).toBe('lol &b; &c; &d;')
  })

  test('a declared one used without end at most doubles the text', () => {
    const doctype = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(100)}">]>`
    const description = `<description>${'&a;'.repeat(10_000)}</description>`
    expect(
      feedOf(`${doctype}<rss><channel><item>${description}</item></channel></rss>`).entries[0]?.contentText.length,
    ).toBeLessThan(3 * description.length)
  })
})

describe('what would exhaust the parser is refused unread', () => {
  test.each([
    ['JSON of 9 MB', `{"items":[${'1,'.repeat(4_500_000)}1]}`],
    ['a million elements', rss('<item/>'.repeat(1_000_000))],
    ['a tag of 600 kB', rss(`<item ${'a '.repeat(300_000)}/>`)],
    ['5 MB of text in one run', rss(`<foo>${'x'.repeat(5_000_000)}</foo>`)],
    ['carriage returns', `<rss><channel>${'\r'.repeat(5_000_000)}</channel></rss>`],
  ])('%s', (_, text) => {
    expect(failureOf(text)).toMatchObject({ kind: 'tooLarge' })
  })

  test('but 5 MB in CDATA, or of articles, are read', () => {
    const item = `<item><description>${'x'.repeat(500_000)}</description></item>`
    expect(
      feedOf(rss(`<item><description><![CDATA[${'x'.repeat(5_000_000)}]]></description></item>`)).entries[0]
        ?.contentText,
    ).toHaveLength(1_000_000)
    expect(feedOf(rss(item.repeat(10))).entries).toHaveLength(10)
  })
})

test('any bytes end as a feed or a failure, never as an exception', () => {
  const fragments = [
    '<rss>',
    '<feed>',
    '<rdf:RDF>',
    '<channel>',
    '<item>',
    '<entry>',
    '</item>',
    '<title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<!DOCTYPE a [',
    '&',
    '<',
    '>',
    '"',
    '{',
    '[',
    '"items":',
    '__proto__',
    ' x="',
    '\0',
    '\xff',
    'text',
  ]
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(...fragments),
          fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code)),
        ),
        { maxLength: 40 },
      ),
      pieces => {
        const outcome = parseFeed(decode(Buffer.from(pieces.join(''), 'latin1'), null), { url })
        expect(typeof outcome.ok).toBe('boolean')
      },
    ),
    { numRuns: 300, seed: 20261123 },
  )
})
