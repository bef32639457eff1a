/** What the polls of the last moments brought, for those who watch. */
import type { Database } from './database.ts'
import { sql } from './statement.ts'

export type RunNews = Readonly<{
  runs: readonly Readonly<{ id: string; sourceId: string; name: string; saved: number; failed: boolean }>[]
  saved: number
  /** Counted only when something was saved. */
  unread: number
  next: string
}>

/** Polls told one by one; what is beyond is only in `saved`. */
const MOST_RUNS = 100

/**
 * The polls that ended in transactions from `from` on, up to the oldest open one and no further than the lists of what is unread have
 * followed: whoever is told of an article finds it there. `from` is an earlier answer of `readHorizon`, or of this.
 */
export async function runsStoredSince(database: Database, from: string): Promise<RunNews> {
  const unfollowed = sql`select c.stored_by from run_chunks c join projections p on p.name = 'unread'
    where c.stored_by >= p.position and c.saved > 0 order by c.stored_by limit 1`
  const [row] = await database.query(
    sql`select greatest(${from}::xid8, least(followed_horizon(), (${unfollowed})))::text as horizon`,
  )
  const next: string = row?.horizon
  const within = sql`c.stored_by >= ${from}::xid8 and c.stored_by < ${next}::xid8`
  const [runs = [], totals] = await database.batch([
    sql`select r.id, r.source_id, coalesce(s.title, s.url, '') as name, r.failure_kind is not null as failed,
        (select coalesce(sum(saved), 0) from run_chunks k where k.run_id = r.id) as saved
      from run_chunks c join runs r on r.id = c.run_id left join sources s on s.id = r.source_id
      where ${within} and c.last order by c.stored_by desc, r.id limit ${MOST_RUNS}`,
    sql`with stored as (select coalesce(sum(saved), 0)::bigint as saved from run_chunks c where ${within})
      select saved, case when saved > 0 then (select coalesce(sum(n), 0)::bigint from unread_counts) else 0 end as unread from stored`,
  ])
  return {
    runs: runs.map(({ id, name, failed, saved, source_id: sourceId }) => ({ id, sourceId, name, failed, saved })),
    saved: totals?.[0]?.saved ?? 0,
    unread: totals?.[0]?.unread ?? 0,
    next,
  }
}
