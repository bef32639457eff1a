/** A source may consist of several documents: what they say together is one feed, and one that is broken takes only itself away. */
import type { Feed } from '../../core/entry.ts'
import { type Outcome, ok } from '../../core/failure.ts'
import { feedOf } from './entries.ts'

/** In the order of the documents. The first failure if none could be read; an empty feed if there was none to read. */
export function joinFeeds(documents: readonly Outcome<Feed>[]): Outcome<Feed> {
  const [first] = documents
  if (first === undefined || documents.length === 1) return first ?? ok(feedOf({ entries: [] }))
  const feeds = documents.flatMap(document => (document.ok ? [document.value] : []))
  const [head] = feeds
  if (head === undefined) return first
  const title = feeds.find(feed => feed.title !== null)?.title ?? null
  return ok({ ...head, title, entries: feeds.flatMap(feed => feed.entries) })
}
