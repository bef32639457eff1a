import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../core/failure.ts'
import { poster, serve, serveText } from './loopback.ts'
import { defaultMaxBytes, type PostHead } from './post.ts'

const _blocked = { ok: false, failure: { kind: 'blocked' } }

function textOf(outcome: Outcome<{ body: Uint8Array }>): string | null {
  return outcome.ok ? Buffer.from(outcome.value.body).toString() : null
}

describe('bounds', () => {
  test.each([
    ['never answers', ''],
    ['stops inside the head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['stops inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'],
  ])('one deadline holds from first to last byte: a server that %s', async (_name, text) => {
    const server = await serveText(text, 'stay')
    const { send } = poster({ trusted: [server.origin] })
    expect(await send({ url: server.origin, totalMs: 100 })).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', phase: 'total', message: 'no complete answer within 0.1 s' },
    })
  })

  test('a body that drips for ever meets the deadline too', async () => {
    const gone = Promise.withResolvers<void>()
    const server = await serve((_request, response) => {
      const drip = setInterval(() => response.write(' '), 5)
      response.on('close', () => {
        clearInterval(drip)
        gone.resolve()
      })
    })
    const { send } = poster({ trusted: [server.origin] })
    expect(await send({ url: server.origin, totalMs: 100 })).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
    await gone.promise
  })

  test('no connection in time is told apart, for nothing was sent then', async () => {
    // A name whose only address is not answered for: the look-up itself takes for ever.
    const { send } = poster({ resolve: () => new Promise(() => {}), connectMs: 20 })
    expect(await send({ url: 'http://llm.example/', totalMs: 5_000 })).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', phase: 'connect' },
    })
  })

  test('a body above the cap is refused: by its length, as it comes, and as it is unpacked', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/length') response.writeHead(200, { 'Content-Length': '1001' }).end('x'.repeat(1001))
      else if (request.url === '/gzip')
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)))
      else response.end('x'.repeat(100_000))
    })
    const { send } = poster({ trusted: [server.origin] })
    for (const path of ['/length', '/gzip', '/chunked'])
      expect(await send({ url: server.origin + path, maxBytes: 1_000 }), path).toMatchObject({
        ok: false,
        failure: { kind: 'tooLarge', limitBytes: 1_000 },
      })
  })

  test('8 MB are the cap unless another one is given', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': String(defaultMaxBytes + 1) }).write('x')
    })
    const { send } = poster({ trusted: [server.origin] })
    expect(defaultMaxBytes).toBe(8 * 1024 * 1024)
    expect(await send({ url: server.origin })).toMatchObject({
      failure: { kind: 'tooLarge', limitBytes: defaultMaxBytes },
    })
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('%s is unpacked, and counted as it came', async (encoding, pack) => {
    const packed = pack(JSON.stringify({ text: 'x'.repeat(5_000) }))
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(packed),
    )
    const { send } = poster({ trusted: [server.origin] })
    const answer = await send({ url: server.origin })
    expect(answer).toMatchObject({ ok: true, value: { bytes: packed.length } })
    expect(textOf(answer)).toHaveLength(5_011)
  })
})

describe('a broken answer', () => {
  test.each([
    ['a reset', '', 'reset', 'unreachable'],
    ['a body cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a"', 'end', 'unreachable'],
    ['a chunk cut short', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"', 'end', 'unreachable'],
    ['another protocol', 'SSH-2.0-x\r\n', 'end', 'malformed'],
    ['no gzip', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}', 'end', 'malformed'],
  ] as const)('%s is a failure, and is not asked again', async (_name, text, then, kind) => {
    const server = await serveText(text, then)
    const { send } = poster({ trusted: [server.origin] })
    expect(await send({ url: server.origin })).toMatchObject({ ok: false, failure: { kind } })
    expect(server.connections()).toBe(1)
  })

  test('the head is told even if the body never ends: it may name a bill', async () => {
    const server = await serveText('HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nContent-Length: 9\r\n\r\n{')
    const heads: PostHead[] = []
    const { send } = poster({ trusted: [server.origin] })
    expect(await send({ url: server.origin, onHead: head => heads.push(head) })).toMatchObject({ ok: false })
    expect(heads).toMatchObject([{ status: 200, headers: { 'x-request-id': 'r1' } }])
  })

  test.each([
    ['breaks', 'HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{"a"', 'end'],
    ['never ends', 'HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{"a"', 'stay'],
    [
      'is no gzip',
      'HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
      'end',
    ],
  ] as const)('an error whose text %s is still that error', async (_name, text, then) => {
    const server = await serveText(text, then)
    const { send } = poster({ trusted: [server.origin] })
    expect(await send({ url: server.origin, totalMs: 300 })).toMatchObject({
      ok: true,
      value: { status: 429, headers: { 'retry-after': '7' } },
    })
  })

  test('of an error page only the beginning is kept', async () => {
    const server = await serve((_request, response) => response.writeHead(502).end('x'.repeat(2_000_000)))
    const { send } = poster({ trusted: [server.origin] })
    expect(textOf(await send({ url: server.origin }))).toHaveLength(64 * 1024)
  })
})
