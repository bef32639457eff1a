/** The ledger's words: a purchase is claimed before the call and bought once; every call is a row, the failed and the repairing ones too (law 11). */
import type { FailureKind } from './failure.ts'

export type Purpose = 'summary' | 'segment' | 'translation' | 'insights'

/** What makes two purchases the same one. */
export type PurchaseKey = Readonly<{
  contentHash: string
  promptVersion: string
  model: string
  /** Of the answer. */
  language: string
  purpose: Purpose
  /** '' unless forced. */
  edition: string
}>

/** Wants a text for the first of `models` that may be asked; a purchase by any of them will do. */
export type Claim = Readonly<{
  readingId: string
  sourceId: string | null
  contentHash: string
  promptVersion: string
  /** In the order of the cascade; the claim is made for the first one. */
  models: readonly string[]
  language: string
  purpose: Purpose
  edition: string
  /** Reserved of the budget until the purchase settles. */
  estimateUsd: number
  /** How long nobody else may buy it. */
  leaseS: number
}>

/** `mine`: call now, and settle it. `bought`: here it is. `busy`: somebody else is at it; ask again. `budget`: nothing may be spent until then. */
export type ClaimAnswer =
  | Readonly<{ is: 'mine'; purchaseId: string; model: string; version: number }>
  | Readonly<{ is: 'bought'; purchaseId: string; model: string; result: unknown }>
  | Readonly<{ is: 'busy' }>
  | Readonly<{ is: 'budget'; waitS: number; reason: string }>

/** How a claimed purchase ended. `failed` frees its key for a later try. */
export type Purchase = Readonly<{
  id: string
  version: number
  state: 'bought' | 'failed'
  /** The validated answer, JSON. */
  result: unknown
  costUsd: number
}>

/** How the answer was asked for: a strict schema, a JSON object, or a repair of the former answer. */
export type CallMode = 'schema' | 'json' | 'repair'

/** One HTTP call to an LLM. No text of the article, and no key, is in it. */
export type Call = Readonly<{
  /** UUIDv7. */
  id: string
  purchaseId: string | null
  purpose: Purpose
  provider: string
  model: string
  mode: CallMode
  /** 1, 2, … within the purchase. */
  attempt: number
  startedAt: Date
  durationMs: number
  tokensIn: number
  tokensOut: number
  /** As the provider said it, or from the configured prices; 0 when neither is known, see `costKnown`. */
  costUsd: number
  costKnown: boolean
  httpStatus: number | null
  finishReason: string | null
  outcome: 'ok' | 'bad_answer' | 'failed'
  failure: Readonly<{ kind: FailureKind; message: string }> | null
  /** Redacted: sizes, hashes and parameters. */
  request: Readonly<Record<string, unknown>>
  providerRequestId: string | null
}>
