/** The language model of the configuration behind its gate; null: the built-in summariser does what it honestly can. */
import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { v7 as uuidV7 } from 'uuid'
import type { Config } from '../config.ts'
import { retryDelayMs } from '../core/llm-retry.ts'
import { createLlm, type Llm, type LlmOptions } from '../flow/reading/llm.ts'
import { type Gate, GateRefusal } from '../net/gate.ts'
import { complete } from '../net/llm/complete.ts'
import { estimateCost } from '../net/llm/price.ts'
import type { Post } from '../net/post.ts'

export type ModelOptions = Readonly<{ config: Config; post: Post; gate: Gate }> & Pick<LlmOptions, 'store' | 'sleep'>

/** All attempts, pauses and repairs of one purchase take less; a reading that is claimed anew takes its own purchases over at once. */
const PURCHASE_LEASE_S = 3_600

export function createModel({ config, post, gate, store, sleep }: ModelOptions): Llm | null {
  const { provider, baseUrl, apiKey, models, prices, maxOutputTokens, timeoutMs } = config.llm
  if (provider === 'builtin' || baseUrl === null) return null
  const limited = gate.limited(complete, (_llm, { signal }) => signal)
  return createLlm({
    async complete(request) {
      const completion = await limited({ post, provider, baseUrl, apiKey, prices }, request).catch(orNotAsked)
      // Answers come together, and each takes milliseconds to read: first every slot that came free is used again.
      await turn()
      return completion
    },
    provider,
    models,
    estimateUsd: (model, text) => estimateCost(text, maxOutputTokens, prices[model]),
    maxOutputTokens,
    timeoutMs,
    leaseS: PURCHASE_LEASE_S,
    retryDelayMs: (failure, attempt) => retryDelayMs(failure, attempt, Math.random),
    sleep,
    random: Math.random,
    newId: () => uuidV7(),
    nonce: () => randomBytes(12).toString('hex'),
    secrets: [apiKey, config.firecrawl.apiKey].flatMap(key => key ?? []),
    store,
  })
}

/** Who left the line before its turn has asked nothing, and there is nothing to keep a record of. */
function orNotAsked(error: unknown): null {
  if (error instanceof GateRefusal) return null
  throw error
}
