/** A sitemap becomes entries by streaming its tokens: a million addresses cost what is kept of them, and nothing nests. */
import { Tokenizer } from 'htmlparser2'
import type { Entry, Feed } from '../../core/entry.ts'
import { failed, type Outcome, ok } from '../../core/failure.ts'
import { languageTag } from '../fields.ts'
import { absoluteUrl } from '../links.ts'
import { textLine } from '../title.ts'
import { entryOf, feedOf, type KindOptions, notThis } from './entries.ts'

/** One sitemap may list so many (sitemaps.org, "Sitemap file requirements"); what comes after them is not read. */
const maxUrls = 50_000
const maxCharacters = 64_000_000
/** Longer values are cut: a URL of this length is refused later, and said to be too long. */
const maxValue = 10_000
/** Below this nothing is wanted, so the open elements are counted there and not remembered. */
const maxDepth = 8

/**
 * A `urlset` of the sitemap protocol 0.9 with the news extension (Google News sitemap: title, publication date,
 * language), under any namespace prefix. `lastmod` is when an entry was updated. Newest first, undated ones last in
 * their order, because of a long sitemap only the first entries are taken. Broken XML is read as far as it goes.
 * Failures: `notAFeed` (the message names what it is; a sitemap index inside an index too), `tooLarge`.
 */
export function parseSitemap(text: string, { url, maxEntries = maxUrls }: KindOptions): Outcome<Feed> {
  if (text.length > maxCharacters) {
    const message = `The sitemap is longer than ${maxCharacters / 1_000_000} million characters.`
    return failed({ kind: 'tooLarge', limitBytes: maxCharacters, message })
  }
  const { root, urls } = read(text)
  if (root === 'sitemapindex') return notThis('This is a sitemap index within a sitemap index, which is not followed.')
  if (root !== 'urlset') return notThis(`This is ${whatIs(root)}, not a sitemap.`)
  const entries = newestFirst(urls.map(found => entryFrom(found, url))).slice(0, maxEntries)
  const origin = URL.parse(url)?.origin
  return ok(feedOf({ title: publicationOf(urls), siteUrl: origin === undefined ? null : `${origin}/`, entries }))
}

/** Texts by the names of the elements below `url` that held them, as in `news/publication/language`. */
type Found = Map<string, string>

const wanted = new Set([
  'loc',
  'lastmod',
  'news/title',
  'news/publication_date',
  'news/publication/name',
  'news/publication/language',
])

function entryFrom(found: Found, base: string): Entry {
  return entryOf({
    link: absoluteUrl(found.get('loc'), base),
    title: textLine(found.get('news/title')),
    published: dated(found.get('news/publication_date')),
    updated: dated(found.get('lastmod')),
    language: languageTag(found.get('news/publication/language')),
  })
}

function dated(value: string | undefined): string | null {
  return textLine(value?.slice(0, 100))
}

function publicationOf(urls: readonly Found[]): string | null {
  return textLine(urls[0]?.get('news/publication/name'))
}

function newestFirst(entries: readonly Entry[]): Entry[] {
  const timed = entries.map(entry => ({ entry, at: Date.parse(entry.published ?? entry.updated ?? '') || 0 }))
  return timed.sort((a, b) => b.at - a.at).map(({ entry }) => entry)
}

function whatIs(root: string | null): string {
  if (root === null) return 'plain text or nothing at all'
  if (root === 'html' || root === 'body') return 'an HTML page'
  return /^(?:rss|feed|rdf)$/.test(root) ? 'a feed' : `an XML document (${root.slice(0, 40)})`
}

function read(source: string): { root: string | null; urls: Found[] } {
  const urls: Found[] = []
  let root: string | null = null
  let name = ''
  let found: Found | null = null
  // Names of the open elements below `url`, and how many more are open below those.
  let path: string[] = []
  let deeper = 0

  const add = (piece: string) => {
    if (found === null) return
    const place = path.join('/')
    if (!wanted.has(place)) return
    const before = found.get(place) ?? ''
    if (before.length < maxValue) found.set(place, (before + piece).slice(0, maxValue))
  }
  const finish = () => {
    if (found !== null && found.size > 0) urls.push(found)
    found = null
    if (urls.length >= maxUrls) tokenizer.pause()
  }
  const open = () => {
    root ??= name
    if (root !== 'urlset') return tokenizer.pause()
    if (name === 'url') {
      finish()
      found = new Map()
      path = []
      deeper = 0
    } else if (found !== null && path.length < maxDepth) path.push(name)
    else deeper++
  }
  const close = (closed: string) => {
    if (closed === 'url') return finish()
    if (deeper > 0) deeper--
    else if (path.includes(closed)) path.length = path.lastIndexOf(closed)
  }
  const nothing = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: true },
    {
      ontext: (start, end) => add(source.slice(start, end)),
      ontextentity: codePoint => add(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => add(source.slice(start, end - offset)),
      onopentagname: (start, end) => {
        name = localName(source, start, end)
      },
      onopentagend: open,
      onselfclosingtag: () => {
        open()
        close(name)
      },
      onclosetag: (start, end) => close(localName(source, start, end)),
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onattribname: nothing,
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onend: nothing,
    },
  )
  tokenizer.write(source)
  // A document cut in the midst of a `url` loses that one: its address may be cut too.
  return { root, urls }
}

/** Without its prefix: publishers bind any. Names longer than any of ours are cut. */
function localName(source: string, start: number, end: number): string {
  const name = source.slice(start, Math.min(end, start + 100)).toLowerCase()
  return name.slice(name.indexOf(':') + 1).trim()
}
