/** Each question an entry answers, and the traps on the way to the answer. */
import { describe, expect, test } from 'vitest'
import { atom, entry, feedOf, item, rss } from './feed-fixtures.ts'

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
