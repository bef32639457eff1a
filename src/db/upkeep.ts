/** What keeps the store in order: the sweeper re-creates what state says is missing, the daily job forgets what is past its time. */
import type { Database } from './database.ts'
import { sql } from './statement.ts'

/** An enabled source without a bookmark or a next poll time would never be polled again; resolves with how many were mended. */
export async function sweep(database: Database): Promise<number> {
  const [created = [], woken = []] = await database.batch([
    sql`insert into bookmarks (source_id, next_poll_at, host) select id, now(), ${hostOfUrl} from sources where enabled
      and not exists (select 1 from bookmarks where source_id = sources.id) order by id on conflict do nothing returning source_id`,
    sql`update bookmarks set next_poll_at = now() where source_id in (
        select source_id from bookmarks where next_poll_at is null and source_id in (select id from sources where enabled)
        order by source_id for update
      ) returning source_id`,
    // Without its host a source is never claimed.
    sql`insert into hosts (host) select distinct host from bookmarks
      where not exists (select 1 from hosts where hosts.host = bookmarks.host) order by host on conflict do nothing`,
  ])
  return created.length + woken.length
}

/** Host and port, as migration 0002 reads them. */
const hostOfUrl = sql`lower(substring(url from '^[a-z]+://(?:[^@/]*@)?([^/?#]+)'))`

/** Runs older than `days` go with their chunks; the newest of each source stays, so that "last poll" can always be explained. */
export async function pruneRuns(database: Database, days: number): Promise<number> {
  const old = sql`select id from runs where started_at < now() - make_interval(days => ${days})
    and id not in (select run_id from bookmarks where run_id is not null) order by id limit 10000`
  // One statement, hence one snapshot: a poll that ends meanwhile cannot make the two tables disagree about what is old.
  const gone = await database.query(sql`with gone as (delete from runs where id in (${old}) returning id),
    chunks as (delete from run_chunks where run_id in (select id from gone)) select id from gone`)
  return gone.length
}

/** The embedded engine has no autovacuum: without this its tables would bloat and its plans grow stale. Table by table, so that others get their turn. */
export async function vacuumEmbedded(database: Database): Promise<void> {
  if (database.engine !== 'pglite') return
  const tables = await database.query<{ name: string }>(sql`select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1`)
  for (const { name } of tables) await database.execute(`vacuum analyze ${name}`)
}
