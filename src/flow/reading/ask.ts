/** Asks one model until its answer can be used: strict schema, then JSON object, one repair turn each. A slot holds one attempt; pauses and repairs are outside it (law 10). */
import { type Failure, failed, type Outcome, ok } from '../../core/failure.ts'
import type { Call, CallMode, Purpose } from '../../core/purchase.ts'
import type { Prompt } from '../../core/summary/prompt.ts'
import type { Completion, LlmRequest } from '../../net/llm/call.ts'

/** What is asked for, whoever answers. */
export type Task<T> = Readonly<{
  purpose: Purpose
  /** @param nonce Marks the article as data; new for every prompt. @param bad The answer that could not be used, and why: the repair turn. */
  prompt: (nonce: string, bad: Readonly<{ answer: string; problem: string }> | null) => Prompt
  /** Tolerant of everything but an answer that is none. @param withhold Must never come out. */
  read: (answer: string, withhold: readonly string[]) => Outcome<T>
}>

export type AskOptions = Readonly<{
  /** Comes limited from the runtime: one network attempt in one slot. Null: aborted while it waited for the slot, nothing was asked. */
  complete: (request: LlmRequest) => Promise<Completion | null>
  provider: string
  /** US dollars that a call with this text may cost: for reservations, and for calls that may be billed though nobody said so. */
  estimateUsd: (model: string, text: string) => number
  maxOutputTokens: number
  timeoutMs: number
  /** Milliseconds to wait before the next attempt; null: there is none (core/llm-retry). */
  retryDelayMs: (failure: Failure, attempt: number) => number | null
  /** Waits; ends early, without an error, when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  newId: () => string
  /** At least 16 letters and digits that nobody can guess. */
  nonce: () => string
  /** What must never come out besides: keys. */
  secrets?: readonly string[]
}>

export type Asked<T> = Readonly<{ outcome: Outcome<T>; calls: readonly Call[] }>

/** All calls are reported, whatever came of them: each has a price. */
export async function ask<T>(
  options: AskOptions,
  task: Task<T>,
  model: string,
  purchaseId: string,
  signal: AbortSignal,
): Promise<Asked<T>> {
  const calls: Call[] = []
  const withhold = new Set(options.secrets)
  let withSchema = true
  const promptFor = (bad: Parameters<Task<T>['prompt']>[1]) => {
    const nonce = options.nonce()
    const prompt = task.prompt(nonce, bad)
    for (const words of [nonce, ...sentencesOf(prompt.system)]) withhold.add(words)
    return prompt
  }

  /** One answer, with its retries; a failure here is the network's or the provider's. What came without words is no failure: another mode may bring some. */
  async function answer(mode: CallMode, prompt: Prompt): Promise<Outcome<Completion>> {
    for (let attempt = 1; ; attempt++) {
      const completion = await options.complete(requestOf(mode, prompt))
      if (completion === null) return cancelled
      calls.push(callOf(completion, mode, prompt))
      const { failure } = completion
      if (failure === null || isAnswered(completion)) return ok(completion)
      const waitMs = signal.aborted || completion.unsupportedMode ? null : options.retryDelayMs(failure, attempt)
      if (waitMs === null) return completion.unsupportedMode ? ok(completion) : failed(failure)
      await options.sleep(waitMs, signal)
      if (signal.aborted) return cancelled
    }
  }

  /** The answer as it was meant, or after one repair turn; `next` when another mode may do better. */
  async function inMode(mode: 'schema' | 'json'): Promise<Outcome<T> | Readonly<{ next: Failure }>> {
    const first = await answer(mode, promptFor(null))
    if (!first.ok) return first
    const { text, failure, unsupportedMode } = first.value
    if (unsupportedMode || text.trim() === '') return { next: failure ?? noAnswer }
    const read = readAnswer(first.value)
    if (read.ok) return read
    if (signal.aborted) return cancelled
    if (!isRepairable(text)) return { next: read.failure }
    const repaired = await answer('repair', promptFor({ answer: text, problem: read.failure.message }))
    if (!repaired.ok) return repaired
    if (repaired.value.text.trim() === '') return { next: repaired.value.failure ?? noAnswer }
    const again = readAnswer(repaired.value)
    return again.ok ? again : { next: again.failure }
  }

  /** The ledger says what became of the answer: one that was cut and could be used all the same has not failed. */
  function readAnswer({ text }: Completion): Outcome<T> {
    const read = task.read(text, [...withhold])
    const last = calls.pop()
    if (last !== undefined) calls.push({ ...last, ...(read.ok ? good : bad(read.failure)) })
    return read
  }

  function requestOf(mode: CallMode, { system, user, schema, maxOutputTokens }: Prompt): LlmRequest {
    return {
      model,
      mode,
      system,
      messages: [{ role: 'user', content: user }],
      schemaName: schema.name,
      // A server that was asked without a schema before is repaired without one.
      jsonSchema: withSchema ? schema.schema : null,
      maxOutputTokens: Math.min(options.maxOutputTokens, maxOutputTokens),
      timeoutMs: options.timeoutMs,
      signal,
    }
  }

  function callOf(completion: Completion, mode: CallMode, sent: Prompt): Call {
    const { failure, startedAt, durationMs, tokensIn, tokensOut, costKnown, httpStatus } = completion
    const { finishReason, request, providerRequestId } = completion
    // An answer that got lost may be on the bill all the same, and the budget must not be blind to it.
    const isDue = completion.mayBeBilled && !costKnown && completion.costUsd === 0
    const costUsd = isDue ? options.estimateUsd(model, `${sent.system}\n${sent.user}`) : completion.costUsd
    return {
      id: options.newId(),
      purchaseId,
      purpose: task.purpose,
      provider: options.provider,
      model,
      mode,
      attempt: calls.length + 1,
      startedAt,
      durationMs,
      tokensIn,
      tokensOut,
      costUsd,
      costKnown,
      httpStatus,
      finishReason,
      outcome: failure === null ? 'ok' : 'failed',
      failure: failure === null ? null : { kind: failure.kind, message: failure.message },
      request,
      providerRequestId,
    }
  }

  let last: Failure = noAnswer
  for (const mode of ['schema', 'json'] as const) {
    withSchema = mode === 'schema'
    const tried = await inMode(mode)
    if (!('next' in tried)) return { outcome: tried, calls }
    last = tried.next
    if (signal.aborted) return { outcome: cancelled, calls }
  }
  return { outcome: failed(last), calls }
}

/** It holds words, however it ended: what was cut at the token limit may be whole. Or it is an answer in which there are none. */
function isAnswered({ failure, finishReason }: Completion): boolean {
  return failure?.kind === 'malformed' && finishReason !== 'content_filter'
}

/** An object, or enough words for a summary. Made to "repair" its refusal, a model would write a summary that says it is sorry. */
function isRepairable(text: string): boolean {
  return text.includes('{') || text.trim().length >= 200
}

/** A model that repeats what it was told gives nothing away; shorter ones are ordinary words. */
function sentencesOf(system: string): string[] {
  return system.split(/\n|(?<=[.?!]) /).filter(sentence => sentence.length >= 30)
}

function bad({ kind, message }: Failure): Pick<Call, 'outcome' | 'failure'> {
  return { outcome: 'bad_answer', failure: { kind, message } }
}

const good: Pick<Call, 'outcome' | 'failure'> = { outcome: 'ok', failure: null }
const cancelled = failed({ kind: 'cancelled', message: 'cancelled' })
const noAnswer: Failure = { kind: 'malformed', message: 'the model answered nothing' }
