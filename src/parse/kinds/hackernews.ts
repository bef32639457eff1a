/** Hacker News through its public search API: one call brings a list with its items. */
import type { Entry, Feed } from '../../core/entry.ts'
import { type Outcome, ok } from '../../core/failure.ts'
import { absoluteUrl } from '../links.ts'
import { plainText } from '../plain-text.ts'
import { guessedLine, textLine } from '../title.ts'
import { entryOf, feedOf, type KindOptions, notThis } from './entries.ts'
import { list, readJson, seconds, text } from './json.ts'

const site = 'https://news.ycombinator.com'

/**
 * The answer of `hn.algolia.com/api/v1/search` and `search_by_date`: `{hits: [{objectID, title, url, author,
 * story_text, created_at, created_at_i}]}`, documented at hn.algolia.com/api. Comments and polls' options have no
 * title and are left out. The lists of the Firebase API (bare numbers) are told apart and refused, see core/kind.
 */
export function parseHackerNews(document: string, { url, maxEntries }: KindOptions): Outcome<Feed> {
  const json = readJson(document, 'Hacker News')
  if (!json.ok) return json
  const hits = list(json.value, 'hits')
  if (hits === null)
    return notThis(
      Array.isArray(json.value)
        ? 'This is a list of numbers; a list with its stories is at hn.algolia.com/api/v1/search_by_date.'
        : 'This is not an answer of the Hacker News search API.',
    )
  const entries = hits.slice(0, maxEntries).flatMap(hit => storyOf(hit) ?? [])
  return ok(feedOf({ title: titleOf(url), siteUrl: `${site}/`, entries }))
}

/**
 * Points and numbers of comments stay out: they change with every poll, and each change would be a new version. The
 * way to the comments is in the HTML alone, for a word that stands in every article is of no use to search and filters.
 */
function storyOf(hit: unknown): Entry | null {
  const id = text(hit, 'objectID')
  const title = text(hit, 'title')
  if (id === undefined || title === undefined || !/^\d{1,15}$/.test(id)) return null
  const comments = `${site}/item?id=${id}`
  const story = text(hit, 'story_text') ?? ''
  return entryOf({
    guid: comments,
    link: absoluteUrl(text(hit, 'url'), comments) ?? comments,
    title: guessedLine(title),
    author: textLine(text(hit, 'author')),
    contentHtml: `${story}<p><a href="${comments}">Comments on Hacker News</a></p>`,
    contentText: plainText(story),
    published: text(hit, 'created_at')?.slice(0, 100) ?? seconds(hit, 'created_at_i'),
  })
}

const listNames: Readonly<Record<string, string>> = {
  front_page: 'front page',
  story: 'new stories',
  ask_hn: 'Ask HN',
  show_hn: 'Show HN',
  job: 'jobs',
}

function titleOf(url: string): string {
  const query = URL.parse(url)?.searchParams
  const tags = query?.get('tags') ?? ''
  const author = /(?:^|,)author_([\w-]{1,30})$/.exec(tags)?.[1]
  const asked = query?.get('query')
  const name = author ?? (asked || (Object.hasOwn(listNames, tags) ? listNames[tags] : undefined))
  return name === undefined ? 'Hacker News' : `Hacker News: ${name.slice(0, 200)}`
}
