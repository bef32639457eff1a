/** Whole readings of 500 URLs at 0 and 500 ms of database delay, beside the same work with each slot held until its result is stored, as such flows are usually written. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { v7 as uuidV7 } from 'uuid'
import { createRuntime } from '../src/app/runtime.ts'
import { type Config, trustedOrigins } from '../src/config.ts'
import type { Step } from '../src/core/reading.ts'
import type { Database } from '../src/db/database.ts'
import { claimReadings } from '../src/db/reading/claim.ts'
import { storeSteps } from '../src/db/reading/steps.ts'
import { createEnrichment } from '../src/flow/reading/enrichment.ts'
import { createExtraction } from '../src/flow/reading/extraction.ts'
import { createLlm } from '../src/flow/reading/llm.ts'
import { createRead, type StageOf } from '../src/flow/reading/read.ts'
import { createSummary } from '../src/flow/reading/summary.ts'
import { createLog } from '../src/log.ts'
import { createAddressGuard } from '../src/net/address-guard.ts'
import { createGate, type Slot } from '../src/net/gate.ts'
import { createHttp } from '../src/net/http.ts'
import { complete } from '../src/net/llm/complete.ts'
import { fetchPage } from '../src/net/page.ts'
import { createPost } from '../src/net/post.ts'
import { createExtractor } from '../src/parse/article/extractor.ts'
import { connectTo, emptyStore } from '../test/fixtures/database.ts'
import { addressOf, startProxy } from '../test/fixtures/proxy.ts'
import { readingConfig } from '../test/fixtures/reading.ts'
import { openBenchStore, rounded } from './store.ts'

export const URLS = 500
export const PAGE_MS = 300
export const LLM_MS = 1_500
const SLOTS = 32
/** A summary and its insights. */
const CALLS = 2 * URLS
const DELAY_MS = 500
const POOL = 32

/** No schedule is faster: the first page, then every slot of the LLM in use to the end. */
const idealS = (PAGE_MS + Math.ceil(CALLS / SLOTS) * LLM_MS) / 1_000

type Served = Readonly<{ urls: readonly string[]; origin: string; baseUrl: string }>

export async function run(say: (line: string) => void) {
  const store = await openBenchStore(POOL)
  const proxy = await startProxy({ target: addressOf(store.url) })
  const through = connectTo(proxy.url(store.url), POOL)
  say(`ideal: ${idealS} s`)

  async function measured(name: string, delayMs: number, work: typeof decoupled): Promise<number> {
    await emptyStore(store.database)
    const site = fork(fileURLToPath(new URL('./read-site.ts', import.meta.url)))
    const [served] = (await once(site, 'message')) as [Served]
    const config = settingsFor(served)
    await submitAll(store.database, config, served.urls)
    proxy.delay(delayMs / 2)
    const seconds = await work(through, config)
    proxy.delay(0)
    await expectOnce(site)
    site.kill()
    say(`${name}, ${delayMs} ms: ${rounded(seconds, 1)} s`)
    return seconds
  }

  const s0 = await measured('staged', 0, decoupled)
  const s500 = await measured('staged', DELAY_MS, decoupled)
  const interleavedS500 = await measured('interleaved', DELAY_MS, interleaved)
  await through.close()
  await proxy.close()
  await store.close()
  return {
    idealS,
    s0: rounded(s0),
    s500: rounded(s500),
    ratio0: rounded(idealS / s0, 3),
    ratio500: rounded(idealS / s500, 3),
    interleavedS500: rounded(interleavedS500),
  }
}

function settingsFor({ origin, baseUrl }: Served): Config {
  const config = readingConfig(
    { pages: { origin }, llm: { baseUrl } },
    { fetch: { concurrency: SLOTS }, llm: { concurrency: SLOTS }, reading: { concurrency: 8 * SLOTS, tickMs: 1_000 } },
  )
  return config
}

async function submitAll(database: Database, config: Config, urls: readonly string[]): Promise<void> {
  const log = createLog({ level: 'silent', format: 'json' })
  const { submissions, stop } = createRuntime({ config, database, log, watch: () => {} })
  const given = { language: '', force: false, depth: 'summary', origin: 'api' } as const
  for (const url of urls) {
    const accepted = await submissions.submit({ url, ...given })
    if (!accepted.ok) throw new Error(accepted.failure.message)
  }
  await stop(1_000)
}

/** A run that fetched or bought anything twice, or not at all, has measured something else. */
async function expectOnce(site: ChildProcess): Promise<void> {
  site.send('how many?')
  const [counts] = await once(site, 'message')
  const { pages, calls, mostPages, mostCalls } = counts as Record<string, number>
  if (pages !== URLS || calls !== CALLS || (mostPages ?? 0) > SLOTS || (mostCalls ?? 0) > SLOTS)
    throw new Error(`not every call was made once, or too many at a time: ${JSON.stringify(counts)}`)
}

async function decoupled(database: Database, config: Config): Promise<number> {
  const { promise: allDone, resolve } = Promise.withResolvers<void>()
  let done = 0
  const runtime = createRuntime({
    config,
    database,
    log: createLog({ level: 'warn', format: 'json', destination: process.stderr }),
    watch: () => {},
    watchReading({ stage }) {
      if (stage === 'done' && ++done === URLS) resolve()
    },
  })
  const since = performance.now()
  const running = runtime.reading.reader.run()
  await allDone
  const seconds = (performance.now() - since) / 1_000
  await runtime.stop(60_000)
  await running
  return seconds
}

/** The same stages; but each has its slot from its call until its result is stored. */
async function interleaved(database: Database, config: Config): Promise<number> {
  const guard = createAddressGuard({ trusted: trustedOrigins(config) })
  const http = createHttp({ guard, userAgent: 'bench' })
  const post = createPost({ guard, userAgent: 'bench' })
  const extractor = createExtractor({ threads: 2, deadlineMs: 20_000 })
  const fetching = createGate({ name: 'fetch', limit: SLOTS })
  const asking = createGate({ name: 'llm', limit: SLOTS })
  const store = async (step: Step) =>
    (await storeSteps(database, [step], { worker: 'bench', budgets: { usdPerDay: null, usdPerSourceDay: null } }))[0] ??
    null
  const context = { store, watch: () => {}, clock: () => new Date(), random: Math.random }
  const { provider, baseUrl, models, prices, maxOutputTokens, timeoutMs } = config.llm
  if (provider === 'builtin' || baseUrl === null) throw new Error('the bench has an LLM')
  const llmIn = (slot: Slot) =>
    createLlm({
      complete: request => complete(slot, { post, provider, baseUrl, prices }, request),
      provider,
      models,
      estimateUsd: () => 0,
      maxOutputTokens,
      timeoutMs,
      leaseS: 600,
      retryDelayMs: () => null,
      sleep: async () => {},
      random: Math.random,
      newId: () => uuidV7(),
      nonce: () => randomBytes(12).toString('hex'),
      store,
    })
  const extract: StageOf = fetching.limited((slot, progress, signal) => {
    const maxBytes = config.fetch.maxBytes
    const ways = {
      fetchPage: (url: string, stop: AbortSignal) =>
        fetchPage(slot, http, null, {
          url,
          maxBytes,
          totalMs: config.fetch.timeoutMs,
          signal: stop,
          fromOperator: true,
        }),
      scrape: null,
      extract: extractor.extract,
      newId: () => uuidV7(),
      clock: context.clock,
    }
    return createExtraction({ ...context, llm: llmIn(slot), extract: () => ways, extractorOf: () => 'auto' })(
      progress,
      signal,
    )
  })
  const summarise: StageOf = asking.limited((slot, ...given) =>
    createSummary({ ...context, llm: llmIn(slot), summarise: extractor.summarise })(...given),
  )
  const enrich: StageOf = asking.limited((slot, ...given) =>
    createEnrichment({ ...context, llm: llmIn(slot) })(...given),
  )
  const read = createRead({ store, extract, summarise, enrich, leaving: () => false })
  const since = performance.now()
  const readings = await claimReadings(database, { worker: 'bench', limit: URLS, leaseS: 600, held: [] })
  await Promise.all(readings.map(reading => read(reading, new AbortController().signal)))
  const seconds = (performance.now() - since) / 1_000
  await extractor.close()
  await post.close()
  await http.close()
  return seconds
}
