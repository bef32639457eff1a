/** Small questions about a reading: where it stands, whose article it is; and its end by a person's word. */
import type { Status } from '../../core/reading.ts'
import type { Database } from '../database.ts'
import { sql } from '../statement.ts'
import { SUBMITTED_SOURCE } from './submitted.ts'

export type Standing = Readonly<{ url: string; status: Status; waitingReason: string | null; waitS: number | null }>

/** Null: there is no such reading. `waitS` is how long it is let go for, by the database's clock. */
export async function standingOf(database: Database, readingId: string): Promise<Standing | null> {
  const [row] =
    await database.query(sql`select url, status, waiting_reason, extract(epoch from due_at - now())::float8 as wait_s
    from readings where id = ${readingId}::uuid`)
  if (row === undefined) return null
  return { url: row.url, status: row.status, waitingReason: row.waiting_reason, waitS: row.wait_s }
}

/** The source that brought the article; null where there is none, or a person saved it. */
export async function sourceOfArticle(database: Database, articleId: string): Promise<string | null> {
  const [row] = await database.query(sql`select a.source_id from articles a
    where a.id = coalesce((select article_id from url_aliases where alias_id = ${articleId}::uuid), ${articleId}::uuid)
      and a.source_id <> ${SUBMITTED_SOURCE}::uuid`)
  return row?.source_id ?? null
}

/** Ends a reading that is not over. Whoever works on it loses the lease, so a late result is refused; its calls and purchases stay on record. */
export async function cancelReading(database: Database, readingId: string): Promise<boolean> {
  const rows = await database.query(sql`with ended as (
      update readings set status = 'cancelled', due_at = null, ended_at = now(), lease_until = null, leased_by = null,
        lease_version = lease_version + 1, steps = '{}'
      where id = ${readingId}::uuid and status not in ('done', 'failed', 'cancelled') returning id
    ), told as (
      insert into reading_events (reading_id, seq, stage, at) select id, 9, 'cancelled', now() from ended on conflict do nothing
    )
    select id from ended`)
  return rows.length > 0
}
