/** The flush: probe, plan, write, in two round trips. Races run again, bad rows are isolated, stale chunks dropped; anything else is thrown and nothing is committed. */
import { type Chunk, offeredOf, type Refusal, type Settled } from '../../core/chunk.ts'
import { emptyTally, type Tally } from '../../core/tally.ts'
import type { Database } from '../database.ts'
import { type DatabaseError, isAboutData, isRace, STALE_LEASE, sqlState, TRIAL_PASSED } from '../sqlstate.ts'
import { type Statement, sql } from '../statement.ts'
import type { Lane } from './articles.ts'
import { isolate } from './isolate.ts'
import { type Plan, planFlush, type Row } from './plan.ts'
import { probe } from './probe.ts'
import { readTallies, writeStatements } from './write.ts'

/** Jobs for the articles that are new, as statements of the flush's own transaction. Always the same number of statements. */
export type FollowUps = (rows: readonly Row[]) => Promise<Statement[]>

export type FlushOptions = Readonly<{
  database: Database
  lane: Lane
  followUps?: FollowUps
  /** 0 ≤ x < 1; spreads the retries of flushes that ran into each other. */
  random: () => number
  sleep: (ms: number) => Promise<void>
  onEvent?: (event: 'flush.raced' | 'flush.bisected' | 'chunk.refused', fields: Record<string, unknown>) => void
}>

/** ≤ 1,000 rows and at most one chunk of each source. Resolves with what became of each chunk, in order. */
export type Flush = (chunks: readonly Chunk[]) => Promise<Settled[]>

/** The COPY lane loses against a rival that stores the same articles; after this many tries the other lane takes the flush. */
const COPY_TRIES = 3
const RACE_TRIES = 10

export function createFlush(options: FlushOptions): Flush {
  const { database, followUps = async () => [], onEvent = () => {} } = options

  async function write(chunks: readonly Chunk[], lane: Lane, end: readonly Statement[] = []): Promise<Settled[]> {
    const plan = planFlush(chunks, await probe(database.batch, chunks))
    const statements = await writeStatements(plan, lane, await followUps(plan.rows))
    const results = await database.batch([...statements, ...end])
    return settle(plan, results[statements.length - 1] ?? [])
  }

  async function writeThroughRaces(chunks: readonly Chunk[]): Promise<Settled[]> {
    for (let attempt = 1; ; attempt++) {
      const lane = attempt > COPY_TRIES ? 'insert' : options.lane
      try {
        return await write(chunks, lane)
      } catch (error) {
        if (!isRace(error) || attempt === RACE_TRIES) throw error
        onEvent('flush.raced', { runs: runsOf(chunks), attempt, lane, sqlState: sqlState(error) })
        await options.sleep(options.random() * 10 * 2 ** Math.min(attempt, 6))
      }
    }
  }

  async function trial(chunks: readonly Chunk[]): Promise<Refusal | null> {
    try {
      await write(chunks, 'insert', [sql`select end_trial()`])
    } catch (error) {
      if (sqlState(error) === TRIAL_PASSED) return null
      if (!isAboutData(error)) throw error
      return { reason: (error as Error).message, sqlState: sqlState(error) }
    }
    throw new Error('a trial write was committed')
  }

  return async function flush(chunks) {
    const settled = new Map<string, Settled>()
    let open = chunks
    let isolated = false
    while (open.length > 0) {
      try {
        for (const one of await writeThroughRaces(open)) settled.set(one.chunk.run.id, one)
        break
      } catch (error) {
        if (sqlState(error) === STALE_LEASE) {
          const stale = await settleStale(database, open, staleSources(error))
          for (const one of stale) settled.set(one.chunk.run.id, one)
          open = open.filter(chunk => !settled.has(chunk.run.id))
        } else if (isAboutData(error) && !isolated) {
          onEvent('flush.bisected', {
            runs: runsOf(open),
            reason: (error as Error).message,
            sqlState: sqlState(error),
          })
          const cleaned = await isolate(open, trial)
          isolated = cleaned.length > 0
          open = isolated ? cleaned : open
          if (!isolated) throw error
        } else throw error
      }
    }
    return chunks.flatMap(chunk => settled.get(chunk.run.id) ?? [])
  }
}

/** The correlation ids of everything in a flush, for its log lines (law 12). */
function runsOf(chunks: readonly Chunk[]): string[] {
  return chunks.map(chunk => chunk.run.id)
}

function settle(plan: Plan, rows: readonly Record<string, unknown>[]): Settled[] {
  const tallies = new Map(rows.map(row => [`${row.run_id} ${row.chunk}`, row as unknown as Tally]))
  const ids = plan.chunks.map((): string[] => [])
  for (const row of plan.rows) ids[row.ordinal]?.push(row.article.id)
  return plan.chunks.map((chunk, at) => ({
    chunk,
    tally: tallyOf(tallies.get(`${chunk.run.id} ${chunk.index}`)),
    refusedBy: null,
    articleIds: ids[at] ?? [],
  }))
}

function tallyOf(row: Tally | undefined): Tally {
  if (row === undefined) throw new Error('a flush was committed without its tallies')
  const { offered, saved, duplicate, old, filtered, rejected } = row
  return { offered, saved, duplicate, old, filtered, rejected }
}

/** A chunk whose lease is stale was either stored by an attempt whose answer got lost, or belongs to somebody else now. */
async function settleStale(
  database: Database,
  chunks: readonly Chunk[],
  stale: ReadonlySet<string>,
): Promise<Settled[]> {
  const refused = chunks.filter(chunk => stale.has(chunk.run.sourceId))
  const rows = await database.query(await readTallies(refused))
  return refused.map((chunk): Settled => {
    const row = rows.find(one => one.run_id === chunk.run.id && one.chunk === chunk.index)
    return row === undefined
      ? { chunk, tally: { ...emptyTally, offered: offeredOf(chunk) }, refusedBy: 'newerLease', articleIds: [] }
      : { chunk, tally: tallyOf(row as unknown as Tally), refusedBy: null, articleIds: [] }
  })
}

function staleSources(error: unknown): Set<string> {
  return new Set(((error as DatabaseError).detail ?? '').split(','))
}
