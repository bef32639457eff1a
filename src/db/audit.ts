/** Who changed what, when: written in the transaction of the change itself, so that neither exists without the other. */
import { v7 as uuidV7 } from 'uuid'
import type { EventName } from '../core/events.ts'
import { maskDeep } from '../core/mask.ts'
import type { Database } from './database.ts'
import { type Page, type PageOptions, pageLimit, pageOf } from './page.ts'
import { every, type Statement, sql } from './statement.ts'

export type AuditEntry = Readonly<{
  /** `cli`, `api`, `daemon`, or who it was. */
  actor: string
  /** An event's name where one fits, the same as in logs and metrics. */
  action: EventName
  /** Id or name of what was changed. */
  subject: string | null
  /** Born with the request; on every entry that the request caused. */
  correlationId: string
  /** Plain data; secrets are masked before it is stored. */
  detail?: Readonly<Record<string, unknown>>
}>

export type AuditRow = Readonly<{
  id: string
  at: Date
  actor: string
  action: string
  subject: string | null
  correlationId: string
  detail: Record<string, unknown>
}>

/** For the batch that makes the change. Entries of one moment stay in the order in which they were made: an id of version 7 rises. */
export function auditStatement({ actor, action, subject, correlationId, detail = {} }: AuditEntry): Statement {
  return sql`insert into audit (id, actor, action, subject, correlation_id, detail)
    values (${uuidV7()}, ${actor}, ${action}, ${subject}, ${correlationId}, ${JSON.stringify(maskDeep(detail))}::jsonb)`
}

/** For what changed nothing in the database. */
export async function audit(database: Database, entry: AuditEntry): Promise<void> {
  await database.query(auditStatement(entry))
}

/** Newest first. */
export async function listAudit(database: Database, options: PageOptions): Promise<Page<AuditRow>> {
  const { after } = options
  const rows = await database.query(sql`
    select id, at, at::text as position, actor, action, subject, correlation_id, detail from audit
    where ${every(after ? [sql`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`] : [])}
    order by at desc, id desc limit ${pageLimit(options) + 1}`)
  return pageOf(rows as { position: string; id: string }[], options, readAudit)
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is the statement's above.
function readAudit(row: any): AuditRow {
  const { id, at, actor, action, subject, detail } = row
  return { id, at, actor, action, subject, correlationId: row.correlation_id, detail }
}
