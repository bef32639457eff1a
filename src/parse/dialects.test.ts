/** Old and crossbred vocabularies are read like the formats they mean. */
import { expect, test } from 'vitest'
import { feedOf } from './feed-fixtures.ts'

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
    'Atom with a strange prefix',
    `<my-a.b:feed xmlns:my-a.b="http://www.w3.org/2005/Atom"><my-a.b:entry><my-a.b:title>A</my-a.b:title><my-a.b:link href="http://ex.test/a"/></my-a.b:entry></my-a.b:feed>`,
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
  [
    'CDF',
    `<CHANNEL HREF="http://ex.test/"><ITEM HREF="http://ex.test/a" LASTMOD="2004"><TITLE>A</TITLE><ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>`,
  ],
  [
    'Atom with items for entries',
    `<feed xmlns="http://www.w3.org/2005/Atom"><item><title>A</title><link href="http://ex.test/a"/></item></feed>`,
  ],
  ['upper case', `<RSS><CHANNEL><ITEM><TITLE>A</TITLE><LINK>http://ex.test/a</LINK></ITEM></CHANNEL></RSS>`],
  [
    "links in Atom's way",
    `<rss><channel><item><title>A</title><link rel="enclosure" href="/x"/><link href="http://ex.test/a"/></item></channel></rss>`,
  ],
])('%s is read', (_, text) => {
  expect(feedOf(text).entries).toMatchObject([{ title: 'A', link: 'http://ex.test/a' }])
})

test("Atom's dates are read in plain RSS where there are no others", () => {
  const dated = (dates: string) =>
    feedOf(`<rss><channel><item><title>A</title>${dates}</item></channel></rss>`).entries[0]?.published
  expect(dated('<updated>2004</updated>')).toBe('2004')
  expect(dated('<modified>2005</modified><pubDate>2004</pubDate>')).toBe('2004')
})
