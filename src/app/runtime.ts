/** Builds the two banks and the bridge, wraps every network call in its gate once, and closes it all in reverse. */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as uuidV7 } from 'uuid'
import { type Config, effectiveSettings, trustedOrigins } from '../config.ts'
import { type Chunk, MAX_CHUNK_ENTRIES } from '../core/chunk.ts'
import { failed } from '../core/failure.ts'
import { claimDue, type Due, releaseLeases } from '../db/claim.ts'
import type { Database } from '../db/database.ts'
import { createFlush, type FollowUps } from '../db/flush/flush.ts'
import { type Jobs, startJobs } from '../db/jobs.ts'
import { chunkWeighing } from '../flow/cutter.ts'
import type { Watch } from '../flow/events.ts'
import { createHandOver, type HandOver, type Held } from '../flow/hand-over.ts'
import { createIngest } from '../flow/ingest.ts'
import type { WatchReading } from '../flow/reading/events.ts'
import { createWorker, type Worker } from '../flow/worker.ts'
import type { Log } from '../log.ts'
import { type AddressGuard, createAddressGuard } from '../net/address-guard.ts'
import { type Gate, GateRefusal } from '../net/gate.ts'
import { createGates, hostAndPort } from '../net/gates.ts'
import { createHttp } from '../net/http.ts'
import { fetchSource } from '../net/kinds/source.ts'
import { createRobots } from '../net/robots.ts'
import { createParser } from '../parse/pool.ts'
import { logReading } from './log-reading.ts'
import { createReading, type ReadingRuntime } from './reading.ts'
import { createReport } from './report.ts'
import { createSubmissions, type Submissions } from './submissions.ts'
import { upkeepQueues } from './upkeep-queues.ts'
import { readingFollowUps } from './wanted-readings.ts'

export type RuntimeOptions = Readonly<{
  config: Config
  database: Database
  log: Log
  watch: Watch
  watchReading?: WatchReading
  /** Poll these, due or not; absent: whatever is due. */
  only?: readonly string[]
  /** Read these alone; absent: whatever is due. */
  onlyReadings?: () => readonly string[]
  followUps?: FollowUps
}>

export type Runtime = Readonly<{
  worker: Worker
  handOver: HandOver<Chunk>
  reading: ReadingRuntime
  submissions: Submissions
  gate: Pick<Gate, 'stats'>
  guard: AddressGuard
  /** Background jobs; a runtime for one command starts none. */
  startJobs(): Promise<Jobs>
  /** Claims nothing more, lets calls in flight end (at most half of `graceMs`), stores what is held, gives the leases back. Resolves with what the database did not take. */
  stop(graceMs: number): Promise<Held>
}>

/** Parsing threads: one for each spare core, and never so many that they crowd out the loop. */
const PARSE_WORKERS = 2
const PARSE_DEADLINE_MS = 20_000
const LINGER_MS = 50
/** A claim takes long when the database is slow, and a poll may be over in a moment. */
const POLLS_AHEAD = { least: 16, most: 64 }

export function createRuntime(options: RuntimeOptions): Runtime {
  const { config, database, log, watch, only } = options
  const workerName = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`
  const stopping = new AbortController()
  const guard = createAddressGuard({ trusted: trustedOrigins(config) })
  const http = createHttp({ guard, userAgent: config.fetch.userAgent, allowDowngrade: config.fetch.allowDowngrade })
  const gates = createGates<'feed' | 'page'>({ global: config.fetch.concurrency, perHost: config.fetch.perHost })
  const parser = createParser({ workers: PARSE_WORKERS, deadlineMs: PARSE_DEADLINE_MS })
  const polled = new Map<string, Due['source']>()
  let jobs: Jobs | null = null

  const flush = createFlush({
    database,
    lane: database.engine === 'postgres' ? 'copy' : 'insert',
    followUps: options.followUps ?? readingFollowUps(config, id => polled.get(id)),
    random: Math.random,
    sleep: ms => delay(ms),
    onEvent: (event, fields) => event === 'flush.bisected' && log.event('warn', event, fields),
  })

  const handOver = createHandOver({
    flush,
    weighing: chunkWeighing,
    limits: {
      rows: config.handOver.rows,
      bytes: config.handOver.bytes,
      lingerMs: LINGER_MS,
      flushRows: MAX_CHUNK_ENTRIES,
    },
    random: Math.random,
    sleep: quietDelay,
    onSettled: createReport(polled, log, watch),
    onRetry: (error, attempt, waitMs, chunks) =>
      log.event('warn', 'flush.retried', {
        runs: chunks.map(chunk => chunk.run.id),
        error,
        attempt,
        waitMs,
        held: handOver.held(),
      }),
  })

  const robots = createRobots({ http, userAgent: config.fetch.userAgent })
  const limitedFetch = gates.limited('feed', (_, source) => hostAndPort(source.url), fetchSource)
  const ingest = createIngest({
    fetchSource: async (source, validators) => {
      try {
        return await limitedFetch(http, source, validators, {
          robots,
          signal: stopping.signal,
          totalMs: config.fetch.timeoutMs,
        })
      } catch (error) {
        if (error instanceof GateRefusal) return failed(error.failure)
        throw error
      }
    },
    parse: parser.parse,
    handOver,
    settingsOf: source => effectiveSettings(config, source),
    worker: workerName,
    newId: () => uuidV7(),
    clock: () => new Date(),
    random: Math.random,
    watch(event) {
      if (event.type === 'letGo' && !stopping.signal.aborted) {
        const { source, failure } = event
        log.event('warn', 'poll.letGo', { correlationId: event.runId, source: source.url, failure, stage: 'ingest' })
      }
      if (event.type === 'skipped')
        log.event('warn', 'poll.skipped', {
          correlationId: event.runId,
          source: event.source.url,
          part: event.url,
          failure: event.failure,
        })
      watch(event)
    },
  })

  const worker = createWorker({
    async claim(limit, held) {
      const wanted = only?.filter(id => !polled.has(id))
      const due = await claimDue(database, {
        worker: workerName,
        limit,
        leaseS: config.polling.leaseS,
        held,
        only: wanted,
        perHost: config.fetch.perHost,
        hostSpacingS: config.fetch.hostSpacingS,
      })
      for (const { source } of due) {
        polled.set(source.id, source)
        // Demo sources are written by Winnow alone, so their stand's own port is trusted (DESIGN §6).
        if (source.origin === 'demo') guard.trust(new URL(source.url).origin)
      }
      return due
    },
    keyOf: due => due.source.id,
    work: ingest,
    handOver,
    concurrency: config.fetch.concurrency,
    ahead: POLLS_AHEAD,
    tickMs: config.polling.tickMs,
    leaseMs: config.polling.leaseS * 1_000,
    now: () => performance.now(),
    random: Math.random,
    sleep: quietDelay,
    onClaimed: sources => watch({ type: 'claimed', sources }),
    onClaimFailed: (error, waitMs) => log.event('warn', 'claim.failed', { error, waitMs }),
    onBug: (error, due) => log.event('error', 'task.crashed', { error, source: due.source.url, stage: 'poll' }),
  })

  const reading = createReading({
    config,
    database,
    log,
    outside: { http, guard, gates, robots },
    worker: workerName,
    watch(event) {
      logReading(log, event)
      submissions.told(event)
      options.watchReading?.(event)
    },
    only: options.onlyReadings,
  })
  const submissions = createSubmissions({
    database,
    log,
    wake: reading.reader.wake,
    abort: reading.reader.abort,
  })

  return {
    worker,
    handOver,
    reading,
    submissions,
    gate: { stats: () => gates.stats().global },
    guard,
    async startJobs() {
      jobs = await startJobs(database, upkeepQueues(database, config, log, reading.reader.wake), (error, queue) =>
        log.event('warn', 'job.failed', { error, queue }),
      )
      return jobs
    },
    async stop(graceMs) {
      const ended = worker.stop()
      const read = reading.stop(graceMs)
      await Promise.race([ended, quietDelay(graceMs / 2, stopping.signal)])
      gates.close('Winnow is stopping')
      stopping.abort()
      await ended
      const left = await handOver.close(graceMs / 2)
      await read
      if (left.rows > 0)
        log.event('warn', 'stopping', {
          reason: 'the database did not take everything: these sources stay due',
          held: left,
        })
      await jobs?.stop(graceMs / 2)
      await releaseLeases(database, workerName).catch(error => log.event('warn', 'database.lost', { error }))
      await parser.close()
      await http.close()
      return left
    },
  }
}

/** A wait that ends early, without an error, when the signal aborts. */
async function quietDelay(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}
