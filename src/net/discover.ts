/** From any address of a site to its feeds: the address itself, what its page declares, what it links to, then where feeds usually are. */
import type { FeedFormat } from '../core/entry.ts'
import { failed, type Outcome, ok } from '../core/failure.ts'
import { acceptFeeds } from './feed.ts'
import type { HttpRequest, HttpResponse, LimitedGet } from './http.ts'
import { type FeedLink, feedLinks } from './page-links.ts'
import { permanentlyMovedTo, withCredentialsOf } from './redirect.ts'
import { decodeText, sniffFeed } from './sniff.ts'

export type DiscoveredFeed = Readonly<{
  url: string
  title: string | null
  /** Null when the page declared a feed without saying which kind. */
  format: FeedFormat | null
  /** How sure we are: the address is a feed; the page declares it; a link led to one; a usual place had one. All but `declared` were looked at. */
  found: 'itself' | 'declared' | 'linked' | 'guessed'
}>

export type DiscoverOptions = Readonly<{
  signal?: AbortSignal
  /** The operator wrote the address down; holds for addresses of its own origin only. */
  fromOperator?: boolean
}>

/**
 * Best first, at most 20. One request for the page (20 s) and at most 10 probes (5 s each), one after the other, each through `get` and so
 * through its gate and the address guard. Links are probed always, usual places only if there is nothing else; the first that answers ends it.
 * @returns the failure of the page itself; an empty list when it has no feed. A probe that fails is no feed, not a failure.
 */
export async function discoverFeeds(
  get: LimitedGet,
  url: string,
  options: DiscoverOptions = {},
): Promise<Outcome<DiscoveredFeed[]>> {
  const ask = asking(get, url, options)
  const page = await ask(url, pageMs)
  if (!page.ok) return page
  const format = formatOf(page.value)
  if (format) {
    const moved = permanentlyMovedTo(url, page.value.redirects)
    return ok([{ url: moved ?? url, title: null, format, found: 'itself' }])
  }

  const { declared, linked } = feedLinks(textOf(page.value), page.value.url)
  const feeds: DiscoveredFeed[] = declared.map(link => ({ ...link, found: 'declared' }))
  const budget = { probes: mostProbes }
  const fresh = linked.filter(link => !feeds.some(feed => feed.url === link.url))
  for await (const feed of probed(ask, fresh, budget)) feeds.push({ ...feed, found: 'linked' })
  if (feeds.length === 0) {
    const places = usualPlaces(page.value.url).filter(place => !linked.some(link => link.url === place.url))
    for await (const feed of probed(ask, places, budget)) {
      feeds.push({ ...feed, found: 'guessed' })
      break
    }
  }
  if (options.signal?.aborted) return failed({ kind: 'cancelled', message: 'cancelled' })
  return ok(feeds.slice(0, mostFeeds).map(feed => ({ ...feed, url: withCredentialsOf(url, feed.url) })))
}

type Ask = (url: string, totalMs: number) => Promise<Outcome<HttpResponse>>

const pageMs = 20_000
const probeMs = 5_000
const mostProbes = 10
const mostFeeds = 20
const maxBytes = 5 * 1024 * 1024
/** What of a page is read for links. */
const pageBytes = 2 * 1024 * 1024

/** Trust and credentials of the address we were given stay with its origin, whatever its page points to. */
function asking(get: LimitedGet, start: string, { signal, fromOperator = false }: DiscoverOptions): Ask {
  const origin = URL.parse(start)?.origin
  return (url, totalMs) => {
    const isOwn = URL.parse(url)?.origin === origin
    const request: HttpRequest = {
      url: withCredentialsOf(start, url),
      maxBytes,
      totalMs,
      signal,
      headers: { accept: acceptFeeds },
    }
    return get({ ...request, fromOperator: fromOperator && isOwn })
  }
}

async function* probed(
  ask: Ask,
  links: readonly FeedLink[],
  budget: { probes: number },
): AsyncGenerator<FeedLink, void, undefined> {
  for (const link of links) {
    if (budget.probes === 0) return
    budget.probes -= 1
    const answer = await ask(link.url, probeMs)
    if (!answer.ok && answer.failure.kind === 'cancelled') return
    const format = answer.ok ? formatOf(answer.value) : null
    if (format) yield { ...link, format }
  }
}

function usualPlaces(pageUrl: string): FeedLink[] {
  const paths = [
    '/feed',
    '/feed.xml',
    '/rss',
    '/rss.xml',
    '/atom.xml',
    '/index.xml',
    '/feed.json',
    '/feeds/posts/default',
  ]
  return paths.map(path => ({ url: new URL(path, pageUrl).href, title: null, format: null }))
}

function formatOf({ body, headers }: HttpResponse): FeedFormat | null {
  return sniffFeed(body, headers['content-type'] ?? null)
}

function textOf({ body, headers }: HttpResponse): string {
  return decodeText(body.subarray(0, pageBytes), headers['content-type'] ?? null)
}
