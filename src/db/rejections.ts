/** Rejections: entries that could not be stored, each with the reason and PostgreSQL's code where it was PostgreSQL that refused. */
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import { type Page, type PageOptions, pageLimit, pageOf } from './page.ts'
import { every, type Statement, sql } from './statement.ts'

export type RejectionRow = Readonly<{
  entryId: string
  sourceId: string
  sourceTitle: string | null
  sourceUrl: string | null
  runId: string
  reason: string
  sqlState: string | null
  url: string | null
  title: string | null
  /** More than 1: a whole chunk was refused. */
  entries: number
  rejectedAt: Date
}>

export type RejectionFilter = Readonly<{ sourceIds?: readonly string[]; entryIds?: readonly string[]; runId?: string }>

/** Newest first. */
export async function listRejections(
  database: Database,
  filter: RejectionFilter,
  options: PageOptions,
): Promise<Page<RejectionRow>> {
  const { after } = options
  const beyond = sql`(j.rejected_at, ${key}) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null})`
  const rows = await database.query(sql`
    select j.*, ${key} as id, j.rejected_at::text as position, s.title as source_title, s.url as source_url
    from rejections j left join sources s on s.id = j.source_id
    where ${every([...(await conditions(filter)), ...(after ? [beyond] : [])])}
    order by j.rejected_at desc, ${key} desc limit ${pageLimit(options) + 1}`)
  return pageOf(rows as { position: string; id: string }[], options, readRejection)
}

/** Two sources may be refused the same entry. */
const key = sql`(j.entry_id || '/' || j.source_id)`

async function conditions({ sourceIds, entryIds, runId }: RejectionFilter): Promise<Statement[]> {
  const all: Statement[] = []
  if (sourceIds) all.push(sql`j.source_id = any(${await uuids(sourceIds)}::uuid[])`)
  if (entryIds) all.push(sql`j.entry_id = any(${await uuids(entryIds)}::uuid[])`)
  if (runId !== undefined) all.push(sql`j.run_id = ${runId}::uuid`)
  return all
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readRejection(row: any): RejectionRow {
  const { reason, url, title, entries } = row
  return {
    entryId: row.entry_id,
    sourceId: row.source_id,
    sourceTitle: row.source_title,
    sourceUrl: row.source_url,
    runId: row.run_id,
    reason,
    sqlState: row.sqlstate,
    url,
    title,
    entries,
    rejectedAt: row.rejected_at,
  }
}
