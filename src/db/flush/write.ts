/** Second round trip of a flush: one Sync, hence one transaction. The number of statements is the same for any number of entries and sources (law 2). */
import type { Chunk } from '../../core/chunk.ts'
import { uuidV8 } from '../../core/identity.ts'
import { ADOPT_AFTER_MOVES } from '../../core/schedule.ts'
import { bigints, bools, ints, texts, times, uuids } from '../binary.ts'
import { type Statement, sql } from '../statement.ts'
import { type Lane, storeArticles } from './articles.ts'
import type { Plan } from './plan.ts'

/** Kept per article, so that a page that changes with every visit cannot fill the disk. */
const MAX_VERSIONS = 20

/** `followUps` are the jobs that commit with the articles (law 9). The last statement's rows are the tallies as stored. */
export async function writeStatements(plan: Plan, lane: Lane, followUps: readonly Statement[]): Promise<Statement[]> {
  const { chunks } = plan
  return [
    await fence(chunks),
    await insertRuns(chunks),
    ...(await storeArticles(plan, lane)),
    await insertSightings(plan),
    await insertVersions(plan),
    await upsertDecisions(plan),
    await deleteOverturned(plan),
    await insertRejections(plan),
    await moveBookmarks(chunks),
    await blockHosts(chunks),
    ...followUps,
    await readTallies(chunks),
  ]
}

/** The sources are locked in order, and a chunk polled under an older lease fails the flush (law 5, DESIGN §3 "claimed"). */
async function fence(chunks: readonly Chunk[]): Promise<Statement> {
  const ids = await uuids(chunks.map(chunk => chunk.run.sourceId))
  return sql`select refuse_stale_leases(${ids}::uuid[], ${await bigints(chunks.map(chunk => chunk.leaseVersion))}::bigint[])`
}

async function insertRuns(chunks: readonly Chunk[]): Promise<Statement> {
  const runs = chunks.map(chunk => chunk.run)
  return sql`insert into runs (id, source_id, worker, started_at, duration_ms, http_status, bytes, not_modified, failure_kind, failure_text)
    select * from unnest(
      ${await uuids(runs.map(run => run.id))}::uuid[], ${await uuids(runs.map(run => run.sourceId))}::uuid[],
      ${await texts(runs.map(run => run.worker))}::text[], ${await times(runs.map(run => run.startedAt))}::timestamptz[],
      ${await ints(runs.map(run => run.durationMs))}::integer[], ${await ints(runs.map(run => run.httpStatus))}::integer[],
      ${await bigints(runs.map(run => run.bytes))}::bigint[], ${await bools(runs.map(run => run.notModified))}::boolean[],
      ${await texts(runs.map(run => run.failure?.kind ?? null))}::text[], ${await texts(runs.map(run => run.failure?.message ?? null))}::text[])
    on conflict (id) do update set failure_kind = excluded.failure_kind, failure_text = excluded.failure_text
      where excluded.failure_kind is not null`
}

async function insertSightings({ sightings }: Plan): Promise<Statement> {
  return sql`insert into sightings (article_id, source_id, run_id)
    select * from unnest(
      ${await uuids(sightings.map(one => one.articleId))}::uuid[], ${await uuids(sightings.map(one => one.chunk.run.sourceId))}::uuid[],
      ${await uuids(sightings.map(one => one.chunk.run.id))}::uuid[])
    on conflict do nothing`
}

/** Law 4: a changed text is a recorded fact, never an update of the article. */
async function insertVersions({ versions }: Plan): Promise<Statement> {
  return sql`insert into article_versions (article_id, content_hash, run_id, title, content_text)
    select article_id, content_hash, run_id, title, content_text from (
      select *, row_number() over (partition by article_id) as place from unnest(
      ${await uuids(versions.map(one => one.articleId))}::uuid[], ${await uuids(versions.map(one => one.article.contentHash))}::uuid[],
      ${await uuids(versions.map(one => one.chunk.run.id))}::uuid[], ${await texts(versions.map(one => one.article.title))}::text[],
      ${await texts(versions.map(one => one.article.contentText))}::text[]) as offered (article_id, content_hash, run_id, title, content_text)
    ) as changed
    where (select count(*) from article_versions kept where kept.article_id = changed.article_id) + place <= ${MAX_VERSIONS}
    on conflict do nothing`
}

async function upsertDecisions({ decisions }: Plan): Promise<Statement> {
  return sql`insert into decisions (entry_id, source_id, run_id, outcome, reason, url, title)
    select * from unnest(
      ${await uuids(decisions.map(one => one.item.entryId))}::uuid[], ${await uuids(decisions.map(one => one.chunk.run.sourceId))}::uuid[],
      ${await uuids(decisions.map(one => one.chunk.run.id))}::uuid[], ${await texts(decisions.map(one => one.item.outcome))}::text[],
      ${await texts(decisions.map(one => one.item.reason))}::text[], ${await texts(decisions.map(one => one.item.url))}::text[],
      ${await texts(decisions.map(one => one.item.title))}::text[])
    on conflict (entry_id, source_id) do update
      set outcome = excluded.outcome, reason = excluded.reason, run_id = excluded.run_id, decided_at = now()`
}

async function deleteOverturned({ overturned }: Plan): Promise<Statement> {
  return sql`delete from decisions using unnest(
      ${await uuids(overturned.map(one => one.entryId))}::uuid[], ${await uuids(overturned.map(one => one.sourceId))}::uuid[]
    ) as gone (entry_id, source_id)
    where decisions.entry_id = gone.entry_id and decisions.source_id = gone.source_id`
}

/** One row for each rejected entry, and one for a chunk that was refused whole. */
async function insertRejections({ chunks, rejections, flooded }: Plan): Promise<Statement> {
  const rows = [
    ...rejections.map(({ item, chunk }) => ({ ...item, chunk, sqlState: item.sqlState ?? null, entries: 1 })),
    ...chunks.flatMap(chunk =>
      chunk.refused === null ? [] : [{ entryId: chunk.run.id, chunk, url: null, title: null, ...chunk.refused }],
    ),
    ...chunks.flatMap((chunk, at) => {
      const entries = flooded[at] ?? 0
      const reason = `a flood: ${entries} new entries beyond the ${chunk.newLimit} that were left of the source's day (maxNewPerDay)`
      const entryId = uuidV8(`flood ${chunk.run.id} ${chunk.index}`)
      return entries === 0 ? [] : [{ entryId, chunk, url: null, title: null, reason, sqlState: null, entries }]
    }),
  ]
  return sql`insert into rejections (entry_id, source_id, run_id, chunk, reason, sqlstate, url, title, entries)
    select * from unnest(
      ${await uuids(rows.map(row => row.entryId))}::uuid[], ${await uuids(rows.map(row => row.chunk.run.sourceId))}::uuid[],
      ${await uuids(rows.map(row => row.chunk.run.id))}::uuid[], ${await ints(rows.map(row => row.chunk.index))}::integer[],
      ${await texts(rows.map(row => row.reason))}::text[], ${await texts(rows.map(row => row.sqlState))}::text[],
      ${await texts(rows.map(row => row.url))}::text[], ${await texts(rows.map(row => row.title))}::text[],
      ${await ints(rows.map(row => row.entries))}::integer[])
    on conflict do nothing`
}

/** Law 8, the bookmark moves last: only chunks that end a run carry one; the lease ends with it. */
async function moveBookmarks(chunks: readonly Chunk[]): Promise<Statement> {
  const ended = chunks.flatMap(({ run, bookmark }) =>
    bookmark === null ? [] : [{ run, bookmark, kept: bookmark.validators }],
  )
  const each = <T>(of: (one: (typeof ended)[number]) => T) => ended.map(of)
  return sql`with moved as (
      select * from unnest(
        ${await uuids(each(one => one.run.sourceId))}::uuid[], ${await ints(each(one => one.bookmark.nextPollS))}::integer[],
        ${await ints(each(one => one.bookmark.intervalS))}::integer[], ${await ints(each(one => one.bookmark.news?.nextPollS ?? null))}::integer[],
        ${await ints(each(one => one.bookmark.news?.intervalS ?? null))}::integer[],
        ${await bools(each(one => one.bookmark.succeeded))}::boolean[], ${await ints(each(one => one.bookmark.failures))}::integer[],
        ${await texts(each(one => one.run.failure?.kind ?? null))}::text[], ${await texts(each(one => one.run.failure?.message ?? null))}::text[],
        ${await uuids(each(one => one.run.id))}::uuid[], ${await bools(each(one => one.kept !== null))}::boolean[],
        ${await texts(each(one => one.kept?.etag ?? null))}::text[], ${await texts(each(one => one.kept?.lastModified ?? null))}::text[],
        ${await texts(each(one => one.kept?.bodyHash ?? null))}::text[], ${await texts(each(one => one.kept?.rules ?? null))}::text[],
        ${await texts(each(one => one.bookmark.feedTitle))}::text[], ${await texts(each(one => one.bookmark.siteUrl))}::text[],
        ${await texts(each(one => one.bookmark.disable))}::text[], ${await texts(each(one => one.bookmark.movedTo))}::text[],
        ${await bools(each(one => one.run.history))}::boolean[]
      ) as moved (source_id, next_poll_s, pace_s, next_poll_news_s, pace_news_s, succeeded, failures, failure_kind, failure_text, run_id,
        learnt, etag, last_modified, body_hash, rules, feed_title, site_url, disable, moved_to, history)
      cross join lateral (select coalesce(sum(saved), 0)::integer as saved, coalesce(sum(saved) filter (where not moved.history), 0)::integer as counted
        from run_chunks where run_chunks.run_id = moved.run_id) as brought
    ), adopted as (
      select moved.source_id, moved.moved_to as url from moved join bookmarks b on b.source_id = moved.source_id
      where moved.moved_to = b.moved_to and b.moved_times + 1 >= ${ADOPT_AFTER_MOVES}
    ), described as (
      update sources s set title = coalesce(s.title, moved.feed_title), site_url = coalesce(moved.site_url, s.site_url),
        url = coalesce(adopted.url, s.url), enabled = s.enabled and moved.disable is null,
        disabled_reason = coalesce(moved.disable, s.disabled_reason)
      from moved left join adopted on adopted.source_id = moved.source_id
      where s.id = moved.source_id and (
        (s.title is null and moved.feed_title is not null) or moved.site_url is distinct from coalesce(s.site_url, moved.site_url)
        or adopted.url is not null or moved.disable is not null)
    )
    update bookmarks b set
      next_poll_at = case when b.next_poll_at is null or moved.disable is not null then null else now() + make_interval(secs =>
        case when moved.saved > 0 then coalesce(moved.next_poll_news_s, moved.next_poll_s) else moved.next_poll_s end) end,
      interval_s = coalesce(case when moved.saved > 0 then moved.pace_news_s end, moved.pace_s, b.interval_s),
      new_on = (now() at time zone 'utc')::date,
      new_count = moved.counted + case when b.new_on = (now() at time zone 'utc')::date then b.new_count else 0 end,
      lease_until = null, leased_by = null, polled_at = now(), run_id = moved.run_id, failures = moved.failures,
      succeeded_at = case when moved.succeeded then now() else b.succeeded_at end,
      failure_kind = moved.failure_kind, failure_text = moved.failure_text,
      etag = case when learnt then moved.etag else b.etag end,
      last_modified = case when learnt then moved.last_modified else b.last_modified end,
      body_hash = case when learnt then moved.body_hash else b.body_hash end,
      rules = case when learnt then moved.rules else b.rules end,
      moved_times = case when moved.moved_to is null then 0 when moved.moved_to = b.moved_to then b.moved_times + 1 else 1 end,
      moved_to = moved.moved_to
    from moved where b.source_id = moved.source_id`
}

/** A 429 speaks for its host: no worker asks it before the time is over. Ordered by host (law 5). */
async function blockHosts(chunks: readonly Chunk[]): Promise<Statement> {
  const blocked = chunks.filter(chunk => chunk.bookmark?.hostBlockedS != null)
  const ids = await uuids(blocked.map(chunk => chunk.run.sourceId))
  const seconds = await ints(blocked.map(chunk => chunk.bookmark?.hostBlockedS ?? null))
  return sql`insert into hosts (host, blocked_until)
    select b.host, max(now() + make_interval(secs => asked.s))
    from unnest(${ids}::uuid[], ${seconds}::integer[]) as asked (source_id, s) join bookmarks b on b.source_id = asked.source_id
    group by b.host order by b.host
    on conflict (host) do update set blocked_until = greatest(hosts.blocked_until, excluded.blocked_until)`
}

/** The truth about each chunk: the row of this transaction, or the one of an earlier attempt whose answer was lost. */
export async function readTallies(chunks: readonly Chunk[]): Promise<Statement> {
  return sql`select run_id, chunk, offered, saved, duplicate, old, filtered, rejected from run_chunks
    where (run_id, chunk) in (select * from unnest(
      ${await uuids(chunks.map(chunk => chunk.run.id))}::uuid[], ${await ints(chunks.map(chunk => chunk.index))}::integer[]))`
}
