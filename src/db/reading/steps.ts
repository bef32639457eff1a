/** The results of stages are stored in batches: one round trip and one transaction for many readings, each step whole or not at all. */
import { emptyStep, type SettledStep, type Step } from '../../core/reading.ts'
import type { Row } from '../batch.ts'
import type { Database } from '../database.ts'
import { type Budgets, readAnswer } from '../ledger.ts'
import { isAboutData, isRace, sqlState } from '../sqlstate.ts'
import type { KeyedStep } from './step-rows.ts'
import { keyed, stepStatements } from './step-statements.ts'

export type StoreOptions = Readonly<{
  worker: string
  budgets: Budgets
  onEvent?: (
    event: 'step.refused' | 'step.isolated' | 'step.rejected' | 'step.raced',
    fields: Record<string, unknown>,
  ) => void
}>

const RACE_TRIES = 5

/**
 * Settles in order. A step whose lease is stale, or whose reading is over, is refused and leaves nothing but its calls and
 * purchases; the others commit. Repeating a batch whose answer was lost changes nothing and answers as the first time would
 * have. A step that the database cannot take fails its reading, and is refused. Any other error is thrown and nothing is committed.
 */
export async function storeSteps(
  database: Database,
  steps: readonly Step[],
  options: StoreOptions,
): Promise<SettledStep[]> {
  const settled = new Map<Step, SettledStep>()
  for (const round of roundsOf(steps)) {
    for (const one of await storeRound(database, round, options)) settled.set(one.step, one)
  }
  return steps.flatMap(step => settled.get(step) ?? [])
}

/** A transaction holds one step of a reading at most: the next one must find what this one left. Nearly always one round. */
function roundsOf(steps: readonly Step[]): Step[][] {
  const rounds: Step[][] = []
  const times = new Map<string, number>()
  for (const step of steps) {
    const nth = times.get(step.readingId) ?? 0
    times.set(step.readingId, nth + 1)
    rounds[nth] ??= []
    rounds[nth]?.push(step)
  }
  return rounds
}

async function storeRound(
  database: Database,
  steps: readonly Step[],
  options: StoreOptions,
): Promise<readonly SettledStep[]> {
  try {
    return await store(database, steps, options)
  } catch (error) {
    if (!isAboutData(error)) throw error
    const reason = (error as Error).message
    const fields = { readings: steps.map(step => step.readingId), reason, sqlState: sqlState(error) }
    const [only] = steps
    if (steps.length > 1 || only === undefined) {
      options.onEvent?.('step.isolated', fields)
      const alone: SettledStep[] = []
      for (const step of steps) alone.push(...(await storeRound(database, [step], options)))
      return alone
    }
    options.onEvent?.('step.rejected', fields)
    await failReading(database, only, reason, options)
    return [{ step: only, refused: true, claims: [] }]
  }
}

/** The reading ends here, since the same step would be refused again; what was paid for is kept if the database takes that. */
async function failReading(database: Database, step: Step, reason: string, options: StoreOptions): Promise<void> {
  const message = `the database refused the result: ${reason}`
  const stage = step.events.at(-1)?.stage ?? 'fetching'
  const bare = { ...emptyStep, readingId: step.readingId, leaseVersion: step.leaseVersion, bytes: 0 }
  const failure = { stage, kind: 'malformed', message } as const
  const event = { stage: 'failed', at: new Date(), detail: failure } as const
  const ending: Step = { ...bare, status: 'failed', failure, events: [event] }
  try {
    await store(database, [{ ...ending, calls: step.calls, purchases: step.purchases }], options)
  } catch (error) {
    if (!isAboutData(error)) throw error
    await store(database, [ending], options)
  }
}

async function store(database: Database, steps: readonly Step[], options: StoreOptions): Promise<SettledStep[]> {
  const batch = steps.map(keyed)
  const { statements, claims } = await stepStatements(batch, options.worker, options.budgets)
  const results = await throughRaces(() => database.batch(statements), options)
  return settle(batch, results[claims] ?? [], results.at(-1) ?? [], options)
}

/** Ordered locks leave few; the hand-over waits and repeats whatever is thrown here. */
async function throughRaces<T>(work: () => Promise<T>, { onEvent }: StoreOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isRace(error) || attempt === RACE_TRIES) throw error
      onEvent?.('step.raced', { attempt, sqlState: sqlState(error) })
    }
  }
}

function settle(
  batch: readonly KeyedStep[],
  answers: readonly Row[],
  stored: readonly Row[],
  { onEvent }: StoreOptions,
): SettledStep[] {
  const held = new Set(stored.map(row => row.step))
  return batch.map(({ step }, at) => {
    if (!held.has(at)) {
      onEvent?.('step.refused', { reading: step.readingId, leaseVersion: step.leaseVersion })
      return { step, refused: true, claims: [] }
    }
    const own = answers.filter(row => row.step === at).sort((a, b) => a.place - b.place)
    if (own.length !== step.claims.length)
      throw new Error(`a step of reading ${step.readingId} got ${own.length} answers to ${step.claims.length} claims`)
    return { step, refused: false, claims: own.map(readAnswer) }
  })
}
