/** The state of the whole store in a few counts; law 1 is checked over every chunk that was ever stored. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tally } from '../core/tally.ts'
import type { Database } from './database.ts'
import type { LockHolder } from './embedded/lock.ts'
import { sql } from './statement.ts'

export type SourceStates = Readonly<{
  total: number
  enabled: number
  disabled: number
  failing: number
  /** Enabled, and never polled yet. */
  waiting: number
  /** A worker holds a lease on them now. */
  polling: number
  /** Waiting to be claimed. */
  due: number
  demo: number
}>

export type Status = Readonly<{
  engine: Database['engine']
  /** As the server says it: 18.1 */
  version: string
  database: string
  bytes: number
  migrations: number
  lastMigration: string | null
  sources: SourceStates
  articles: number
  lastDay: Tally & Readonly<{ polls: number; failed: number }>
  /** Chunks of all time, and how many of them do not add up: a bug if not 0. */
  balance: Readonly<{ chunks: number; broken: number }>
  lastPoll: Readonly<{ at: Date; worker: string }> | null
  /** What `winnow demo on|off` said; null when nobody did. */
  demo: 'on' | 'off' | null
}>

/** One round trip. */
export async function readStatus(database: Database): Promise<Status> {
  const results = await database.batch([
    sql`select current_setting('server_version') as version, current_database() as name, pg_database_size(current_database()) as bytes`,
    sql`select count(*) as n, max(name) as last from migrations`,
    sql`select count(*) as total, count(*) filter (where s.enabled) as enabled, count(*) filter (where not s.enabled) as disabled,
        count(*) filter (where s.enabled and b.failures > 0) as failing, count(*) filter (where s.enabled and b.polled_at is null) as waiting,
        count(*) filter (where b.lease_until > now()) as polling,
        count(*) filter (where b.next_poll_at <= now() and (b.lease_until is null or b.lease_until <= now())) as due,
        count(*) filter (where s.origin = 'demo') as demo
      from sources s left join bookmarks b on b.source_id = s.id where s.kind <> 'submitted'`,
    sql`select count(*) as n from articles`,
    sql`select coalesce(sum(offered), 0) as offered, coalesce(sum(saved), 0) as saved, coalesce(sum(duplicate), 0) as duplicate,
        coalesce(sum(old), 0) as old, coalesce(sum(filtered), 0) as filtered, coalesce(sum(rejected), 0) as rejected,
        count(distinct r.id) as polls, count(distinct r.id) filter (where r.failure_kind is not null) as failed
      from runs r left join run_chunks c on c.run_id = r.id where r.started_at > now() - interval '24 hours'`,
    sql`select count(*) as chunks, count(*) filter (where offered <> saved + duplicate + old + filtered + rejected) as broken from run_chunks`,
    sql`select stored_at as at, worker from runs order by started_at desc limit 1`,
    sql`select value from settings where key = 'demo'`,
  ])
  const [server, migrations, sources, articles, lastDay, balance, lastPoll, demo] = results.map(rows => rows[0])
  return {
    engine: database.engine,
    version: String(server?.version).split(' ')[0] ?? '',
    database: server?.name,
    bytes: server?.bytes,
    migrations: migrations?.n,
    lastMigration: migrations?.last ?? null,
    sources: sources as SourceStates,
    articles: articles?.n,
    lastDay: lastDay as Status['lastDay'],
    balance: balance as Status['balance'],
    lastPoll: (lastPoll as Status['lastPoll']) ?? null,
    demo: demo?.value === 'on' || demo?.value === 'off' ? demo.value : null,
  }
}

/** The server's version (150004 is 15.4) and its clock in Unix milliseconds; one round trip. */
export async function readServer(
  database: Database,
): Promise<{ versionNumber: number; version: string; clockMs: number }> {
  const [row] = await database.query(sql`select current_setting('server_version_num')::integer as number,
    current_setting('server_version') as version, extract(epoch from clock_timestamp())::float8 * 1000 as clock`)
  return { versionNumber: row?.number, version: String(row?.version).split(' ')[0] ?? '', clockMs: row?.clock }
}

/**
 * The process that has the embedded database open, when it is another one than this. To be asked while this process has the
 * database open or joined: the file is then of whoever holds the lock, never a dead process's.
 */
export async function readDaemon(dataDir: string): Promise<LockHolder | null> {
  try {
    const holder: LockHolder = JSON.parse(await readFile(join(dataDir, 'holder.json'), 'utf8'))
    return holder.pid === process.pid ? null : holder
  } catch {
    return null
  }
}
