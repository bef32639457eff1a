/** What people did with articles: read, starred, archived. Unread is a row, so that lists of what is left stay short and quick however much was read. */
import { randomUUID } from 'node:crypto'
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import { every, type Statement, sql } from './statement.ts'

export const markActions = ['read', 'unread', 'star', 'unstar', 'archive', 'unarchive'] as const
export type MarkAction = (typeof markActions)[number]

/** What is absent does not narrow it down. */
export type ReadScope = Readonly<{
  sourceIds?: readonly string[]
  language?: string
  from?: Date
  to?: Date
  /** A position in the list, newest first: what stands above it stays unread. */
  upTo?: Readonly<{ at: string; id: string }>
  /** Of the list that was looked at (`ListedPage`): what came after it stays unread, whatever its date. */
  snapshot?: string
}>

/** Articles taken in one transaction, so that the embedded database is never busy for long. */
const STEP = 10_000

/** Follows the flushes: new articles become unread, and are queued for the index. At most `flushes` of them; resolves with the number of articles, -1 when another process is at it. */
export async function fillUnread(database: Database, flushes = 10): Promise<number> {
  const [row] = await database.query(sql`select fill_unread(${flushes}::integer) as n`)
  return row?.n ?? 0
}

/** Resolves with how many of the articles changed. Idempotent; ids that are no article are passed over. One round trip. */
export async function markArticles(database: Database, ids: readonly string[], action: MarkAction): Promise<number> {
  const these = await uuids([...new Set(ids)].sort())
  const results = await database.batch([lockMarks(these), ...statements[action](these)])
  return results.at(-1)?.[0]?.n ?? 0
}

/** Law 5: rows are made and locked in the order of their key before anything is changed. */
function lockMarks(ids: Param): Statement {
  return sql`insert into marks (article_id, source_id, sort_at)
    select id, source_id, sort_at from articles where id = any(${ids}::uuid[]) order by id
    on conflict (article_id) do update set sort_at = excluded.sort_at`
}

type Param = Awaited<ReturnType<typeof uuids>>

function set(ids: Param, column: Statement, on: boolean): Statement {
  return sql`with changed as (update marks set ${column} = case when ${on} then now() end
    where article_id = any(${ids}::uuid[]) and (${column} is not null) <> ${on} returning 1) select count(*) as n from changed`
}

const readAt = sql`read_at`
const starredAt = sql`starred_at`
const archivedAt = sql`archived_at`

/** The last statement says how many changed. */
const statements: Readonly<Record<MarkAction, (ids: Param) => Statement[]>> = {
  read: ids => [noted(ids, readAt), counted(noLongerUnread(ids))],
  unread: ids => [cleared(ids, sql`read_at = null, archived_at = null`), counted(unreadAgain(ids))],
  star: ids => [set(ids, starredAt, true)],
  unstar: ids => [set(ids, starredAt, false)],
  archive: ids => [noLongerUnread(ids), set(ids, archivedAt, true)],
  unarchive: ids => [noted(ids, readAt), set(ids, archivedAt, false)],
}

function noted(ids: Param, column: Statement): Statement {
  return sql`update marks set ${column} = coalesce(${column}, now()) where article_id = any(${ids}::uuid[])`
}

function cleared(ids: Param, what: Statement): Statement {
  return sql`update marks set ${what} where article_id = any(${ids}::uuid[])`
}

function noLongerUnread(ids: Param): Statement {
  return sql`delete from unread u using articles a where a.id = any(${ids}::uuid[])
    and u.source_id = a.source_id and u.sort_at = a.sort_at and u.article_id = a.id returning 1`
}

function unreadAgain(ids: Param): Statement {
  return sql`insert into unread (source_id, sort_at, article_id, language)
    select a.source_id, a.sort_at, a.id, coalesce(s.language, primary_language(a.language))
    from articles a left join article_search s on s.article_id = a.id
    where a.id = any(${ids}::uuid[]) order by a.source_id, a.sort_at desc, a.id on conflict do nothing returning 1`
}

function counted(change: Statement): Statement {
  return sql`with changed as (${change}) select count(*) as n from changed`
}

/** Marks everything of the scope read, and says how to take it back (for a day). Steps of 10,000, each whole. */
export async function markAllRead(
  database: Database,
  scope: ReadScope,
): Promise<Readonly<{ changed: number; undo: string }>> {
  const undo = randomUUID()
  const wanted = every(await conditions(scope))
  let changed = 0
  for (;;) {
    const [row] = await database.query(sql`
      with gone as (
        delete from unread u using (
          select source_id, sort_at, article_id from unread u where ${wanted}
          order by u.sort_at desc, u.article_id limit ${STEP} for update skip locked
        ) these
        where u.source_id = these.source_id and u.sort_at = these.sort_at and u.article_id = these.article_id returning u.*
      ), kept as (
        insert into marked_all (token, article_id, source_id, sort_at)
        select ${undo}::uuid, article_id, source_id, sort_at from gone order by article_id
      )
      select count(*) as n from gone`)
    const step: number = row?.n ?? 0
    changed += step
    if (step < STEP) return { changed, undo }
  }
}

/** Null when the token is unknown or older than a day. What was read on its own since stays read. */
export async function undoMarkAll(database: Database, undo: string): Promise<number | null> {
  const [row] = await database.query(sql`
    with back as (
      delete from marked_all where token = ${undo}::uuid and at > now() - interval '1 day' returning *
    ), restored as (
      insert into unread (source_id, sort_at, article_id, language)
      select a.source_id, a.sort_at, a.id, coalesce(s.language, primary_language(a.language))
      from back join articles a on a.id = back.article_id left join article_search s on s.article_id = a.id
      where not exists (select from marks m where m.article_id = a.id and m.read_at > back.at)
      order by a.source_id, a.sort_at desc, a.id on conflict do nothing returning 1
    )
    select (select count(*) from back) as known, (select count(*) from restored) as n`)
  return row === undefined || row.known === 0 ? null : row.n
}

/** Undo tokens past their day go. */
export async function pruneMarkedAll(database: Database): Promise<void> {
  await database.query(sql`delete from marked_all where at < now() - interval '1 day'`)
}

export type UnreadCounts = Readonly<{
  unread: number
  starred: number
  sources: readonly Readonly<{ id: string; group: string | null; unread: number }>[]
}>

/** One round trip; proportional to the sources, however much is unread. */
export async function countUnread(database: Database): Promise<UnreadCounts> {
  const [sources = [], starred = []] = await database.batch([
    sql`select u.source_id as id, s.group_name, u.n from (select source_id, sum(n)::bigint as n from unread_counts group by source_id having sum(n) > 0) u
      left join sources s on s.id = u.source_id order by u.source_id`,
    sql`select count(*) as n from marks where starred_at is not null`,
  ])
  return {
    unread: sources.reduce((sum, row) => sum + row.n, 0),
    starred: starred[0]?.n ?? 0,
    sources: sources.map(row => ({ id: row.id, group: row.group_name, unread: row.n })),
  }
}

async function conditions({ sourceIds, language, from, to, upTo, snapshot }: ReadScope): Promise<Statement[]> {
  const all: Statement[] = []
  if (sourceIds) all.push(sql`u.source_id = any(${await uuids(sourceIds)}::uuid[])`)
  if (language !== undefined) all.push(sql`u.language = ${language.split('-')[0] ?? ''}`)
  if (from) all.push(sql`u.sort_at >= ${from}::timestamptz`)
  if (to) all.push(sql`u.sort_at < ${to}::timestamptz`)
  if (upTo)
    all.push(
      sql`u.sort_at <= ${upTo.at}::timestamptz and (u.sort_at < ${upTo.at}::timestamptz or u.article_id >= ${upTo.id}::uuid)`,
    )
  if (snapshot !== undefined) all.push(sql`pg_visible_in_snapshot(u.added_by, ${snapshot}::pg_snapshot)`)
  return all
}
