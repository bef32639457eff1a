/** Background jobs on the same database. State columns are the truth, jobs are wake-ups; they commit with the rows they are about (law 9). */
import { type JobInsert, PgBoss, type QueuePolicy, type WorkOptions } from 'pg-boss'
import type { Database } from './database.ts'
import type { Param, Statement } from './statement.ts'

export type Queue = Readonly<{
  name: string
  /** `exclusive` where a singleton key is meant: on a `standard` queue the key dedupes nothing. */
  policy: Extract<QueuePolicy, 'standard' | 'exclusive'>
  /** Cron expression, UTC, for what runs by the clock. */
  cron?: string
  /** Absent: the queue is filled here and worked elsewhere. */
  work?: (data: unknown, signal: AbortSignal) => Promise<void>
  options?: WorkOptions
}>

export type Jobs = Readonly<{
  /** The insert of these jobs as a statement, for somebody else's transaction; jobs are ordered by key (law 5). */
  insertStatement(queue: string, jobs: readonly JobInsert[]): Promise<Statement>
  /** Claims no more; waits for the jobs at work, at most `graceMs`. */
  stop(graceMs: number): Promise<void>
}>

/** Expiry kills a live job whatever its heartbeats say, so it is generous; a dead worker is noticed by its heartbeat. */
const HEARTBEAT_S = 30
const EXPIRE_S = 1_800

export async function startJobs(
  database: Database,
  queues: readonly Queue[],
  onError: (error: unknown, queue: string | null) => void,
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.execute(text, values) },
    backend: database.engine,
    schema: 'jobs',
    registerInstance: false,
  })
  boss.on('error', error => onError(error, null))
  await boss.start()
  for (const queue of queues) {
    await boss.createQueue(queue.name, {
      policy: queue.policy,
      heartbeatSeconds: HEARTBEAT_S,
      expireInSeconds: EXPIRE_S,
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
    })
    if (queue.cron !== undefined) await boss.schedule(queue.name, queue.cron, {}, { tz: 'UTC' })
    const { work } = queue
    if (work === undefined) continue
    await boss.work(queue.name, queue.options ?? {}, async jobs => {
      for (const job of jobs) await run(() => work(job.data, job.signal), queue.name, onError)
    })
  }
  return {
    insertStatement: (queue, jobs) => capture(boss, queue, jobs),
    stop: async graceMs => await boss.stop({ graceful: true, timeout: graceMs }),
  }
}

async function run(work: () => Promise<void>, queue: string, onError: (error: unknown, queue: string) => void) {
  try {
    await work()
  } catch (error) {
    onError(error, queue)
    throw error
  }
}

/** pg-boss writes its insert to the database it is given: here one that keeps it instead of sending it. */
async function capture(boss: PgBoss, queue: string, jobs: readonly JobInsert[]): Promise<Statement> {
  const captured: Statement[] = []
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => {
      captured.push({ text, params: values as Param[] })
      return { rows: [] }
    },
  }
  const ordered = [...jobs].sort((a, b) => ((a.singletonKey ?? '') < (b.singletonKey ?? '') ? -1 : 1))
  await boss.insert(queue, ordered, { db })
  const [statement] = captured
  if (statement === undefined || captured.length > 1)
    throw new Error(`pg-boss sent ${captured.length} statements to insert into ${queue}`)
  return statement
}
