/** The metrics that docs/api.md names are those that are there, with type and labels, and their names say what they count and in what unit (Prometheus: "Metric and label naming"). */
import { expect, test } from 'vitest'
import { createMetrics } from '../src/app/http/metrics.ts'
import { documents, tableBehind } from './fixtures/documents.ts'

const gauge = { used: 1, limit: 2, waiting: 3 }

async function scraped(costs: { spentUsd: number; waiting: number } | null = { spentUsd: 0.25, waiting: 4 }) {
  const metrics = createMetrics({
    gauges: () => ({
      slots: gauge,
      otherSlots: { llm: gauge },
      pool: gauge,
      handOver: { rows: 5, bytes: 6, limitRows: 7, limitBytes: 8 },
      reading: 9,
    }),
    streams: () => 10,
    costs: () => costs,
    queue: () => 11,
    budgetPerDayUsd: 1,
  })
  metrics.observe('/api/articles', 'GET', 200, 0.01)
  const text = await metrics.text()
  metrics.close()
  return text
}

type Metric = Readonly<{ name: string; type: string; labels: readonly string[]; help: string }>

function metricsIn(text: string): Metric[] {
  return [...text.matchAll(/# HELP (\S+) (.*)\n# TYPE \S+ (\S+)\n(.*)/g)].map(
    ([, name = '', help = '', type = '', first = '']) => ({
      name,
      type,
      help,
      labels: [...first.matchAll(/(\w+)="/g)].map(match => match[1] ?? '').filter(label => label !== 'le'),
    }),
  )
}

test('the table is what a scrape shows: names, types, labels and meanings', async () => {
  const shown = metricsIn(await scraped())
  expect(shown.length).toBeGreaterThan(15)
  const written = tableBehind(documents.get('docs/api.md') ?? '', '## Health and metrics')
  expect(written.map(([name, type, help]) => `${name} | ${type} | ${help}`)).toEqual(
    shown.map(
      ({ name, type, labels, help }) =>
        `${name} | ${[type, ...(labels.length > 0 ? [`by ${labels.join(', ')}`] : [])].join(', ')} | ${help}`,
    ),
  )
})

test('slots, pool, hand-over, readings and money are all there, each with its limit', async () => {
  const text = await scraped()
  for (const line of [
    'winnow_slots_in_use{limiter="fetch"} 1',
    'winnow_slots_limit{limiter="llm"} 2',
    'winnow_slots_waiting{limiter="llm"} 3',
    'winnow_pool_connections_lent 1',
    'winnow_pool_connections_limit 2',
    'winnow_pool_waiting 3',
    'winnow_hand_over_rows 5',
    'winnow_hand_over_bytes_limit 8',
    'winnow_readings_at_work 9',
    'winnow_readings_waiting 4',
    'winnow_queue_depth 11',
    'winnow_llm_cost_today_usd 0.25',
    'winnow_llm_budget_per_day_usd 1',
    'winnow_http_requests_total{route="/api/articles",method="GET",status="200"} 1',
  ])
    expect(text).toContain(`${line}\n`)
})

test('what is not known yet is no zero', async () => {
  expect(await scraped(null)).toContain('winnow_llm_cost_today_usd Nan\n')
})

test('names begin with winnow_, counters end with _total, and units are whole: seconds, bytes, usd', async () => {
  for (const { name, type } of metricsIn(await scraped())) {
    expect(name).toMatch(/^winnow_[a-z0-9_]+$/)
    expect(name.endsWith('_total'), name).toBe(type === 'counter')
    expect(name, 'not in parts of a unit').not.toMatch(/_(?:ms|milliseconds|minutes|kb|mb|cents)(?:_|$)/)
    if (type === 'histogram') expect(name).toMatch(/_seconds$/)
  }
})
