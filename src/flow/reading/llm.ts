/** The language model as the stages see it: what to claim, and how to buy. Absent, the built-in summariser does what it honestly can. */
import type { Claim, ClaimAnswer, Purpose } from '../../core/purchase.ts'
import type { Reading } from '../../core/reading.ts'
import type { Task } from './ask.ts'
import { type Bought, type BuyOptions, buy } from './buy.ts'
import { awaitTurn, type Turn } from './turn.ts'

export type LlmOptions = BuyOptions &
  Readonly<{
    /** In the order in which they are tried. */
    models: readonly string[]
    /** How long nobody else may buy what is claimed. */
    leaseS: number
  }>

export type Wanted = Readonly<{
  purpose: Purpose
  contentHash: string
  promptVersion: string
  /** Of the answer. */
  language: string
  /** What is sent. */
  text: string
}>

export type Llm = Readonly<{
  provider: string
  firstModel: string
  claimOf: (reading: Reading, wanted: Wanted) => Claim
  /** Resolves when nobody else is buying the same. */
  awaitTurn: (reading: Reading, claim: Claim, first: ClaimAnswer | null, signal: AbortSignal) => Promise<Turn>
  buy: <T>(
    reading: Reading,
    claim: Claim,
    first: ClaimAnswer | null,
    task: Task<T>,
    signal: AbortSignal,
  ) => Promise<Bought<T>>
}>

export function createLlm(options: LlmOptions): Llm {
  const { provider, models, leaseS } = options
  return {
    provider,
    firstModel: models[0] ?? '',
    claimOf: (reading, { text, ...wanted }) => ({
      ...wanted,
      readingId: reading.id,
      sourceId: reading.sourceId,
      models,
      edition: reading.edition,
      estimateUsd: options.estimateUsd(models[0] ?? '', text),
      leaseS,
    }),
    awaitTurn: (reading, claim, first, signal) =>
      awaitTurn(options, reading, claim, first, { calls: [], purchases: [] }, signal),
    buy: (reading, claim, first, task, signal) => buy(options, reading, claim, first, task, signal),
  }
}
