/** Purchases of one reading side by side: a failure that no other model could mend ends the others at once, and what became of each is known when all have left. */
import { type Failure, failed, type Outcome, ok } from '../../core/failure.ts'
import type { Claim, ClaimAnswer } from '../../core/purchase.ts'
import type { Reading } from '../../core/reading.ts'
import type { Task } from './ask.ts'
import { type Bought, endsCascade } from './buy.ts'
import type { Llm } from './llm.ts'
import { unbought } from './step.ts'
import { together } from './together.ts'
import type { Spent } from './turn.ts'

export type Wanted<T> = Readonly<{ name: string; claim: Claim; first: ClaimAnswer | null; task: Task<T> }>
export type Asked<T> = Readonly<{ name: string; claim: Claim; bought: Bought<T>; durationMs: number }>

export type Together<T> = Readonly<{
  /** In the order in which they were wanted. */
  asked: readonly Asked<T>[]
  /** What all of them cost, to be stored with whatever comes of it. */
  spent: Spent
  /** What ended the others, and what became of those: `insights: bought`. Null: each was let end by itself. */
  fatal: Readonly<{ name: string; failure: Failure; siblings: readonly string[] }> | null
}>

/** @returns 'lost' when the reading is no longer ours: whatever was spent is somebody else's to ask for. */
export async function buyTogether<T>(
  llm: Llm,
  reading: Reading,
  wanted: readonly Wanted<T>[],
  signal: AbortSignal,
  clock: () => Date,
): Promise<Together<T> | 'lost'> {
  const left = new Map<string, Asked<T>>()

  const parts = wanted.map(({ name, claim, first, task }) => {
    const part = async (group: AbortSignal): Promise<Outcome<null>> => {
      const since = clock().getTime()
      const bought = await llm.buy(reading, claim, first, task, group)
      left.set(name, { name, claim, bought, durationMs: clock().getTime() - since })
      if (bought.is === 'lost') return failed(noLongerOurs)
      return bought.is === 'failed' ? failed(bought.failure) : ok(null)
    }
    return [name, part] as const
  })

  const { outcomes, fatal } = await together(Object.fromEntries(parts), signal, endsCascade)
  const asked = wanted.map(one => left.get(one.name) ?? notBegun(one, outcomes[one.name]))
  if (asked.some(one => one.bought.is === 'lost')) return 'lost'
  const name = fatal === null ? null : String(fatal.part)
  return {
    asked,
    spent: spentOn(asked),
    fatal:
      fatal === null || name === null
        ? null
        : { name, failure: fatal.failure, siblings: asked.filter(one => one.name !== name).map(inWords) },
  }
}

/** What was claimed for it is given back. */
function notBegun<T>({ name, claim, first }: Wanted<T>, outcome: Outcome<unknown> | undefined): Asked<T> {
  const failure = outcome?.ok === false ? outcome.failure : noLongerOurs
  const [purchase = null] = first === null ? [] : unbought([first])
  return { name, claim, bought: { is: 'failed', failure, purchase, calls: [] }, durationMs: 0 }
}

function spentOn(asked: readonly Asked<unknown>[]): Spent {
  const ended = asked.flatMap(({ bought }) => (bought.is === 'bought' || bought.is === 'failed' ? [bought] : []))
  return {
    calls: ended.flatMap(one => one.calls),
    purchases: ended.flatMap(one => one.purchase ?? []),
  }
}

function inWords({ name, bought }: Asked<unknown>): string {
  if (bought.is === 'failed') return `${name}: ${bought.failure.message}`
  return bought.is === 'budget' ? `${name}: ${bought.reason}` : `${name}: ${bought.is}`
}

const noLongerOurs: Failure = { kind: 'cancelled', message: 'the reading is no longer ours' }
