import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FetchFailed, fetchWith } from './guarded-fetch.ts'
import { canary, poster, serve, serveText } from './loopback.ts'

test('a library gets a Response: decoded, with its status and headers', async () => {
  const server = await serve((_request, response) =>
    response.writeHead(418, { 'Content-Encoding': 'gzip', 'X-A': '1' }).end(gzipSync('{"tea":true}')),
  )
  const { post, inSlot } = poster({ trusted: [server.origin] })
  const response = await inSlot(slot =>
    fetchWith(post, slot, { totalMs: 5_000, fromOperator: true })(new URL(server.origin), {
      method: 'post',
      body: '{}',
    }),
  )
  expect([response.status, response.headers.get('x-a'), response.headers.get('content-encoding')]).toEqual([
    418,
    '1',
    null,
  ])
  expect(await response.json()).toEqual({ tea: true })
})

test('what has no body has none here either', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end())
  const { post, inSlot } = poster({ trusted: [server.origin] })
  const options = { totalMs: 5_000, fromOperator: true }
  const response = await inSlot(slot => fetchWith(post, slot, options)(server.origin, { method: 'POST', body: '{}' }))
  expect([response.status, response.body]).toEqual([204, null])
})

test('it rejects with the failure of the edge: guard, deadline, and the caller’s own verdict', async () => {
  const bird = await canary()
  const slow = await serveText('', 'stay')
  const fine = await serve((_request, response) => response.end('{}'))
  const { post, inSlot } = poster({ trusted: [slow.origin, fine.origin] })
  const ask = (url: string, judge?: () => { kind: 'quota'; message: string }) =>
    inSlot(slot =>
      fetchWith(post, slot, { totalMs: 100, fromOperator: true, judge })(url, { method: 'POST', body: '{}' }),
    )
  const kinds = [
    [`http://127.0.0.1:${bird.port}/`, undefined, 'blocked'],
    [slow.origin, undefined, 'timeout'],
    [fine.origin, () => ({ kind: 'quota', message: 'no money' }) as const, 'quota'],
  ] as const
  for (const [url, judge, kind] of kinds) {
    const error = await ask(url, judge).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FetchFailed)
    expect((error as FetchFailed).failure.kind).toBe(kind)
  }
  expect(bird.heard()).toBe(0)
})

test('anything but a POST of text is refused before it is sent', async () => {
  const bird = await canary()
  const url = `http://127.0.0.1:${bird.port}/`
  const { post, inSlot } = poster({ trusted: [url] })
  const attempts: [string | Request, RequestInit?][] = [
    [url],
    [url, { method: 'PUT', body: '{}' }],
    [url, { method: 'POST' }],
    [url, { method: 'POST', body: new FormData() }],
    [new Request(url, { method: 'POST', body: '{}' }), { method: 'POST', body: '{}' }],
  ]
  for (const attempt of attempts) {
    const sent = inSlot(slot => fetchWith(post, slot, { totalMs: 100, fromOperator: true })(...attempt))
    await expect(sent).rejects.toThrow(TypeError)
  }
  expect(bird.heard()).toBe(0)
})
