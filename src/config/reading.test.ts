/** Who reads, who summarises and what it may cost is complete after loading, and what cannot be told apart is a problem. */
import { describe, expect, test } from 'vitest'
import { good, lines, load } from '../../test/fixtures/config.ts'
import { describeConfig, effectiveSettings, isTrustedPage, trustedOrigins } from '../config.ts'

const local = 'llm: { baseUrl: "http://localhost:11434/v1/", models: [qwen3] }'

describe('without a word about reading', () => {
  test('nothing is read by itself, nothing leaves the machine, and there is a budget all the same', () => {
    const config = good(load(''))
    expect(config).toMatchObject({
      defaults: { read: 'off', extractor: 'auto' },
      fetch: { trusted: [] },
      reading: { language: '', concurrency: 64, newestOfArchive: 3, leaseS: 600, tickMs: 1_000 },
      firecrawl: { active: false, baseUrl: 'https://api.firecrawl.dev', concurrency: 2, timeoutMs: 60_000 },
      llm: {
        provider: 'builtin',
        baseUrl: null,
        models: [],
        concurrency: 8,
        timeoutMs: 90_000,
        prices: {},
        budget: { perDayUsd: 1, perSourceDayUsd: null },
      },
    })
  })
})

describe('the LLM', () => {
  test('a key of OpenRouter is enough for it, and there are models', () => {
    const { llm } = good(load('', { OPENROUTER_API_KEY: 'sk-or-1' }))
    expect(llm).toMatchObject({ provider: 'openrouter', apiKey: 'sk-or-1', baseUrl: 'https://openrouter.ai/api/v1' })
    expect(llm.models.length).toBeGreaterThan(1)
  })

  test('an address is enough for any other, with a model; its slash at the end does not count', () => {
    expect(good(load(local)).llm).toEqual(
      expect.objectContaining({
        provider: 'openai_compatible',
        baseUrl: 'http://localhost:11434/v1',
        models: ['qwen3'],
      }),
    )
    const env = { WINNOW_LLM_BASE_URL: 'http://gpu:8000/v1', WINNOW_LLM_MODELS: 'a/b:free, c', WINNOW_LLM_API_KEY: 'k' }
    expect(good(load('', env)).llm).toMatchObject({ models: ['a/b:free', 'c'], apiKey: 'k' })
  })

  test('the key of OpenRouter goes to nobody else', () => {
    const said = local.replace('{', '{ provider: openai_compatible,')
    expect(good(load(said, { OPENROUTER_API_KEY: 'sk-or-1' })).llm.apiKey).toBeUndefined()
    const builtin = good(load('llm: { provider: builtin }', { OPENROUTER_API_KEY: 'sk-or-1' })).llm
    expect(builtin).toMatchObject({ provider: 'builtin', baseUrl: null, models: [] })
    expect(JSON.stringify(builtin)).not.toContain('sk-or-1')
  })

  test('OpenRouter may be reached by another address, when it is said to be it', () => {
    const config = good(
      load('llm: { provider: openrouter, baseUrl: "http://gateway:9/api" }', { OPENROUTER_API_KEY: 'k' }),
    )
    expect(config.llm).toMatchObject({ provider: 'openrouter', apiKey: 'k', baseUrl: 'http://gateway:9/api' })
  })

  test('every model of OpenRouter has a price, or the budget would not hold; what was said wins', () => {
    const env = { OPENROUTER_API_KEY: 'k' }
    const { llm } = good(load('', env))
    expect(Object.keys(llm.prices)).toEqual(llm.models)
    const said = 'llm: { models: [a/b, c/d], prices: { a/b: { inputPerMillion: 1, outputPerMillion: 2 } } }'
    expect(good(load(said, env)).llm.prices).toEqual({
      'a/b': { inputPerMillion: 1, outputPerMillion: 2 },
      'c/d': { inputPerMillion: 3, outputPerMillion: 15 },
    })
  })

  test('prices are in dollars for a million tokens, by model', () => {
    const text =
      'llm: { baseUrl: "http://x/v1", models: [a/b], prices: { a/b: { inputPerMillion: $0.10, outputPerMillion: 2 } }, budget: { perDay: none, perSourceDay: 0.25 } }'
    expect(good(load(text)).llm).toMatchObject({
      prices: { 'a/b': { inputPerMillion: 0.1, outputPerMillion: 2 } },
      budget: { perDayUsd: null, perSourceDayUsd: 0.25 },
    })
  })
})

test.each([
  [local, { OPENROUTER_API_KEY: 'k' }, /^winnow\.yaml:1: llm\.provider: .*both set: say which is meant/],
  ['llm: { provider: openrouter }', {}, /llm\.provider: openrouter needs a key: set OPENROUTER_API_KEY/],
  ['llm: { provider: openai_compatible, models: [a] }', {}, /llm\.provider: openai_compatible needs llm\.baseUrl/],
  ['llm: { baseUrl: "http://x/v1" }', {}, /llm\.models: an OpenAI-compatible server needs one at least/],
  ['', { WINNOW_LLM_API_KEY: 'k' }, /^WINNOW_LLM_API_KEY: belongs to no provider/],
  ['', { WINNOW_LLM_MODELS: 'a,,b' }, /^WINNOW_LLM_MODELS: "" is not the name of a model/],
  [
    'llm: { baseUrl: "http://x/v1", models: [qwen3], prices: { qwen: { inputPerMillion: 1, outputPerMillion: 1 } } }',
    {},
    /llm\.prices\.qwen: is not among llm\.models; did you mean qwen3\?/,
  ],
  ['llm: { budget: { perSourceDay: $2 } }', {}, /perSourceDay: is more than llm\.budget\.perDay \(\$1\)/],
  ['llm: { budget: { perDay: 1 EUR } }', {}, /perDay: "1 EUR" is not an amount from \$0 to \$100,000 \(or none\)/],
  ['reading: { lease: 1m }', {}, /reading\.lease: must be longer than llm\.timeout \(90s\)/],
  ['reading: { language: german }', {}, /reading\.language: "german" is not a language by its two or three letters/],
  ['reading: { language: qq }', {}, /reading\.language: "qq" is not a language/],
  [
    'fetch: { trusted: ["http://nas:1/path"] }',
    {},
    /trusted\[0\]: "http:\/\/nas:1\/path" is not a scheme, host and port/,
  ],
  [
    'firecrawl: { baseUrl: "http://u:hush@fc:3002" }',
    {},
    /firecrawl\.baseUrl: "http:\/\/\*\*\*@fc:3002" is not an address/,
  ],
  [
    'sources: [{ url: "https://a.example/", extractor: firecrawl }]',
    {},
    /sources\[0\]\.extractor: firecrawl needs FIRECRAWL_API_KEY/,
  ],
  ['groups: { g: { read: all } }', {}, /groups\.g\.read: "all" is not one of off, full_text, summary/],
])('%s with %j is a problem', (text, env, line) => {
  expect(lines(load(text, env))).toEqual([expect.stringMatching(line)])
})

test('what a source says about reading wins over its group and the defaults', () => {
  const config = good(
    load('defaults: { read: full_text }\ngroups: { g: { read: summary, extractor: firecrawl } }', {
      FIRECRAWL_BASE_URL: 'http://fc:3002',
    }),
  )
  const settings = (group: string | null, ownSettings = {}) => effectiveSettings(config, { group, ownSettings })
  expect(settings(null)).toMatchObject({ read: 'full_text', extractor: 'auto' })
  expect(settings('g')).toMatchObject({ read: 'summary', extractor: 'firecrawl' })
  expect(settings('g', { read: 'off', extractor: 'builtin' })).toMatchObject({ read: 'off', extractor: 'builtin' })
})

test('Firecrawl is used with a key, or with a server of one’s own', () => {
  expect(good(load('', { FIRECRAWL_API_KEY: 'fc-1' })).firecrawl).toMatchObject({ active: true, apiKey: 'fc-1' })
  expect(good(load('', { FIRECRAWL_BASE_URL: 'http://fc:3002/' })).firecrawl).toMatchObject({
    active: true,
    baseUrl: 'http://fc:3002',
  })
})

test('services of one’s own are trusted for their exact origin, those of the public net are not; pages only where it is said', () => {
  const config = good(
    load(
      `${local}\nfetch: { trusted: ["http://nas:8080", "http://nas:8080"] }\nfirecrawl: { baseUrl: "http://fc:3002" }`,
    ),
  )
  expect(trustedOrigins(config)).toEqual(['http://fc:3002', 'http://localhost:11434', 'http://nas:8080'])
  const hosted = good(load('', { OPENROUTER_API_KEY: 'k', FIRECRAWL_API_KEY: 'k' }))
  expect(trustedOrigins(hosted)).toEqual([])
  expect(isTrustedPage(config, 'http://nas:8080/wiki?page=1')).toBe(true)
  for (const other of ['http://nas/', 'https://nas:8080/', 'http://localhost:11434/v1', 'http://fc:3002/', 'nonsense'])
    expect(isTrustedPage(config, other), other).toBe(false)
})

test('no key is shown, and a wrong one is not repeated', () => {
  const env = { OPENROUTER_API_KEY: 'hunter2-llm', FIRECRAWL_API_KEY: 'hunter2-fc' }
  const shown = describeConfig(good(load('', env)))
  expect(JSON.stringify(shown)).not.toContain('hunter2')
  expect(shown).toMatchObject({ llm: { apiKey: '***' }, firecrawl: { apiKey: '***' } })
  expect(describeConfig(good(load(''))).llm).not.toHaveProperty('apiKey')
  expect(lines(load('', { OPENROUTER_API_KEY: 'hunter2 ' })).join()).not.toContain('hunter2')
})
