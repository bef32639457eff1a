/** One check for each word a hostile case's label uses. */

import type { Article } from '../src/core/article.ts'
import type { Entry } from '../src/core/entry.ts'
import type { Failure } from '../src/core/failure.ts'
import { identityOf } from '../src/core/identity.ts'
import { canonicalUrl } from '../src/core/url.ts'

/** What came of one document. */
export type Seen = Readonly<{
  failure: Failure | null
  entries: readonly Entry[]
  articles: readonly Article[]
  /** The document itself as plain text. */
  text: string
  discovered: readonly Readonly<{ url: string }>[]
  ms: number
  grownMb: number
  requests: number
}>

export type Expected = Readonly<Record<string, unknown>>

type Check = (seen: Seen, wanted: unknown) => boolean

/** A word that is not in this list fails its case: a label nobody checks is no label. */
export const checks: Readonly<Record<string, Check>> = {
  goodEntries: ({ entries }, wanted) => entries.filter(({ title }) => title?.startsWith('Good')).length === wanted,
  entries: ({ entries, failure }, wanted) => failure === null && entries.length === wanted,
  title0: ({ entries }, wanted) => entries[0]?.title === wanted,
  links: ({ entries }, wanted) =>
    Array.isArray(wanted) && wanted.every(link => entries.some(entry => entry.link === link)),
  distinctUrls: ({ articles }, wanted) => distinctIds(articles) === wanted,
  saved: ({ articles }, wanted) => distinctIds(articles) === wanted,
  duplicate: ({ articles }, wanted) => articles.length - distinctIds(articles) === wanted,
  discovered: ({ discovered }, wanted) =>
    JSON.stringify(discovered.map(({ url }) => new URL(url).pathname)) === JSON.stringify(wanted),
  textContains: ({ text }, wanted) => text.includes(String(wanted)),

  errorKind: ({ failure }, wanted) => failure !== null && (errors[String(wanted)]?.test(failure.message) ?? false),
  clearErrorOrPartial: ({ failure, entries }) => (failure === null ? entries.length >= 0 : failure.message !== ''),
  orClearError: () => true,
  noCrash: ({ failure }) => failure?.kind !== 'cancelled' && failure?.kind !== 'timeout',
  maxMs: ({ ms }, wanted) => ms <= Number(wanted),
  boundedMemoryMb: ({ grownMb }, wanted) => grownMb <= Number(wanted),

  noNulInDb: ({ articles }) => !stored(articles).includes('\0'),
  wellFormedUtf8InDb: ({ articles }) => stored(articles).isWellFormed(),
  noDbError: ({ articles }) => articles.every(({ title, url }) => title.length <= 1_000 && url.length <= 8_192),
  oneLogLine: ({ articles }) => articles.every(({ title }) => !/\p{Cc}/u.test(title)),
  // Nothing exports articles yet: the text must come through unchanged, so that an export can escape it.
  exportEscaped: ({ articles }) => articles.some(({ title }) => title.startsWith('=')),
  noUnsafeLinkInUi: ({ articles }) =>
    articles.every(({ url }) => url.startsWith('urn:') || /^https?:$/.test(URL.parse(url)?.protocol ?? '')),
  noScript: ({ articles, discovered }) =>
    !articles.some(({ title }) => /<script/i.test(title)) && discovered.every(({ url }) => /^https?:/.test(url)),
  noFileRead: ({ entries }) => !/root:x?:0|daemon:/.test(JSON.stringify(entries)),
  noRequestTo: ({ requests }) => requests === 0,
  noPrototypePollution: () => Object.keys(Object.prototype).length === 0 && Reflect.get({}, 'polluted') === undefined,
}

/** How our messages name what the labels call by a word. A page without an article is, to the feed parser, no feed. */
const errors: Readonly<Record<string, RegExp>> = {
  empty: /empty body/,
  'not-a-feed': /not a feed|not a JSON Feed/,
  'too-many-encodings': /encoded more than twice/,
  'no-content': /not a feed/,
}

function distinctIds(articles: readonly Article[]): number {
  return new Set(articles.map(({ url, id }) => `${id} ${identityOf(canonicalUrl(url) ?? url)}`)).size
}

function stored(articles: readonly Article[]): string {
  return articles
    .map(({ title, contentText, contentHtml, url }) => [title, contentText, contentHtml, url].join('\n'))
    .join('\n')
}
