/** Series for the control room, counted by the database in buckets of time. */
import type { Tally } from '../core/tally.ts'
import type { Database } from './database.ts'
import { sql } from './statement.ts'

export type Bucket = Tally & Readonly<{ at: Date; polls: number; p50Ms: number | null; p95Ms: number | null }>
export type FailureCount = Readonly<{ kind: string; count: number; sources: number }>
export type Series = Readonly<{
  buckets: readonly Bucket[]
  failures: readonly FailureCount[]
  /** By the day (UTC), at least today. */
  costs: readonly Readonly<{ day: string; usd: number }>[]
}>

/** `buckets` whole buckets of `bucketS` seconds, the last one of them being the current one. One round trip. */
export async function readSeries(database: Database, bucketS: number, buckets: number): Promise<Series> {
  const first = sql`(to_timestamp(floor(extract(epoch from now()) / ${bucketS}::integer) * ${bucketS}::integer) - make_interval(secs => ${bucketS * (buckets - 1)}))`
  const bucket = sql`make_interval(secs => ${bucketS})`
  const at = sql`date_bin(${bucket}, r.started_at, ${first})`
  const [series = [], failures = [], costs = []] = await database.batch([
    sql`with polls as (
        select ${at} as at, count(*) as polls, percentile_cont(0.5) within group (order by r.duration_ms) as p50, percentile_cont(0.95) within group (order by r.duration_ms) as p95
        from runs r where r.started_at >= ${first} group by 1
      ), tallies as (
        select ${at} as at, sum(offered) as offered, sum(saved) as saved, sum(duplicate) as duplicate, sum(old) as old, sum(filtered) as filtered,
          sum(rejected) as rejected
        from runs r join run_chunks c on c.run_id = r.id where r.started_at >= ${first} group by 1
      )
      select b.at, coalesce(p.polls, 0) as polls, p.p50, p.p95, coalesce(t.offered, 0) as offered, coalesce(t.saved, 0) as saved,
        coalesce(t.duplicate, 0) as duplicate, coalesce(t.old, 0) as old, coalesce(t.filtered, 0) as filtered, coalesce(t.rejected, 0) as rejected
      from generate_series(${first}, now(), ${bucket}) as b (at) left join polls p on p.at = b.at left join tallies t on t.at = b.at
      order by b.at limit ${buckets}`,
    sql`select failure_kind as kind, count(*) as count, count(distinct source_id) as sources from runs
      where started_at >= ${first} and failure_kind is not null group by 1 order by 2 desc, 1`,
    sql`select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(sum(c.cost_usd), 0)::float8 as usd
      from generate_series(least(date_trunc('day', ${first} at time zone 'utc'), date_trunc('day', now() at time zone 'utc')), now() at time zone 'utc', interval '1 day') as d (day)
      left join llm_calls c on c.at >= d.day at time zone 'utc' and c.at < (d.day + interval '1 day') at time zone 'utc'
      group by 1 order by 1`,
  ])
  return {
    buckets: series.map(({ at: from, p50, p95, polls, ...tally }) => ({
      ...(tally as Tally),
      at: from,
      polls,
      p50Ms: p50,
      p95Ms: p95,
    })),
    failures: failures as FailureCount[],
    costs: costs as { day: string; usd: number }[],
  }
}

export type Attention = Readonly<{
  failing: number
  rejected: number
  balanceBroken: number
  waitingForBudget: number
  queue: number
}>

/** What needs a look, of the last day. One round trip, of indexed counts. */
export async function readAttention(database: Database): Promise<Attention> {
  const [row] = await database.query(sql`select
    (select count(*) from sources s join bookmarks b on b.source_id = s.id where s.enabled and b.failures > 0) as failing,
    (select coalesce(sum(entries), 0)::bigint from rejections where rejected_at > now() - interval '1 day') as rejected,
    (select count(*) from run_chunks c join runs r on r.id = c.run_id where r.started_at > now() - interval '1 day'
      and c.offered <> c.saved + c.duplicate + c.old + c.filtered + c.rejected) as balance_broken,
    (select count(*) from readings where due_at is not null and waiting_reason is not null) as waiting,
    (select count(*) from readings where due_at is not null)
      + (select count(*) from bookmarks where next_poll_at <= now() and (lease_until is null or lease_until <= now())) as queue`)
  return {
    failing: row?.failing ?? 0,
    rejected: row?.rejected ?? 0,
    balanceBroken: row?.balance_broken ?? 0,
    waitingForBudget: row?.waiting ?? 0,
    queue: row?.queue ?? 0,
  }
}

/** Readings that wait or are at work, and sources that are due: the depth of the queue. */
export async function readQueueDepth(database: Database): Promise<number> {
  const [row] = await database.query(sql`select (select count(*) from readings where due_at is not null)
    + (select count(*) from bookmarks where next_poll_at <= now() and (lease_until is null or lease_until <= now())) as n`)
  return row?.n ?? 0
}

export type Overview = Readonly<{
  sources: Readonly<{
    total: number
    enabled: number
    failing: number
    paused: number
    polling: number
    due: number
    demo: number
  }>
  articles: number
  nextPollAt: Date | null
  /** Demo sources are there and polled, whichever process keeps their stand open. */
  hasDemo: boolean
}>

/** Articles are counted as PostgreSQL estimates them where there are many: an exact count of a million takes longer than a page may. */
export async function readOverview(database: Database): Promise<Overview> {
  const [sources = [], articles = []] = await database.batch([
    sql`select count(*) as total, count(*) filter (where s.enabled) as enabled, count(*) filter (where not s.enabled) as paused,
        count(*) filter (where s.enabled and b.failures > 0) as failing, count(*) filter (where b.lease_until > now()) as polling,
        count(*) filter (where b.next_poll_at <= now() and (b.lease_until is null or b.lease_until <= now())) as due,
        count(*) filter (where s.origin = 'demo') as demo, min(b.next_poll_at) as next_poll_at,
        coalesce(bool_or(s.origin = 'demo' and s.enabled), false) as has_demo
      from sources s join bookmarks b on b.source_id = s.id`,
    sql`select case when reltuples > 100000 then reltuples::bigint else (select count(*) from articles) end as n
      from pg_class where oid = 'articles'::regclass`,
  ])
  const { next_poll_at: nextPollAt, has_demo: hasDemo, ...counts } = sources[0] ?? {}
  return {
    sources: counts as Overview['sources'],
    articles: articles[0]?.n ?? 0,
    nextPollAt: nextPollAt ?? null,
    hasDemo: hasDemo === true,
  }
}
