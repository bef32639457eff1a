import { expect, test } from 'vitest'
import type { Failure } from '../core/failure.ts'
import { ask, client, serve, serveRaw, serveText } from './loopback.ts'

const never = new Promise<never>(() => {})

test.each([
  ['resets at once', '', 'reset', { kind: 'unreachable' }],
  ['closes at once', '', 'end', { kind: 'unreachable' }],
  ['resets inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', 'reset', { kind: 'unreachable' }],
  [
    'closes before the length it named',
    'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc',
    'end',
    { kind: 'unreachable' },
  ],
  [
    'closes inside a chunk',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
    'end',
    { kind: 'unreachable' },
  ],
  [
    'sends a chunk size that is none',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab',
    'end',
    { kind: 'malformed' },
  ],
  [
    'names two lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabcdef',
    'end',
    { kind: 'malformed' },
  ],
  ['speaks another protocol', 'SSH-2.0-OpenSSH_9\r\n', 'end', { kind: 'malformed' }],
  ['sends an impossible status', 'HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n', 'end', { kind: 'malformed' }],
  [
    'names a length that is too large',
    'HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\nabc',
    'stay',
    { kind: 'tooLarge', limitBytes: 1_000_000 },
  ],
  [
    'sends a megabyte of header',
    `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1_000_000)}\r\n\r\n`,
    'end',
    { kind: 'tooLarge', limitBytes: 65_536 },
  ],
  [
    'sends ten thousand cookies',
    `HTTP/1.1 200 OK\r\n${'Set-Cookie: a=b\r\n'.repeat(10_000)}\r\n`,
    'end',
    { kind: 'tooLarge', limitBytes: 65_536 },
  ],
  [
    'is not gzip',
    'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc',
    'end',
    { kind: 'malformed' },
  ],
] as const)('a server that %s is a failure, told without details', async (_name, text, then, failure) => {
  const server = await serveText(text, then)
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin))
  expect(answer).toMatchObject({ ok: false, failure })
  expect((answer as { failure: Failure }).failure.message).not.toMatch(/127\.0\.0\.1|\d{5}\/|abc|SSH/)
})

test('more bytes than the length says are not part of the answer', async () => {
  const server = await serveText('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcdef')
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin))
  expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe('ab')
})

test('an endless body is cut at the limit, and the connection with it', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await serve((_request, response) => {
    response.on('close', closed.resolve)
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536))) if (response.destroyed) return
      response.once('drain', more)
    }
    more()
  })
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin))
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: 1_000_000 } })
  await closed.promise
})

test('the body of a failure is not waited for: its connection is closed', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await serve((_request, response) => {
    response.on('close', closed.resolve)
    response.writeHead(500).write('and so on')
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: false, failure: { kind: 'status', status: 500 } })
  await closed.promise
})

test('a refused connection and an unknown name are unreachable, in words', async () => {
  const gone = await serve(() => {})
  await gone.close()
  const { get } = client({ trusted: [gone.origin], resolve: async () => [] })
  expect(await get(ask(gone.origin))).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable', message: 'connection refused' },
  })
  expect(await get(ask('http://nowhere.example/'))).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable', message: 'no such host' },
  })
})

test('a server without TLS behind an https address is a tls failure', async () => {
  const server = await serve((_request, response) => response.end('x'))
  const origin = server.origin.replace('http:', 'https:')
  const { get } = client({ trusted: [origin] })
  expect(await get(ask(origin))).toMatchObject({ ok: false, failure: { kind: 'tls' } })
})

test.each([['not a url'], [''], ['//a.example/'], ['http://[::1'], ['http://a b/']])(
  '%j is not a valid address',
  async url => {
    const { get } = client()
    expect(await get(ask(url))).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
  },
)

test('a header that cannot be sent is a failure, not a crash', async () => {
  const server = await serve((_request, response) => response.end('x'))
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin, { headers: { 'x-a': 'b\r\nc: d' } }))).toMatchObject({
    ok: false,
    failure: { kind: 'malformed' },
  })
  expect(server.connections()).toBe(0)
})

const drip = (first: string) =>
  serveRaw(socket => {
    socket.write(first)
    const timer = setInterval(() => socket.write('a'), 5)
    socket.on('close', () => clearInterval(timer))
  })

test('each phase has its deadline: connecting, waiting for the answer, a body that stops', async () => {
  const timeouts = { connectMs: 60, headersMs: 60, bodyMs: 60 }
  const silent = await serveRaw(() => {})
  const stops = await serveText('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', 'stay')
  const { get } = client({ trusted: [silent.origin, stops.origin], timeouts, resolve: () => never })
  const answers = await Promise.all(['http://nowhere.example/', silent.origin, stops.origin].map(url => get(ask(url))))
  expect(answers).toMatchObject([
    { ok: false, failure: { kind: 'timeout', phase: 'connect', message: 'no connection within 0.06 s' } },
    { ok: false, failure: { kind: 'timeout', phase: 'headers', message: 'no answer within 0.06 s' } },
    { ok: false, failure: { kind: 'timeout', phase: 'body', message: 'the answer stopped for 0.06 s' } },
  ])
})

test('the total deadline ends what never stops moving: name look-up, dripping headers, dripping body, redirects', async () => {
  const headers = await drip('HTTP/1.1 200 OK\r\nX: ')
  const body = await drip('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
  const redirect = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { Location: '/silence' }).end()
  })
  const { get } = client({ trusted: [headers.origin, body.origin, redirect.origin], resolve: () => never })
  const urls = ['http://nowhere.example/', headers.origin, body.origin, redirect.origin]
  for (const answer of await Promise.all(urls.map(url => get(ask(url, { totalMs: 120 })))))
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', phase: 'total', message: 'no complete answer within 0.12 s' },
    })
})

test('the caller’s signal cancels a running call, and a call that is already cancelled never connects', async () => {
  const shutdown = new AbortController()
  const server = await serve(() => shutdown.abort())
  const { get } = client({ trusted: [server.origin] })
  const cancelled = { ok: false, failure: { kind: 'cancelled' } }
  expect(await get(ask(server.origin, { signal: shutdown.signal }))).toMatchObject(cancelled)
  expect(server.connections()).toBe(1)
  expect(await get(ask(server.origin, { signal: shutdown.signal }))).toMatchObject(cancelled)
  expect(server.connections()).toBe(1)
})

test('closing the client ends what is in flight as cancelled', async () => {
  const arrived = Promise.withResolvers<void>()
  const server = await serve(() => arrived.resolve())
  const { get, http } = client({ trusted: [server.origin] })
  const pending = get(ask(server.origin))
  await arrived.promise
  await http.close()
  expect(await pending).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})

test('no more than 64 MB is ever kept, whatever was asked for', async () => {
  const most = 64 * 1024 * 1024
  const server = await serveText(`HTTP/1.1 200 OK\r\nContent-Length: ${most + 1}\r\n\r\nabc`, 'stay')
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin, { maxBytes: Number.MAX_SAFE_INTEGER }))
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: most } })
})

test('a name of ten thousand addresses costs a handful of attempts', async () => {
  const server = await serve((_request, response) => response.end('x'))
  const named = `http://many.example:${server.port}`
  const dead = Array.from({ length: 10_000 }, (_, i) => `127.${1 + (i >> 8)}.${i & 255}.1`)
  const { get } = client({ trusted: [named], resolve: async () => [...dead, '127.0.0.1'] })
  expect(await get(ask(named))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(server.connections()).toBe(0)
})

test.each([
  ['ENOTFOUND', 'no such host'],
  ['ENODATA', 'no such host'],
  ['EAI_AGAIN', 'the name could not be resolved just now'],
  ['ESERVFAIL', 'the name could not be resolved just now'],
  ['ETIMEOUT', 'the name could not be resolved just now'],
])('a resolver that answers %s makes the host unreachable, in words', async (code, message) => {
  const resolve = () => Promise.reject(Object.assign(new Error(`query ${code} 10.0.0.53`), { code }))
  const { get } = client({ resolve })
  const answer = await get(ask('http://a.example/'))
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable', message } })
})
