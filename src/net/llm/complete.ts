/** One attempt to buy an answer of an LLM: one HTTP call in one slot, and a record of it that a ledger can keep, whatever came of it. */
import { createHash } from 'node:crypto'
import type { Failure } from '../../core/failure.ts'
import { assertHeld, type Slot } from '../gate.ts'
import { fetchWith } from '../guarded-fetch.ts'
import type { PostHead } from '../post.ts'
import { type Body, readBodyOf } from './answer.ts'
import { type Completion, type Llm, type LlmRequest, sentText } from './call.ts'
import { costOf } from './price.ts'
import { answerFailure, malformed, mayBeBilled, unfinished } from './verdict.ts'

/** One network attempt; retries, back-off and the next mode are the caller's, outside the slot. @throws only when the slot is not held. */
export async function complete(slot: Slot, llm: Llm, request: LlmRequest): Promise<Completion> {
  assertHeld(slot)
  const now = llm.now ?? Date.now
  const startedAt = now()
  const since = performance.now()
  const seen: Seen = { head: null, body: null, unsupportedMode: false, failure: null }
  const fetch = fetchWith(llm.post, slot, {
    totalMs: request.timeoutMs,
    maxBytes: maxAnswerBytes,
    signal: request.signal,
    fromOperator: true,
    onHead: head => {
      seen.head = head
    },
    // Judged before the SDK sees it: its errors forget the headers, and carry the whole prompt.
    judge: outcome => {
      if (!outcome.ok) seen.failure = outcome.failure
      else {
        seen.body = readBodyOf(outcome.value.body)
        Object.assign(seen, answerFailure(outcome.value, seen.body, llm, request, now()))
      }
      return seen.failure
    },
  })
  const { text, failure } = await answerOf(llm, request, fetch, seen)
  const usage = seen.body?.usage ?? null
  const tokens = usage && { in: usage.tokensIn, out: usage.tokensOut }
  return {
    text,
    failure,
    finishReason: seen.body?.finishReason ?? null,
    answeredBy: seen.body?.model ?? null,
    tokensIn: tokens?.in ?? 0,
    tokensOut: tokens?.out ?? 0,
    ...costOf(usage?.costUsd ?? null, tokens, llm.prices[request.model]),
    mayBeBilled: failure !== null && usage === null && mayBeBilled(failure, seen.head),
    httpStatus: seen.head?.status ?? null,
    providerRequestId: requestId(seen),
    startedAt: new Date(startedAt),
    durationMs: Math.round(performance.now() - since),
    request: redacted(request),
    unsupportedMode: seen.unsupportedMode,
  }
}

type Seen = { head: PostHead | null; body: Body | null; unsupportedMode: boolean; failure: Failure | null }

const maxAnswerBytes = 4 * 1024 * 1024

async function answerOf(
  llm: Llm,
  request: LlmRequest,
  fetch: typeof globalThis.fetch,
  seen: Seen,
): Promise<{ text: string; failure: Failure | null }> {
  try {
    // Loaded when it is first needed: most commands ask no LLM, and the SDK takes a tenth of a second.
    const { generate } = await import('./model.ts')
    const { text, finishReason } = await generate(llm, request, fetch)
    return { text, failure: unfinished(text, finishReason, seen.body) }
  } catch {
    // Nothing of the SDK's own error goes on, for it carries the whole prompt.
    return { text: '', failure: seen.failure ?? malformed('the answer is not a chat completion') }
  }
}

function requestId({ head, body }: Seen): string | null {
  const { 'x-generation-id': generation, 'x-request-id': request, 'request-id': plain } = head?.headers ?? {}
  return body?.id ?? (generation ?? request ?? plain)?.slice(0, 200) ?? null
}

function redacted(request: LlmRequest): Readonly<Record<string, unknown>> {
  const { mode, maxOutputTokens, temperature, timeoutMs, system, messages, jsonSchema, schemaName } = request
  const prompt = sentText(request)
  return {
    mode,
    maxOutputTokens,
    ...(temperature !== undefined && { temperature }),
    timeoutMs,
    systemChars: system.length,
    promptChars: prompt.length - system.length,
    messages: messages.length,
    promptHash: createHash('sha256').update(prompt).digest('hex').slice(0, 32),
    schema: jsonSchema && mode !== 'json' ? schemaName : null,
  }
}
