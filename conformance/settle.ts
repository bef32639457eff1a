/** Every document is answered by the product's own parser threads, under its own deadline, and its time is taken. */
import type { Feed } from '../src/core/entry.ts'
import type { Outcome } from '../src/core/failure.ts'
import type { Job } from '../src/parse/messages.ts'
import { createParser } from '../src/parse/pool.ts'
import { count, newRate, type Rate } from './tally.ts'

export type Settle = (file: string, job: Job) => Promise<Outcome<Feed>>

export type Settler = Readonly<{
  settle: Settle
  /** How many documents were answered within two seconds. */
  withinTwoSeconds: Rate
  slow: { file: string; ms: number }[]
  close(): Promise<void>
}>

const deadlineMs = 10_000
const limitMs = 2_000

export function createSettler(): Settler {
  const parser = createParser({ workers: 1, deadlineMs })
  const withinTwoSeconds = newRate()
  const slow: { file: string; ms: number }[] = []
  return {
    settle: async (file, job) => {
      const started = performance.now()
      const outcome = await parser.parse(job)
      const ms = Math.round(performance.now() - started)
      if (!count(withinTwoSeconds, ms <= limitMs)) slow.push({ file, ms })
      return outcome
    },
    withinTwoSeconds,
    slow,
    close: () => parser.close(),
  }
}
