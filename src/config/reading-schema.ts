/** The part of the schema that is about reading: who extracts, who summarises, and what that may cost. */
import { z } from 'zod'
import {
  baseUrl,
  dollars,
  duration,
  type Format,
  language,
  oneOf,
  orNone,
  quoted,
  secret,
  wholeNumber,
} from './format.ts'
import { documented, list, optional, required, section, withDefault } from './setting.ts'

const model: Format<string> = {
  allowed: 'a list of models, such as [openai/gpt-5-mini]',
  read: text =>
    /^[\x21-\x2b\x2d-\x7e]{1,200}$/.test(text)
      ? { value: text }
      : { wrong: `${quoted(text)} is not the name of a model: 1 to 200 characters without blanks and commas` },
}

const perMillion = dollars(0, 100_000)

export const reading = section('How pages are read: by `winnow read`, and for sources that ask for it with `read`.', {
  language: withDefault(orNone(language), {
    default: 'none',
    env: 'WINNOW_READING_LANGUAGE',
    description: 'The language you read; summaries in another one are translated. `none`: the article’s own.',
  }),
  concurrency: withDefault(wholeNumber(1, 1_000), {
    default: '64',
    env: 'WINNOW_READING_CONCURRENCY',
    description: 'Most readings this process works on at once; what waits for a slot counts.',
  }),
  newestOfArchive: withDefault(wholeNumber(0, 1_000), {
    default: '3',
    env: 'WINNOW_READING_NEWEST_OF_ARCHIVE',
    description:
      'Of what the first poll of a source brings, only so many of the newest are read: an archive must not flood the LLM.',
  }),
  lease: withDefault(duration('1m', '1h', 's'), {
    default: '10m',
    env: 'WINNOW_READING_LEASE',
    description:
      'How long a process may hold a reading before another one takes it; longer than `fetch.timeout`, `firecrawl.timeout` and `llm.timeout`.',
  }),
  tick: withDefault(duration('100ms', '1m', 'ms'), {
    default: '1s',
    env: 'WINNOW_READING_TICK',
    description: 'How often a process looks for readings that wait.',
  }),
}).prefault({})

export const defaultFirecrawl = 'https://api.firecrawl.dev'

export const firecrawl = section(
  'Firecrawl extracts pages that need a browser. It is used when there is a key, or a server of your own; without it the built-in extraction does everything.',
  {
    apiKey: optional(secret, { env: 'FIRECRAWL_API_KEY', description: 'The key; a server of your own may need none.' }),
    baseUrl: withDefault(baseUrl, {
      default: defaultFirecrawl,
      env: 'FIRECRAWL_BASE_URL',
      description: 'Where Firecrawl is, without `/v2`. Trusted: it may lie in a private network.',
    }),
    concurrency: withDefault(wholeNumber(1, 100), {
      default: '2',
      env: 'WINNOW_FIRECRAWL_CONCURRENCY',
      description: 'Most pages it is asked for at once.',
    }),
    timeout: withDefault(duration('5s', '10m', 'ms'), {
      default: '60s',
      env: 'WINNOW_FIRECRAWL_TIMEOUT',
      description: 'Most time for one page.',
    }),
  },
).prefault({})

export const llm = section(
  'Who writes summaries. Without a key or an address the built-in summariser picks sentences of the text itself, for nothing, on this machine.',
  {
    provider: withDefault(oneOf('auto', 'openrouter', 'openai_compatible', 'builtin'), {
      default: 'auto',
      env: 'WINNOW_LLM_PROVIDER',
      description:
        '`auto`: OpenRouter when its key is set, the server at `baseUrl` when that is set, otherwise `builtin`.',
    }),
    openrouterApiKey: optional(secret, {
      env: 'OPENROUTER_API_KEY',
      description: 'The key of OpenRouter. It is given to no other provider.',
    }),
    apiKey: optional(secret, {
      env: 'WINNOW_LLM_API_KEY',
      description: 'The key of the provider that is used, whichever it is; a local server needs none as a rule.',
    }),
    baseUrl: optional(baseUrl, {
      env: 'WINNOW_LLM_BASE_URL',
      description:
        'Where the OpenAI-compatible server is, with its `/v1`: Ollama, vLLM, LM Studio, a gateway. Trusted: it may lie in a private network.',
    }),
    models: list(model, 10, {
      env: 'WINNOW_LLM_MODELS',
      description:
        'The models in the order in which they are asked; the next one when one cannot do it. With OpenRouter there is a default, see docs/reading.md; an OpenAI-compatible server needs one at least.',
    }),
    concurrency: withDefault(wholeNumber(1, 256), {
      default: '8',
      env: 'WINNOW_LLM_CONCURRENCY',
      description: 'Most calls in flight at once.',
    }),
    timeout: withDefault(duration('5s', '15m', 'ms'), {
      default: '90s',
      env: 'WINNOW_LLM_TIMEOUT',
      description: 'Most time for one call, its answer included.',
    }),
    maxOutputTokens: withDefault(wholeNumber(500, 128_000), {
      default: '6000',
      env: 'WINNOW_LLM_MAX_OUTPUT_TOKENS',
      description: 'Most tokens of one answer.',
    }),
    prices: documented(
      z.record(
        z.string(),
        section('', {
          inputPerMillion: required(perMillion, {
            description:
              'US dollars for a million tokens of this model’s input: what a call reserves of the budget, and its cost where the provider says none.',
          }),
          outputPerMillion: required(perMillion, { description: 'The same for its output.' }),
        }),
        { error: 'must be a mapping from names of models to prices' },
      ),
      '',
    ).prefault({}),
    budget: section('', {
      perDay: withDefault(orNone(dollars(0, 100_000)), {
        default: '$1.00',
        env: 'WINNOW_LLM_BUDGET_PER_DAY',
        description:
          'Most US dollars spent on one day (UTC). When they are spent, what is left waits for the next day; nothing is lost.',
      }),
      perSourceDay: withDefault(orNone(dollars(0, 100_000)), {
        default: 'none',
        env: 'WINNOW_LLM_BUDGET_PER_SOURCE_DAY',
        description: 'Most US dollars spent on the articles of one source on one day (UTC).',
      }),
    }).prefault({}),
  },
).prefault({})
