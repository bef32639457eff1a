import { describe, expect, test } from 'vitest'
import type { Failure, Outcome } from '../core/failure.ts'
import { canary, poster, serve, serveRaw, stubResolver } from './loopback.ts'

const blocked = { ok: false, failure: { kind: 'blocked' } }

function textOf(outcome: Outcome<{ body: Uint8Array }>): string | null {
  return outcome.ok ? Buffer.from(outcome.value.body).toString() : null
}

test('sends JSON with our own name, and nothing of the connection that a library would like to decide', async () => {
  const seen: unknown[] = []
  const server = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => seen.push(request.method, request.headers, text))
    request.on('end', () => response.writeHead(200, { 'Set-Cookie': 'a=b', 'X-Id': '7' }).end('{"ok":1}'))
  })
  const { send } = poster({ trusted: [server.origin] })
  const headers = {
    Authorization: 'Bearer k',
    'User-Agent': 'sdk/1',
    Cookie: 'x=y',
    Host: 'evil.example',
    Expect: '100-continue',
  }
  const answer = await send({ url: `${server.origin}/v1?a=1`, json: '{"q":1}', headers })
  expect(answer).toMatchObject({ ok: true, value: { status: 200, bytes: 8, headers: { 'x-id': '7' } } })
  expect(textOf(answer)).toBe('{"ok":1}')
  expect(JSON.stringify(answer)).not.toContain('a=b')
  const [method, sent, text] = seen as [string, Record<string, string>, string]
  expect([method, text]).toEqual(['POST', '{"q":1}'])
  expect(sent).toMatchObject({
    authorization: 'Bearer k',
    'user-agent': 'winnow-test',
    'content-type': 'application/json',
    host: server.origin.slice(7),
  })
  expect(sent).not.toHaveProperty('cookie')
  expect(sent).not.toHaveProperty('expect')
})

test.each([400, 401, 404, 429, 500, 503, 524])('%i is an answer, with what the server says to it', async status => {
  const server = await serve((_request, response) =>
    response.writeHead(status, { 'Retry-After': '3' }).end('{"error":1}'),
  )
  const { send } = poster({ trusted: [server.origin] })
  const answer = await send({ url: server.origin })
  expect(answer).toMatchObject({ ok: true, value: { status, headers: { 'retry-after': '3' } } })
  expect(textOf(answer)).toBe('{"error":1}')
})

test.each([301, 302, 303, 307, 308])('a %i is not followed, not even to the same origin, and says so', async status => {
  const bird = await canary()
  let requests = 0
  const server = await serve((request, response) => {
    requests += 1
    const location = request.url === '/in' ? '/elsewhere' : `http://127.0.0.1:${bird.port}/`
    response.writeHead(status, { Location: location }).end()
  })
  const { send } = poster({ trusted: [server.origin] })
  for (const path of ['/in', '/out']) {
    const answer = await send({ url: server.origin + path })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'status', status } })
    expect((answer as { failure: Failure }).failure.message).toContain('redirects, and a POST is not followed')
  }
  expect(requests).toBe(2)
  expect(bird.heard()).toBe(0)
})

describe('the address guard', () => {
  test('refuses an address inside that the operator did not write, and one that he did write but did not ask for', async () => {
    const bird = await canary()
    const url = `http://127.0.0.1:${bird.port}/v1`
    expect(await poster().send({ url })).toMatchObject(blocked)
    expect(await poster({ trusted: ['http://127.0.0.1:1'] }).send({ url })).toMatchObject(blocked)
    expect(await poster({ trusted: [url] }).send({ url, fromOperator: false })).toMatchObject(blocked)
    expect(bird.heard()).toBe(0)
  })

  test.each(['127.0.0.1', '::1', '169.254.169.254'])('refuses a name that resolves to %s', async address => {
    const bird = await canary()
    const { resolve } = stubResolver({ 'llm.example': [[address]] })
    const answer = await poster({ resolve }).send({ url: `http://llm.example:${bird.port}/v1` })
    expect(answer).toMatchObject(blocked)
    expect(JSON.stringify(answer)).not.toContain(address)
    expect(bird.heard()).toBe(0)
  })

  test('is asked whatever proxies the environment names', async () => {
    const bird = await canary()
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']
    const before = names.map(name => process.env[name])
    for (const name of names) process.env[name] = `http://127.0.0.1:${bird.port}`
    try {
      const server = await serve((_request, response) => response.end('{}'))
      const { send } = poster({ trusted: [server.origin], resolve: async () => ['10.0.0.1'] })
      expect(await send({ url: server.origin })).toMatchObject({ ok: true })
      expect(await send({ url: 'http://llm.example/' })).toMatchObject(blocked)
    } finally {
      for (const [i, name] of names.entries()) {
        if (before[i] === undefined) delete process.env[name]
        else process.env[name] = before[i]
      }
    }
    expect(bird.heard()).toBe(0)
  })

  test('refuses credentials in the address, which belong into a header', async () => {
    expect(await poster().send({ url: 'https://me:secret@llm.example/v1' })).toMatchObject(blocked)
  })
})

test('each call has a connection of its own: none can break because it was idle', async () => {
  const server = await serve((_request, response) => response.end('{}'))
  const { send } = poster({ trusted: [server.origin] })
  for (let nth = 0; nth < 3; nth++) expect(await send({ url: server.origin })).toMatchObject({ ok: true })
  expect(server.connections()).toBe(3)
})

test('whoever cancels, and closing the client, ends what is in flight', async () => {
  const arrived = Promise.withResolvers<void>()
  const server = await serveRaw(socket => socket.once('data', () => arrived.resolve()))
  const { send, post } = poster({ trusted: [server.origin] })
  const stop = new AbortController()
  const first = send({ url: server.origin, signal: stop.signal })
  const second = send({ url: server.origin })
  await arrived.promise
  stop.abort()
  expect(await first).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  await post.close()
  expect(await second).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})

test('without its slot nothing is sent', async () => {
  const bird = await canary()
  const { post, inSlot } = poster({ trusted: [`http://127.0.0.1:${bird.port}`] })
  const slot = await inSlot(async held => held)
  const request = { url: `http://127.0.0.1:${bird.port}/`, json: '{}', totalMs: 100, fromOperator: true }
  await expect(post.send(slot, request)).rejects.toThrow('outside its slot')
  expect(bird.heard()).toBe(0)
})
