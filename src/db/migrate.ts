/** Numbered SQL files, each applied once, in order, in its own transaction, by one process at a time: repeatable and resumable. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Database } from './database.ts'

type Migration = Readonly<{ version: number; name: string; text: string; checksum: string }>
export type Applied = Readonly<{ version: number; name: string }>

/** Any fixed number: it names the lock that keeps a second migrating process waiting. */
const LOCK_KEY = 7_041_776

/** Applies what is missing and says what that was. Throws when an applied file has changed since, or the database is newer than this Winnow. */
export async function migrate(
  database: Database,
  only: (migration: Applied) => boolean = () => true,
): Promise<Applied[]> {
  const migrations = (await readMigrations()).filter(only)
  return await database.session(async run => {
    await run('select pg_advisory_lock($1)', [LOCK_KEY])
    try {
      await run(`create table if not exists migrations (
        version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
      const { rows } = await run('select version, name, checksum from migrations order by version')
      const applied: Applied[] = []
      for (const migration of missingOf(migrations, rows as Migration[])) {
        if (await apply(run, migration)) applied.push({ version: migration.version, name: migration.name })
      }
      return applied
    } finally {
      await run('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => {})
    }
  })
}

/** Migrations that this version of Winnow knows and the database lacks; for `status` and `doctor`. */
export async function pendingMigrations(database: Database): Promise<Applied[]> {
  const { rows: table } = await database.execute(`select to_regclass('migrations') is not null as present`)
  const { rows } = table[0]?.present
    ? await database.execute('select version, name, checksum from migrations')
    : { rows: [] }
  return missingOf(await readMigrations(), rows as Migration[]).map(({ version, name }) => ({ version, name }))
}

type Run = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>

/**
 * False when another process has applied it meanwhile: the clients of the embedded engine share one session, which an advisory
 * lock keeps nobody out of; an open transaction does.
 */
async function apply(run: Run, migration: Migration): Promise<boolean> {
  await run('begin')
  try {
    const { rows } = await run('select 1 from migrations where version = $1', [migration.version])
    if (rows.length > 0) {
      await run('rollback')
      return false
    }
    await run(migration.text)
    await run('insert into migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ])
    await run('commit')
    return true
  } catch (cause) {
    await run('rollback').catch(() => {})
    throw new Error(`migration ${migration.name} failed and was rolled back: ${(cause as Error).message}`, { cause })
  }
}

function missingOf(known: readonly Migration[], applied: readonly Migration[]): Migration[] {
  const byVersion = new Map(applied.map(row => [row.version, row]))
  const newest = Math.max(0, ...known.map(migration => migration.version))
  const newer = applied.find(row => row.version > newest)
  if (newer !== undefined)
    throw new Error(
      `the database has migration ${newer.name}, which this version of Winnow does not know: update Winnow`,
    )
  return known.filter(migration => {
    const row = byVersion.get(migration.version)
    if (row !== undefined && row.checksum !== migration.checksum)
      throw new Error(
        `migration ${migration.name} was applied in another form than the file has now: applied files are never edited`,
      )
    return row === undefined
  })
}

async function readMigrations(): Promise<Migration[]> {
  const folder = new URL('./migrations/', import.meta.url)
  const names = (await readdir(folder)).filter(name => /^\d{4}_.+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async name => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return {
        version: Number(name.slice(0, 4)),
        name,
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
      }
    }),
  )
}
