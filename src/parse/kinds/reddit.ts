/** A list of Reddit through its public JSON: what was posted, and where it is talked about. */
import type { Entry, Feed } from '../../core/entry.ts'
import { type Outcome, ok } from '../../core/failure.ts'
import { absoluteUrl } from '../links.ts'
import { plainText } from '../plain-text.ts'
import { textLine } from '../title.ts'
import { entryOf, feedOf, type KindOptions, notThis } from './entries.ts'
import { field, list, readJson, seconds, text } from './json.ts'

const site = 'https://www.reddit.com'

/**
 * A `Listing` of links: `{kind: 'Listing', data: {children: [{kind: 't3', data: {title, url, permalink, author,
 * created_utc, selftext_html, is_self}}]}}`, documented at reddit.com/dev/api. Comments (`t1`) and `more` are left
 * out; posts for adults and pinned ones are not. Without `raw_json=1` in its address Reddit escapes `<`, `>` and `&`.
 */
export function parseReddit(document: string, { url, maxEntries }: KindOptions): Outcome<Feed> {
  const json = readJson(document, 'Reddit')
  if (!json.ok) return json
  const children = list(field(json.value, 'data'), 'children')
  if (field(json.value, 'kind') !== 'Listing' || children === null) return notThis(refusal(json.value))
  const address = URL.parse(url)
  const plain = address?.searchParams.get('raw_json') === '1' ? (value: string) => value : unescaped
  const posts = children.filter(child => field(child, 'kind') === 't3').slice(0, maxEntries)
  const entries = posts.flatMap(post => postOf(field(post, 'data'), plain) ?? [])
  const place = /^\/(?:r|user)\/[\w+.-]{1,300}(?:\/m\/[\w-]{1,60})?/.exec(address?.pathname ?? '')?.[0] ?? ''
  return ok(feedOf({ title: place.slice(1) || 'Reddit', siteUrl: `${site}${place}/`, entries }))
}

function postOf(post: unknown, plain: (value: string) => string): Entry | null {
  const talk = absoluteUrl(text(post, 'permalink'), site)
  const title = text(post, 'title')
  if (talk === null || title === undefined) return null
  const posted = field(post, 'is_self') === true ? null : absoluteUrl(plain(text(post, 'url') ?? ''), site)
  const body = plain(text(post, 'selftext_html') ?? '')
  return entryOf({
    guid: talk,
    link: posted ?? talk,
    title: textLine(plain(title)),
    author: textLine(text(post, 'author')),
    // As with Hacker News, the way to the comments is in the HTML alone, and no number that changes is anywhere.
    contentHtml: `${body}<p><a href="${talk.replaceAll('"', '%22')}">Comments on Reddit</a></p>`,
    contentText: plainText(body),
    published: seconds(post, 'created_utc'),
  })
}

function refusal(json: unknown): string {
  if (Array.isArray(json)) return 'This is one post of Reddit with its comments, not a list of posts.'
  return 'This is not a list of posts of Reddit.'
}

/** One pass, so that `&amp;lt;` stays the text that it is. */
function unescaped(value: string): string {
  return value.replace(/&(lt|gt|amp);/g, (_, name: 'lt' | 'gt' | 'amp') => ({ lt: '<', gt: '>', amp: '&' })[name])
}
