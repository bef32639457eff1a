/** One look a second at this process's slots and pool, kept for ten minutes: the panel that shows the two apart. */

import { readBudget } from '../../db/costs.ts'
import type { Database } from '../../db/database.ts'
import { readQueueDepth } from '../../db/operate.ts'
import type { Gauges } from './options.ts'

export type Sample = Readonly<{ at: Date; slots: number; pool: number; queue: number; held: number }>
export type Sampler = Readonly<{
  samples(): readonly Sample[]
  queue(): number
  /** What the ledger says of today (UTC); null until it was first asked. */
  costs(): Readonly<{ spentUsd: number; waiting: number }> | null
  close(): Promise<void>
}>

const EVERY_MS = 1_000
const KEPT = 600
/** The queue is counted by the database, and less often. */
const QUEUE_EVERY = 5
/** The ledger of a day is longer than the queue. */
const COSTS_EVERY = 30

export function createSampler(
  database: Database,
  gauges: () => Gauges,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  clock: () => Date,
): Sampler {
  const closing = new AbortController()
  const kept: Sample[] = []
  let queue = 0
  let costs: Readonly<{ spentUsd: number; waiting: number }> | null = null
  let asking: Promise<void> | null = null
  const running = run()

  /** Not awaited by the samples: when the database stands still, the picture of that must go on. */
  function ask(withCosts: boolean): void {
    asking ??= readAll(withCosts)
      .catch(() => {})
      .finally(() => {
        asking = null
      })
  }

  async function readAll(withCosts: boolean): Promise<void> {
    queue = await readQueueDepth(database)
    if (withCosts) costs = await readBudget(database, { usdPerDay: null })
  }

  async function run(): Promise<void> {
    for (let turn = 0; !closing.signal.aborted; turn++) {
      if (turn % QUEUE_EVERY === 0) ask(turn % COSTS_EVERY === 0)
      const { slots, pool, handOver } = gauges()
      kept.push({ at: clock(), slots: share(slots), pool: share(pool), queue, held: handOver.rows })
      if (kept.length > KEPT) kept.shift()
      await sleep(EVERY_MS, closing.signal)
    }
  }

  return {
    samples: () => kept,
    queue: () => queue,
    costs: () => costs,
    async close() {
      closing.abort()
      await running
      await asking
    },
  }
}

function share({ used, limit }: Readonly<{ used: number; limit: number }>): number {
  return limit === 0 ? 0 : Math.round((1_000 * used) / limit) / 1_000
}
