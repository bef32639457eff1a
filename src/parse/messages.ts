/** What main thread and parser thread say to each other; everything here survives a structured clone. */
import type { Entry, Feed } from '../core/entry.ts'
import type { Failure } from '../core/failure.ts'

export type Job = Readonly<{ bytes: Uint8Array; contentType: string | null; url: string; maxEntries?: number }>

/** The main thread asks for each further slice, so that never more than one waits to be cloned in a turn of its loop. */
export type ToWorker = Readonly<{ say: 'parse'; job: Job }> | Readonly<{ say: 'more' }>

export type FromWorker =
  | Readonly<{ say: 'ready' }>
  | Readonly<{ say: 'failed'; failure: Failure }>
  | Readonly<{ say: 'feed'; feed: Omit<Feed, 'entries'>; entries: readonly Entry[]; done: boolean }>
  | Readonly<{ say: 'entries'; entries: readonly Entry[]; done: boolean }>
