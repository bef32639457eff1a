/** One item of each format becomes one `Entry`: the same questions, answered from that format's own fields in order of trust. */
import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith'
import type { Entry } from '../core/entry.ts'
import {
  atomBody,
  atomLink,
  atomText,
  body,
  content,
  dateText,
  languageTag,
  names,
  personName,
  webAddress,
} from './fields.ts'
import { absoluteUrl, rebased } from './links.ts'
import { guessedLine, textLine } from './title.ts'

/** What an entry inherits from its feed. */
export type Inherited = Readonly<{ base: string; author: string | null; language: string | null }>

type RssItem = RssFeed.Item<string>
type RdfItem = RdfFeed.Item<string>
type AtomEntry = AtomFeed.Entry<string>
type JsonItem = JsonFeed.Item<string>

/** RSS 0.9x and 2.0. A guid is the link when there is none, unless it says it is no permalink (RSS 2.0, `guid`). */
export function rssEntry(item: RssItem, feed: Inherited): Entry {
  const base = rebased(feed.base, item.xml?.base)
  const permalink = item.guid?.isPermaLink === false ? undefined : webAddress(item.guid?.value)
  const shared = sharedFields(item)
  return {
    guid: textLine(item.guid?.value) ?? textLine(item.atom?.id),
    link: absoluteUrl(item.link, base) ?? absoluteUrl(permalink, base) ?? atomLink(item.atom?.links, base),
    title: guessedLine(item.title) ?? atomText(item.atom?.title) ?? shared.title ?? guessedLine(item.itunes?.title),
    author:
      names(item.authors?.map(person => person.name)) ??
      shared.author ??
      guessedLine(item.itunes?.author) ??
      names(item.atom?.authors?.map(personName)) ??
      names(item.authors?.map(person => person.email)) ??
      feed.author,
    ...content([
      body(item.content?.encoded, 'html'),
      atomBody(item.atom?.content),
      body(item.description, 'guess'),
      atomBody(item.atom?.summary),
      body(item.itunes?.summary, 'guess'),
      ...shared.bodies,
      body(item.itunes?.subtitle, 'guess'),
    ]),
    published: dateText(item.pubDate, shared.published, item.atom?.published, item.prism?.publicationDates?.[0]),
    updated: dateText(item.atom?.updated, shared.updated),
    language: languageTag(item.xml?.lang) ?? shared.language ?? feed.language,
  }
}

/** RSS 0.90 and 1.0. The item's `rdf:about` is its identity. */
export function rdfEntry(item: RdfItem, feed: Inherited): Entry {
  const base = rebased(feed.base, item.xml?.base)
  const shared = sharedFields(item)
  return {
    guid: textLine(item.rdf?.about),
    link:
      absoluteUrl(item.link, base) ??
      absoluteUrl(webAddress(item.rdf?.about), base) ??
      atomLink(item.atom?.links, base),
    title: guessedLine(item.title) ?? shared.title,
    author: shared.author ?? feed.author,
    ...content([
      body(item.content?.encoded, 'html'),
      atomBody(item.atom?.content),
      body(item.description, 'guess'),
      ...shared.bodies,
    ]),
    published: dateText(shared.published, item.atom?.published),
    updated: dateText(item.atom?.updated, shared.updated),
    language: languageTag(item.xml?.lang) ?? shared.language ?? feed.language,
  }
}

/** Atom 0.3 and 1.0. Text is literal unless its `type` says html or xhtml (RFC 4287 §3.1). */
export function atomEntry(entry: AtomEntry, feed: Inherited): Entry {
  const base = rebased(feed.base, entry.xml?.base)
  const shared = sharedFields(entry)
  return {
    guid: textLine(entry.id),
    link:
      atomLink(entry.links, base) ?? absoluteUrl(entry.content?.src, base) ?? absoluteUrl(webAddress(entry.id), base),
    title: atomText(entry.title) ?? shared.title,
    author:
      names(entry.authors?.map(personName)) ??
      names(entry.source?.authors?.map(personName)) ??
      shared.author ??
      feed.author,
    ...content([atomBody(entry.content), atomBody(entry.summary), ...shared.bodies]),
    published: dateText(entry.published, shared.published),
    updated: dateText(entry.updated, shared.updated),
    language: languageTag(entry.xml?.lang) ?? languageTag(entry.content?.xml?.lang) ?? shared.language ?? feed.language,
  }
}

/** JSON Feed 1.0 and 1.1. */
export function jsonEntry(item: JsonItem, feed: Inherited): Entry {
  return {
    guid: textLine(item.id),
    link:
      absoluteUrl(item.url, feed.base) ??
      absoluteUrl(webAddress(item.id), feed.base) ??
      absoluteUrl(item.external_url, feed.base),
    title: guessedLine(item.title),
    author: names(item.authors?.map(author => author.name)) ?? feed.author,
    ...content([body(item.content_html, 'html'), body(item.content_text, 'text'), body(item.summary, 'text')]),
    published: dateText(item.date_published),
    updated: dateText(item.date_modified),
    language: languageTag(item.language) ?? feed.language,
  }
}

/** What Dublin Core and Media RSS say, in whatever format they are used. */
function sharedFields(item: Pick<RssItem, 'dc' | 'dcterms' | 'media'>) {
  const { dc, dcterms, media } = item
  const described = media?.description ?? media?.groups?.[0]?.description ?? media?.contents?.[0]?.description
  return {
    title: guessedLine(dc?.titles?.[0] ?? media?.title?.value ?? media?.groups?.[0]?.title?.value),
    author: names(dc?.creators) ?? names(dcterms?.creators),
    bodies: [
      body(dc?.descriptions?.[0] ?? dcterms?.abstracts?.[0], 'guess'),
      body(described?.value, described?.type === 'html' ? 'html' : 'guess'),
    ],
    published: dc?.dates?.[0] ?? dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? dcterms?.dates?.[0],
    updated: dcterms?.modified?.[0],
    language: languageTag(dc?.languages?.[0] ?? dcterms?.languages?.[0]),
  }
}
