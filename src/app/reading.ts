/** Joins the banks for reading: every network call is wrapped in its gate once, and `flow/reading` never sees one. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Config, effectiveSettings, isTrustedPage } from '../config.ts'
import type { Reading } from '../core/reading.ts'
import type { Database } from '../db/database.ts'
import { claimReadings, releaseReadings, renewLeases } from '../db/reading/claim.ts'
import { storeSteps } from '../db/reading/steps.ts'
import { listSources, type SourceRow } from '../db/sources.ts'
import { createHandOver } from '../flow/hand-over.ts'
import { createEnrichment } from '../flow/reading/enrichment.ts'
import type { WatchReading } from '../flow/reading/events.ts'
import { createExtraction } from '../flow/reading/extraction.ts'
import { createRead } from '../flow/reading/read.ts'
import { createReader, type Reader } from '../flow/reading/reader.ts'
import { createStepStore, stepWeighing } from '../flow/reading/store.ts'
import { createSummary } from '../flow/reading/summary.ts'
import type { Log } from '../log.ts'
import { createGate, type GateStats } from '../net/gate.ts'
import { createPost } from '../net/post.ts'
import { createExtractor } from '../parse/article/extractor.ts'
import { logGaveUp } from './log-reading.ts'
import { createModel } from './model.ts'
import { createPages, type Outside } from './pages.ts'

export type ReadingOptions = Readonly<{
  config: Config
  database: Database
  log: Log
  outside: Outside
  worker: string
  watch: WatchReading
  /** Read these alone; absent: whatever is due. */
  only?: () => readonly string[]
}>

export type ReadingRuntime = Readonly<{
  reader: Reader
  /** How many readings' results wait for the database. */
  held: () => number
  /** Every limiter of reading, for the panel that shows them beside the pool. */
  gates: () => readonly GateStats[]
  /** Lets calls in flight end, at most half of `graceMs`, stores what is held, gives the leases back. */
  stop(graceMs: number): Promise<void>
}>

/** Readability takes up to a second of CPU for a page. */
const EXTRACT_THREADS = 2
const EXTRACT_DEADLINE_MS = 10_000
const LINGER_MS = 20
/** A step is a dozen rows at most; its texts are bounded by the bytes of the hand-over. */
const FLUSH_STEPS = 500
/** Steps of different readings have nothing to do with each other, so a slow database need not make one wait for the other. */
const FLUSHES = 2

export function createReading(options: ReadingOptions): ReadingRuntime {
  const { config, database, log, outside, worker, watch } = options
  const extractor = createExtractor({ threads: EXTRACT_THREADS, deadlineMs: EXTRACT_DEADLINE_MS })
  const post = createPost({ guard: outside.guard, userAgent: config.fetch.userAgent })
  const sources = new Map<string, SourceRow>()
  const budgets = { usdPerDay: config.llm.budget.perDayUsd, usdPerSourceDay: config.llm.budget.perSourceDayUsd }

  const steps = createStepStore(() => handOver)
  const handOver = createHandOver({
    flush: some =>
      storeSteps(database, some, { worker, budgets, onEvent: (event, fields) => log.event('warn', event, fields) }),
    weighing: stepWeighing,
    limits: {
      rows: config.handOver.rows,
      bytes: config.handOver.bytes,
      lingerMs: LINGER_MS,
      flushRows: FLUSH_STEPS,
      flushes: FLUSHES,
    },
    random: Math.random,
    sleep: quietDelay,
    onSettled: steps.settle,
    onRetry: (error, attempt, waitMs, held) =>
      log.event('warn', 'flush.retried', { readings: held.map(step => step.readingId), error, attempt, waitMs }),
  })

  const llmGate = createGate({ name: 'llm', limit: config.llm.concurrency })
  const firecrawlGate = createGate({ name: 'firecrawl', limit: config.firecrawl.concurrency })
  const pages = createPages({ config, outside, post, gate: firecrawlGate, extractor })
  const context = { store: steps.store, watch, clock: () => new Date(), random: Math.random }
  const llm = createModel({ config, post, gate: llmGate, store: steps.store, sleep: quietDelay })
  const read = createRead({
    store: steps.store,
    extract: createExtraction({
      ...context,
      llm,
      extract: reading =>
        pages(reading, { fromOperator: isFromOperator(reading), maxBytes: settingsOf(reading)?.maxBytes }),
      extractorOf: reading => settingsOf(reading)?.extractor ?? 'auto',
    }),
    summarise: createSummary({ ...context, llm, summarise: extractor.summarise }),
    enrich: createEnrichment({ ...context, llm }),
    leaving: () => leaving,
  })
  let leaving = false

  const reader = createReader({
    async claim(limit, held) {
      const claimed = await claimReadings(database, {
        worker,
        limit,
        leaseS: config.reading.leaseS,
        held,
        only: options.only?.(),
        onGaveUp: ended => logGaveUp(log, ended),
      })
      warmUp(claimed.filter(reading => reading.status === 'fetching').length)
      await learnSources(claimed)
      return claimed
    },
    async renew(ids) {
      await renewLeases(database, worker, ids, config.reading.leaseS)
    },
    onRenewFailed: error => log.event('warn', 'database.lost', { error, stage: 'lease' }),
    read,
    watch,
    handOver,
    concurrency: config.reading.concurrency,
    tickMs: config.reading.tickMs,
    leaseMs: config.reading.leaseS * 1_000,
    now: () => performance.now(),
    clock: context.clock,
    random: Math.random,
    sleep: quietDelay,
    onClaimFailed: (error, waitMs) => log.event('warn', 'claim.failed', { error, waitMs, stage: 'reading' }),
    onBug: (error, reading) =>
      log.event('error', 'task.crashed', { error, correlationId: reading.id, article: reading.url, stage: 'reading' }),
  })

  /** A thread takes most of a second to start: as long as the first page takes to arrive. */
  function warmUp(pages: number): void {
    for (; awake < Math.min(pages, EXTRACT_THREADS); awake++)
      void extractor.extract({ kind: 'html', html: '<p></p>', url: 'https://localhost/', metadata: {} })
  }
  let awake = 0

  async function learnSources(readings: readonly Reading[]): Promise<void> {
    const unknown = new Set(readings.flatMap(reading => reading.sourceId ?? []))
    if (unknown.size === 0) return
    for (const source of await listSources(database, { ids: [...unknown] })) sources.set(source.id, source)
  }

  function settingsOf(reading: Reading) {
    const source = reading.sourceId === null ? undefined : sources.get(reading.sourceId)
    return source === undefined ? null : effectiveSettings(config, source)
  }

  /** The operator's word opens the inside: for `fetch.trusted`, and for a page at the very origin of a source that stands in winnow.yaml or is the demo's. */
  function isFromOperator({ url, sourceId }: Reading): boolean {
    const source = sourceId === null ? undefined : sources.get(sourceId)
    const own =
      source !== undefined && source.origin !== 'user' && URL.parse(source.url)?.origin === URL.parse(url)?.origin
    if (own && source.origin === 'demo') outside.guard.trust(new URL(url).origin)
    return own || isTrustedPage(config, url)
  }

  return {
    reader,
    held: () => handOver.held().items,
    gates: () => [llmGate.stats(), firecrawlGate.stats()],
    async stop(graceMs) {
      leaving = true
      const expired = new AbortController()
      const ended = reader.stop()
      await Promise.race([ended, quietDelay(graceMs / 2, expired.signal)])
      reader.abortAll()
      await handOver.close(graceMs / 2)
      steps.abandon()
      await ended
      expired.abort()
      await releaseReadings(database, worker).catch(error => log.event('warn', 'database.lost', { error }))
      await extractor.close()
      await post.close()
    },
  }
}

/** A wait that ends early, without an error, when the signal aborts. */
async function quietDelay(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}
