/** The rows of what is on record about a reading, as faces show them: without the texts. */
import type { Call } from '../../core/purchase.ts'
import type { Accepted, Depth, NotePurpose, RequestOrigin, Status } from '../../core/reading.ts'
import type { Row } from '../batch.ts'
import { failureOf, type ReadingFailure, type SeqEvent } from './stored.ts'

export type RequestRow = Readonly<{
  id: string
  url: string
  articleId: string
  readingId: string
  origin: RequestOrigin
  depth: Depth
  language: string
  forced: boolean
  answeredBy: Accepted['answeredBy']
  submittedAt: Date
}>

export type ReadingRow = Readonly<{
  id: string
  articleId: string
  sourceId: string | null
  url: string
  depth: Depth
  language: string
  forced: boolean
  status: Status
  attempts: number
  waitingReason: string | null
  /** When it may go on; null when it is over. */
  dueAt: Date | null
  leasedBy: string | null
  failure: ReadingFailure | null
  contentHash: string | null
  acceptedAt: Date
  endedAt: Date | null
  events: readonly SeqEvent[]
}>

export type FetchRow = Readonly<{
  id: string
  readingId: string
  articleId: string
  extractor: string
  /** Why this extractor had its turn. */
  why: string
  url: string
  finalUrl: string | null
  httpStatus: number | null
  bytes: number
  durationMs: number
  startedAt: Date
  failure: Readonly<{ kind: string; message: string }> | null
  lowValue: string | null
}>

export type ExtractionRow = Readonly<{
  articleId: string
  readingId: string
  contentHash: string
  extractor: string
  title: string
  language: string | null
  wordCount: number
  lowValue: string | null
  storedAt: Date
}>

export type CallRow = Readonly<{
  id: string
  readingId: string
  purchaseId: string | null
  purpose: Call['purpose']
  provider: string
  model: string
  mode: Call['mode']
  attempt: number
  startedAt: Date
  durationMs: number
  tokensIn: number
  tokensOut: number
  costUsd: number
  costKnown: boolean
  httpStatus: number | null
  finishReason: string | null
  outcome: Call['outcome']
  failure: Readonly<{ kind: string; message: string }> | null
}>

/** A version of a summary, a translation or insights; without its text. */
export type NoteRow = Readonly<{
  id: string
  articleId: string
  readingId: string
  purpose: NotePurpose
  contentHash: string
  language: string
  forced: boolean
  provider: string
  model: string | null
  promptVersion: string
  dropped: Readonly<{ quotes: number; urls: number }>
  failedSegments: number
  costUsd: number | null
  durationMs: number
  at: Date
}>

export function readRequest({ id, url, origin, depth, language, forced, ...row }: Row): RequestRow {
  return {
    id,
    url,
    articleId: row.article_id,
    readingId: row.reading_id,
    origin,
    depth,
    language,
    forced,
    answeredBy: row.answered_by,
    submittedAt: row.submitted_at,
  }
}

export function readReading(
  { id, url, depth, language, status, attempts, ...row }: Row,
  events: readonly Row[],
): ReadingRow {
  return {
    id,
    articleId: row.article_id,
    sourceId: row.source_id,
    url,
    depth,
    language,
    forced: row.edition !== '',
    status,
    attempts,
    waitingReason: row.waiting_reason,
    dueAt: row.due_at,
    leasedBy: row.leased_by,
    failure: failureOf(row),
    contentHash: row.content_hash,
    acceptedAt: row.accepted_at,
    endedAt: row.ended_at,
    events: events
      .filter(event => event.reading_id === id)
      .map(({ seq, stage, at, detail }) => ({ seq, stage, at, detail })),
  }
}

export function readFetch({ id, extractor, why, url, bytes, ...row }: Row): FetchRow {
  return {
    id,
    readingId: row.reading_id,
    articleId: row.article_id,
    extractor,
    why,
    url,
    finalUrl: row.final_url,
    httpStatus: row.http_status,
    bytes,
    durationMs: row.duration_ms,
    startedAt: row.started_at,
    failure: reasonOf(row),
    lowValue: row.low_value,
  }
}

export function readExtractionRow({ extractor, title, language, ...row }: Row): ExtractionRow {
  return {
    articleId: row.article_id,
    readingId: row.reading_id,
    contentHash: row.content_hash,
    extractor,
    title,
    language,
    wordCount: row.word_count,
    lowValue: row.low_value,
    storedAt: row.stored_at,
  }
}

export function readCall({ id, purpose, provider, model, mode, attempt, outcome, ...row }: Row): CallRow {
  return {
    id,
    readingId: row.reading_id,
    purchaseId: row.purchase_id,
    purpose,
    provider,
    model,
    mode,
    attempt,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    tokensIn: row.tokens_in,
    tokensOut: row.tokens_out,
    costUsd: row.cost,
    costKnown: row.cost_known,
    httpStatus: row.http_status,
    finishReason: row.finish_reason,
    outcome,
    failure: reasonOf(row),
  }
}

export function readNoteRow({ id, purpose, language, provider, model, dropped, at, ...row }: Row): NoteRow {
  return {
    id,
    articleId: row.article_id,
    readingId: row.reading_id,
    purpose,
    contentHash: row.content_hash,
    language,
    forced: row.edition !== '',
    provider,
    model,
    promptVersion: row.prompt_version,
    dropped,
    failedSegments: row.failed_segments,
    costUsd: row.cost,
    durationMs: row.duration_ms,
    at,
  }
}

function reasonOf(row: Row): Readonly<{ kind: string; message: string }> | null {
  return row.failure_kind === null ? null : { kind: row.failure_kind, message: row.failure_text }
}
