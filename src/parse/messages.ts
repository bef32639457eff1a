/** What main thread and parser thread say to each other; everything here survives a structured clone. */
import type { Entry, Feed } from '../core/entry.ts'
import type { Failure } from '../core/failure.ts'

export type Job = Readonly<{
  bytes: Uint8Array
  contentType: string | null
  url: string
  maxEntries?: number
  /** What the source is, as core/kind names it; a feed unless said. */
  kind?: string
  /** For a watched page: the links that count, as a CSS selector. */
  selector?: string | null
}>

/** A feed whose entries went ahead of it. */
export type FeedHead = Omit<Feed, 'entries'> &
  Readonly<{
    /** So many entries were handed over. */
    count: number
    /** So many more were offered, but broken beyond repair. */
    unread: number
  }>

/** The main thread asks for each further slice, so that never more than one waits to be cloned in a turn of its loop. */
export type ToWorker = Readonly<{ say: 'parse'; job: Job }> | Readonly<{ say: 'more' }> | Readonly<{ say: 'stop' }>

export type FromWorker =
  | Readonly<{ say: 'ready' }>
  | Readonly<{ say: 'failed'; failure: Failure }>
  | Readonly<{ say: 'entries'; entries: readonly Entry[] }>
  | Readonly<{ say: 'done'; entries: readonly Entry[]; head: FeedHead }>
