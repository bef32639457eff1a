/** The filled store of bench/api, on a server with a quarter of the memory for its buffers, as PostgreSQL's manual advises, in huge pages where it may have them: made for this run; or, on a server that TEST_DATABASE_URL names, made once and copied for each run. */
import { execFile } from 'node:child_process'
import { totalmem } from 'node:os'
import { promisify } from 'node:util'
import type { Database } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { sql } from '../src/db/statement.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { adminQuery, startPostgres, withDatabase } from '../test/fixtures/postgres.ts'
import { fillStore } from './api-fill.ts'
import { withHugePages } from './huge-pages.ts'
import { rounded } from './store.ts'

export async function openApiStore(articles: number, say: (line: string) => void) {
  const buffers = Math.floor(totalmem() / 4 / 2 ** 20)
  const server = await withHugePages(buffers * 2 ** 20, () =>
    startPostgres({ settings: { shared_buffers: `${buffers}MB` } }),
  )
  const [setting] = await adminQuery<{ status: string }>(
    `select coalesce(current_setting('huge_pages_status', true), 'unknown') as status`,
    [],
    server.url,
  )
  const hugePages = setting?.status ?? 'unknown'
  say(`huge pages: ${hugePages}`)
  const kept = `winnow_bench_api_${articles}`
  if (!(await exists(kept, server.url))) await make(kept, server.url, articles, say)
  // Copied, because the bench stores articles: the next run begins with the same ones.
  const name = server.control === null ? `${kept}_run` : kept
  if (name !== kept) {
    await adminQuery(`drop database if exists ${name} with (force)`, [], server.url)
    await adminQuery(`create database ${name} template ${kept} strategy file_copy`, [], server.url)
  }
  const url = withDatabase(server.url, name)
  const database = connectTo(url, 4)
  const warm = await warmUp(database)
  say(`read into the buffers: ${warm}`)
  // What is still to be written holds up what is read.
  await promisify(execFile)('sync')
  return {
    database,
    url,
    /** `on` or `off`. */
    hugePages,
    /** How much was read into the buffers before, or why nothing was. */
    warm,
    async close() {
      await database.close()
      if (name !== kept) await adminQuery(`drop database if exists ${name} with (force)`, [], server.url)
      await server.stop()
    },
  }
}

/**
 * A server that has been up for a while has in its buffers what fits: without this, a store is read page by page while it is measured.
 * Indexes last, so that they stay. Returns how much was read, or the error: a server may lack the extension, or the right to make it.
 */
async function warmUp(database: Database): Promise<string> {
  try {
    await database.execute('create extension if not exists pg_prewarm')
    const [row] = await database.query(sql`select pg_size_pretty(sum(pg_prewarm(oid::regclass)) * 8192) as read
      from (select oid from pg_class where relkind in ('r', 'i', 't') and relpersistence = 'p' and relnamespace <> 'pg_catalog'::regnamespace
        order by relkind = 'i', oid) c`)
    return `${row?.read}`
  } catch (error) {
    return (error as Error).message
  }
}

async function exists(name: string, server: string): Promise<boolean> {
  const rows = await adminQuery('select from pg_database where datname = $1', [name], server)
  return rows.length > 0
}

/** Under another name until it is whole. */
async function make(name: string, server: string, articles: number, say: (line: string) => void): Promise<void> {
  const since = performance.now()
  const building = `${name}_building`
  await adminQuery(`drop database if exists ${building} with (force)`, [], server)
  await adminQuery(`create database ${building} template template0`, [], server)
  const database = connectTo(withDatabase(server, building), 4)
  await migrate(database)
  await fillStore(database, articles, say)
  await database.close()
  await adminQuery(`alter database ${building} rename to ${name}`, [], server)
  say(`filled in ${rounded((performance.now() - since) / 1_000, 0)} s`)
}
