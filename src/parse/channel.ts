/** The feed around the entries: its title, its site, and what entries inherit from it. */
import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith'
import type { Entry, Feed, FeedFormat } from '../core/entry.ts'
import { atomEntry, type Inherited, jsonEntry, rdfEntry, rssEntry } from './entry.ts'
import { atomLink, atomText, languageTag, names, personName } from './fields.ts'
import { absoluteUrl, rebased } from './links.ts'
import { guessedLine } from './title.ts'

/** Relative links of RSS mean the site, not the place the feed is served from, which is often a third party's. */
export function rssFeed(feed: RssFeed.Feed<string>, url: string): Feed {
  const base = rebased(url, feed.xml?.base)
  const siteUrl = absoluteUrl(feed.link, base) ?? atomLink(feed.atom?.links, base)
  const language = languageTag(feed.language) ?? languageTag(feed.dc?.languages?.[0]) ?? languageTag(feed.xml?.lang)
  const inherited = {
    base: feed.xml?.base === undefined ? (siteUrl ?? base) : base,
    author: names(feed.dc?.creators) ?? guessedLine(feed.itunes?.author),
    language,
  }
  const title = guessedLine(feed.title) ?? guessedLine(feed.dc?.titles?.[0]) ?? guessedLine(feed.itunes?.title)
  return { format: 'rss', title, siteUrl, language, entries: entries(feed.items, rssEntry, inherited) }
}

export function rdfFeed(feed: RdfFeed.Feed<string>, url: string): Feed {
  const base = rebased(url, feed.xml?.base)
  const siteUrl = absoluteUrl(feed.link, base) ?? atomLink(feed.atom?.links, base)
  const language = languageTag(feed.dc?.languages?.[0]) ?? languageTag(feed.xml?.lang)
  const inherited = {
    base: feed.xml?.base === undefined ? (siteUrl ?? base) : base,
    author: names(feed.dc?.creators),
    language,
  }
  const title = guessedLine(feed.title) ?? guessedLine(feed.dc?.titles?.[0])
  return { format: 'rdf', title, siteUrl, language, entries: entries(feed.items, rdfEntry, inherited) }
}

/** Relative references of Atom follow `xml:base`, then the document's own address (RFC 4287 §2, RFC 3986 §5.1). */
export function atomFeed(feed: AtomFeed.Feed<string>, url: string): Feed {
  const base = rebased(url, feed.xml?.base)
  const language = languageTag(feed.xml?.lang) ?? languageTag(feed.dc?.languages?.[0])
  const inherited = { base, author: names(feed.authors?.map(personName)) ?? names(feed.dc?.creators), language }
  return {
    format: 'atom',
    title: atomText(feed.title),
    siteUrl: atomLink(feed.links, base),
    language,
    entries: entries(feed.entries, atomEntry, inherited),
  }
}

export function jsonFeed(feed: JsonFeed.Feed<string>, url: string): Feed {
  const language = languageTag(feed.language)
  const siteUrl = absoluteUrl(feed.home_page_url, url)
  const author = names(feed.authors?.map(person => person.name))
  return {
    format: 'json',
    title: guessedLine(feed.title),
    siteUrl,
    language,
    entries: entries(feed.items, jsonEntry, { base: siteUrl ?? url, author, language }),
  }
}

export function emptyFeed(format: FeedFormat): Feed {
  return { format, title: null, siteUrl: null, language: null, entries: [] }
}

/** Each parsed item is let go once it is an entry: of a large feed only one form is held at a time. */
function entries<T>(items: T[] | undefined, toEntry: (item: T, feed: Inherited) => Entry, feed: Inherited): Entry[] {
  const list: Entry[] = []
  const waiting = items?.reverse() ?? []
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) list.push(toEntry(item, feed))
  return list
}
