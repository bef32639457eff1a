/** Where the database is: a PostgreSQL by URL, or the embedded engine, opened here or reached in the process that has it open. */
import { setTimeout as delay } from 'node:timers/promises'
import { createDatabase, type Database } from './database.ts'
import { answers, type Engine, SOCKET_PORT, shortened, socketDirOf, startEngine } from './embedded/engine.ts'
import { type LockHolder, lockDataDir } from './embedded/lock.ts'

export type OpenOptions = Readonly<{
  /** postgres://…; absent: the embedded engine in `dataDir`. */
  url?: string | undefined
  dataDir: string
  poolSize: number
  /** `host` opens the embedded engine itself and refuses if another process has it; `guest` may use that other process's. */
  role: 'host' | 'guest'
  onEvent?: (event: 'engine.restarted' | 'database.lost', fields: Record<string, unknown>) => void
}>

export type Opened = { database: Database } | { heldBy: LockHolder | null }

/** All sessions of the embedded engine share one back end, so our pool is 1. */
const EMBEDDED_POOL = 1
/** Far more than a first start takes on a slow machine. */
const OPENING_MS = 60_000
const LOOK_AGAIN_MS = 100

export async function openDatabase(options: OpenOptions): Promise<Opened> {
  const onIdleError = (error: Error) => options.onEvent?.('database.lost', { reason: error.message })
  if (options.url !== undefined) {
    const connection = { connectionString: options.url }
    return { database: createDatabase({ engine: 'postgres', connection, poolSize: options.poolSize, onIdleError }) }
  }
  // Who holds the directory may be opening it still, or closing it by now: a guest waits for the one and follows the other.
  for (const since = performance.now(); ; await delay(LOOK_AGAIN_MS)) {
    const lock = lockDataDir(options.dataDir)
    if ('release' in lock) return { database: await openLocked(options, onIdleError, lock.release) }
    if (options.role === 'host') return lock
    if (await answers(options.dataDir)) return { database: openGuest(options, onIdleError) }
    if (performance.now() - since > OPENING_MS) return lock
  }
}

async function openLocked(
  options: OpenOptions,
  onIdleError: (e: Error) => void,
  release: () => void,
): Promise<Database> {
  try {
    const onDied = () => options.onEvent?.('engine.restarted', { reason: 'the embedded engine ended by itself' })
    return openHost(await startEngine(options.dataDir, onDied), options, onIdleError, release)
  } catch (error) {
    release()
    throw error
  }
}

function openHost(
  engine: Engine,
  options: OpenOptions,
  onIdleError: (e: Error) => void,
  release: () => void,
): Database {
  return createDatabase({
    engine: 'pglite',
    connection: embeddedConnection(engine.socketDir),
    poolSize: EMBEDDED_POOL,
    onIdleError,
    async onDeadline() {
      options.onEvent?.('engine.restarted', { reason: 'a statement passed its deadline' })
      await engine.restart()
    },
    async onClose() {
      await engine.close()
      release()
    },
  })
}

function openGuest(options: OpenOptions, onIdleError: (e: Error) => void): Database {
  const way = shortened(socketDirOf(options.dataDir))
  return createDatabase({
    engine: 'pglite',
    connection: embeddedConnection(way.dir),
    poolSize: EMBEDDED_POOL,
    onIdleError,
    onClose: async () => way.remove(),
  })
}

function embeddedConnection(host: string) {
  return { host, port: SOCKET_PORT, user: 'postgres', database: 'postgres', ssl: false as const }
}
