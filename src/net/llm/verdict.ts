/** What an answer of an LLM's server means, before anybody reads its text. */
import { type Failure, failed } from '../../core/failure.ts'
import { apiFailure, quoted } from '../api-failure.ts'
import type { PostAnswer, PostHead } from '../post.ts'
import { isReset } from '../sockets.ts'
import type { Body } from './answer.ts'
import { type Llm, type LlmRequest, sentText } from './call.ts'

export type Verdict = Readonly<{ failure: Failure | null; unsupportedMode: boolean }>

/** @param body The answer's body, null when it is no JSON object. @param now Milliseconds since the epoch. */
export function answerFailure(
  answer: PostAnswer,
  body: Body | null,
  llm: Llm,
  request: LlmRequest,
  now: number,
): Verdict {
  const { status, headers } = answer
  const isError = status >= 400
  const error = body?.error ?? null
  if (!isError && !error) return verdict(body ? null : malformed('the answer is not JSON'))
  const said = quoted(error?.text ?? '', { secrets: [llm.apiKey ?? ''], sent: sentText(request) })
  // A 200 may carry an error that has its own number (OpenRouter, when the model's maker fails late).
  const meant = isError ? status : (error?.status ?? null)
  if (meant === null) return verdict(malformed(`the LLM answered ${status} with an error${said ? `: ${said}` : ''}`))
  const failure = apiFailure('the LLM', { status: meant, headers, code: error?.code ?? '', said }, now)
  return verdict(failure, refusesFormat(meant, error?.text ?? ''))
}

function verdict(failure: Failure | null, unsupportedMode = false): Verdict {
  return { failure, unsupportedMode }
}

/** A server that cannot do `response_format`, or not this schema, says so in its own words; the same request without it may pass. */
function refusesFormat(status: number, text: string): boolean {
  return [400, 404, 422, 500, 501].includes(status) && formatWords.test(text)
}

const formatWords =
  /response[_ ]?(?:format|schema|mime)|json[_ ]?(?:schema|object|mode)|structured[_ ]?outputs?|\bgrammar|guided[_ ]|requested parameters|additionalProperties|invalid schema/i

/** An answer that the provider itself calls unfinished is none; the reason goes into the words, for the kind is the same. */
export function unfinished(text: string, finishReason: string, body: Body | null): Failure | null {
  if (finishReason === 'length') return malformed('the answer was cut at the token limit (finish_reason length)')
  if (body?.hasRefusal) return malformed('the model refused to answer')
  if (finishReason === 'content-filter')
    return malformed('the provider’s filter stopped the answer (finish_reason content_filter)')
  // The SDK has no word for what OpenRouter calls `error`.
  if (finishReason === 'error' || body?.finishReason === 'error')
    return malformed('the provider stopped with an error (finish_reason error)')
  if (finishReason === 'tool-calls') return malformed('the model asked for a tool instead of answering')
  return text.trim() === '' ? malformed('the answer is empty') : null
}

export function malformed(message: string): Failure {
  return failed({ kind: 'malformed', message }).failure
}

/** Nothing is billed that never arrived, or that was refused. */
export function mayBeBilled(failure: Failure, head: PostHead | null): boolean {
  if (head) return head.status < 400 || head.status >= 500
  if (failure.kind === 'timeout') return failure.phase !== 'connect'
  return failure.kind === 'cancelled' || (failure.kind === 'unreachable' && isReset(failure.cause))
}
