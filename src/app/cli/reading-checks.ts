/** What `winnow doctor` says about reading: who extracts, who summarises, what it may cost. Nothing is asked that costs money. */
import type { Config } from '../../config.ts'
import type { Context } from '../context.ts'
import type { Check } from './check.ts'
import { money } from './money.ts'
import { withNetwork } from './network.ts'
import { counted, took } from './output.ts'

const ASK_MS = 10_000
const LIST_BYTES = 20_000_000

export async function* checkReading(context: Context): AsyncGenerator<Check> {
  const { config, stop } = context
  yield extraction(config)
  yield config.llm.provider === 'openai_compatible' && !stop.aborted ? await server(context) : summaries(config)
  yield budget(config)
}

function extraction({ firecrawl, defaults, groups, sources }: Config): Check {
  const name = 'extraction'
  if (!firecrawl.active) return { name, result: 'ok', found: 'built-in; Firecrawl is not configured', advice: null }
  const levels = [defaults, ...Object.values(groups), ...sources.map(source => source.settings)]
  const isFirst = levels.some(level => level.extractor === 'auto' || level.extractor === 'firecrawl')
  const key = firecrawl.apiKey === undefined ? 'without a key' : 'with a key'
  return {
    name,
    result: 'ok',
    found: `Firecrawl at ${firecrawl.baseUrl} ${key}, ${isFirst ? 'asked first' : 'the fall-back'}; the built-in one too`,
    advice: null,
  }
}

function summaries({ llm }: Config): Check {
  const name = 'summaries'
  if (llm.provider === 'builtin')
    return {
      name,
      result: 'ok',
      found: 'built-in summariser: sentences of the text itself, for nothing, on this machine',
      advice: null,
    }
  return {
    name,
    result: 'ok',
    found: `${llm.provider} at ${llm.baseUrl}, ${modelsOf(llm)}; not tried, since a call would cost`,
    advice: null,
  }
}

/** Listing the models costs nothing, and tells whether the server is there and has what is asked of it. */
async function server({ config, stop }: Context): Promise<Check> {
  const { llm } = config
  const where = `${llm.baseUrl}, ${modelsOf(llm)}`
  const since = performance.now()
  const answer = await withNetwork(config, ({ get }) =>
    get({
      url: `${llm.baseUrl}/models`,
      headers: llm.apiKey === undefined ? {} : { authorization: `Bearer ${llm.apiKey}` },
      maxBytes: LIST_BYTES,
      totalMs: ASK_MS,
      signal: stop,
      fromOperator: true,
    }),
  )
  const name = 'summaries'
  if (!answer.ok)
    return {
      name,
      result: 'warn',
      found: `${where}: ${answer.failure.message}`,
      advice: adviceFor(answer.failure.kind),
    }
  const known = modelsIn(answer.value.body)
  const missing = known === null ? [] : llm.models.filter(model => !known.includes(model))
  return {
    name,
    result: missing.length > 0 ? 'warn' : 'ok',
    found: `${where}; answers in ${took(performance.now() - since)}`,
    advice:
      missing.length > 0 ? `the server does not list ${missing.join(', ')}: load it there, or change llm.models` : null,
  }
}

function adviceFor(kind: string): string {
  if (kind === 'unauthorised') return 'the server wants another key: WINNOW_LLM_API_KEY'
  if (kind === 'status') return 'does llm.baseUrl end in /v1, as the server wants it? Not every server lists its models'
  return 'check llm.baseUrl, and that the server runs'
}

function modelsOf({ models }: Config['llm']): string {
  return `${models.length === 1 ? 'model' : 'models'} ${models.join(', then ')}`
}

/** Null: not a list as OpenAI writes it. */
function modelsIn(body: Uint8Array): string[] | null {
  try {
    const { data } = JSON.parse(new TextDecoder().decode(body)) as { data?: unknown }
    return Array.isArray(data) ? data.map(one => String((one as { id?: unknown } | null)?.id)) : null
  } catch {
    return null
  }
}

function budget({ llm }: Config): Check {
  const name = 'budget'
  const { perDayUsd, perSourceDayUsd } = llm.budget
  if (llm.provider === 'builtin') return { name, result: 'ok', found: 'nothing is bought', advice: null }
  const perSource = perSourceDayUsd === null ? '' : `, ${money(perSourceDayUsd)} for one source`
  const unpriced =
    llm.provider === 'openai_compatible' ? llm.models.filter(model => !Object.hasOwn(llm.prices, model)) : []
  if (perDayUsd === null)
    return {
      name,
      result: 'warn',
      found: `none for the day${perSource}`,
      advice: 'set llm.budget.perDay, unless somebody else keeps the bounds',
    }
  const blind =
    unpriced.length === 0
      ? ''
      : `; ${counted(unpriced.length, 'model')} without a price in llm.prices, counted as free where the server says no cost`
  return { name, result: 'ok', found: `${money(perDayUsd)} a day${perSource}${blind}`, advice: null }
}
