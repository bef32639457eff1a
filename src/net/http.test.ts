// One turn of the event loop is when undici takes a used connection back.
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Slot } from './gate.ts'
import { ask, client, serve } from './loopback.ts'

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
