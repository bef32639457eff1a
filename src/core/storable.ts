/** Law 7, one bad row costs one row: every entry becomes an article that PostgreSQL can keep, or a reason why not. */

import type { Article, Decision } from './article.ts'
import { readDate } from './dates.ts'
import type { Entry } from './entry.ts'
import { articleId, guidUrn, uuidV8 } from './identity.ts'
import { collapse, cut, isBlank, storableText } from './text.ts'
import { canonicalUrl, type Fragments, offeredUrl } from './url.ts'

/** `now` is the time of the poll; `maxUrlBytes` is 8,192 unless said. */
export type EntryContext = Readonly<{ sourceId: string; sourceUrl: string; now: Date; maxUrlBytes?: number }>

export type Storable = Readonly<{ article: Article }> | Readonly<{ rejected: Decision }>

/**
 * Total: any entry gives one or the other. Bounds in UTF-16 code units: title 1,000, author 300, guid 2,000, language
 * 35, raw date 100, HTML and text 1,000,000 each; a URL may have 8,192 bytes. An entry without a usable link is known
 * by its guid: by the URL it is, or by a `urn:winnow:…`, which nobody can fetch.
 */
export function makeStorable(entry: Entry, context: EntryContext): Storable {
  const address = findAddress(entry, context)
  if ('reason' in address) return { rejected: reject(entry, address) }
  const contentText = keep(entry.contentText, 1_000_000)
  const title = titleOf(entry.title, contentText, address.url)
  const dates = readDates(entry)
  const time = Math.min(dates.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY, context.now.getTime())
  return {
    article: {
      id: articleId(address.canonical),
      url: address.url,
      guid: guidOf(entry),
      title,
      author: lineOf(entry.author, 300),
      contentHtml: entry.contentHtml === null ? null : keep(entry.contentHtml, 1_000_000),
      contentText,
      language: languageOf(entry.language),
      ...dates,
      sortAt: new Date(time),
      contentHash: uuidV8(`${title}\0${contentText}`),
    },
  }
}

type Address = Readonly<{ url: string; canonical: string }>
type NoAddress = Readonly<{ reason: string; url: string | null }>

/** The link if it is one, else the guid. */
function findAddress(entry: Entry, context: EntryContext): Address | NoAddress {
  const guid = entry.guid?.trim() ?? ''
  const link = linkOf(entry.link ?? '', guid, context)
  if (link !== null && !(guid !== '' && leadsBack(link, context.sourceUrl))) return link
  if (guid === '') return { reason: withoutAddress(entry.link ?? ''), url: null }
  const permalink = /^https?:\/\//i.test(guid) ? linkOf(guid, guid, context) : null
  if (permalink !== null) return permalink
  const urn = guidUrn(context.sourceId, guid)
  return { url: urn, canonical: urn }
}

/** A link back to the feed, as an empty one becomes when it is resolved, tells no entries apart. */
function leadsBack(link: Address | NoAddress, sourceUrl: string): boolean {
  return 'canonical' in link && link.canonical === canonicalUrl(sourceUrl)
}

function withoutAddress(link: string): string {
  if (link.trim() === '') return 'neither link nor guid'
  return `no guid, and the link is not an http(s) URL: ${cut(collapse(storableText(link)), 100)}`
}

/** Null if it is no http(s) URL. */
function linkOf(
  link: string,
  guid: string,
  { sourceUrl, maxUrlBytes = 8192 }: EntryContext,
): Address | NoAddress | null {
  const fragments = fragmentsOf(link, guid, sourceUrl)
  const url = offeredUrl(link, undefined, fragments)
  const canonical = url && url.length <= maxUrlBytes ? canonicalUrl(url, undefined, fragments) : null
  if (url === null) return null
  if (canonical !== null) return { url, canonical }
  return { reason: `the URL is over ${maxUrlBytes.toLocaleString('en')} bytes`, url: cut(url, maxUrlBytes) }
}

/**
 * A fragment is a place in a page, and dropped, unless the publisher says it is the entry: a changelog or a comment
 * feed whose guid ends in the same fragment, or whose links all lead to the page that is the source. Without this
 * every entry of such a feed after the first would be taken for a duplicate, and lost.
 */
function fragmentsOf(link: string, guid: string, sourceUrl: string): Fragments {
  const start = link.indexOf('#')
  const fragment = start < 0 ? '' : link.slice(start).trim()
  if (fragment.length < 2) return 'routes'
  if (guid.endsWith(fragment)) return 'all'
  return canonicalUrl(link) === canonicalUrl(sourceUrl) ? 'all' : 'routes'
}

function titleOf(title: string | null, contentText: string, url: string): string {
  const given = lineOf(title, 1000)
  return given ?? lineOf(cut(contentText, 400), 100) ?? cut(url, 1000)
}

/** Published, else updated; what could not be read is kept as it was written. */
function readDates(entry: Entry): Pick<Article, 'publishedAt' | 'publishedRaw'> {
  const published = readDate(entry.published ?? '')
  const either = published ?? readDate(entry.updated ?? '')
  const unread = published ? null : (lineOf(entry.published, 100) ?? (either ? null : lineOf(entry.updated, 100)))
  return { publishedAt: either, publishedRaw: unread }
}

/** BCP 47 in its usual case (`en-us`, `zh_hans` → `en-US`, `zh-Hans`), or null for what is no tag. */
function languageOf(language: string | null): string | null {
  const tag = language?.trim().replaceAll('_', '-') ?? ''
  if (tag.length > 35 || !/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag)) return null
  try {
    const [usual = ''] = Intl.getCanonicalLocales(tag)
    return usual.length > 0 && usual.length <= 35 ? usual : null
  } catch {
    return null // well-formed by the pattern, not by the standard: a repeated variant, say
  }
}

function guidOf(entry: Entry): string | null {
  const guid = keep(entry.guid?.trim() ?? '', 2000)
  return guid === '' ? null : guid
}

/** One line of visible text within the bound, or null. */
function lineOf(text: string | null, maxCodeUnits: number): string | null {
  const line = text === null ? '' : cut(collapse(storableText(text)), maxCodeUnits).trimEnd()
  return isBlank(line) ? null : line
}

/** Cut first, so that the repair costs what is kept and not what was sent. */
function keep(text: string, maxCodeUnits: number): string {
  return storableText(cut(text, maxCodeUnits))
}

/** The id is made of what identifies the entry, so that a repeated poll writes nothing new about it. */
function reject(entry: Entry, { reason, url }: NoAddress): Decision {
  const canonical = entry.link && canonicalUrl(entry.link)
  const identity = entry.link?.trim() || `${entry.title ?? ''}\0${entry.contentText}`
  const entryId = canonical ? articleId(canonical) : uuidV8(`rejected:${identity}`)
  return { entryId, outcome: 'rejected', reason, url, title: lineOf(entry.title, 1000) }
}
