/** A feed is read piece by piece, each when the former has been taken: what it costs does not grow with what it offers. */
import type { Entry, Feed } from '../core/entry.ts'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { plainRdf } from './dialects.ts'
import { defaultEntries, type FeedDocument, hasEnd, openFeed, type ParseOptions, readFeed } from './feed.ts'
import type { FeedHead } from './messages.ts'
import { cutAtEntries, type Pieces } from './pieces.ts'

/** Entries in the order of the document; the last of them come with the head. */
export type EntryStream = Generator<readonly Entry[], Outcome<Last>, void>
type Last = Readonly<{ head: FeedHead; entries: readonly Entry[] }>

/** Shorter documents, in characters, are read at once: most feeds are. */
const maxWhole = 1_000_000
/** A piece ends at so many entries or characters, whichever comes first. */
const pieceEntries = 1_000
const pieceCharacters = 1_000_000

/**
 * As `parseFeed`, but lazily. A piece that cannot be read is halved until what cannot be read is one entry, which is
 * counted and left out; when nothing at all could be read, that is the failure.
 */
export function* streamFeed(text: string, options: ParseOptions): EntryStream {
  const opened = openFeed(text)
  if (!opened.ok) return opened
  const document = opened.value
  const pieces = piecesOf(document, options)
  if (document.kind === 'json' || pieces === null) return atOnce(readFeed(document, options))

  let head: FeedHead | null = null
  let failure: Failure | null = null
  let count = 0
  let unread = 0
  const waiting: [number, number][] = []
  for (let from = 0; from < pieces.items || waiting.length > 0; ) {
    const [start, end] = waiting.pop() ?? [from, pieces.endOf(from, pieceEntries, pieceCharacters)]
    from = Math.max(from, end)
    const read = readFeed({ ...document, text: pieces.document(start, end) }, { url: options.url })
    if (read.ok) {
      head ??= headOf(read.value)
      count += read.value.entries.length
      if (read.value.entries.length > 0) yield read.value.entries
    } else if (end - start > 1) {
      const middle = Math.ceil((start + end) / 2)
      waiting.push([middle, end], [start, middle])
    } else {
      failure ??= read.failure
      unread += 1
    }
  }
  if (head === null) return failed(failure ?? { kind: 'malformed', message: 'The feed is broken.' })
  return ok({ head: { ...head, count, unread }, entries: [] })
}

/** What was read otherwise, in the same form. */
export function atOnce(outcome: Outcome<Feed>): Outcome<Last> {
  return outcome.ok ? ok({ head: headOf(outcome.value), entries: outcome.value.entries }) : outcome
}

function headOf({ entries, ...feed }: Feed): FeedHead {
  return { ...feed, count: entries.length, unread: 0 }
}

function piecesOf(document: FeedDocument, { maxEntries = defaultEntries }: ParseOptions): Pieces | null {
  if (document.kind === 'json' || document.text.length <= maxWhole) return null
  const { root } = document
  const text = root === 'rdf' ? plainRdf(document.text) : document.text
  return cutAtEntries(root, text, hasEnd(root, text), maxEntries)
}
