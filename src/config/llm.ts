/** Which LLM is meant: a key goes to its own provider only, and what cannot be told apart is a problem, not a guess. */
import type { Parsed } from './schema.ts'

export const defaultOpenRouter = 'https://openrouter.ai/api/v1'
/** Small models of two makers, so that one maker's outage stops nobody: current on OpenRouter, and able to keep to a schema. */
export const defaultModels: readonly string[] = ['google/gemini-2.5-flash-lite', 'openai/gpt-5-mini']

/** US dollars, as OpenRouter lists them. It says the true cost of each call itself; these only reserve of the budget beforehand. */
const knownPrices: Readonly<Record<string, Price>> = {
  'google/gemini-2.5-flash-lite': { inputPerMillion: 0.1, outputPerMillion: 0.4 },
  'openai/gpt-5-mini': { inputPerMillion: 0.25, outputPerMillion: 2 },
}
/** For a model of OpenRouter that nobody gave a price: rather too much, or the budget would not hold. */
const cautiousPrice: Price = { inputPerMillion: 3, outputPerMillion: 15 }

export type LlmProvider = 'openrouter' | 'openai_compatible' | 'builtin'
export type Price = Readonly<{ inputPerMillion: number; outputPerMillion: number }>

export type LlmConfig = Readonly<{
  /** `auto` has been decided. */
  provider: LlmProvider
  /** Of this provider. Secret. */
  apiKey?: string
  /** Without a slash at its end; null for `builtin`. */
  baseUrl: string | null
  /** In the order in which they are asked; empty for `builtin`. */
  models: readonly string[]
  concurrency: number
  timeoutMs: number
  maxOutputTokens: number
  /** US dollars, by model. Of OpenRouter every model has one; a model of another server without one counts as free. */
  prices: Readonly<Record<string, Price>>
  /** US dollars a day (UTC); null: no bound. */
  budget: Readonly<{ perDayUsd: number | null; perSourceDayUsd: number | null }>
}>

/** What `auto` means; null where both are set and nobody said which. */
export function providerOf({ provider, openrouterApiKey, baseUrl }: Parsed['llm']): LlmProvider | null {
  if (provider !== 'auto') return provider
  if (openrouterApiKey !== undefined && baseUrl !== undefined) return null
  if (openrouterApiKey !== undefined) return 'openrouter'
  return baseUrl === undefined ? 'builtin' : 'openai_compatible'
}

/** Of settings that passed the cross-check. */
export function llmConfig(llm: Parsed['llm']): LlmConfig {
  const provider = providerOf(llm) ?? 'builtin'
  const { concurrency, timeout: timeoutMs, maxOutputTokens } = llm
  const budget = { perDayUsd: llm.budget.perDay, perSourceDayUsd: llm.budget.perSourceDay }
  const bounds = { concurrency, timeoutMs, maxOutputTokens, budget }
  if (provider === 'builtin') return { provider, baseUrl: null, models: [], prices: {}, ...bounds }
  const isOpenRouter = provider === 'openrouter'
  const apiKey = llm.apiKey ?? (isOpenRouter ? llm.openrouterApiKey : undefined)
  const models = llm.models.length > 0 ? llm.models : isOpenRouter ? defaultModels : []
  return {
    provider,
    ...(apiKey !== undefined && { apiKey }),
    baseUrl: llm.baseUrl ?? (isOpenRouter ? defaultOpenRouter : null),
    models,
    prices: isOpenRouter ? pricesOf(models, llm.prices) : llm.prices,
    ...bounds,
  }
}

function pricesOf(models: readonly string[], said: Readonly<Record<string, Price>>): Record<string, Price> {
  return Object.fromEntries(models.map(model => [model, said[model] ?? knownPrices[model] ?? cautiousPrice]))
}
