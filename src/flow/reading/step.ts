/** Builds steps: what a stage does not say, its step leaves as it was. */
import type { Claim, ClaimAnswer, Purchase } from '../../core/purchase.ts'
import { emptyStep, type Reading, type Stage, type StageEvent, type Step } from '../../core/reading.ts'
import type { Store } from './store.ts'

/** What the steps of one reading are stored under. */
export type Lease = Pick<Reading, 'id' | 'leaseVersion'>

export function stepOf(lease: Lease, said: Partial<Omit<Step, 'readingId' | 'leaseVersion' | 'bytes'>>): Step {
  const step = { readingId: lease.id, leaseVersion: lease.leaseVersion, ...emptyStep, ...said }
  return { ...step, bytes: bytesOf(step) }
}

export function eventOf(stage: Stage, at: Date, detail: StageEvent['detail'] = {}): StageEvent {
  return { stage, at, detail }
}

/** Asks for leave to buy, with nothing to store beside it; null: the reading is no longer ours. */
export async function claimNow(
  store: Store,
  lease: Lease,
  claims: readonly Claim[],
): Promise<readonly ClaimAnswer[] | null> {
  const settled = await store(stepOf(lease, { claims }))
  return settled === null || settled.refused ? null : settled.claims
}

/** What was claimed and is not going to be bought is given back, or whoever wants it next would wait for a lease to end. */
export function unbought(answers: readonly ClaimAnswer[]): Purchase[] {
  return answers.flatMap(answer =>
    answer.is === 'mine'
      ? [{ id: answer.purchaseId, version: answer.version, state: 'failed', result: null, costUsd: 0 }]
      : [],
  )
}

/** About what it holds: its texts, of which the extraction has nearly all. */
function bytesOf({ extraction, notes, purchases, calls }: Omit<Step, 'bytes'>): number {
  const texts = extraction === null ? 0 : 4 * extraction.contentText.length + 2 * extraction.contentHtml.length
  return 2_000 + texts + 20_000 * (notes.length + purchases.length) + 1_000 * calls.length
}
