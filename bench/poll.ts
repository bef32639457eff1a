/** 1,000 feeds of 50 entries, 20 ms away, each on an address of its own: cold, unchanged, five new each. The servers and PostgreSQL run in other processes. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { median, openBenchStore, rounded } from './store.ts'

export const FEEDS = 1_000
export const ENTRIES = 50
const UNCHANGED_ROUNDS = 5

export type Measured = Readonly<{
  coldMs: number
  unchangedMs: number[]
  freshMs: number
  articles: number
  peakRssMb: number
  loopP99Ms: number
}>

export async function run(say: (line: string) => void) {
  const store = await openBenchStore()
  const stand = fork(new URL('./poll-stand.ts', import.meta.url))
  const [{ port }] = (await once(stand, 'message')) as [{ port: number }]
  say(`${FEEDS} feeds × ${ENTRIES} entries of 1 kB, 20 ms away, on port ${port}; ${store.version}`)
  const winnow = fork(new URL('./poll-winnow.ts', import.meta.url), [store.url, String(port), String(UNCHANGED_ROUNDS)])
  const [measured] = (await once(winnow, 'message')) as [Measured]
  winnow.disconnect()
  stand.kill()
  await store.close()
  const { coldMs, unchangedMs, freshMs, articles, peakRssMb, loopP99Ms } = measured
  return {
    coldS: rounded(coldMs / 1_000),
    articlesPerS: Math.round(articles / (coldMs / 1_000)),
    unchangedFeedsPerS: Math.round(FEEDS / (median(unchangedMs) / 1_000)),
    freshS: rounded(freshMs / 1_000),
    peakRssMb: Math.round(peakRssMb),
    loopP99Ms: rounded(loopP99Ms, 1),
  }
}
