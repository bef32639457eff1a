/** What a sitemap index lists, read in slices so that the event loop turns, and bounded: only the newest few are kept. */
import { setImmediate } from 'node:timers/promises'
import { Parser } from 'htmlparser2'

export type ChildSitemap = Readonly<{
  url: string
  /** When it was last modified, in milliseconds since the epoch; null where the index does not say. */
  modifiedAt: number | null
  /** The index says it to the minute; a day alone hides what came later on the same day. */
  isPrecise: boolean
}>

/** @property children Newest first, at most 20. @property listed How many the index lists, foreign ones included. */
export type SitemapIndex = Readonly<{ children: readonly ChildSitemap[]; listed: number }>

const mostChildren = 20

/**
 * The newest sitemaps of an index; null when the document is no index. Without dates the
 * highest number in the name counts as newest (`post-12` before `post-2`, `2026-11` before `2026-10`). Only sitemaps
 * of the index's own host (sitemaps.org, "Sitemap file location"), and never the index itself. @param body UTF-8, as
 * the protocol demands; its first 50,000 sitemaps and 16 MB are read.
 */
export async function readSitemapIndex(body: Uint8Array, indexUrl: string): Promise<SitemapIndex | null> {
  const index = URL.parse(indexUrl)
  const newest: ChildSitemap[] = []
  let root: string | null = null
  let depth = 0
  let listed = 0
  let field: 'loc' | 'lastmod' | null = null
  let child = { loc: '', lastmod: '' }

  const parser = new Parser(
    {
      onopentag(name) {
        const local = localName(name)
        depth += 1
        root ??= local
        if (local === 'sitemap') child = { loc: '', lastmod: '' }
        field = local === 'loc' || local === 'lastmod' ? local : null
      },
      ontext(text) {
        if (field !== null && child[field].length <= longestUrl) child[field] += text
      },
      onclosetag(name) {
        depth -= 1
        field = null
        if (localName(name) !== 'sitemap') return
        listed += 1
        const found = index && childOf(child, index)
        if (found !== null) keep(newest, found)
      },
    },
    { xmlMode: true },
  )
  const decoder = new TextDecoder()
  for (let at = 0; at < Math.min(body.length, mostBytes) && depth <= deepest && listed < mostListed; at += sliceBytes) {
    if (at > 0) await setImmediate()
    parser.write(decoder.decode(body.subarray(at, at + sliceBytes), { stream: true }))
    if (root !== null && root !== 'sitemapindex') return null
  }
  return root === 'sitemapindex' ? { children: newest, listed } : null
}

const sliceBytes = 64 * 1024
const mostBytes = 16 * 1024 * 1024
const mostListed = 50_000
const longestUrl = 8_192
/** The parser searches its list of open elements at every end tag. */
const deepest = 64

function childOf({ loc, lastmod }: { loc: string; lastmod: string }, index: URL): ChildSitemap | null {
  const url = loc.length > longestUrl ? null : URL.parse(loc.trim(), index.href)
  if (url === null || !/^https?:$/.test(url.protocol) || url.host !== index.host) return null
  if (url.username !== '' || url.password !== '') return null
  url.hash = ''
  if (`${url.pathname}${url.search}` === `${index.pathname}${index.search}`) return null
  const date = lastmod.trim()
  const modifiedAt = date.length > 40 ? Number.NaN : Date.parse(date)
  return {
    url: url.href,
    modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    isPrecise: !Number.isNaN(modifiedAt) && /T\d\d:\d\d/.test(date),
  }
}

/** Keeps the list sorted and short: an index of 50,000 costs as much memory as one of 20. */
function keep(newest: ChildSitemap[], child: ChildSitemap): void {
  const last = newest.at(-1)
  if (newest.length >= mostChildren && last !== undefined && !isNewer(child, last)) return
  if (newest.some(({ url }) => url === child.url)) return
  const place = newest.findIndex(other => isNewer(child, other))
  newest.splice(place === -1 ? newest.length : place, 0, child)
  if (newest.length > mostChildren) newest.pop()
}

function isNewer(a: ChildSitemap, b: ChildSitemap): boolean {
  if (a.modifiedAt !== b.modifiedAt) return (a.modifiedAt ?? -1) > (b.modifiedAt ?? -1)
  return byNumber.compare(a.url, b.url) > 0
}

const byNumber = new Intl.Collator('en', { numeric: true })

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}
