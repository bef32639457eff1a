/** Law 6: the atomic unit is the chunk, ≤ 1,000 entries of one poll; its articles, decisions, rejections and tally commit together. */
import type { Article, Decision } from './article.ts'
import type { FailureKind } from './failure.ts'
import type { Validators } from './source.ts'
import type { Tally } from './tally.ts'

export const MAX_CHUNK_ENTRIES = 1_000

/** One poll's record; `id` is its correlation id (UUIDv7), on every log line and row it causes. */
export type Run = Readonly<{
  id: string
  sourceId: string
  worker: string
  startedAt: Date
  durationMs: number
  httpStatus: number | null
  /** Decoded bytes of the answer. */
  bytes: number
  notModified: boolean
  failure: Readonly<{ kind: FailureKind; message: string }> | null
  /** True when the source had never been polled with success: what it brings is history, and never floods people. */
  history: boolean
}>

/** Law 8: saved with the source's last chunk, so that a 304 never hides an unsaved article. */
export type Bookmark = Readonly<{
  /** Seconds from the commit, by the database's clock. */
  nextPollS: number
  /** The pace to remember; null keeps the one there is. */
  intervalS: number | null
  /** What holds instead when the run saved something new; null: no difference. */
  news: Readonly<{ nextPollS: number; intervalS: number }> | null
  succeeded: boolean
  /** Failures in a row, this poll included; 0 after a success. */
  failures: number
  /** Null keeps what is stored: a failed poll learnt nothing. */
  validators: (Validators & Readonly<{ rules: string }>) | null
  /** What the feed says of itself, kept when the source has no title yet. */
  feedTitle: string | null
  siteUrl: string | null
  /** A reason to poll it no more, such as 410 Gone. */
  disable: string | null
  /** Where permanent redirects led; adopted after as many equal answers as core/schedule says. */
  movedTo: string | null
  /** The whole host asked to wait this many seconds. */
  hostBlockedS: number | null
}>

export type Refusal = Readonly<{ reason: string; sqlState: string | null }>

export type Chunk = Readonly<{
  run: Run
  /** 0, 1, 2, … within the run. */
  index: number
  last: boolean
  leaseVersion: number
  /** Most new articles its run may bring: the rest of the source's day. Null: no limit. */
  newLimit: number | null
  /** What passed the filters, in the order it was offered. */
  fresh: readonly Article[]
  decided: readonly Decision[]
  /** Set when the whole chunk was refused: its entries count as rejected, and none is written. */
  refused: (Refusal & Readonly<{ entries: number }>) | null
  /** Present with the last chunk of a run only. */
  bookmark: Bookmark | null
  /** About how much memory it holds. */
  bytes: number
}>

/** What became of a chunk: its tally as stored, or the news that a newer lease exists and nothing of it was written. */
export type Settled = Readonly<{
  chunk: Chunk
  tally: Tally
  refusedBy: null | 'newerLease'
  articleIds: readonly string[]
}>

export function offeredOf(chunk: Chunk): number {
  return chunk.fresh.length + chunk.decided.length + (chunk.refused?.entries ?? 0)
}
