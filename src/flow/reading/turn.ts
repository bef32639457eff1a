/** Law 11: whoever wants a text that somebody else is buying, in this process or another, waits for it. */
import type { Failure } from '../../core/failure.ts'
import type { Call, Claim, ClaimAnswer, Purchase } from '../../core/purchase.ts'
import { backOffMs } from '../../core/retry.ts'
import { type Lease, stepOf, unbought } from './step.ts'
import type { Store } from './store.ts'

export type TurnOptions = Readonly<{
  store: Store
  /** Waits; ends early, without an error, when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
}>

/** What was spent and is not stored yet. */
export type Spent = Readonly<{ calls: readonly Call[]; purchases: readonly Purchase[] }>

export type Turn =
  | Exclude<ClaimAnswer, { is: 'busy' }>
  /** The reading is no longer ours. */
  | Readonly<{ is: 'lost' }>
  /** Aborted: what was ours to buy is in `purchase`, to be given back. */
  | Readonly<{ is: 'failed'; failure: Failure; purchase: Purchase | null; calls: readonly Call[] }>

/** Somebody else buys the same: how often to look whether they are done. */
const LOOK_AGAIN_MS = 500
const LOOK_AGAIN_MOST_MS = 5_000

/**
 * Resolves when nobody else is at it any more.
 * @param first The answer to `claim`, when a former step has asked already.
 * @param spent Is stored with the claim.
 */
export async function awaitTurn(
  options: TurnOptions,
  lease: Lease,
  claim: Claim,
  first: ClaimAnswer | null,
  spent: Spent,
  signal: AbortSignal,
): Promise<Turn> {
  let answer = first
  let unstored = spent
  for (let looks = 1; ; ) {
    if (signal.aborted) {
      const [purchase = null] = answer === null ? unstored.purchases : unbought([answer])
      return { is: 'failed', failure: cancelled, purchase, calls: unstored.calls }
    }
    if (answer === null) {
      const settled = await options.store(stepOf(lease, { claims: [claim], ...unstored }))
      if (settled === null || settled.refused) return { is: 'lost' }
      unstored = { calls: [], purchases: [] }
      answer = settled.claims[0] ?? { is: 'busy' }
    }
    if (answer.is !== 'busy') return answer
    await options.sleep(backOffMs(looks++, options.random, LOOK_AGAIN_MS, LOOK_AGAIN_MOST_MS), signal)
    answer = null
  }
}

export const cancelled: Failure = { kind: 'cancelled', message: 'cancelled' }
