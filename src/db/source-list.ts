/** Sources in pages, each with its health and the last two weeks at a glance. */
import { storableText } from '../core/text.ts'
import type { Database } from './database.ts'
import type { Position } from './page.ts'
import { SUBMITTED_SOURCE } from './reading/submitted.ts'
import { every, type Statement, sql } from './statement.ts'

export type SourceState = 'all' | 'failing' | 'paused' | 'ok' | 'new'

export type ListedSource = Readonly<{
  id: string
  url: string
  title: string | null
  siteUrl: string | null
  group: string | null
  kind: string
  selector: string | null
  origin: 'file' | 'user' | 'demo'
  ownSettings: Readonly<Record<string, unknown>>
  enabled: boolean
  disabledReason: string | null
  addedAt: Date
  polledAt: Date | null
  succeededAt: Date | null
  nextPollAt: Date | null
  hostBlockedUntil: Date | null
  isPolling: boolean
  intervalS: number | null
  failures: number
  failureKind: string | null
  failureText: string | null
  /** The first of the failures in a row, as far as runs are kept. */
  failingSince: Date | null
  httpStatus: number | null
  runId: string | null
  articles: number
  unread: number
  /** Articles dated on each of the last 14 days (UTC), today last. */
  days: readonly number[]
}>

export type SourcePage = Readonly<{ rows: readonly ListedSource[]; next: Position | null }>
export const sourceKeys = ['name', 'days', 'last', 'health'] as const
/** What orders the sources; with `down` from its end. Health begins with what has failed most often. */
export type SourceOrder = Readonly<{ by: (typeof sourceKeys)[number]; down: boolean }>
export type SourcePageFilter = Readonly<{ state?: SourceState; group?: string; like?: string; id?: string }>

/** By name, unless asked otherwise. One round trip. */
export async function listSourcePage(
  database: Database,
  filter: SourcePageFilter,
  { limit, after, order = byName }: Readonly<{ limit: number; after?: Position; order?: SourceOrder }>,
): Promise<SourcePage> {
  const key = keys[order.by]
  const direction = order.down ? sql`desc` : sql`asc`
  const end = after && sql`(${after.at}::text collate "C", ${after.id}::uuid)`
  const beyond = end ? [order.down ? sql`(${key}, s.id) < ${end}` : sql`(${key}, s.id) > ${end}`] : []
  const rows = await database.query(sql`
    with page as materialized (
      select s.*, ${key} as position from sources s join bookmarks b on b.source_id = s.id
      where ${every([...conditions(filter), ...beyond])} order by ${key} ${direction}, s.id ${direction} limit ${limit + 1}
    )
    select s.*, b.next_poll_at, b.interval_s, b.lease_until > now() as is_polling, b.polled_at, b.succeeded_at, b.failures, b.failure_kind,
      b.failure_text, b.run_id, h.blocked_until, r.http_status, f.since as failing_since, d.days,
      (select count(*) from articles a where a.source_id = s.id) as articles,
      coalesce(u.n, 0) as unread
    from page s join bookmarks b on b.source_id = s.id left join hosts h on h.host = b.host left join runs r on r.id = b.run_id
    left join lateral (
      select min(started_at) as since from runs k where b.failures > 0 and k.source_id = s.id and k.failure_kind is not null
        and k.started_at >= coalesce(b.succeeded_at, s.added_at)
    ) f on true
    left join (select source_id, sum(n)::bigint as n from unread_counts group by source_id) u on u.source_id = s.id
    cross join lateral (
      select jsonb_agg(coalesce(c.n, 0) order by day.at) as days
      from generate_series(${today} - interval '13 days', ${today}, interval '1 day') as day (at)
      left join (
        select date_trunc('day', a.sort_at at time zone 'utc') as at, count(*) as n from articles a
        where a.source_id = s.id and a.sort_at >= ${fortnight} group by 1
      ) c on c.at = day.at
    ) d
    order by s.position ${direction}, s.id ${direction}`)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(readListed), next: last === undefined ? null : { at: last.position, id: last.id } }
}

export async function findListedSource(database: Database, id: string): Promise<ListedSource | null> {
  return (await listSourcePage(database, { id }, { limit: 1 })).rows[0] ?? null
}

export type SourceCounts = Readonly<{ all: number; failing: number; paused: number }>

export async function countSourceStates(database: Database): Promise<SourceCounts> {
  const [row] =
    await database.query(sql`select count(*) as all, count(*) filter (where s.enabled and b.failures > 0) as failing,
      count(*) filter (where not s.enabled) as paused from sources s join bookmarks b on b.source_id = s.id`)
  return { all: row?.all ?? 0, failing: row?.failing ?? 0, paused: row?.paused ?? 0 }
}

/** The ids of a group's sources; people's own submissions are in no group. */
export async function sourcesOfGroup(database: Database, group: string): Promise<string[]> {
  const rows = await database.query(sql`select id from sources where group_name = ${storableText(group)} order by id`)
  return rows.map(row => row.id)
}

const byName: SourceOrder = { by: 'name', down: false }
const today = sql`date_trunc('day', now() at time zone 'utc')`
const fortnight = sql`(${today} - interval '13 days') at time zone 'utc'`

/** Texts, so that a page ends alike whatever its order; numbers have as many digits as they may need. */
const keys: Readonly<Record<SourceOrder['by'], Statement>> = {
  name: sql`left(lower(coalesce(s.title, s.url)), 40) collate "C"`,
  days: sql`lpad((select count(*) from articles a where a.source_id = s.id and a.sort_at >= ${fortnight})::text, 12, '0') collate "C"`,
  last: sql`coalesce(to_char(b.polled_at at time zone 'utc', 'YYYYMMDDHH24MISSUS'), '') collate "C"`,
  health: sql`(case when not s.enabled then '1' when b.failures > 0 then '0' || lpad((1000000000 - b.failures)::text, 10, '0')
    when b.polled_at is null then '2' else '3' end) collate "C"`,
}

const states: Readonly<Record<SourceState, Statement>> = {
  all: sql`true`,
  failing: sql`s.enabled and b.failures > 0`,
  paused: sql`not s.enabled`,
  ok: sql`s.enabled and b.failures = 0 and b.polled_at is not null`,
  new: sql`s.enabled and b.failures = 0 and b.polled_at is null`,
}

function conditions({ state = 'all', group, like, id }: SourcePageFilter): Statement[] {
  const all = [states[state], sql`s.id <> ${SUBMITTED_SOURCE}::uuid`]
  if (id !== undefined) all.push(sql`s.id = ${id}::uuid`)
  if (group !== undefined) all.push(sql`s.group_name = ${storableText(group)}`)
  if (like !== undefined)
    all.push(
      sql`(strpos(lower(coalesce(s.title, '')), lower(${like}::text)) > 0 or strpos(lower(s.url), lower(${like}::text)) > 0)`,
    )
  return all
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readListed(row: any): ListedSource {
  const { id, url, title, kind, selector, origin, enabled, failures, articles, unread, days } = row
  return {
    id,
    url,
    title,
    siteUrl: row.site_url,
    group: row.group_name,
    kind,
    selector,
    origin,
    ownSettings: row.own_settings,
    enabled,
    disabledReason: row.disabled_reason,
    addedAt: row.added_at,
    polledAt: row.polled_at,
    succeededAt: row.succeeded_at,
    nextPollAt: row.next_poll_at,
    hostBlockedUntil: row.blocked_until,
    isPolling: row.is_polling === true,
    intervalS: row.interval_s,
    failures,
    failureKind: row.failure_kind,
    failureText: row.failure_text,
    failingSince: row.failing_since,
    httpStatus: row.http_status,
    runId: row.run_id,
    articles,
    unread,
    days,
  }
}

/** Due at once; a source that is paused, or at work, is left alone. */
export async function makeDue(database: Database, id: string): Promise<void> {
  await database.query(sql`update bookmarks set next_poll_at = now()
    where source_id = ${id}::uuid and next_poll_at is not null and (lease_until is null or lease_until <= now())`)
}
