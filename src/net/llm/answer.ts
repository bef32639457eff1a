/** The body of a chat completion, read by ourselves for what the ledger needs: usage, cost, ids, and errors that hide in a 200. */
import { z } from 'zod'

export type Usage = Readonly<{
  tokensIn: number
  tokensOut: number
  /** US dollars, when the provider says so (OpenRouter, and gateways like it). */
  costUsd: number | null
}>

export type SaidError = Readonly<{
  /** As an HTTP status, when the error has such a number. */
  status: number | null
  /** A word such as `insufficient_quota`; '' when there is none. */
  code: string
  /** As the server wrote it: not fit to be shown. */
  text: string
}>

export type Body = Readonly<{
  id: string | null
  /** The model that answered, which may be another one than was asked. */
  model: string | null
  /** The provider's own word. */
  finishReason: string | null
  hasRefusal: boolean
  usage: Usage | null
  error: SaidError | null
}>

/** null: it is no JSON object. Every part that is not what it should be counts as absent. */
export function readBodyOf(bytes: Uint8Array): Body | null {
  const json = objectIn(new TextDecoder().decode(bytes))
  if (!json) return null
  const { id, model, choices, usage } = envelope.parse(json)
  const [choice] = choices
  return {
    id: id && printable(id),
    model: model && printable(model),
    finishReason: choice?.finish_reason ? printable(choice.finish_reason) : null,
    hasRefusal: Boolean(choice?.message?.refusal),
    usage: usage && usageOf(usage),
    error: errorIn(json) ?? (choice?.error ? errorIn({ error: choice.error }) : null),
  }
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const text = z.string().nullable().catch(null).default(null)
const count = z.number().min(0).max(1e9).nullable().catch(null).default(null)
const dollars = z.number().min(0).max(1e6).nullable().catch(null).default(null)

const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  cost: dollars,
  is_byok: z.boolean().catch(false).default(false),
  cost_details: z.object({ upstream_inference_cost: dollars }).nullable().catch(null).default(null),
})

const envelope = z.object({
  id: text,
  model: text,
  choices: z
    .array(
      z
        .object({
          finish_reason: text,
          message: z.object({ refusal: text }).nullable().catch(null).default(null),
          error: z.record(z.string(), z.unknown()).nullable().catch(null).default(null),
        })
        .catch({ finish_reason: null, message: null, error: null }),
    )
    .catch([])
    .default([]),
  usage: usageSchema.nullable().catch(null).default(null),
})

function usageOf({ prompt_tokens, completion_tokens, cost, is_byok, cost_details }: z.infer<typeof usageSchema>) {
  if (prompt_tokens === null && completion_tokens === null && cost === null) return null
  // With a key of one's own (BYOK) `cost` is only OpenRouter's fee; the provider's bill comes beside it.
  const upstream = is_byok ? (cost_details?.upstream_inference_cost ?? 0) : 0
  return {
    tokensIn: Math.round(prompt_tokens ?? 0),
    tokensOut: Math.round(completion_tokens ?? 0),
    costUsd: cost === null ? null : cost + upstream,
  }
}

/** `{error: {message, code, type}}` as OpenAI and OpenRouter write it, `{error: "…"}` as Ollama, `{detail}` and `{object: "error"}` as vLLM. */
function errorIn(json: Record<string, unknown>): SaidError | null {
  const { error, detail, message, object, choices } = json
  if (typeof error === 'string' && error !== '') return { status: null, code: '', text: asText(error) }
  if (isObject(error) && Object.values(error).some(value => value != null)) return saidError(error)
  if (object === 'error') return saidError(json)
  if (choices !== undefined) return null
  if (detail != null) return { status: null, code: '', text: asText(detail) }
  return typeof message === 'string' ? saidError(json) : null
}

function saidError({ message, code, type, status }: Record<string, unknown>): SaidError {
  const numbers = [code, status].map(Number).filter(n => Number.isInteger(n) && n >= 400 && n <= 599)
  const words = [code, type].filter(word => typeof word === 'string' && !/^\d*$/.test(word))
  return { status: numbers[0] ?? null, code: printable(String(words[0] ?? '')), text: asText(message ?? '') }
}

/** At most a little of it, whatever it is; never deeper than JSON.stringify dares. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 4_000)
  try {
    return JSON.stringify(value).slice(0, 4_000)
  } catch {
    return ''
  }
}

function printable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').slice(0, 200)
}
