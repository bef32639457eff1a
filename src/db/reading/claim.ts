/** Readings are claimed like polls: due ones with a lease and a version, by the database's clock, without waiting for rivals. The attempt counts before the work starts. */
import type { Reading, Stage } from '../../core/reading.ts'
import { uuids } from '../binary.ts'
import { LOST_AFTER_S } from '../claim.ts'
import type { Database } from '../database.ts'
import { type Statement, sql } from '../statement.ts'
import { extractionColumns, noteColumns, readExtraction, readNote } from './stored.ts'

export type ReadingClaim = Readonly<{
  worker: string
  /** Most readings to take. */
  limit: number
  leaseS: number
  /** None but these, of what is due; absent: whatever is due. */
  only?: readonly string[]
  /** Readings whose steps this worker still holds: they count as in flight, whatever their lease says. */
  held: readonly string[]
  /** Told of each reading that this claim ended instead, because it was claimed too often without a result. */
  onGaveUp?: (ended: GaveUp) => void
}>

export type GaveUp = Readonly<{ readingId: string; articleId: string; stage: Stage; message: string }>

/** Claims without a stored step between them; what kills its worker each time must not do so for ever. */
export const MAX_ATTEMPTS = 5

/** Those people wait for first. Of one article one at a time: the next finds stored what the first one fetched and bought. */
export async function claimReadings(database: Database, claim: ReadingClaim): Promise<Reading[]> {
  const candidates = await dueNow(claim)
  const [, ended = [], rows = []] = await database.batch([
    await giveBackLost(claim),
    giveUp(candidates),
    claimDueReadings(claim, candidates),
  ])
  for (const row of ended)
    claim.onGaveUp?.({
      readingId: row.id,
      articleId: row.article_id,
      stage: row.failed_stage,
      message: row.failure_text,
    })
  return rows.map(readClaimed)
}

/** Gives up what was claimed too often, as the claim does; for a sweep where nobody claims. Each is told once, whoever ends it. */
export async function giveUpReadings(database: Database): Promise<GaveUp[]> {
  const rows = await database.query(giveUp(await dueNow({ held: [] })))
  return rows.map(row => ({
    readingId: row.id,
    articleId: row.article_id,
    stage: row.failed_stage,
    message: row.failure_text,
  }))
}

async function dueNow({ held, only }: Pick<ReadingClaim, 'held' | 'only'>): Promise<Statement> {
  const these = only === undefined ? null : await uuids(only)
  return sql`r.due_at <= now() and (r.lease_until is null or r.lease_until < now()) and r.id <> all(${await uuids(held)}::uuid[])
    and (${these}::uuid[] is null or r.id = any(${these}::uuid[]))`
}

/** As polls do (db/claim.ts): leases are renewed for what is at work, so one that was not is of a claim that was lost, or of a reading that was let go. */
async function giveBackLost({ worker, leaseS, held }: ReadingClaim): Promise<Statement> {
  return sql`update readings set lease_until = null, leased_by = null where id in (
    select id from readings where lease_until >= now() and lease_until < now() + make_interval(secs => ${leaseS - LOST_AFTER_S})
      and leased_by = ${worker} and id <> all(${await uuids(held)}::uuid[])
    order by id for update skip locked)`
}

function giveUp(candidates: Statement): Statement {
  return sql`with worn as (
      select r.id, r.status from readings r where ${candidates} and r.attempts >= ${MAX_ATTEMPTS}
      order by r.id limit 100 for update skip locked
    ), ended as (
      update readings r set status = 'failed', due_at = null, ended_at = now(), lease_until = null, leased_by = null,
        lease_version = lease_version + 1, steps = '{}', failure_kind = 'malformed',
        failed_stage = case worn.status when 'pending' then 'accepted' when 'enriching' then 'summarised' else worn.status end,
        failure_text = 'gave up after ' || r.attempts || ' attempts: none came to a result'
      from worn where r.id = worn.id returning r.*
    ), told as (
      insert into reading_events (reading_id, seq, stage, at, detail)
      select id, 9, 'failed', now(), jsonb_build_object('stage', failed_stage, 'kind', failure_kind, 'message', failure_text)
      from ended order by id on conflict do nothing
    )
    select id, article_id, failed_stage, failure_text from ended order by id`
}

/** Its worker died with it twice. It may be the one that kills, or one that only stood beside it. */
const suspect = sql`(r.attempts >= 2 and r.leased_by is not null)`

/**
 * A suspect is claimed alone, when there is nothing else: then it wears out no reading but itself.
 *
 * What is stored is looked up with the claim: the extraction that this reading made, else (unless forced) the article's
 * latest that is worth something; then a summary of exactly this text. With an extraction at hand nothing is fetched.
 */
function claimDueReadings({ worker, limit, leaseS }: ReadingClaim, candidates: Statement): Statement {
  return sql`with due as materialized (
      select r.id, r.article_id, r.status, r.depth, r.edition, r.content_hash, r.priority, r.due_at, ${suspect} as suspect from readings r
      where ${candidates} and r.attempts < ${MAX_ATTEMPTS} and not exists (
        select from readings o where o.article_id = r.article_id and o.id <> r.id and o.lease_until >= now())
      order by ${suspect}, r.priority, r.due_at, r.id limit ${limit} for update skip locked
    ), chosen as (
      select distinct on (due.article_id) due.*, x.content_hash as stored_hash, n.id as note_id
      from due left join lateral (
        select x.content_hash, x.language from extractions x
        where x.article_id = due.article_id
          and case when due.content_hash is not null then x.content_hash = due.content_hash else due.edition = '' and x.low_value is null end
        order by x.stored_at desc limit 1
      ) x on true left join lateral (
        select n.id from notes n where due.depth = 'summary' and n.content_hash = x.content_hash and n.purpose = 'summary'
          and n.edition = due.edition and (x.language is null or n.language = x.language)
        order by n.provider = 'builtin', n.at desc limit 1
      ) n on true
      where not due.suspect or due.id = (
        select id from due where not exists (select from due where not suspect) order by priority, due_at, id limit 1)
      order by due.article_id, due.priority, due.due_at, due.id
    ), claimed as (
      update readings r set lease_version = r.lease_version + 1, leased_by = ${worker}, attempts = r.attempts + 1, steps = '{}',
        lease_until = now() + make_interval(secs => ${leaseS}), waiting_reason = null,
        content_hash = coalesce(r.content_hash, chosen.stored_hash), summary_id = coalesce(r.summary_id, chosen.note_id),
        status = farther_status(r.status, case when chosen.stored_hash is null or r.depth = 'full_text' then 'fetching' else 'summarising' end)
      from chosen where r.id = chosen.id
      returning r.*, chosen.status as was, chosen.stored_hash
    ), told as (
      insert into reading_events (reading_id, seq, stage, at, detail)
      select claimed.id, stage.seq, stage.name, now(), stage.detail
      from claimed left join extractions x on x.article_id = claimed.article_id and x.content_hash = claimed.stored_hash
      cross join lateral (values
        (1, 'fetching', '{}'::jsonb, claimed.stored_hash is null),
        (2, 'extracted', jsonb_build_object('stored', true, 'extractor', x.extractor, 'title', x.title, 'language', x.language,
          'words', x.word_count, 'preview', left(x.content_text, 150)), claimed.stored_hash is not null),
        (3, 'summarising', '{}'::jsonb, claimed.stored_hash is not null and claimed.depth = 'summary')
      ) as stage (seq, name, detail, holds)
      where claimed.was in ('pending', 'fetching') and stage.holds
      order by 1, 2 on conflict do nothing
    )
    select c.id, c.article_id, c.source_id, c.priority, c.url, c.depth, c.language, c.edition, c.status, c.lease_version, c.attempts,
      ${extractionColumns}, ${noteColumns}
    from claimed c
    left join extractions x on x.article_id = c.article_id and x.content_hash = c.stored_hash
    left join notes n on n.id = c.summary_id
    order by c.priority, c.due_at, c.id`
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readClaimed(row: any): Reading {
  const { id, url, depth, language, edition, status, attempts } = row
  return {
    id,
    articleId: row.article_id,
    sourceId: row.source_id,
    byPerson: row.priority === 0,
    url,
    depth,
    language,
    edition,
    status,
    leaseVersion: row.lease_version,
    attempts,
    extraction: row.x_content_hash === null ? null : readExtraction(row),
    summary: row.n_id === null ? null : readNote(row),
  }
}

/** Resolves with the ids that are still this worker's; of the others somebody else took over, or they have ended. */
export async function renewLeases(
  database: Database,
  worker: string,
  ids: readonly string[],
  leaseS: number,
): Promise<string[]> {
  const rows =
    await database.query(sql`update readings set lease_until = now() + make_interval(secs => ${leaseS}) where id in (
      select id from readings where id = any(${await uuids(ids)}::uuid[]) and leased_by = ${worker} and lease_until is not null
      order by id for update
    ) returning id`)
  return rows.map(row => row.id)
}

/** Gives back what this worker claimed and will not finish, at shutdown; a claim given back was no attempt. */
export async function releaseReadings(database: Database, worker: string): Promise<void> {
  await database.query(sql`update readings set lease_until = null, leased_by = null, attempts = greatest(attempts - 1, 0) where id in (
      select id from readings where leased_by = ${worker} and lease_until is not null order by id for update)`)
}
