/** The bank of our own PostgreSQL: one pool, one way to send statements, a client-side deadline on each, and no network I/O but its own. */
import pg from 'pg'
import { createBatch, type Prepared, type Row } from './batch.ts'
import { CLIENT_DEADLINE } from './sqlstate.ts'
import type { Statement } from './statement.ts'

export type Send = (statements: readonly Statement[], deadlineMs?: number) => Promise<Row[][]>

export type Database = Readonly<{
  engine: 'postgres' | 'pglite'
  /** One round trip and one transaction: all statements commit together or none does. */
  batch: Send
  /** One statement; its rows. */
  query<T extends Row = Row>(statement: Statement, deadlineMs?: number): Promise<T[]>
  /** Text SQL with text parameters: the door for pg-boss. Statements without parameters may be several. */
  execute(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
  /** A held connection, for what needs several round trips in one session: migrations only. */
  session<T>(work: (run: (text: string, values?: unknown[]) => Promise<{ rows: Row[] }>) => Promise<T>): Promise<T>
  /** Connections lent out right now, and the most there ever were: law 10 is measured with it. */
  stats(): { size: number; lent: number; waiting: number; roundTrips: number }
  close(): Promise<void>
}>

export type DatabaseOptions = Readonly<{
  engine: 'postgres' | 'pglite'
  connection: pg.PoolConfig
  poolSize: number
  /** Called when a statement passed its deadline, before its error is seen: the embedded engine is replaced. */
  onDeadline?: () => Promise<void>
  onIdleError?: (error: Error) => void
  /** What else to close, after the pool. */
  onClose?: () => Promise<void>
}>

/** No statement of ours may take longer than this; the server's own timeout cannot fire when the server is frozen. */
const DEADLINE_MS = 60_000
const CONNECT_MS = 10_000
const LOCK_TIMEOUT_MS = 20_000

/**
 * Custom plans: a plan kept from when a table was small would scan it once it is big (measured: 20 ms instead of 2 for a
 * probe of 1,000 ids). The memory keeps a flush's arrays off the disk; JIT never pays for statements this short.
 */
const SESSION = '-c plan_cache_mode=force_custom_plan -c work_mem=32MB -c jit=off'

export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...options.connection,
    max: options.poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'winnow',
    options: options.engine === 'postgres' ? SESSION : undefined,
    allowExitOnIdle: true,
  })
  pool.on('error', error => options.onIdleError?.(error))
  let lent = 0
  let roundTrips = 0

  /** The sessions of the embedded engine share one back end, and their names would clash. */
  const prepared = new WeakMap<pg.PoolClient, Prepared>()
  function preparedOn(client: pg.PoolClient): Prepared | null {
    if (options.engine === 'pglite') return null
    const known = prepared.get(client) ?? (new Map() as Prepared)
    prepared.set(client, known)
    return known
  }

  async function withClient<T>(deadlineMs: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    lent++
    let broken: Error | undefined
    let replaced: Promise<void> | undefined
    const ignore = () => {}
    client.on('error', ignore)
    const timer = setTimeout(() => {
      broken = deadlineError(deadlineMs)
      replaced = options.onDeadline?.()
      socketOf(client).destroy(broken)
    }, deadlineMs)
    try {
      roundTrips++
      return await work(client)
    } catch (error) {
      if (broken !== undefined) {
        await replaced
        throw broken
      }
      if (!isServerError(error)) broken = error as Error
      throw error
    } finally {
      clearTimeout(timer)
      client.off('error', ignore)
      lent--
      client.release(broken)
    }
  }

  const batch: Send = (statements, deadlineMs = DEADLINE_MS) =>
    withClient(deadlineMs, client => {
      const { submittable, done } = createBatch(statements, preparedOn(client))
      client.query(submittable)
      return done
    })

  return {
    engine: options.engine,
    batch,
    query: async <T extends Row>(statement: Statement, deadlineMs?: number) =>
      ((await batch([statement], deadlineMs))[0] ?? []) as T[],
    execute: (text, values) =>
      withClient(DEADLINE_MS, async client => {
        const result = (await client.query(text, values)) as pg.QueryResult | pg.QueryResult[]
        return Array.isArray(result) ? { rows: result.flatMap(one => one.rows) } : { rows: result.rows }
      }),
    session: work => withClient(10 * DEADLINE_MS, client => work((text, values) => client.query(text, values))),
    stats: () => ({ size: options.poolSize, lent, waiting: pool.waitingCount, roundTrips }),
    async close() {
      await pool.end()
      await options.onClose?.()
    },
  }
}

function deadlineError(deadlineMs: number): Error {
  return Object.assign(new Error(`the database did not answer within ${deadlineMs / 1000} s`), {
    code: CLIENT_DEADLINE,
  })
}

/** An error that PostgreSQL sent leaves the connection usable; any other one means that the connection is gone. */
function isServerError(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && (error as { severity?: string }).severity === 'ERROR'
}

function socketOf(client: pg.PoolClient): { destroy(error: Error): void } {
  return (client as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection.stream
}
