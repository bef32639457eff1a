/** The checks of `winnow doctor`: each looks at one thing, is bounded in time, and never throws. */
import { lookup } from 'node:dns/promises'
import { access, constants, mkdir, stat, statfs } from 'node:fs/promises'
import { trustedOrigins } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { listSources, type SourceRow } from '../../db/sources.ts'
import { readServer } from '../../db/status.ts'
import type { Context } from '../context.ts'
import { withBareDatabase } from './bare-database.ts'
import type { Check } from './check.ts'
import { withNetwork } from './network.ts'
import { address, counted, nameOf, size, took } from './output.ts'
import { checkReading } from './reading-checks.ts'

const LEAST_VERSION = 150_000
const CLOCK_WARN_MS = 5_000
const LOW_DISK_BYTES = 1_000_000_000
const NAMES_LOOKED_UP = 5
const SOURCES_ASKED = 3
const ASK_MS = 10_000
/** A feed larger than this answers as well as a small one. */
const ASK_BYTES = 20_000_000

/** In the order in which one thing needs the other. */
export async function* checkAll(context: Context): AsyncGenerator<Check, void, undefined> {
  yield checkConfig(context)
  if (context.config.database.url === undefined) yield* checkDataDir(context.config.dataDir)
  const { checks, sources } = await checkDatabase(context)
  yield* checks
  if (sources !== null) yield* checkNetwork(context, sources)
  yield* checkReading(context)
}

/** A configuration with problems never gets here: main prints them, line by line, and ends with exit code 2. */
function checkConfig({ config }: Context): Check {
  const where = config.file === null ? 'no winnow.yaml; defaults and the environment count' : config.file
  const trusted = trustedOrigins(config).length
  const found = `${where}; ${counted(config.sources.length, 'source')} in it${trusted > 0 ? `, ${counted(trusted, 'origin')} trusted` : ''}`
  return { name: 'configuration', result: 'ok', found, advice: null }
}

async function* checkDataDir(dataDir: string): AsyncGenerator<Check> {
  const name = 'data directory'
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.W_OK | constants.X_OK)
    const { mode } = await stat(dataDir)
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0
    const found = `${dataDir} is writable, mode 0${(mode & 0o777).toString(8)}`
    yield {
      name,
      result: open ? 'warn' : 'ok',
      found,
      advice: open ? `others on this machine may look into it: chmod 700 ${dataDir}` : null,
    }
    const { bavail, bsize } = await statfs(dataDir)
    const low = bavail * bsize < LOW_DISK_BYTES
    yield {
      name: 'disk space',
      result: low ? 'warn' : 'ok',
      found: `${size(bavail * bsize)} free`,
      advice: low ? 'make room before the database runs out of it' : null,
    }
  } catch (error) {
    yield {
      name,
      result: 'fail',
      found: (error as Error).message,
      advice: 'set dataDir (WINNOW_DATA_DIR) to a directory that this user may write to',
    }
  }
}

/** `sources` is null when the database cannot say. */
async function checkDatabase(context: Context): Promise<{ checks: Check[]; sources: SourceRow[] | null }> {
  const { config } = context
  try {
    return await withBareDatabase(config, async database => {
      const checks = [...(await checkServer(database)), await checkMigrations(database)]
      const ready = checks.every(check => check.result !== 'fail') && (await pendingMigrations(database)).length === 0
      return { checks, sources: ready ? await listSources(database, { limit: 1_000 }) : null }
    })
  } catch (error) {
    const { url } = config.database
    const advice =
      url === undefined
        ? `end other processes that have ${config.dataDir} open, and look at the disk`
        : 'check DATABASE_URL, and that the server runs and lets this user in'
    return {
      checks: [{ name: 'database', result: 'fail', found: address((error as Error).message), advice }],
      sources: null,
    }
  }
}

async function checkServer(database: Database): Promise<Check[]> {
  const before = Date.now()
  const { version, versionNumber, clockMs } = await readServer(database)
  const roundTripMs = Date.now() - before
  const embedded = database.engine === 'pglite'
  const known = versionNumber >= LEAST_VERSION
  const apartMs = Math.abs(clockMs - (before + roundTripMs / 2))
  const aside = embedded
    ? 'embedded, survives kill -9 but not a power cut (fsync is off); for more, set DATABASE_URL'
    : `answers in ${took(roundTripMs)}`
  return [
    {
      name: 'database',
      result: known ? 'ok' : 'fail',
      found: `PostgreSQL ${version}, ${aside}`,
      advice: known ? null : 'Winnow needs PostgreSQL 15 or newer',
    },
    {
      name: 'clock',
      result: apartMs > CLOCK_WARN_MS ? 'warn' : 'ok',
      found: `this machine and the database are ${took(apartMs)} apart`,
      advice:
        apartMs > CLOCK_WARN_MS
          ? 'let both machines set their clocks by NTP; leases count by the database, dates of articles by this machine'
          : null,
    },
  ]
}

async function checkMigrations(database: Database): Promise<Check> {
  const name = 'schema'
  try {
    const pending = await pendingMigrations(database)
    if (pending.length === 0) return { name, result: 'ok', found: 'up to date', advice: null }
    return {
      name,
      result: 'warn',
      found: `${counted(pending.length, 'migration')} to be applied`,
      advice: 'winnow migrate, or any other command, applies them',
    }
  } catch (error) {
    return {
      name,
      result: 'fail',
      found: (error as Error).message,
      advice: 'run the version of Winnow that this database was last used with, or a newer one',
    }
  }
}

async function* checkNetwork(context: Context, all: readonly SourceRow[]): AsyncGenerator<Check> {
  const sources = all.filter(source => source.enabled && source.origin !== 'demo')
  if (sources.length === 0) {
    yield { name: 'network', result: 'ok', found: 'not tried: there is no source of your own yet', advice: null }
    return
  }
  const hosts = [...new Set(sources.map(source => new URL(source.url).hostname.replace(/^\[|\]$/g, '')))].slice(
    0,
    NAMES_LOOKED_UP,
  )
  const names: Check[] = []
  for (const host of hosts) if (!context.stop.aborted) names.push(await checkName(host))
  // A dead site among others is that site's fault; when nothing resolves it is ours.
  const some = names.some(check => check.result === 'ok')
  yield* names.map(check => (check.result === 'fail' && some ? { ...check, result: 'warn' as const } : check))
  yield* await withNetwork(context.config, async ({ get }) => {
    const checks: Check[] = []
    for (const source of sources.slice(0, SOURCES_ASKED)) {
      const since = performance.now()
      const fromOperator = source.origin === 'file'
      const answer = await get({
        url: source.url,
        maxBytes: ASK_BYTES,
        totalMs: ASK_MS,
        signal: context.stop,
        fromOperator,
      })
      const name = 'source'
      if (answer.ok)
        checks.push({
          name,
          result: 'ok',
          found: `${nameOf(source)} answers ${answer.value.status} in ${took(performance.now() - since)}`,
          advice: null,
        })
      else
        checks.push({
          name,
          result: 'warn',
          found: `${nameOf(source)}: ${answer.failure.message}`,
          advice: `look at ${address(source.url)} in a browser; winnow runs --source ${source.id.slice(0, 8)} shows its past`,
        })
    }
    return checks
  })
}

async function checkName(host: string): Promise<Check> {
  const { promise: late, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), ASK_MS)
  try {
    const found = await Promise.race([lookup(host, { all: true }), late])
    if (found !== null)
      return {
        name: 'name',
        result: 'ok',
        found: `${host} has ${counted(found.length, 'address', 'addresses')}`,
        advice: null,
      }
    return {
      name: 'name',
      result: 'fail',
      found: `${host}: no answer in ${took(ASK_MS)}`,
      advice: 'check the DNS server of this machine',
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return {
      name: 'name',
      result: 'fail',
      found: `${host} cannot be resolved (${code})`,
      advice: 'check the address of the source, and the DNS server of this machine',
    }
  } finally {
    clearTimeout(timer)
  }
}
