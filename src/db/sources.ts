/** Sources: what is polled. The bookmark beside each moves with every poll; the source itself changes only when a person says so. */
import type { SourceOrigin } from '../core/source.ts'
import { bools, texts, uuids } from './binary.ts'
import type { Database } from './database.ts'
import { type Encoded, every, type Statement, sql } from './statement.ts'

export type NewSource = Readonly<{
  id: string
  url: string
  title: string | null
  group: string | null
  origin: SourceOrigin
  /** What was said for this source alone; defaults and groups are merged in when it is polled. */
  ownSettings: Record<string, unknown>
  enabled: boolean
  /** Default: a feed. */
  kind?: string
  selector?: string | null
}>

export type SourceRow = Readonly<{
  id: string
  url: string
  title: string | null
  siteUrl: string | null
  group: string | null
  origin: SourceOrigin
  ownSettings: Record<string, unknown>
  enabled: boolean
  disabledReason: string | null
  addedAt: Date
  nextPollAt: Date | null
  /** The pace learnt so far, in seconds; null before the first success. */
  intervalS: number | null
  /** Until then its host asked not to be asked. */
  hostBlockedUntil: Date | null
  kind: string
  leaseUntil: Date | null
  polledAt: Date | null
  succeededAt: Date | null
  failures: number
  failureKind: string | null
  failureText: string | null
  runId: string | null
  articles: number
}>

/** Adds what is missing, and brings what is there to what is said now; resolves with the ids that were new. Idempotent. `also` commits with it. */
export async function putSources(
  database: Database,
  sources: readonly NewSource[],
  also: readonly Statement[] = [],
): Promise<string[]> {
  const sorted = [...new Map(sources.map(source => [source.id, source])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const ids = await uuids(sorted.map(source => source.id))
  const enabled = await bools(sorted.map(source => source.enabled))
  const hosts = await texts(sorted.map(source => hostOf(source.url)))
  const [, , , inserted = []] = await database.batch([
    lockBookmarks(ids),
    sql`insert into sources (id, url, title, group_name, origin, own_settings, enabled, kind, selector)
      select id, url, title, group_name, origin, own_settings::jsonb, enabled, kind, selector from unnest(
        ${ids}::uuid[], ${await texts(sorted.map(source => source.url))}::text[], ${await texts(sorted.map(source => source.title))}::text[],
        ${await texts(sorted.map(source => source.group))}::text[], ${await texts(sorted.map(source => source.origin))}::text[],
        ${await texts(sorted.map(source => JSON.stringify(source.ownSettings)))}::text[], ${enabled}::boolean[],
        ${await texts(sorted.map(source => source.kind ?? 'feed'))}::text[], ${await texts(sorted.map(source => source.selector ?? null))}::text[]
      ) as said (id, url, title, group_name, origin, own_settings, enabled, kind, selector)
      on conflict (id) do update set url = excluded.url, title = coalesce(excluded.title, sources.title), group_name = excluded.group_name,
        origin = excluded.origin, kind = excluded.kind, selector = excluded.selector, own_settings = excluded.own_settings, enabled = excluded.enabled,
        disabled_reason = case when excluded.enabled then null else sources.disabled_reason end`,
    sql`insert into hosts (host) select distinct host from unnest(${hosts}::text[]) as said (host) order by host on conflict do nothing`,
    sql`insert into bookmarks (source_id, next_poll_at, host)
      select id, case when enabled then now() end, host from unnest(${ids}::uuid[], ${enabled}::boolean[], ${hosts}::text[]) as said (id, enabled, host)
      on conflict do nothing returning source_id`,
    sql`update bookmarks set next_poll_at = case when enabled then coalesce(next_poll_at, now()) end, host = said.host
      from unnest(${ids}::uuid[], ${enabled}::boolean[], ${hosts}::text[]) as said (id, enabled, host)
      where source_id = id and ((next_poll_at is not null) <> enabled or bookmarks.host <> said.host)`,
    ...also,
  ])
  return inserted.map(row => row.source_id)
}

/** Law 5: whoever changes sources locks their bookmarks first, in order, as every flush does; otherwise the two deadlock. */
function lockBookmarks(ids: Encoded): Statement {
  return sql`select source_id from bookmarks where source_id = any(${ids}::uuid[]) order by source_id for update`
}

/** The key of what is shared between sources: host and port, as the URL names them. */
function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

export type SourceFilter = Readonly<{
  origin?: SourceOrigin
  ids?: readonly string[]
  failing?: boolean
  group?: string
  /** Part of the title or the address, in any case, or the beginning of the id (4 digits or more). */
  like?: string
  /** Most rows; all when absent. */
  limit?: number
}>

export async function listSources(database: Database, filter: SourceFilter = {}): Promise<SourceRow[]> {
  const rows = await database.query(sql`
    select s.id, s.url, s.title, s.site_url, s.group_name, s.origin, s.own_settings, s.enabled, s.disabled_reason, s.added_at,
      b.next_poll_at, b.interval_s, b.lease_until, s.kind,
      (select blocked_until from hosts h where h.host = b.host) as host_blocked_until, b.polled_at, b.succeeded_at, b.failures, b.failure_kind, b.failure_text, b.run_id,
      (select count(*) from articles a where a.source_id = s.id) as articles
    from sources s join bookmarks b on b.source_id = s.id
    where ${every(await conditions(filter))}
    order by s.group_name nulls first, coalesce(s.title, s.url), s.id limit ${filter.limit ?? null}::bigint`)
  return rows.map(row => ({
    id: row.id,
    url: row.url,
    title: row.title,
    siteUrl: row.site_url,
    group: row.group_name,
    origin: row.origin,
    ownSettings: row.own_settings,
    enabled: row.enabled,
    disabledReason: row.disabled_reason,
    addedAt: row.added_at,
    nextPollAt: row.next_poll_at,
    intervalS: row.interval_s,
    hostBlockedUntil: row.host_blocked_until,
    kind: row.kind,
    leaseUntil: row.lease_until,
    polledAt: row.polled_at,
    succeededAt: row.succeeded_at,
    failures: row.failures,
    failureKind: row.failure_kind,
    failureText: row.failure_text,
    runId: row.run_id,
    articles: row.articles,
  }))
}

/** Those of the ids that are sources already. */
export async function knownSources(database: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await database.query(sql`select id from sources where id = any(${await uuids(ids)}::uuid[])`)
  return new Set(rows.map(row => row.id))
}

/** How many there are of each origin; the demo stand runs only while there is nothing else. What people submit is no source to count. */
export async function countSources(database: Database): Promise<Record<SourceOrigin, number>> {
  const rows = await database.query(
    sql`select origin, count(*) as n from sources where kind <> 'submitted' group by origin`,
  )
  const counts = { file: 0, user: 0, demo: 0 }
  for (const row of rows) counts[row.origin as SourceOrigin] = row.n
  return counts
}

/** A disabled source keeps its articles and its bookmark, and is not polled. `also` commits with it. */
export async function setEnabled(
  database: Database,
  ids: readonly string[],
  enabled: boolean,
  reason: string | null,
  also: readonly Statement[] = [],
): Promise<number> {
  const encoded = await uuids(ids)
  const [, changed = []] = await database.batch([
    lockBookmarks(encoded),
    sql`update sources set enabled = ${enabled}, disabled_reason = ${enabled ? null : reason}
      where id = any(${encoded}::uuid[]) and enabled <> ${enabled} returning id`,
    sql`update bookmarks set next_poll_at = case when ${enabled} then now() end, failures = case when ${enabled} then 0 else failures end
      where source_id = any(${encoded}::uuid[])`,
    ...also,
  ])
  return changed.length
}

/**
 * Takes sources away. Their articles stay unless `withArticles`; an article that another source carried too then passes
 * to that source instead of going. A poll in flight finds no bookmark, and the fence refuses its chunk. `also` commits with it.
 */
export async function removeSources(
  database: Database,
  ids: readonly string[],
  withArticles: boolean,
  also: readonly Statement[] = [],
): Promise<number> {
  const gone = await uuids(ids)
  const doomed = sql`(select id from articles where source_id = any(${gone}::uuid[]))`
  const articles: Statement[] = [
    // As every step does: the readings first, in order, then the articles (law 5). What was paid stays in the ledger.
    sql`select id from readings where article_id in ${doomed} order by id for update`,
    sql`with heir as (
        select distinct on (article_id) article_id, source_id, run_id from sightings
        where article_id in ${doomed} and not source_id = any(${gone}::uuid[]) order by article_id, seen_at
      ), inherited as (
        update articles set source_id = heir.source_id, run_id = heir.run_id from heir where articles.id = heir.article_id
      )
      delete from sightings using heir where sightings.article_id = heir.article_id and sightings.source_id = heir.source_id`,
    sql`delete from readings where article_id in ${doomed}`,
    sql`delete from reading_events where reading_id in (select reading_id from requests where article_id in ${doomed})`,
    sql`delete from requests where article_id in ${doomed}`,
    sql`delete from page_fetches where article_id in ${doomed}`,
    sql`delete from notes where article_id in ${doomed}`,
    sql`delete from extractions where article_id in ${doomed}`,
    sql`delete from article_versions where article_id in ${doomed}`,
    sql`delete from url_aliases where article_id in ${doomed}`,
    sql`delete from sightings where article_id in ${doomed}`,
    sql`delete from articles where source_id = any(${gone}::uuid[])`,
    sql`delete from run_chunks where source_id = any(${gone}::uuid[])`,
    sql`delete from runs where source_id = any(${gone}::uuid[])`,
  ]
  // The runs of articles that stay are kept: `winnow why` tells from them where an article came from.
  const results = await database.batch([
    lockBookmarks(gone),
    ...(withArticles ? articles : []),
    sql`delete from sightings where source_id = any(${gone}::uuid[])`,
    sql`delete from decisions where source_id = any(${gone}::uuid[])`,
    sql`delete from rejections where source_id = any(${gone}::uuid[])`,
    sql`delete from bookmarks where source_id = any(${gone}::uuid[])`,
    ...also,
    sql`delete from sources where id = any(${gone}::uuid[]) returning id`,
  ])
  return results.at(-1)?.length ?? 0
}

async function conditions({ origin, ids, failing, group, like }: SourceFilter): Promise<Statement[]> {
  const all: Statement[] = []
  if (origin !== undefined) all.push(sql`s.origin = ${origin}`)
  if (ids !== undefined) all.push(sql`s.id = any(${await uuids(ids)}::uuid[])`)
  if (failing) all.push(sql`b.failures > 0`)
  if (group !== undefined) all.push(sql`s.group_name = ${group}`)
  if (like !== undefined)
    all.push(sql`(strpos(lower(coalesce(s.title, '')), lower(${like}::text)) > 0
    or strpos(lower(s.url), lower(${like}::text)) > 0 or (length(${like}::text) >= 4 and starts_with(s.id::text, lower(${like}::text))))`)
  return all
}
