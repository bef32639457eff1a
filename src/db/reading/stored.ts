/** What is on record about a submission and its reading: where it stands, what happened, and what came of it. */
import type {
  Accepted,
  Depth,
  Extraction,
  ExtractorName,
  Note,
  NotePurpose,
  RequestOrigin,
  Stage,
  StageEvent,
  Status,
} from '../../core/reading.ts'
import type { Insights, Summary } from '../../core/summary/contract.ts'
import type { Database } from '../database.ts'
import { sql } from '../statement.ts'

export type ReadingFailure = Readonly<{ stage: string; kind: string; message: string }>

export type RequestStatus = Readonly<{
  requestId: string
  url: string
  articleId: string
  readingId: string
  origin: RequestOrigin
  answeredBy: Accepted['answeredBy']
  submittedAt: Date
  depth: Depth
  language: string
  status: Status
  /** Why it waits, and until when; null while it does not. */
  waitingReason: string | null
  dueAt: Date | null
  failure: ReadingFailure | null
  endedAt: Date | null
}>

/** Null: there is no such request, or what it asked for was removed. */
export async function requestStatus(database: Database, requestId: string): Promise<RequestStatus | null> {
  const [row] = await database.query(sql`
    select q.*, r.status, r.waiting_reason, r.due_at, r.failed_stage, r.failure_kind, r.failure_text, r.ended_at
    from requests q join readings r on r.id = q.reading_id where q.id = ${requestId}::uuid`)
  if (row === undefined) return null
  const { url, origin, depth, language, status } = row
  return {
    requestId: row.id,
    url,
    articleId: row.article_id,
    readingId: row.reading_id,
    origin,
    answeredBy: row.answered_by,
    submittedAt: row.submitted_at,
    depth,
    language,
    status,
    waitingReason: row.waiting_reason,
    dueAt: row.due_at,
    failure: failureOf(row),
    endedAt: row.ended_at,
  }
}

export type StoredReading = Readonly<{
  id: string
  articleId: string
  sourceId: string | null
  url: string
  depth: Depth
  language: string
  edition: string
  status: Status
  priority: number
  attempts: number
  waitingReason: string | null
  dueAt: Date | null
  failure: ReadingFailure | null
  acceptedAt: Date
  endedAt: Date | null
  extraction: Extraction | null
  summary: Note | null
  translation: Note | null
  insights: Note | null
}>

/** With everything that is stored of it. One round trip. */
export async function readingOf(database: Database, readingId: string): Promise<StoredReading | null> {
  const [readings = [], notes = []] = await database.batch([
    sql`select r.*, ${extractionColumns} from readings r
      left join extractions x on x.article_id = r.article_id and x.content_hash = r.content_hash where r.id = ${readingId}::uuid`,
    sql`select ${noteColumns} from readings r join notes n on n.id in (r.summary_id, r.translation_id, r.insights_id)
      where r.id = ${readingId}::uuid`,
  ])
  const [row] = readings
  if (row === undefined) return null
  const note = (id: string | null) => {
    const found = notes.find(one => one.n_id === id)
    return found === undefined ? null : readNote(found)
  }
  const { id, url, depth, language, edition, status, priority, attempts } = row
  return {
    id,
    articleId: row.article_id,
    sourceId: row.source_id,
    url,
    depth,
    language,
    edition,
    status,
    priority,
    attempts,
    waitingReason: row.waiting_reason,
    dueAt: row.due_at,
    failure: failureOf(row),
    acceptedAt: row.accepted_at,
    endedAt: row.ended_at,
    extraction: row.x_content_hash === null ? null : readExtraction(row),
    summary: note(row.summary_id),
    translation: note(row.translation_id),
    insights: note(row.insights_id),
  }
}

export type SeqEvent = StageEvent & Readonly<{ seq: number }>

/**
 * In the order of the stages, behind `afterSeq` (-1: all). Translation and insights are made side by side, so 6 may be stored
 * before 5: whoever follows a reading asks for all of it and passes over what was shown; there are nine at most.
 */
export async function eventsOf(database: Database, readingId: string, afterSeq: number): Promise<SeqEvent[]> {
  const rows = await database.query(sql`select seq, stage, at, detail from reading_events
    where reading_id = ${readingId}::uuid and seq > ${afterSeq} order by seq`)
  return rows.map(row => ({ seq: row.seq, stage: row.stage as Stage, at: row.at, detail: row.detail }))
}

// biome-ignore lint/suspicious/noExplicitAny: a row of `readings`.
export function failureOf(row: any): ReadingFailure | null {
  if (row.failure_kind === null) return null
  return { stage: row.failed_stage, kind: row.failure_kind, message: row.failure_text }
}

/** Of an extraction `x`. */
export const extractionColumns = sql`x.extractor as x_extractor, x.title as x_title, x.byline as x_byline, x.site as x_site, x.language as x_language,
  x.published_at as x_published_at, x.modified_at as x_modified_at, x.canonical_url as x_canonical_url, x.image_url as x_image_url,
  x.word_count as x_word_count, x.content_html as x_content_html, x.content_text as x_content_text, x.excerpt as x_excerpt,
  x.content_hash as x_content_hash, x.low_value as x_low_value`

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of `extractionColumns`.
export function readExtraction(row: any): Extraction {
  return {
    extractor: row.x_extractor as ExtractorName | 'feed',
    title: row.x_title,
    byline: row.x_byline,
    site: row.x_site,
    language: row.x_language,
    publishedAt: row.x_published_at,
    modifiedAt: row.x_modified_at,
    canonicalUrl: row.x_canonical_url,
    imageUrl: row.x_image_url,
    wordCount: row.x_word_count,
    contentHtml: row.x_content_html,
    contentText: row.x_content_text,
    excerpt: row.x_excerpt,
    contentHash: row.x_content_hash,
    lowValue: row.x_low_value,
  }
}

/** Of a note `n`. */
export const noteColumns = sql`n.id as n_id, n.purpose as n_purpose, n.content_hash as n_content_hash, n.language as n_language,
  n.provider as n_provider, n.model as n_model, n.prompt_version as n_prompt_version, n.content as n_content, n.dropped as n_dropped,
  n.failed_segments as n_failed_segments, n.cost_usd::float8 as n_cost_usd, n.duration_ms as n_duration_ms`

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of `noteColumns`.
export function readNote(row: any): Note {
  return {
    id: row.n_id,
    purpose: row.n_purpose as NotePurpose,
    contentHash: row.n_content_hash,
    language: row.n_language,
    provider: row.n_provider,
    model: row.n_model,
    promptVersion: row.n_prompt_version,
    content: row.n_content as Summary | Insights,
    dropped: row.n_dropped,
    failedSegments: row.n_failed_segments,
    costUsd: row.n_cost_usd,
    durationMs: row.n_duration_ms,
  }
}
