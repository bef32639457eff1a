/** Migrations: each file once, in order, whole or not at all, by one process at a time; and never on a schema that is not what this Winnow knows. */
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyDataDir } from '../../test/fixtures/data-dir.ts'
import { connectTo, engines } from '../../test/fixtures/database.ts'
import { createDatabase as createEmpty } from '../../test/fixtures/postgres.ts'
import { until } from '../../test/fixtures/until.ts'
import type { Database } from './database.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'
import { sql } from './statement.ts'

describe.each(engines)('on %s', engine => {
  let database: Database
  /** A second process's way to the same database. */
  let other: () => Promise<Database>
  beforeEach(async () => {
    ;({ database, other } = engine === 'postgres' ? await emptyPostgres() : await emptyPglite())
  })

  const tables = () => tablesOf(database)
  const applied = async () =>
    (await database.query(sql`select name from migrations order by version`)).map(row => row.name)

  test('run twice, the second time changes nothing and says so', async () => {
    const names = await ownMigrations()
    expect((await pendingMigrations(database)).map(one => one.name)).toEqual(names)
    expect((await migrate(database)).map(one => one.name)).toEqual(names)
    const before = await tables()
    expect(before).toContain('articles')
    expect(await migrate(database)).toEqual([])
    expect(await pendingMigrations(database)).toEqual([])
    expect([await tables(), await applied()]).toEqual([before, names])
  })

  test('run by two processes at once, each file is applied once and neither fails', async () => {
    const rival = await other()
    // Both are connected before either begins, so that their steps alternate.
    await Promise.all([database.query(sql`select 1`), rival.query(sql`select 1`)])
    const [first, second] = await Promise.all([migrate(database), migrate(rival)])
    expect([...first, ...second].map(one => one.name)).toEqual(await ownMigrations())
    expect(await applied()).toEqual(await ownMigrations())
  })

  test('a file that fails is rolled back alone: what came before it stays, what comes after waits, and the next run resumes', async () => {
    const files = {
      '0001_first.sql': 'create table first (n integer);',
      '0002_second.sql':
        'create table second (n integer); insert into second values (1); insert into second values (1 / 0);',
      '0003_third.sql': 'create table third (n integer);',
    }
    const { migrate } = await withFiles(files)
    await expect(migrate(database)).rejects.toThrow(
      'migration 0002_second.sql failed and was rolled back: division by zero',
    )
    expect(await tables()).toEqual(['first', 'migrations'])
    expect(await applied()).toEqual(['0001_first.sql'])

    const mended = await withFiles({ ...files, '0002_second.sql': 'create table second (n integer);' })
    expect((await mended.migrate(database)).map(one => one.name)).toEqual(['0002_second.sql', '0003_third.sql'])
    expect(await tables()).toEqual(['first', 'migrations', 'second', 'third'])
  })

  test('a file whose record cannot be written is rolled back with it', async () => {
    const files = { '0001_first.sql': 'create table first (n integer);' }
    await (await withFiles(files)).migrate(database)
    await database.execute('alter table migrations add constraint full_disk check (version < 2)')
    const { migrate } = await withFiles({ ...files, '0002_second.sql': 'create table second (n integer);' })
    await expect(migrate(database)).rejects.toThrow('0002_second.sql failed and was rolled back')
    expect(await tables()).toEqual(['first', 'migrations'])
    await database.execute('alter table migrations drop constraint full_disk')
    expect(await migrate(database)).toEqual([{ version: 2, name: '0002_second.sql' }])
  })

  test('a file edited after it was applied is refused, and nothing is applied', async () => {
    const { migrate } = await withFiles({ '0001_first.sql': 'create table first (n integer);' })
    await migrate(database)
    const edited = await withFiles({
      '0001_first.sql': 'create table first (n bigint);',
      '0002_second.sql': 'create table second ();',
    })
    await expect(edited.migrate(database)).rejects.toThrow(
      '0001_first.sql was applied in another form than the file has now',
    )
    await expect(edited.pendingMigrations(database)).rejects.toThrow('0001_first.sql')
    expect(await tables()).toEqual(['first', 'migrations'])
  })

  test('a database newer than this Winnow is refused', async () => {
    const newer = await withFiles({
      '0001_first.sql': 'create table first ();',
      '0002_second.sql': 'create table second ();',
    })
    await newer.migrate(database)
    const older = await withFiles({ '0001_first.sql': 'create table first ();' })
    await expect(older.migrate(database)).rejects.toThrow(
      '0002_second.sql, which this version of Winnow does not know: update Winnow',
    )
    expect(await applied()).toEqual(['0001_first.sql', '0002_second.sql'])
  })
})

test('a process that dies in the middle of a file leaves it unapplied and the lock free', async () => {
  const { database, other } = await emptyPostgres()
  const first = 'create table first (n integer);'
  const slow = 'create table second (n integer); select pg_sleep(60);'
  const { migrate: doomed } = await withFiles({ '0001_first.sql': first, '0002_second.sql': slow })
  const dying = doomed(await other()).catch(error => error)
  await until(async () => (await waiting(database, 'PgSleep')) === 1, { what: 'the second file is being applied' })
  await database.query(sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'`)
  expect(await dying).toBeInstanceOf(Error)
  expect(await tablesOf(database)).toEqual(['first', 'migrations'])
  const { migrate } = await withFiles({
    '0001_first.sql': first,
    '0002_second.sql': 'create table second (n integer);',
  })
  expect((await migrate(database)).map(one => one.name)).toEqual(['0002_second.sql'])
})

test('a second process waits for the first one’s lock instead of failing on its tables', async () => {
  const { database, other } = await emptyPostgres()
  const [holder, rival] = [await other(), await other()]
  const [held, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = holder.session(async run => {
    await run('select pg_advisory_lock(7041776)')
    locked.resolve()
    await held.promise
    await run('select pg_advisory_unlock(7041776)')
  })
  await locked.promise
  const both = Promise.all([migrate(database), migrate(rival)])
  const watcher = await other()
  await until(async () => (await waiting(watcher, 'advisory')) === 2, { what: 'two processes wait for the lock' })
  held.resolve()
  await holding
  expect((await both).flat().map(one => one.name)).toEqual(await ownMigrations())
})

async function waiting(database: Database, event: string): Promise<number> {
  const [row] = await database.query(sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event = ${event}`)
  return row?.n
}

async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.query(sql`select tablename from pg_tables where schemaname = 'public' order by 1`)
  return rows.map(row => row.tablename)
}

async function ownMigrations(): Promise<string[]> {
  const names = (await readdir(new URL('./migrations', import.meta.url))).sort()
  expect(names.length).toBeGreaterThan(0)
  return names
}

/** The module as it is, beside migrations of the test's own. */
async function withFiles(files: Record<string, string>): Promise<typeof import('./migrate.ts')> {
  const folder = await mkdtemp(join(tmpdir(), 'winnow-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'migrations'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'migrations', name), text)
  await copyFile(new URL('./migrate.ts', import.meta.url), join(folder, 'migrate.ts'))
  return await import(pathToFileURL(join(folder, 'migrate.ts')).href)
}

type Empty = Readonly<{ database: Database; other: () => Promise<Database> }>

async function emptyPostgres(): Promise<Empty> {
  const { url, drop } = await createEmpty()
  onTestFinished(drop)
  const other = async () => {
    const database = connectTo(url, 1)
    onTestFinished(() => database.close())
    return database
  }
  return { database: await other(), other }
}

/** The second process is a guest of the first. */
async function emptyPglite(): Promise<Empty> {
  const { path, remove } = await emptyDataDir()
  onTestFinished(remove)
  const open = async (role: 'host' | 'guest') => {
    const opened = await openDatabase({ dataDir: path, poolSize: 1, role })
    if (!('database' in opened)) throw new Error(`the data directory cannot be opened as ${role}`)
    onTestFinished(() => opened.database.close())
    return opened.database
  }
  return { database: await open('host'), other: () => open('guest') }
}
