/** Each format's questions and traps: which link, which text, which date, whose name. */
import { describe, expect, test } from 'vitest'
import { parseFeed } from './feed.ts'
import { atom, failureOf, feedOf, namespaces, rss, url } from './feed-fixtures.ts'

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
