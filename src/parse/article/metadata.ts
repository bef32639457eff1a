/** What a page's head says of its article. Read before the text is, because reading the text takes the page apart. */
import { readDate } from '../../core/dates.ts'
import { collapse, cut, storableText } from '../../core/text.ts'
import { offeredUrl } from '../../core/url.ts'
import { ownAddress } from './canonical.ts'
import type { Tree } from './dom.ts'
import { type LinkedData, readLinkedData } from './json-ld.ts'

export type Metadata = Readonly<{
  title: string | null
  byline: string | null
  site: string | null
  /** Language tags as declared, the most telling first. */
  languages: readonly string[]
  publishedAt: Date | null
  modifiedAt: Date | null
  canonicalUrl: string | null
  imageUrl: string | null
  description: string | null
  /** False: the publisher says it is for subscribers; null: it says nothing. */
  free: boolean | null
}>

/** `base` is what relative addresses are relative to; `page` where the page came from. */
export function readMetadata(document: Tree, page: string, base: string): Metadata {
  const blocks = [...document.querySelectorAll('script')].filter(script =>
    /^application\/ld\+json/i.test(script.getAttribute('type')?.trim() ?? ''),
  )
  const data = readLinkedData(blocks.map(script => script.textContent ?? ''))
  const metas = metasOf(document)
  const meta = (...names: string[]) => names.map(name => metas.get(name)).find(value => value !== undefined) ?? null
  const canonical = linkOf(document, 'canonical') ?? meta('og:url')
  return {
    title:
      line(data.headline ?? meta('og:title', 'twitter:title', 'citation_title', 'dc.title', 'dcterms.title'), 1_000) ??
      headingOf(document),
    byline: bylineOf([
      data.author,
      meta('author', 'article:author', 'dc.creator', 'parsely-author', 'citation_author'),
    ]),
    site: line(meta('og:site_name', 'application-name') ?? data.site, 200),
    languages: [
      document.documentElement?.getAttribute('lang') ?? document.documentElement?.getAttribute('xml:lang'),
      data.language,
      meta('content-language', 'og:locale', 'dc.language'),
    ].filter(tag => typeof tag === 'string'),
    ...datesOf(document, data, meta),
    canonicalUrl: ownAddress(canonical, page, base),
    imageUrl:
      addressOf(data.image, base) ??
      addressOf(meta('og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'), base),
    description: line(meta('og:description', 'description', 'twitter:description', 'dc.description'), 1_000),
    free:
      data.free ??
      (/^(?:locked|metered|premium|subscription)$/i.test(meta('article:content_tier') ?? '') ? false : null),
  }
}

/** One clean line that PostgreSQL can keep, or null. */
export function line(text: string | null | undefined, most: number): string | null {
  return (text && cut(collapse(storableText(text.slice(0, 4 * most))), most)) || null
}

/** An absolute http(s) address without credentials, or null. */
export function addressOf(raw: string | null | undefined, base: string): string | null {
  return raw && raw.length <= 4_000 ? offeredUrl(raw, base) : null
}

/** A name, not the address of a profile, and without the word before it. */
export function bylineOf(candidates: readonly (string | null | undefined)[]): string | null {
  const name = candidates.find(one => one && one.trim() !== '' && !noName.test(one))
  return line(name?.replace(/^\s*(?:by|von|par|por|da|door|av|af)\s+(?=\p{Lu})/iu, ''), 300)
}

const noName = /^\s*(?:https?:\/\/|(?:last )?(?:updated|published|posted)\b)/i

/** By name, property, itemprop or http-equiv in lower case; the first that says something wins. */
function metasOf(document: Tree): ReadonlyMap<string, string> {
  const metas = new Map<string, string>()
  for (const meta of document.querySelectorAll('meta')) {
    const content = meta.getAttribute('content')?.trim() ?? ''
    if (content === '') continue
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      for (const name of (meta.getAttribute(attribute) ?? '').toLowerCase().split(/\s+/).slice(0, 5)) {
        if (name !== '' && !metas.has(name)) metas.set(name, content)
      }
    }
  }
  return metas
}

/** The heading that the page's title begins with, before a bar or dash and the name of the site. */
function headingOf(document: Tree): string | null {
  const title = line(document.querySelector('title')?.textContent, 1_000) ?? ''
  for (const heading of [...document.querySelectorAll('h1')].slice(0, 5)) {
    const text = line(heading.textContent, 1_000)
    if (text !== null && title.startsWith(text) && /^\s*[|\-–—·:»•]/.test(title.slice(text.length))) return text
  }
  return null
}

function linkOf(document: Tree, rel: string): string | null {
  for (const link of document.querySelectorAll('link[rel]')) {
    const names = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
    if (names.includes(rel)) return link.getAttribute('href') || null
  }
  return null
}

function datesOf(document: Tree, data: LinkedData, meta: (...names: string[]) => string | null) {
  const published = [
    data.published,
    meta('article:published_time', 'og:published_time', 'og:article:published_time'),
    meta('datepublished', 'parsely-pub-date', 'sailthru.date', 'citation_publication_date', 'pubdate', 'publish-date'),
    meta('dcterms.created', 'dcterms.date', 'dc.date.issued', 'dc.date', 'date'),
    timeOf(document, 'time[itemprop~="datePublished"], time[pubdate], time.published, time.dt-published'),
    timeOf(document, 'article time[datetime], main time[datetime], header time[datetime]'),
  ]
  const modified = [
    data.modified,
    meta(
      'article:modified_time',
      'og:updated_time',
      'og:modified_time',
      'datemodified',
      'dcterms.modified',
      'last-modified',
    ),
    timeOf(document, 'time[itemprop~="dateModified"], time.updated, time.dt-updated'),
  ]
  return { publishedAt: firstDate(published), modifiedAt: firstDate(modified) }
}

function timeOf(document: Tree, selector: string): string | null {
  const time = document.querySelector(selector)
  return time?.getAttribute('datetime') || time?.textContent || null
}

function firstDate(candidates: readonly (string | null)[]): Date | null {
  for (const candidate of candidates) {
    const date = candidate === null ? null : readDate(candidate)
    if (date !== null) return date
  }
  return null
}
