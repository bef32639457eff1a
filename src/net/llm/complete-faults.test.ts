import { describe, expect, test } from 'vitest'
import { article, completionOf, llmServer } from '../../../test/fixtures/llm-asking.ts'
import { until } from '../../../test/fixtures/until.ts'

describe.each(['openrouter', 'openai'] as const)('%s', provider => {
  test.each([
    [400, { kind: 'status', status: 400 }],
    [401, { kind: 'unauthorised', status: 401 }],
    [402, { kind: 'quota' }],
    [403, { kind: 'unauthorised', status: 403 }],
    [404, { kind: 'status', status: 404 }],
    [408, { kind: 'status', status: 408 }],
    [413, { kind: 'status', status: 413 }],
    [422, { kind: 'status', status: 422 }],
    [429, { kind: 'rateLimited', status: 429, retryAfterMs: 7_000 }],
    [500, { kind: 'status', status: 500 }],
    [503, { kind: 'rateLimited', status: 503, retryAfterMs: 7_000 }],
    [524, { kind: 'status', status: 524 }],
  ])('%i is a failure of its kind, asked once, with what the server said', async (status, failure) => {
    const completion = await completionOf(
      { error: { status, message: 'So it is.' }, headers: { 'retry-after': '7' } },
      { provider },
    )
    expect(completion).toMatchObject({
      text: '',
      failure,
      httpStatus: status,
      unsupportedMode: false,
      costKnown: false,
    })
    expect(completion.failure?.message).toBe(`the LLM answered ${status}: So it is.`)
    expect(completion.failure).not.toHaveProperty('cause')
    expect(completion.providerRequestId).toBe('req-1')
  })

  test.each([
    [429, { kind: 'rateLimited', retryAfterMs: 7_000 }],
    [402, { kind: 'quota' }],
    [502, { kind: 'status', status: 502 }],
  ])('a 200 with the error %i inside is that failure', async (code, failure) => {
    const error = { status: 200, message: 'Provider returned error', code }
    expect(await completionOf({ error, headers: { 'retry-after': '7' } }, { provider })).toMatchObject({
      failure,
      httpStatus: 200,
    })
  })

  test('a 200 with an error that has no number is malformed, and says what it says', async () => {
    const completion = await completionOf({ body: { error: { message: 'Something broke' } } }, { provider })
    expect(completion.failure).toMatchObject({
      kind: 'malformed',
      message: 'the LLM answered 200 with an error: Something broke',
    })
  })

  test.each([
    ['length', { finishReason: 'length', content: '{"tldr":"A br' }, '{"tldr":"A br', 'cut at the token limit'],
    ['content_filter', { finishReason: 'content_filter', content: '' }, '', 'content_filter'],
    ['error', { finishReason: 'error', content: '{' }, '{', 'finish_reason'],
    ['stop', { content: '' }, '', 'empty'],
    ['stop', { content: ' \n ' }, ' \n ', 'empty'],
  ])('finish_reason %s with %j is malformed, and says why', async (finishReason, behaviour, text, words) => {
    const completion = await completionOf(behaviour, { provider })
    expect(completion).toMatchObject({
      text,
      finishReason,
      failure: { kind: 'malformed' },
    })
    expect(completion.failure?.message).toContain(words)
    expect(completion.tokensIn).toBeGreaterThan(0)
  })

  test('a refusal is no answer', async () => {
    const completion = await completionOf({ refusal: 'I cannot help with that.' }, { provider })
    expect(completion.failure).toMatchObject({ kind: 'malformed', message: 'the model refused to answer' })
  })

  test.each([
    ['an HTML page', { body: '<html>Bad gateway</html>' }],
    ['half an object', { body: '{"choices":[{"mess' }],
    ['nothing', { body: '' }],
    ['an array', { body: '[]' }],
    ['no choices', { body: { id: 'x', object: 'chat.completion' } }],
    ['an empty list of choices', { body: { id: 'x', model: 'm', choices: [] } }],
    ['choices of another type', { body: { choices: 'none' } }],
  ])('%s with status 200 is malformed', async (_name, behaviour) => {
    expect(await completionOf(behaviour, { provider })).toMatchObject({
      text: '',
      failure: { kind: 'malformed' },
      httpStatus: 200,
    })
  })

  test('a megabyte, NULs and words around the JSON are handed on for the contract to judge', async () => {
    const content = `Sure!\u0000 \`\`\`json {"tldr":"${'x'.repeat(1_000_000)}"} \`\`\``
    expect(await completionOf({ content, gzip: true }, { provider })).toMatchObject({ text: content, failure: null })
  })

  test('a body that is cut, a server that never answers, and one that never ends', async () => {
    expect(await completionOf({ cutAt: 20 }, { provider })).toMatchObject({
      failure: { kind: 'unreachable' },
      httpStatus: 200,
      mayBeBilled: true,
    })
    const { ask, server } = await llmServer({ provider })
    for (const never of ['answer', 'body'] as const) {
      server.answer(() => ({ never }))
      expect(await ask({ timeoutMs: 150 })).toMatchObject({
        failure: { kind: 'timeout', phase: 'total' },
        httpStatus: never === 'body' ? 200 : null,
        providerRequestId: never === 'body' ? 'req-2' : null,
        mayBeBilled: true,
      })
    }
  })

  test('more than four megabytes are refused', async () => {
    expect(await completionOf({ content: 'x'.repeat(4_200_000) }, { provider })).toMatchObject({
      failure: { kind: 'tooLarge' },
    })
  })

  test('the key goes out as a bearer token, and comes back in no failure', async () => {
    const { ask, server } = await llmServer({ provider, apiKey: 'right' })
    const completion = await ask({}, { apiKey: 'wr0ng-key' })
    expect(completion.failure).toMatchObject({ kind: 'unauthorised', status: 401 })
    expect(server.calls()[0]?.key).toBe('wr0ng-key')
    expect(JSON.stringify(completion)).not.toContain('wr0ng-key')
    expect(completion.failure?.message).toContain('***')
  })

  test('a failure never quotes the article, though the server does', async () => {
    const completion = await completionOf(
      { error: { status: 400, message: `Invalid prompt: ${article}` } },
      { provider },
    )
    expect(completion.failure?.message).toBe('the LLM answered 400')
  })

  test('a mode that the server refuses is told apart from a request that it refuses', async () => {
    const { ask } = await llmServer({ provider, formats: ['json'] })
    expect(await ask()).toMatchObject({ unsupportedMode: true, failure: { kind: 'status', status: 400 } })
    expect(await ask({ mode: 'json' })).toMatchObject({ unsupportedMode: false, failure: null })
    const loose = { type: 'object', properties: { a: { type: 'string' } } }
    expect(await ask({ mode: 'schema', jsonSchema: loose })).toMatchObject({ unsupportedMode: true })
    const message = 'This model’s maximum context length is 8192 tokens'
    expect(await completionOf({ error: { status: 400, message } }, { provider })).toMatchObject({
      unsupportedMode: false,
    })
  })

  test('cancelling ends the call, and it counts as possibly billed', async () => {
    const { ask, server } = await llmServer({ provider })
    server.hold()
    const stop = new AbortController()
    const asked = ask({ signal: stop.signal })
    await until(() => server.inFlight() === 1)
    stop.abort()
    expect(await asked).toMatchObject({ failure: { kind: 'cancelled' }, httpStatus: null, mayBeBilled: true })
    await until(() => server.inFlight() === 0)
  })
})
