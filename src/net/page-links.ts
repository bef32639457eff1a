/** What a page says about feeds: its declared alternates first, then plain links that look like one. */
import { Parser } from 'htmlparser2'
import type { FeedFormat } from '../core/entry.ts'
import { formatOfType } from './sniff.ts'

export type FeedLink = Readonly<{ url: string; title: string | null; format: FeedFormat | null }>

/**
 * @param html Only its first half million characters are read, and no further than something nests absurdly deep. @param pageUrl What
 * relative links hang on, unless the page says `<base>`.
 * @returns at most 20 of each, in the page's order, but comment feeds last; only http and https addresses without user name, each once.
 */
export function feedLinks(html: string, pageUrl: string): { declared: FeedLink[]; linked: FeedLink[] } {
  let base = pageUrl
  let depth = 0
  let anchors = 0
  let open: { href: string; text: string } | null = null
  const declared = new Map<string, FeedLink>()
  const linked = new Map<string, FeedLink>()

  function keep(into: Map<string, FeedLink>, href: string, text: string | undefined, type: string | null): void {
    const url = into.size < mostLinks ? absolute(href, base) : null
    if (url === null || into.has(url) || (type === null && !looksLikeFeed(url, text ?? ''))) return
    into.set(url, { url, title: tidy(text), format: formatOfType(type) })
  }

  const parser = new Parser({
    onopentag(name, { href, rel = '', type = '', title }) {
      depth += 1
      if (href === undefined || href.length > longestHref) return
      if (name === 'base') base = absolute(href, pageUrl) ?? base
      if (name === 'link' && isAlternate(rel) && isFeedType(type)) keep(declared, href, title, type)
      if (name === 'a' && anchors < mostAnchors) open = { href, text: '' }
    },
    ontext(text) {
      if (open && open.text.length < longestTitle) open.text += text
    },
    onclosetag(name) {
      depth -= 1
      if (name !== 'a' || !open) return
      anchors += 1
      keep(linked, open.href, open.text, null)
      open = null
    },
  })
  // The parser searches its list of open elements at every tag: half a megabyte of <div> would hold the event loop for minutes.
  for (let at = 0; at < Math.min(html.length, mostCharacters) && depth <= deepest; at += sliceCharacters)
    parser.write(html.slice(at, Math.min(at + sliceCharacters, mostCharacters)))
  if (depth <= deepest) parser.end()
  return { declared: commentsLast(declared), linked: commentsLast(linked) }
}

const mostCharacters = 500_000
const sliceCharacters = 8_192
const deepest = 512
const mostLinks = 20
const mostAnchors = 2_000
const longestHref = 8_192
const longestTitle = 200

function absolute(href: string, base: string): string | null {
  const url = URL.parse(href.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  url.hash = ''
  return url.href
}

function isAlternate(rel: string): boolean {
  return /(?:^|\s)(?:alternate|feed)(?:\s|$)/i.test(rel) && !/stylesheet/i.test(rel)
}

/** Not application/json: that is how blogs announce their API. */
function isFeedType(type: string): boolean {
  return formatOfType(type) !== null || /^\s*(?:text|application)\/xml\s*(?:;|$)/i.test(type)
}

function looksLikeFeed(url: string, text: string): boolean {
  const { pathname, search } = new URL(url)
  return (
    feedPath.test(pathname) || feedQuery.test(search) || /^\s*(?:rss|atom|(?:rss|atom|json) feed|feed)\s*$/i.test(text)
  )
}

const feedPath = /(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:[/._-]|$)|\/index\.xml$/i
const feedQuery = /[?&](?:feed|format|output|type|alt)=(?:rss2?|atom|json|feed)/i

function tidy(text: string | undefined): string | null {
  return text?.replace(/\s+/g, ' ').trim().slice(0, longestTitle) || null
}

function commentsLast(links: Map<string, FeedLink>): FeedLink[] {
  const isComments = ({ url, title }: FeedLink): number =>
    /comment/i.test(`${new URL(url).pathname} ${title}`) ? 1 : 0
  return [...links.values()].sort((a, b) => isComments(a) - isComments(b))
}
