import { describe, expect, onTestFinished, test } from 'vitest'
import { asker, completionOf, llmServer, schema, usual } from '../../../test/fixtures/llm-asking.ts'
import { canary, poster, serve, serveText } from '../loopback.ts'
import type { Llm } from './call.ts'
import { complete } from './complete.ts'

describe.each(['openrouter', 'openai'] as const)('%s', provider => {
  test('an answer comes with everything that a ledger needs', async () => {
    const { ask, server } = await llmServer({ provider, apiKey: 'k3y' }, { now: () => 1_700_000_000_000 })
    server.answer(() => ({ content: { tldr: 'A bridge.' }, usage: { in: 40, out: 7, cost: 0.002 } }))
    const completion = await ask({ temperature: 0.2 })
    expect(completion).toMatchObject({
      text: '{"tldr":"A bridge."}',
      finishReason: 'stop',
      answeredBy: 'maker/model',
      tokensIn: 40,
      tokensOut: 7,
      httpStatus: 200,
      providerRequestId: provider === 'openrouter' ? 'gen-1' : 'chatcmpl-1',
      startedAt: new Date(1_700_000_000_000),
      failure: null,
      unsupportedMode: false,
      mayBeBilled: false,
      request: { mode: 'schema', maxOutputTokens: 500, temperature: 0.2, messages: 1, schema: 'summary' },
    })
    expect(completion).toMatchObject(
      provider === 'openrouter' ? { costUsd: 0.002, costKnown: true } : { costUsd: 0, costKnown: false },
    )
    expect(JSON.stringify(completion)).not.toMatch(/k3y|council|summarise/)
  })

  test.each([
    ['schema', schema, 'schema'],
    ['schema', null, 'json'],
    ['json', schema, 'json'],
    ['repair', schema, 'schema'],
    ['repair', null, 'json'],
  ] as const)('mode %s with the schema %j asks for %s, once, unstreamed', async (mode, jsonSchema, format) => {
    const { ask, server } = await llmServer({ provider })
    expect(await ask({ mode, jsonSchema })).toMatchObject({ failure: null, unsupportedMode: false })
    const [call] = server.calls()
    expect(server.calls()).toHaveLength(1)
    expect(call).toMatchObject({
      mode: format,
      model: 'maker/model',
      schemaName: format === 'schema' ? 'summary' : null,
    })
    expect(call?.body).toMatchObject({ stream: false, max_tokens: 500 })
    expect(call?.body).not.toHaveProperty('temperature')
    expect(call?.body).not.toHaveProperty('tools')
    if (format === 'schema')
      expect(call?.body.response_format).toMatchObject({ type: 'json_schema', json_schema: { strict: true, schema } })
  })

  test('a conversation goes out as it is: a repair shows the model its former answer', async () => {
    const { ask, server } = await llmServer({ provider })
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: '{"tl' },
      { role: 'user', content: 'mend it' },
    ] as const
    await ask({ mode: 'repair', messages })
    expect(server.calls()[0]?.messages).toEqual([{ role: 'system', content: usual.system }, ...messages])
  })
})

describe('the words of servers that cannot do a format', () => {
  test.each([
    [404, 'No endpoints found that can handle the requested parameters.'],
    [400, "'response_format.type' must be 'json_schema' or 'text'"],
    [400, 'This response_format type is unavailable now'],
    [400, 'Invalid JSON payload received. Unknown name "additionalProperties" at generation_config.response_schema'],
    [422, 'structured outputs are not supported by this model'],
    [500, 'failed to parse grammar'],
  ])('%i %s', async (status, message) => {
    expect(await completionOf({ error: { status, message } })).toMatchObject({ unsupportedMode: true })
  })
})

describe('cost', () => {
  const prices = { 'maker/model': { inputPerMillion: 1, outputPerMillion: 10 } }

  test('is the provider’s figure, else tokens by the configured price, else unknown', async () => {
    const usage = { in: 1_000, out: 100, cost: 0.5 }
    expect(await completionOf({ usage }, { provider: 'openrouter' }, { prices })).toMatchObject({
      costUsd: 0.5,
      costKnown: true,
    })
    expect(
      await completionOf({ usage: { ...usage, cost: null } }, { provider: 'openrouter' }, { prices }),
    ).toMatchObject({
      costUsd: 0.002,
      costKnown: true,
    })
    expect(await completionOf({ usage: null }, {}, { prices })).toMatchObject({
      costUsd: 0,
      costKnown: false,
      tokensIn: 0,
    })
  })

  test('counts for an answer that is of no use, too', async () => {
    const completion = await completionOf({ finishReason: 'length', usage: { in: 1_000, out: 100 } }, {}, { prices })
    expect(completion).toMatchObject({
      failure: { kind: 'malformed' },
      costUsd: 0.002,
      costKnown: true,
      mayBeBilled: false,
    })
  })

  test('nothing can be billed that never arrived or was refused', async () => {
    expect(await completionOf({ error: { status: 401, message: '' } })).toMatchObject({ mayBeBilled: false })
    expect(await completionOf({ error: { status: 524, message: '' } })).toMatchObject({ mayBeBilled: true })
    const gone = await serveText('')
    await gone.close()
    expect(await asker(gone.origin)()).toMatchObject({ failure: { kind: 'unreachable' }, mayBeBilled: false })
  })
})

test('an account without money is a quota, though it says 429', async () => {
  const error = { status: 429, message: 'You exceeded your current quota', code: 'insufficient_quota' }
  expect((await completionOf({ error })).failure?.kind).toBe('quota')
})

test.each([
  [{ 'retry-after-ms': '1500' }, 1_500],
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': 'Tue, 14 Nov 2023 22:13:50 GMT' }, 30_000],
  [{}, null],
])('429 with %j says how long to wait', async (headers, retryAfterMs) => {
  const error = { status: 429, message: 'Slow down' }
  const completion = await completionOf(
    { error, headers: headers as Record<string, string> },
    {},
    { now: () => 1_700_000_000_000 },
  )
  expect(completion.failure).toMatchObject({ kind: 'rateLimited', retryAfterMs })
})

test('an address inside that the operator did not write is never asked', async () => {
  const bird = await canary()
  const ask = asker('http://127.0.0.1:1', { baseUrl: `http://127.0.0.1:${bird.port}/v1` })
  expect(await ask()).toMatchObject({ failure: { kind: 'blocked' }, httpStatus: null, mayBeBilled: false })
  expect(bird.heard()).toBe(0)
})

test('a redirect is not followed: key and article stay here', async () => {
  const bird = await canary()
  const server = await serve((_request, response) =>
    response.writeHead(307, { Location: `http://127.0.0.1:${bird.port}/v1/chat/completions` }).end(),
  )
  expect(await asker(server.origin, { apiKey: 'k' })()).toMatchObject({ failure: { kind: 'status', status: 307 } })
  expect(bird.heard()).toBe(0)
})

test('without a key no key is sent, whatever the environment holds', async () => {
  const before = process.env.OPENROUTER_API_KEY
  process.env.OPENROUTER_API_KEY = 'from-the-environment'
  onTestFinished(() => {
    if (before === undefined) delete process.env.OPENROUTER_API_KEY
    else process.env.OPENROUTER_API_KEY = before
  })
  for (const provider of ['openrouter', 'openai'] as const) {
    const { ask, server } = await llmServer({ provider })
    await ask()
    expect(server.calls()[0]?.key).toBe('')
  }
})

test('a library that warns would write into the terminal: it has nothing to warn of', async () => {
  const warnings: unknown[] = []
  const onWarning = (warning: unknown): void => void warnings.push(warning)
  process.on('warning', onWarning)
  onTestFinished(() => void process.off('warning', onWarning))
  for (const provider of ['openrouter', 'openai'] as const)
    for (const mode of ['schema', 'json'] as const) {
      const { ask } = await llmServer({ provider })
      await ask({ mode })
    }
  await new Promise(resolve => setImmediate(resolve))
  expect(warnings).toEqual([])
})

test('without its slot nothing is asked', async () => {
  const bird = await canary()
  const origin = `http://127.0.0.1:${bird.port}`
  const { post, inSlot } = poster({ trusted: [origin] })
  const slot = await inSlot(async held => held)
  const llm: Llm = { post, provider: 'openai_compatible', baseUrl: `${origin}/v1`, prices: {} }
  await expect(complete(slot, llm, usual)).rejects.toThrow('outside its slot')
  expect(bird.heard()).toBe(0)
})
