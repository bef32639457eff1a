/** Fetch throughput at 0, 200 and 2,000 ms of database delay, beside a version that persists inside the slot, as such programs are usually written. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { v7 as uuidV7 } from 'uuid'
import { followFile } from '../src/app/file-sources.ts'
import { createRuntime } from '../src/app/runtime.ts'
import type { Chunk } from '../src/core/chunk.ts'
import { claimDue } from '../src/db/claim.ts'
import type { Database } from '../src/db/database.ts'
import { createIngest } from '../src/flow/ingest.ts'
import { createLog } from '../src/log.ts'
import { createAddressGuard } from '../src/net/address-guard.ts'
import { createGate } from '../src/net/gate.ts'
import { createHttp } from '../src/net/http.ts'
import { fetchSource } from '../src/net/kinds/source.ts'
import { createRobots } from '../src/net/robots.ts'
import { createParser } from '../src/parse/pool.ts'
import { connectTo, emptyStore } from '../test/fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../test/fixtures/feed-server.ts'
import { addressOf, startProxy } from '../test/fixtures/proxy.ts'
import { flushOf } from '../test/fixtures/samples.ts'
import { testConfig } from '../test/fixtures/winnow.ts'
import { median, openBenchStore, rounded } from './store.ts'

const FEEDS = 960
const SLOTS = 16
const LATENCY_MS = 100
const ROUNDS = 3
const settings = { fetch: { concurrency: SLOTS }, handOver: { rows: 1_000_000, bytes: 1_000_000_000 } }

export async function run(say: (line: string) => void) {
  const store = await openBenchStore()
  const proxy = await startProxy({ target: addressOf(store.url) })
  const through = connectTo(proxy.url(store.url), 4)
  const speeds = new Map<string, number[]>()
  const lag = { gapMs: 0, slotHeldDuringDbMs: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, delayMs, work] of [
      ['decoupled 0', 0, decoupled],
      ['decoupled 200', 200, decoupled],
      ['decoupled 2000', 2_000, decoupled],
      ['interleaved 0', 0, interleaved],
      ['interleaved 2000', 2_000, interleaved],
    ] as const) {
      await emptyStore(store.database)
      const feeds = await startFeedServer()
      const count = work === interleaved && delayMs > 0 ? SLOTS * 2 : FEEDS
      const urls = serve(feeds, count)
      await followFile(store.database, testConfig(urls))
      proxy.delay(delayMs / 2)
      const perS = await work(through, urls, feeds, lag)
      proxy.delay(0)
      await feeds.close()
      speeds.set(name, [...(speeds.get(name) ?? []), perS])
      say(`${name} ms: ${rounded(perS, 1)} fetches/s`)
    }
  }
  await through.close()
  await proxy.close()
  await store.close()
  const speed = (name: string) => median(speeds.get(name) ?? [])
  return {
    fetchesPerS: rounded(speed('decoupled 0'), 1),
    idealPerS: (SLOTS * 1_000) / LATENCY_MS,
    ratio200: rounded(speed('decoupled 200') / speed('decoupled 0'), 3),
    ratio2000: rounded(speed('decoupled 2000') / speed('decoupled 0'), 3),
    interleaved2000: rounded(speed('interleaved 2000') / speed('interleaved 0'), 3),
    slotHeldDuringDbMs: rounded(lag.slotHeldDuringDbMs),
    loopMaxGapMs: rounded(lag.gapMs, 1),
  }
}

function serve(feeds: FeedServer, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    feeds.serve(`/${n}`, {
      latencyMs: LATENCY_MS,
      items: [{ title: `Entry of ${n}`, link: `https://paper.example/${n}`, text: 'Text.' }],
    })
    return feeds.url(`/${n}`)
  })
}

/** From the first request to the last answer, by the server's own ledger. */
function fetchesPerS(feeds: FeedServer): number {
  const requests = feeds.requests()
  const first = Math.min(...requests.map(one => one.startedAt))
  const last = Math.max(...requests.map(one => one.endedAt ?? 0))
  return (requests.length / (last - first)) * 1_000
}

type Lag = { gapMs: number; slotHeldDuringDbMs: number }

async function decoupled(database: Database, urls: readonly string[], feeds: FeedServer, lag: Lag): Promise<number> {
  const loop = monitorEventLoopDelay({ resolution: 5 })
  const log = createLog({ level: 'silent', format: 'json' })
  const runtime = createRuntime({ config: testConfig(urls, settings), database, log, watch: () => {} })
  loop.enable()
  await runtime.worker.once()
  loop.disable()
  lag.gapMs = Math.max(lag.gapMs, loop.max / 1e6)
  // What the gate counted beyond the calls themselves would be time a slot was held for anything else.
  const called = feeds.requests().reduce((sum, one) => sum + ((one.endedAt ?? 0) - one.startedAt), 0)
  const { heldMsTotal, acquired } = runtime.gate.stats()
  lag.slotHeldDuringDbMs = Math.max(
    lag.slotHeldDuringDbMs,
    Math.max(0, (heldMsTotal - called) / acquired - OVERHEAD_MS),
  )
  await runtime.stop(60_000)
  return fetchesPerS(feeds)
}

/** Connecting, headers and hashing: a slot's own work, generously; a database delay of 200 ms would show at once. */
const OVERHEAD_MS = 20

/** The slot is held until the articles are stored. */
async function interleaved(database: Database, urls: readonly string[], feeds: FeedServer): Promise<number> {
  const config = testConfig(urls, settings)
  const gate = createGate({ name: 'fetch', limit: SLOTS })
  const http = createHttp({
    guard: createAddressGuard({ trusted: [new URL(feeds.url('/')).origin] }),
    userAgent: 'bench',
  })
  const robots = createRobots({ http, userAgent: 'bench' })
  const parser = createParser({ workers: 2, deadlineMs: 20_000 })
  const flush = flushOf(database)
  const due = await claimDue(database, {
    worker: 'bench',
    limit: urls.length,
    leaseS: 600,
    held: [],
    perHost: 10_000,
    hostSpacingS: 0,
  })
  const pollAndStore = gate.limited(async (slot, one: (typeof due)[number]) => {
    const put = async (chunk: Chunk) => void (await flush([chunk]))
    const ingest = createIngest({
      fetchSource: (source, validators) => fetchSource(slot, http, source, validators, { robots }),
      parse: parser.parse,
      handOver: { put },
      settingsOf: () => config.defaults,
      worker: 'bench',
      newId: () => uuidV7(),
      clock: () => new Date(),
      random: Math.random,
      watch: () => {},
    })
    await ingest(one)
  })
  await Promise.all(due.map(pollAndStore))
  await parser.close()
  await http.close()
  return fetchesPerS(feeds)
}
