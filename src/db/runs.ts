/** Runs: one row a poll, its tally the sum of its chunks; the id is the poll's correlation id. */
import type { Tally } from '../core/tally.ts'
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import { type Page, type PageOptions, pageLimit, pageOf } from './page.ts'
import { every, type Statement, sql } from './statement.ts'

export type RunRow = Tally &
  Readonly<{
    id: string
    sourceId: string
    sourceTitle: string | null
    sourceUrl: string | null
    worker: string
    startedAt: Date
    durationMs: number
    httpStatus: number | null
    /** Of the answer, decoded. */
    bytes: number
    notModified: boolean
    failureKind: string | null
    failureText: string | null
    storedAt: Date
    chunks: number
    /** Its last chunk is stored; false while it is being stored, and for good when its worker died meanwhile. */
    complete: boolean
  }>

export type ChunkRow = Tally & Readonly<{ chunk: number; last: boolean; storedAt: Date }>

export type DecisionRow = Readonly<{
  entryId: string
  sourceId: string
  sourceTitle: string | null
  sourceUrl: string | null
  runId: string
  outcome: 'old' | 'filtered' | 'rejected'
  reason: string
  url: string | null
  title: string | null
  decidedAt: Date
}>

export type RunFilter = Readonly<{ ids?: readonly string[]; sourceIds?: readonly string[]; failed?: boolean }>

/** Newest first. */
export async function listRuns(database: Database, filter: RunFilter, options: PageOptions): Promise<Page<RunRow>> {
  const { after } = options
  const beyond = sql`(r.started_at, r.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)`
  const rows = await database.query(sql`
    select r.*, r.started_at::text as position, s.title as source_title, s.url as source_url, t.*
    from runs r left join sources s on s.id = r.source_id, ${tallyOfRun}
    where ${every([...(await conditions(filter)), ...(after ? [beyond] : [])])}
    order by r.started_at desc, r.id desc limit ${pageLimit(options) + 1}`)
  return pageOf(rows as { position: string; id: string }[], options, readRun)
}

const tallyOfRun = sql`lateral (
  select count(*) as chunks, coalesce(bool_or(last), false) as complete, coalesce(sum(offered), 0) as offered, coalesce(sum(saved), 0) as saved,
    coalesce(sum(duplicate), 0) as duplicate, coalesce(sum(old), 0) as old, coalesce(sum(filtered), 0) as filtered, coalesce(sum(rejected), 0) as rejected
  from run_chunks c where c.run_id = r.id) t`

/** Ids that begin or end with these hexadecimal digits and dashes, newest first, at most 10: lists show an id's end, because runs of one minute share its beginning. */
export async function findRunIds(database: Database, part: string): Promise<string[]> {
  const plain = part.toLowerCase()
  const rows = await database.query(sql`select id from runs
    where starts_with(id::text, ${plain}::text) or right(id::text, ${plain.length}::integer) = ${plain} order by started_at desc limit 10`)
  return rows.map(row => row.id)
}

export async function listChunks(database: Database, runId: string): Promise<ChunkRow[]> {
  const rows =
    await database.query(sql`select chunk, last, offered, saved, duplicate, old, filtered, rejected, stored_at
    from run_chunks where run_id = ${runId}::uuid order by chunk limit 1000`)
  return rows.map(({ stored_at: storedAt, ...row }) => ({ ...row, storedAt }) as ChunkRow)
}

/** Why entries did not become articles, as last decided; at most 1,000. */
export async function listDecisions(
  database: Database,
  filter: { runId: string } | { entryIds: readonly string[] },
  limit: number,
): Promise<DecisionRow[]> {
  const wanted =
    'runId' in filter
      ? sql`d.run_id = ${filter.runId}::uuid`
      : sql`d.entry_id = any(${await uuids(filter.entryIds)}::uuid[])`
  const rows = await database.query(sql`
    select d.*, s.title as source_title, s.url as source_url from decisions d left join sources s on s.id = d.source_id
    where ${wanted} order by d.decided_at desc, d.entry_id limit ${pageLimit({ limit })}`)
  return rows.map(({ outcome, reason, url, title, ...row }) => ({
    entryId: row.entry_id,
    sourceId: row.source_id,
    sourceTitle: row.source_title,
    sourceUrl: row.source_url,
    runId: row.run_id,
    outcome,
    reason,
    url,
    title,
    decidedAt: row.decided_at,
  }))
}

async function conditions({ ids, sourceIds, failed }: RunFilter): Promise<Statement[]> {
  const all: Statement[] = []
  if (ids) all.push(sql`r.id = any(${await uuids(ids)}::uuid[])`)
  if (sourceIds) all.push(sql`r.source_id = any(${await uuids(sourceIds)}::uuid[])`)
  if (failed) all.push(sql`r.failure_kind is not null`)
  return all
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readRun(row: any): RunRow {
  const { id, worker, bytes, chunks, complete, offered, saved, duplicate, old, filtered, rejected } = row
  return {
    id,
    sourceId: row.source_id,
    sourceTitle: row.source_title,
    sourceUrl: row.source_url,
    worker,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    httpStatus: row.http_status,
    bytes,
    notModified: row.not_modified,
    failureKind: row.failure_kind,
    failureText: row.failure_text,
    storedAt: row.stored_at,
    chunks,
    complete,
    offered,
    saved,
    duplicate,
    old,
    filtered,
    rejected,
  }
}
