/** Groups: names that sources carry, and what is kept of a name beside that. */
import { storableText } from '../core/text.ts'
import { type AuditEntry, auditStatement } from './audit.ts'
import type { Database } from './database.ts'
import { sql } from './statement.ts'

export type GroupRow = Readonly<{
  name: string
  sources: number
  unread: number
  failing: number
  markReadOnScroll: boolean
  position: number | null
}>

/** By position, then by name; at most 1,000. A group is there as long as a source is in it. */
export async function listGroups(database: Database, only?: string): Promise<GroupRow[]> {
  const wanted = only === undefined ? sql`true` : sql`s.group_name = ${storableText(only)}`
  const rows = await database.query(sql`
    select s.group_name as name, count(*) as sources, count(*) filter (where s.enabled and b.failures > 0) as failing,
      coalesce(sum(u.n), 0)::bigint as unread, coalesce(bool_or(g.mark_read_on_scroll), false) as mark_read_on_scroll, max(g.position) as position
    from sources s join bookmarks b on b.source_id = s.id
    left join (select source_id, sum(n) as n from unread_counts group by source_id) u on u.source_id = s.id
    left join groups g on g.name = s.group_name
    where s.group_name is not null and ${wanted}
    group by s.group_name order by max(g.position) nulls last, lower(s.group_name), s.group_name limit 1000`)
  return rows.map(({ name, sources, unread, failing, position, mark_read_on_scroll: markReadOnScroll }) => ({
    name,
    sources,
    unread,
    failing,
    markReadOnScroll,
    position,
  }))
}

export type GroupChange = Readonly<{ name?: string; markReadOnScroll?: boolean; position?: number | null }>

/** Renames move all its sources, into a group that exists too. The entry commits with the change. */
export async function changeGroup(
  database: Database,
  name: string,
  { name: renamed, markReadOnScroll, position }: GroupChange,
  entry: AuditEntry,
): Promise<void> {
  const target = renamed ?? name
  await database.batch([
    // Law 5: whoever changes sources locks their bookmarks first, in order.
    sql`select source_id from bookmarks where source_id in (select id from sources where group_name = ${name}) order by source_id for update`,
    sql`insert into groups (name, mark_read_on_scroll, position)
      select ${target}, coalesce((select mark_read_on_scroll from groups where name = ${name}), false), (select position from groups where name = ${name})
      on conflict do nothing`,
    sql`update groups set mark_read_on_scroll = coalesce(${markReadOnScroll ?? null}::boolean, mark_read_on_scroll),
      position = case when ${position !== undefined} then ${position ?? null}::integer else position end where name = ${target}`,
    sql`update sources set group_name = ${target} where group_name = ${name} and ${target} <> ${name}`,
    sql`delete from groups where name = ${name} and ${target} <> ${name}`,
    auditStatement(entry),
  ])
}
