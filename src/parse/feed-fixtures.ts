/** Small documents for the tests of this folder. */
import type { Entry, Feed } from '../core/entry.ts'
import { parseFeed } from './feed.ts'

export const url = 'http://ex.test/feeds/feed.xml'

export function feedOf(text: string): Feed {
  const outcome = parseFeed(text, { url })
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message} ${outcome.failure.cause ?? ''}`)
  return outcome.value
}

export const failureOf = (text: string) => {
  const outcome = parseFeed(text, { url })
  return outcome.ok ? outcome.value : outcome.failure
}

export const namespaces = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
].join(' ')
export const rss = (channel: string, attributes = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces} ${attributes}><channel><title>T</title><link>http://ex.test/</link>${channel}</channel></rss>`
export const atom = (content: string, attributes = '') =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>T</title>${content}</feed>`
export const item = (content: string) => feedOf(rss(`<item>${content}</item>`)).entries[0] as Entry
export const entry = (content: string, attributes = '') =>
  feedOf(atom(`<entry>${content}</entry>`, attributes)).entries[0] as Entry
