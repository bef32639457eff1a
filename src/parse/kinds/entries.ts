/** What all kinds that are no feeds share: the questions a feed would answer and they cannot stay null. */
import type { Entry, Feed, FeedFormat } from '../../core/entry.ts'
import { type Failure, failed } from '../../core/failure.ts'

export type KindOptions = Readonly<{
  /** Where the document was found, after redirects. */
  url: string
  /** At most so many entries; the rest is not read. */
  maxEntries?: number
  /** For a watched page: the links that count, as a CSS selector. */
  selector?: string | null
}>

export function entryOf(known: Partial<Entry>): Entry {
  return { ...unknownEntry, ...known }
}

export function feedOf(known: Pick<Feed, 'entries'> & Partial<Feed>): Feed {
  return { format: noFeedFormat, title: null, siteUrl: null, language: null, ...known }
}

export function notThis(message: string): Readonly<{ ok: false; failure: Failure }> {
  return failed({ kind: 'notAFeed', message })
}

/** The list of formats names those of feeds alone, and nothing downstream asks the other kinds for theirs. */
const noFeedFormat: FeedFormat = 'page'

const unknownEntry: Entry = {
  guid: null,
  link: null,
  title: null,
  author: null,
  contentHtml: null,
  contentText: '',
  published: null,
  updated: null,
  language: null,
}
