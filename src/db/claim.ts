/** Polls are claimed, not queued: a batch of due sources with a lease and a version, by the database's clock, without waiting for rivals. */
import type { Source, SourceOrigin, Validators } from '../core/source.ts'
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import { sql } from './statement.ts'

/** A source that is ours to poll until its lease ends. */
export type Due = Readonly<{
  source: Omit<Source, 'settings'> & Readonly<{ ownSettings: Record<string, unknown> }>
  leaseVersion: number
  failures: number
  /** The pace learnt so far; null before the first success. */
  intervalS: number | null
  /** New articles it brought today (UTC). */
  newToday: number
  /** Never polled with success: what comes is history. */
  history: boolean
  validators: Validators & Readonly<{ rules: string | null }>
}>

export type Claim = Readonly<{
  worker: string
  /** Most sources to take. */
  limit: number
  leaseS: number
  /** Most sources of one host and port in the hands of all workers together. */
  perHost: number
  /** Least time between two claims of one host, in seconds; 0: none. */
  hostSpacingS: number
  /** Sources whose results this worker still holds: they count as in flight, whatever their lease says. */
  held: readonly string[]
  /** Take these whether due or not (a person asked); absent: whatever is due. */
  only?: readonly string[]
}>

/** A lease of its own that a worker has nothing in hand for is given back so long after the claim: whose answer may still be on its way before. */
export const LOST_AFTER_S = 90

/** One round trip. What this worker claimed once and neither polls nor holds is due again, for whoever comes. */
export async function claimDue(database: Database, claim: Claim): Promise<Due[]> {
  const { worker, limit, leaseS, held, only, perHost, hostSpacingS } = claim
  const these = only === undefined ? null : await uuids(only)
  const inHand = await uuids(held)
  const [, , rows = []] = await database.batch([
    // A claim whose answer was lost, or a poll that was let go: nobody works on it, and nobody else may until the lease ends.
    sql`update bookmarks set lease_until = null, leased_by = null where source_id in (
      select source_id from bookmarks where lease_until >= now() and lease_until < now() + make_interval(secs => ${leaseS - LOST_AFTER_S})
        and leased_by = ${worker} and source_id <> all(${inHand}::uuid[])
      order by source_id for update skip locked)`,
    sql`select from claim_due(${worker}, ${limit}, ${leaseS}, ${inHand}::uuid[], ${these}::uuid[], ${perHost}, ${hostSpacingS})`,
    // Looked up by a statement of its own: the claim finds bookmarks that came after it began, whose sources it could not see itself.
    sql`select s.id, s.url, s.title, s.group_name, s.origin, s.own_settings, s.kind, s.selector,
      b.lease_version, b.failures, b.succeeded_at is null as history, b.etag, b.last_modified, b.body_hash, b.rules,
      b.interval_s, case when b.new_on = (now() at time zone 'utc')::date then b.new_count else 0 end as new_today
    from bookmarks b join sources s on s.id = b.source_id
    where b.leased_by = ${worker} and b.lease_until = now() + make_interval(secs => ${leaseS})`,
  ])
  return rows.map(
    (row): Due => ({
      source: {
        id: row.id,
        url: row.url,
        title: row.title,
        group: row.group_name,
        origin: row.origin as SourceOrigin,
        kind: row.kind,
        selector: row.selector,
        ownSettings: row.own_settings,
      },
      leaseVersion: row.lease_version,
      failures: row.failures,
      intervalS: row.interval_s,
      newToday: row.new_today,
      history: row.history,
      validators: { etag: row.etag, lastModified: row.last_modified, bodyHash: row.body_hash, rules: row.rules },
    }),
  )
}

/** Gives back what this worker claimed and will not poll: at shutdown nobody should have to wait for a lease to end. */
export async function releaseLeases(database: Database, worker: string): Promise<void> {
  await database.query(sql`update bookmarks set lease_until = null, leased_by = null 
    where source_id in (select source_id from bookmarks where leased_by = ${worker} order by source_id for update)`)
}

/** How many sources are due now and nobody's; what a first round will poll. */
export async function countDue(database: Database): Promise<number> {
  const [row] = await database.query(sql`
    select count(*) as n from bookmarks where next_poll_at <= now() and (lease_until is null or lease_until < now())`)
  return row?.n ?? 0
}
