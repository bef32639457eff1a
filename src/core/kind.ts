/** A source has one kind: how it is asked for and how its answer is read. The list is closed; each kind is a file in parse/kinds. */

/** Every kind with its description, as people choose it by `winnow add --kind`. */
export const kinds = {
  feed: 'RSS, Atom, RDF or JSON Feed',
  sitemap: 'a sitemap, or a sitemap index of which the newest 20 are read; news and gzip too',
  page: 'a page without a feed: the links of its main list, or those that a CSS selector names',
  hackernews: 'Hacker News, through its public search API',
  reddit: 'a subreddit, a user or a multireddit, through its public JSON',
} as const satisfies Record<string, string>

export type SourceKind = keyof typeof kinds

/** What is polled for an address: `url` differs from the address that was given where a site has an API for it. */
export type Recognised = Readonly<{ kind: SourceKind; url: string }>

export function isKind(text: string): text is SourceKind {
  return Object.hasOwn(kinds, text)
}

/**
 * The kind that an address tells by itself, and the address to poll. Everything that is not recognised is a feed, or a
 * page that may lead to one. Pure; never throws. What a site offers as RSS stays RSS.
 */
export function kindOf(address: string): Recognised {
  const url = URL.parse(address)
  const asGiven: Recognised = { kind: 'feed', url: address }
  if (url === null || !/^https?:$/.test(url.protocol) || /[./]rss$/i.test(url.pathname)) return asGiven
  const site = url.hostname.replace(/^(?:www|old|new|np|m)\./, '')
  if (site === 'news.ycombinator.com') return hackerNewsPage(url) ?? asGiven
  if (site === 'hn.algolia.com') return hackerNewsSearch(url) ?? asGiven
  if (site === 'hacker-news.firebaseio.com') return hackerNewsList(url) ?? asGiven
  if (site === 'reddit.com') return redditListing(url) ?? asGiven
  return sitemapFile.test(url.pathname) ? { kind: 'sitemap', url: address } : asGiven
}

/** `sitemap.xml`, `sitemap_index.xml`, `news-sitemap.xml`, `sitemap-2026-11.xml.gz`, `wp-sitemap-posts-post-1.xml`. */
const sitemapFile = /(?:^|[/._-])sitemaps?(?:[._-]?[\w.-]{1,100})?\.xml(?:\.gz)?$/i

/** The lists that news.ycombinator.com shows, by their first path segment, as tags of the search API (hn.algolia.com/api). */
const listTags: Readonly<Record<string, string>> = {
  '': 'front_page',
  news: 'front_page',
  front: 'front_page',
  best: 'front_page',
  newest: 'story',
  ask: 'ask_hn',
  asknew: 'ask_hn',
  show: 'show_hn',
  shownew: 'show_hn',
  jobs: 'job',
}

/** The lists of the Firebase API are bare numbers; the search API brings their items in the same answer. */
const firebaseTags: Readonly<Record<string, string>> = {
  topstories: 'front_page',
  beststories: 'front_page',
  newstories: 'story',
  askstories: 'ask_hn',
  showstories: 'show_hn',
  jobstories: 'job',
}

function hackerNewsPage({ pathname, searchParams }: URL): Recognised | null {
  const list = pathname.slice(1)
  if (Object.hasOwn(listTags, list)) return hackerNews({ tags: listTags[list] ?? '' })
  const user = /^[\w-]{2,15}$/.exec(searchParams.get('id') ?? '')?.[0]
  if (/^(?:user|submitted)$/.test(list) && user !== undefined) return hackerNews({ tags: `story,author_${user}` })
  const site = searchParams.get('site') ?? ''
  if (list !== 'from' || site === '') return null
  return hackerNews({ query: site, restrictSearchableAttributes: 'url', tags: 'story' })
}

function hackerNewsList({ pathname }: URL): Recognised | null {
  const list = /^\/v0\/(\w+)\.json$/.exec(pathname)?.[1] ?? ''
  return Object.hasOwn(firebaseTags, list) ? hackerNews({ tags: firebaseTags[list] ?? '' }) : null
}

function hackerNewsSearch(url: URL): Recognised | null {
  return /^\/api\/v1\/search(?:_by_date)?\/?$/.test(url.pathname) ? { kind: 'hackernews', url: url.href } : null
}

function hackerNews(parameters: Readonly<Record<string, string>>): Recognised {
  const query = new URLSearchParams({ hitsPerPage: '100', ...parameters })
  query.sort()
  return { kind: 'hackernews', url: `https://hn.algolia.com/api/v1/search_by_date?${query}` }
}

/** `/r/NAME`, `/r/A+B/new`, `/user/NAME`, `/user/NAME/m/MULTI`, with or without `.json` behind. */
const listing =
  /^\/(?:(r)\/([\w+.-]{1,300})(?:\/(hot|new|top|rising|controversial|best))?|u(?:ser)?\/([\w-]{1,40})(?:\/(submitted|m\/[\w-]{1,60}))?)(?:\/?\.json)?\/?$/i

function redditListing({ pathname, searchParams }: URL): Recognised | null {
  const parts = listing.exec(pathname)
  if (parts === null) return null
  const [, isSubreddit, rawName = '', order, user, list = 'submitted'] = parts
  const name = rawName.replace(/\.json$/i, '')
  const path = isSubreddit ? `/r/${name}${order ? `/${order.toLowerCase()}` : ''}` : `/user/${user}/${list}`
  const query = new URLSearchParams({ limit: '100', raw_json: '1' })
  const period = searchParams.get('t') ?? ''
  if (/^(?:hour|day|week|month|year|all)$/.test(period)) query.set('t', period)
  query.sort()
  return { kind: 'reddit', url: `https://www.reddit.com${path}/.json?${query}` }
}
