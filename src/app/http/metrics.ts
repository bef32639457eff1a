/** Prometheus metrics of this process: what was asked, how long it took, and who waits for whom. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Gauges } from './options.ts'

export type Metrics = Readonly<{
  observe(route: string, method: string, status: number, seconds: number): void
  text(): Promise<string>
  contentType: string
  close(): void
}>

export type Measured = Readonly<{
  gauges: () => Gauges
  streams: () => number
  /** Null: the ledger was not read yet. */
  costs: () => Readonly<{ spentUsd: number; waiting: number }> | null
  queue: () => number
  /** Null: no budget. */
  budgetPerDayUsd: number | null
}>

export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'winnow_http_requests_total',
    help: 'Requests answered, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'winnow_http_request_seconds',
    help: 'Time to the answer, by route.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  const lag = monitorEventLoopDelay({ resolution: 10 })
  lag.enable()
  for (const [name, [help, value]] of Object.entries(numbersOf(measured, () => lag.percentile(99) / 1e9)))
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  for (const [name, [help, part]] of Object.entries(slots))
    new Gauge({
      name,
      help,
      registers,
      labelNames: ['limiter'],
      collect() {
        const { slots: fetch, otherSlots } = measured.gauges()
        for (const [limiter, gauge] of Object.entries({ fetch, ...otherSlots })) this.set({ limiter }, gauge[part])
      },
    })
  return {
    observe(route, method, status, took) {
      requests.inc({ route, method, status })
      seconds.observe({ route }, took)
    },
    async text() {
      const text = await registry.metrics()
      lag.reset()
      return text
    },
    contentType: registry.contentType,
    close: () => void lag.disable(),
  }
}

function numbersOf(
  { gauges, streams, costs, queue, budgetPerDayUsd }: Measured,
  lagP99S: () => number,
): Readonly<Record<string, readonly [help: string, value: () => number]>> {
  return {
    winnow_pool_connections_lent: ['Database connections lent out.', () => gauges().pool.used],
    winnow_pool_connections_limit: ['Most database connections.', () => gauges().pool.limit],
    winnow_pool_waiting: ['Statements that wait for a connection.', () => gauges().pool.waiting],
    winnow_hand_over_rows: ['Entries that wait for the database.', () => gauges().handOver.rows],
    winnow_hand_over_rows_limit: ['Most entries that may wait for the database.', () => gauges().handOver.limitRows],
    winnow_hand_over_bytes: ['Bytes that wait for the database.', () => gauges().handOver.bytes],
    winnow_hand_over_bytes_limit: ['Most bytes that may wait for the database.', () => gauges().handOver.limitBytes],
    winnow_queue_depth: ['Readings that wait or are at work, and sources that are due, of all processes.', queue],
    winnow_readings_at_work: ['Readings at work in this process.', () => gauges().reading],
    winnow_readings_waiting: [
      'Readings of all processes that wait for a budget, or for a server that asked for time.',
      () => costs()?.waiting ?? Number.NaN,
    ],
    winnow_llm_cost_today_usd: [
      'Spent on LLMs today (UTC) by all processes, as the ledger says.',
      () => costs()?.spentUsd ?? Number.NaN,
    ],
    winnow_llm_budget_per_day_usd: ['What may be spent on a day; +Inf: no limit.', () => budgetPerDayUsd ?? Infinity],
    winnow_event_streams: ['Open server-sent event streams.', streams],
    winnow_event_loop_delay_p99_seconds: ['Delay of the event loop since the last scrape.', lagP99S],
    winnow_resident_memory_bytes: ['Resident memory of the process.', () => process.memoryUsage.rss()],
  }
}

const slots: Readonly<Record<string, readonly [help: string, part: 'used' | 'limit' | 'waiting']>> = {
  winnow_slots_in_use: ['Network calls in flight, by limiter.', 'used'],
  winnow_slots_limit: ['Most network calls at once, by limiter.', 'limit'],
  winnow_slots_waiting: ['Network calls that wait for a slot, by limiter.', 'waiting'],
}
