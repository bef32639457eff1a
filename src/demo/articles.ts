/** An article begins as a draft: a text with a paper, whose dates are offsets from the moment the stand opened, so the news is always fresh. */
import { toHtml, toText } from './markup.ts'
import { localeOf, paperOf } from './papers.ts'

/** How a feed writes an article's URL. All forms name the same article: RFC 3986 §6 equivalences, fragments and tracking parameters. */
export type UrlForm =
  | 'plain'
  | 'utm'
  | 'clickId'
  | 'fragment'
  | 'textFragment'
  | 'reordered'
  | 'emptyQuery'
  | 'dots'
  | 'unencoded'

export type Draft = Readonly<{
  paper: string
  /** Unencoded; may hold non-ASCII letters. */
  slug: string
  title: string
  author: string
  /** Days before the stand opened; absent in the reserve, which is dated when it is published. */
  daysAgo?: number
  tags: readonly string[]
  /** Other feeds that carry it, by feed id, with the form of URL they use. */
  also?: Readonly<Record<string, UrlForm>>
  /** Parameters that belong to the URL: the wire service addresses its stories by desk and number. */
  query?: Readonly<Record<string, string>>
  /** A date as a careless editor typed it, in place of the real one. */
  dateAs?: string
  /** Offered with neither link nor guid. */
  anonymous?: boolean
  text: string
}>

export type Article = Readonly<{
  /** `/paper/slug`, percent-encoded. */
  path: string
  query: Readonly<Record<string, string>>
  paper: string
  title: string
  author: string
  language: string
  publishedAt: Date
  tags: readonly string[]
  dateAs: string | null
  anonymous: boolean
  /** The body's HTML with root-relative links, without title and byline. */
  html: string
  text: string
  /** Plain text of at most about 240 characters. */
  teaser: string
}>

/** Gives a draft its date. `opened` is the moment the stand opened: what `{day 6.6}` (a weekday) and `{date 6.6}` in a text count back from. */
export function toArticle(draft: Draft, publishedAt: Date, opened: Date): Article {
  const { language } = paperOf(draft.paper)
  const said = (text: string) => withDates(text, language, opened)
  const html = toHtml(said(draft.text))
  const text = toText(html)
  return {
    path: `/${draft.paper}/${encodeURI(draft.slug)}`,
    query: draft.query ?? {},
    paper: draft.paper,
    title: said(draft.title),
    author: draft.author,
    language,
    publishedAt,
    tags: draft.tags,
    dateAs: draft.dateAs ?? null,
    anonymous: draft.anonymous ?? false,
    html,
    text,
    teaser: teaser(text),
  }
}

/**
 * Some days before the stand opened. From two days on they are counted from midnight (UTC), so that the hour of an
 * article and the weekdays it names agree whatever the time is now.
 */
export function momentBefore(opened: Date, days: number): Date {
  const dayMs = 86_400_000
  const from = days < 2 ? opened.getTime() : Math.floor(opened.getTime() / dayMs) * dayMs
  return new Date(from - days * dayMs)
}

/** The name a draft goes by inside the stand. */
export function keyOf(draft: { paper: string; slug: string }): string {
  return `${draft.paper}/${draft.slug}`
}

export function articleUrl(article: Article, origin: string, form: UrlForm): string {
  const own = Object.entries(article.query)
  const path = article.path
  const ask = (pairs: readonly (readonly [string, string])[]) =>
    pairs.length ? `?${pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')}` : ''
  const plain = `${origin}${path}${ask(own)}`
  if (form === 'utm') return `${origin}${path}${ask([...own, ['utm_source', 'rss'], ['utm_medium', 'feed']])}`
  if (form === 'clickId')
    return `${origin}${path}${ask([['fbclid', 'IwAR0harbour'], ...own, ['utm_campaign', 'daily']])}`
  if (form === 'fragment') return `${plain}#main`
  if (form === 'textFragment') return `${plain}#:~:text=${encodeURIComponent(article.title.split(' ')[0] ?? '')}`
  if (form === 'reordered') return `${origin}${path}${ask(own.toReversed())}`
  if (form === 'emptyQuery') return own.length ? plain : `${plain}?`
  if (form === 'dots') return `${origin}/${article.paper}/archive/..${path.slice(article.paper.length + 1)}${ask(own)}`
  if (form === 'unencoded') return decodeURI(plain)
  return plain
}

/** The same report as another paper prints it: near enough to be one story, different enough to be another article. An edit that finds nothing to change is a bug. */
export function retold(
  original: Draft,
  change: Omit<Draft, 'text'> & {
    /** New first paragraph. */
    lead?: string
    edits: readonly (readonly [string, string])[]
    /** Own last paragraphs. */
    tail?: string
  },
): Draft {
  const { lead, edits, tail, ...rest } = change
  let text = original.text.trim()
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${keyOf(rest)}: nothing to edit at "${from}"`)
    text = text.replace(from, to)
  }
  return { ...rest, text: [lead, text, tail].filter(Boolean).join('\n\n') }
}

function withDates(text: string, language: string, opened: Date): string {
  return text.replace(/\{(day|date) ([\d.]+)\}/g, (_, kind: string, days: string) => {
    const at = momentBefore(opened, Number(days))
    const style = kind === 'day' ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const)
    return new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone: 'UTC' }).format(at)
  })
}

function teaser(text: string): string {
  const first = text.split('\n')[0] ?? ''
  if (first.length <= 240) return first
  const cut = first.slice(0, 240)
  return `${cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut}…`
}
