/** Law 11: nothing is paid twice. A purchase is claimed before the first call; whoever else wants the same text waits for it (turn.ts). */
import type { Failure } from '../../core/failure.ts'
import { mostWaitMs } from '../../core/llm-retry.ts'
import type { Call, Claim, ClaimAnswer, Purchase } from '../../core/purchase.ts'
import { type AskOptions, ask, type Task } from './ask.ts'
import { type Lease, stepOf } from './step.ts'
import { awaitTurn, type Spent, type TurnOptions } from './turn.ts'

export type BuyOptions = AskOptions & TurnOptions

export type Bought<T> =
  /** To be stored with the result: `calls`, and `purchase` unless somebody had bought it before. */
  | Readonly<{
      is: 'bought'
      value: T
      model: string
      reused: boolean
      purchase: Purchase | null
      calls: readonly Call[]
      costUsd: number
    }>
  /** Every model was asked; what was spent is stored already but for these. */
  | Readonly<{ is: 'failed'; failure: Failure; purchase: Purchase | null; calls: readonly Call[] }>
  /** Nothing may be spent until then: of the budget, or because every model asked for patience. */
  | Readonly<{ is: 'budget'; waitS: number; reason: string }>
  /** The reading is no longer ours. */
  | Readonly<{ is: 'lost' }>

/**
 * @param first The answer to `claim`, when a former step has asked already.
 */
export async function buy<T>(
  options: BuyOptions,
  lease: Lease,
  claim: Claim,
  first: ClaimAnswer | null,
  task: Task<T>,
  signal: AbortSignal,
): Promise<Bought<T>> {
  let models = claim.models
  let answer = first
  let spent: Spent = { calls: [], purchases: [] }
  /** Milliseconds after which each model that was asked wants to be asked again; null as soon as one has failed for good. */
  let patience: number[] | null = []

  for (;;) {
    const turn = await awaitTurn(options, lease, { ...claim, models }, answer, spent, signal)
    if (turn.is === 'budget' || turn.is === 'lost' || turn.is === 'failed') return turn
    // What the ledger keeps was validated before it was stored.
    if (turn.is === 'bought')
      return {
        is: 'bought',
        value: turn.result as T,
        model: turn.model,
        reused: true,
        purchase: null,
        calls: [],
        costUsd: 0,
      }
    const { purchaseId: id, version, model } = turn
    const { outcome, calls } = await ask(options, task, model, id, signal)
    const costUsd = calls.reduce((sum, call) => sum + call.costUsd, 0)
    if (outcome.ok) {
      const purchase: Purchase = { id, version, state: 'bought', result: outcome.value, costUsd }
      return { is: 'bought', value: outcome.value, model, reused: false, purchase, calls, costUsd }
    }
    const { failure } = outcome
    const purchase: Purchase = { id, version, state: 'failed', result: null, costUsd }
    const waitMs = patienceFor(failure)
    patience = patience === null || waitMs === null ? null : [...patience, waitMs]
    models = models.slice(models.indexOf(model) + 1)
    if (models.length === 0 && patience !== null) {
      const settled = await options.store(stepOf(lease, { calls, purchases: [purchase] }))
      if (settled === null || settled.refused) return { is: 'lost' }
      return { is: 'budget', waitS: Math.ceil(Math.min(...patience) / 1_000), reason: failure.message }
    }
    if (models.length === 0 || endsCascade(failure)) return { is: 'failed', failure, purchase, calls }
    spent = { calls, purchases: [purchase] }
    answer = null
  }
}

/** Longer than a reading is held for: it is let go meanwhile (core/llm-retry). */
function patienceFor(failure: Failure): number | null {
  const wanted = failure.kind === 'rateLimited' ? failure.retryAfterMs : null
  return wanted !== null && wanted > mostWaitMs ? wanted : null
}

/** A key that is refused, or an account that is empty, is no better with another model. */
export function endsCascade({ kind, ...failure }: Failure): boolean {
  return (
    kind === 'cancelled' ||
    kind === 'quota' ||
    (kind === 'unauthorised' && 'status' in failure && failure.status === 401)
  )
}
