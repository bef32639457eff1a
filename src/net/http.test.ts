// One turn of the event loop is when undici takes a used connection back.
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Failure } from '../core/failure.ts'
import type { Slot } from './gate.ts'
import { ask, client, serve, serveRaw, serveText } from './loopback.ts'

const never = new Promise<never>(() => {})

test('a plain answer comes back whole, with what was asked and what it cost', async () => {
  const text = 'feed '.repeat(1_000)
  const zipped = gzipSync(text)
  let asked = {}
  const server = await serve((request, response) => {
    asked = { url: request.url, ...request.headers }
    response.writeHead(200, {
      'Content-Type': 'text/xml',
      'Content-Encoding': 'gzip',
      'Set-Cookie': ['a=1', 'b=2'],
      Vary: ['a', 'b'],
    })
    response.end(zipped)
  })
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(`${server.origin}/feed?a=1#top`, { headers: { Accept: 'text/xml' } }))
  if (!answer.ok) throw new Error(answer.failure.message)
  const { body, headers, ...rest } = answer.value
  expect(Buffer.from(body).toString()).toBe(text)
  expect(rest).toEqual({
    url: `${server.origin}/feed?a=1`,
    status: 200,
    bytes: zipped.length,
    redirects: [],
    notModified: false,
  })
  expect(headers).toMatchObject({ 'content-type': 'text/xml', vary: 'a, b' })
  expect(headers).not.toHaveProperty('set-cookie')
  expect(asked).toMatchObject({
    url: '/feed?a=1',
    accept: 'text/xml',
    'user-agent': 'winnow-test',
    'accept-encoding': 'gzip, br, deflate, zstd',
  })
  expect(asked).not.toHaveProperty('authorization')
})

test.each([200, 304])('requests in a row, answered with %s, use one connection', async status => {
  const server = await serve((_request, response) => response.writeHead(status).end(status === 200 ? 'x' : undefined))
  const { get } = client({ trusted: [server.origin] })
  for (let i = 0; i < 3; i++) {
    expect(await get(ask(server.origin, { etag: '"a"' }))).toMatchObject({ ok: true })
    await setImmediate()
  }
  expect(server.connections()).toBe(1)
})

test('a slot is demanded at run time as well: a kept one is a bug, not a failure', async () => {
  const { http, inSlot } = client()
  const kept = await inSlot(async (slot: Slot) => slot)
  await expect(http.get(kept, ask('http://127.0.0.1:1/'))).rejects.toThrow('outside its slot')
})

test('conditions are sent, and 304 counts only as the answer to one', async () => {
  const seen: unknown[] = []
  const server = await serve((request, response) => {
    seen.push([request.headers['if-none-match'], request.headers['if-modified-since']])
    // Content-Length of a 304 is the size of what it confirms, and may be more than we would take.
    response.writeHead(304, { ETag: '"b"', 'Content-Length': 9_000_000, 'Content-Encoding': 'strange' }).end()
  })
  const { get } = client({ trusted: [server.origin] })
  const lastModified = 'Sat, 01 Jan 2022 00:00:00 GMT'
  const answer = await get(ask(server.origin, { etag: '"a"', lastModified }))
  expect(answer).toMatchObject({
    ok: true,
    value: { status: 304, notModified: true, bytes: 0, headers: { etag: '"b"' } },
  })
  const unasked = await get(ask(server.origin, { etag: null, lastModified: null }))
  expect(unasked).toMatchObject({ ok: false, failure: { kind: 'status', status: 304 } })
  // A validator that cannot be a header is left out instead of failing every poll to come.
  const broken = await get(ask(server.origin, { etag: '"a\r\nX: 1"', lastModified: '\u2028' }))
  expect(broken).toMatchObject({ ok: false, failure: { kind: 'status', status: 304 } })
  expect(seen).toEqual([
    ['"a"', lastModified],
    [undefined, undefined],
    [undefined, undefined],
  ])
})

test('a user name in the address becomes Basic authentication, and is not in the final address', async () => {
  let sent: string | undefined
  const server = await serve((request, response) => {
    sent = request.headers.authorization
    response.end('x')
  })
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(`http://us%20er:p%C3%A4ss@127.0.0.1:${server.port}/`))
  expect(answer).toMatchObject({ ok: true, value: { url: `${server.origin}/` } })
  expect(sent).toBe(`Basic ${Buffer.from('us er:päss').toString('base64')}`)
})

test.each([
  [401, {}, { kind: 'unauthorised', status: 401 }],
  [403, {}, { kind: 'unauthorised', status: 403 }],
  [429, { 'Retry-After': '120' }, { kind: 'rateLimited', status: 429, retryAfterMs: 120_000 }],
  [429, { 'Retry-After': 'soon' }, { kind: 'rateLimited', status: 429, retryAfterMs: null }],
  [429, {}, { kind: 'rateLimited', status: 429, retryAfterMs: null }],
  [503, { 'Retry-After': '31536000' }, { kind: 'rateLimited', status: 503, retryAfterMs: 86_400_000 }],
  [503, {}, { kind: 'status', status: 503 }],
  [404, {}, { kind: 'status', status: 404 }],
  [410, {}, { kind: 'status', status: 410 }],
  [451, {}, { kind: 'status', status: 451 }],
  [500, {}, { kind: 'status', status: 500 }],
  [202, {}, { kind: 'status', status: 202 }],
  [204, {}, { kind: 'status', status: 204 }],
  [205, {}, { kind: 'status', status: 205 }],
  [206, {}, { kind: 'status', status: 206 }],
  [300, {}, { kind: 'status', status: 300 }],
  [999, {}, { kind: 'status', status: 999 }],
])('%s %j is a failure with its kind, and without the answer’s text', async (status, headers, failure) => {
  const server = await serve((_request, response) => response.writeHead(status, headers).end('SECRET BODY'))
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin))
  expect(answer).toMatchObject({ ok: false, failure: { ...failure, message: `server answered ${status}` } })
  expect(JSON.stringify(answer)).not.toContain('SECRET')
})

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

test('a name server that is down just now is unreachable too', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }))
  const { get } = client({ resolve })
  expect(await get(ask('http://a.example/'))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
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

const page = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'

test('a reused connection that breaks before the answer is tried once more', async () => {
  const requests: number[] = []
  const server = await serveRaw((socket, nth) => {
    socket.on('data', () => {
      requests.push(nth)
      // The first connection answers once and breaks on its second request, as a server does that is tired of an idle one.
      if (nth === 0 && requests.length > 1) socket.resetAndDestroy()
      else socket.write(page)
    })
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  expect(requests).toEqual([0, 0, 1])
})

test('a server that breaks every connection is asked once, or twice after a reused one, never more', async () => {
  const fresh = await serveRaw(socket => socket.once('data', () => socket.resetAndDestroy()))
  const tired = await serveRaw((socket, nth) => {
    let asked = 0
    socket.on('data', () => {
      asked += 1
      if (nth === 0 && asked === 1) socket.write(page)
      else socket.resetAndDestroy()
    })
  })
  const { get } = client({ trusted: [fresh.origin, tired.origin] })
  expect(await get(ask(fresh.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(fresh.connections()).toBe(1)
  expect(await get(ask(tired.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(tired.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(tired.connections()).toBe(2)
})

test('a connection that was closed in peace is no reused one: the next to break is not tried again', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await serveRaw((socket, nth) => {
    socket.on('close', closed.resolve)
    socket.once('data', () => (nth === 0 ? socket.end(page) : socket.resetAndDestroy()))
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await closed.promise
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(server.connections()).toBe(2)
})

test('an answer that breaks in its body is not asked for again', async () => {
  let requests = 0
  const server = await serveRaw(socket => {
    socket.on('data', () => {
      requests += 1
      if (requests === 1) socket.write(page)
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', () => socket.resetAndDestroy())
    })
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(requests).toBe(2)
})

test('an idle connection closed by the server costs nothing', async () => {
  const server = await serveRaw(socket => socket.on('data', () => socket.end(page)))
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
})
