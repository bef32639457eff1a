/** What is asked of an LLM, and what is known afterwards: everything a row of the ledger needs. */
import type { Failure } from '../../core/failure.ts'
import type { CallMode } from '../../core/purchase.ts'
import type { Post } from '../post.ts'
import type { Price } from './price.ts'

export type Llm = Readonly<{
  post: Post
  provider: 'openrouter' | 'openai_compatible'
  /** With its `/v1`; the operator's own, see decision 011. */
  baseUrl: string
  /** Secret. Many local servers need none. */
  apiKey?: string
  /** By model; they count where the provider says no cost. */
  prices: Readonly<Record<string, Price>>
  /** Milliseconds since the epoch. */
  now?: () => number
}>

export type LlmMessage = Readonly<{ role: 'user' | 'assistant'; content: string }>

export type LlmRequest = Readonly<{
  model: string
  /** `schema`: a strict JSON schema; `json`: any JSON object; `repair`: like `schema` if there is a `jsonSchema`, else like `json`. */
  mode: CallMode
  system: string
  messages: readonly LlmMessage[]
  /** null where the model is known to refuse one. */
  jsonSchema: Readonly<Record<string, unknown>> | null
  /** At most 64 letters, digits, dashes and underscores. */
  schemaName: string
  maxOutputTokens: number
  /** Absent: the model's own; some models refuse any. */
  temperature?: number
  /** From the call to the last byte. */
  timeoutMs: number
  signal?: AbortSignal
}>

export type Completion = Readonly<{
  /** What the model wrote, unjudged: no JSON perhaps, with NULs perhaps. Present too when it was cut at the token limit. */
  text: string
  /** The provider's own word: `stop`, `length`, `content_filter`, … */
  finishReason: string | null
  /** Who answered, where it says so; it may be another model than was asked. */
  answeredBy: string | null
  tokensIn: number
  tokensOut: number
  costUsd: number
  costKnown: boolean
  /** It failed in a way in which the provider may have worked, and may bill, all the same. */
  mayBeBilled: boolean
  httpStatus: number | null
  providerRequestId: string | null
  startedAt: Date
  durationMs: number
  /** Sizes, hashes and parameters; no text, no key. */
  request: Readonly<Record<string, unknown>>
  failure: Failure | null
  /** The server does not know this mode: the next one of the cascade may do. `failure` is set too. */
  unsupportedMode: boolean
}>

/** Everything that is sent as words. */
export function sentText({ system, messages }: LlmRequest): string {
  return [system, ...messages.map(({ content }) => content)].join('\n')
}
