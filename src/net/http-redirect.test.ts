import { expect, test } from 'vitest'
import type { HttpRequest } from './http.ts'
import { ask, client, guardWhereOpen, serve } from './loopback.ts'
import { nextHop, permanentlyMovedTo, withCredentialsOf } from './redirect.ts'

const hop = (url: string, headers = {}) => ({ url: new URL(url), headers, fromOperator: true })
const options = { start: 'https://start.example/', allowDowngrade: false }

test.each([301, 302, 303, 307, 308])('%s is followed, and the way is told', async status => {
  const server = await serve((request, response) => {
    if (request.url === '/') response.writeHead(status, { Location: 'new?x=1#part', 'Content-Length': 5 }).end('moved')
    else response.end('here')
  })
  const { get } = client({ trusted: [server.origin] })
  const url = `${server.origin}/new?x=1`
  expect(await get(ask(server.origin))).toMatchObject({ ok: true, value: { url, redirects: [{ status, url }] } })
  expect(server.connections()).toBe(1)
})

test('five redirects are followed, six are not', async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) response.writeHead(302, { Location: `/${left - 1}` }).end()
    else response.end('arrived')
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(`${server.origin}/5`))).toMatchObject({ ok: true, value: { body: Buffer.from('arrived') } })
  expect(await get(ask(`${server.origin}/6`))).toMatchObject({ ok: false, failure: { kind: 'status', status: 302 } })
})

test.each(['/', '/#again', '/b'])('a circle by way of %s is noticed at once', async back => {
  let requests = 0
  const server = await serve((request, response) => {
    requests += 1
    response.writeHead(301, { Location: request.url === '/' ? '/b' : back }).end()
  })
  const { get } = client({ trusted: [server.origin] })
  const answer = await get(ask(server.origin))
  expect(answer).toMatchObject({
    ok: false,
    failure: { kind: 'status', status: 301, message: 'the server redirects in a circle' },
  })
  expect(requests).toBe(2)
})

test('a redirect without a usable place is malformed', async () => {
  const server = await serve((request, response) => {
    response.writeHead(302, request.url === '/' ? {} : { Location: 'http://[::1' }).end()
  })
  const { get } = client({ trusted: [server.origin] })
  for (const path of ['/', '/x'])
    expect(await get(ask(server.origin + path))).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
})

test('a redirect whose body never ends does not hold the call', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { Location: '/x' }).write('and more to come')
    else response.end('x')
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
})

test('what was meant for one origin is not sent to another, nor sent again on the way back', async () => {
  const seen: [string, object][] = []
  const other = await serve((request, response) => {
    seen.push(['other', request.headers])
    response.writeHead(302, { Location: `${own.origin}/back` }).end()
  })
  const own = await serve((request, response) => {
    seen.push([request.url ?? '', request.headers])
    if (request.url === '/back') response.end('x')
    else response.writeHead(302, { Location: request.url === '/' ? '/same' : other.origin }).end()
  })
  const { get } = client({ guard: guardWhereOpen([own.origin, other.origin]) })
  const secret = { Cookie: 'c=1', 'X-Auth-Token': 't' }
  const answer = await get(
    ask(`http://user:pass@127.0.0.1:${own.port}/`, { headers: { ...secret, Accept: 'text/xml' }, etag: '"e"' }),
  )
  expect(answer).toMatchObject({ ok: true })
  expect(seen.map(([place]) => place)).toEqual(['/', '/same', 'other', '/back'])
  const secrets = ['authorization', 'cookie', 'x-auth-token']
  expect(seen.map(([, headers]) => secrets.filter(name => name in headers))).toEqual([secrets, secrets, [], []])
  for (const [, headers] of seen)
    expect(headers).toMatchObject({ accept: 'text/xml', 'if-none-match': '"e"', 'user-agent': 'winnow-test' })
})

test('https never steps down to http, unless that is wanted', () => {
  const from = hop('https://a.example/')
  expect(nextHop(from, 301, 'http://a.example/', [], options)).toMatchObject({
    ok: false,
    failure: { kind: 'blocked' },
  })
  expect(nextHop(from, 301, 'http://a.example/', [], { ...options, allowDowngrade: true })).toMatchObject({ ok: true })
  expect(nextHop(hop('http://a.example/'), 301, 'https://a.example/', [], options)).toMatchObject({ ok: true })
})

test('the same host on another port or scheme is another origin', () => {
  const from = hop('http://a.example/', { authorization: 'Basic x', accept: '*/*' })
  for (const location of ['http://a.example:81/', 'https://a.example/', '//b.example/'])
    expect(nextHop(from, 302, location, [], options)).toMatchObject({
      ok: true,
      value: { headers: { accept: '*/*' }, fromOperator: false },
    })
  const stayed = nextHop(from, 302, '/x', [], options)
  expect(stayed.ok && stayed.value.headers).toHaveProperty('authorization')
})

test('a Location with raw UTF-8, or raw Latin-1, is read as what it means', () => {
  const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1')
  for (const encoding of ['utf8', 'latin1'] as const) {
    const next = nextHop(hop('https://a.example/'), 302, bytes('/café', encoding), [], options)
    expect(next.ok && next.value.url.href).toBe('https://a.example/caf%C3%A9')
  }
})

test('a feed has moved for good as far as every step so far was permanent', () => {
  const [b, c, d] = ['https://b.example/', 'https://c.example/', 'https://d.example/']
  const moved = (...steps: [number, string][]) =>
    permanentlyMovedTo(
      'https://a.example/',
      steps.map(([status, url]) => ({ status, url })),
    )
  expect(moved()).toBe(null)
  expect(moved([302, b])).toBe(null)
  expect(moved([301, b])).toBe(b)
  expect(moved([301, b], [308, c])).toBe(c)
  expect(moved([308, b], [307, c], [301, d])).toBe(b)
  expect(moved([302, b], [301, c])).toBe(null)
})

test('credentials go along to an address of the same origin only', () => {
  expect(withCredentialsOf('https://u:p@a.example/x', 'https://a.example/y')).toBe('https://u:p@a.example/y')
  expect(withCredentialsOf('https://u:p@a.example/x', 'http://a.example/y')).toBe('http://a.example/y')
  expect(withCredentialsOf('https://u:p@a.example/x', 'https://b.example/y')).toBe('https://b.example/y')
})

test('who may object is asked about every address of the way, and the objection is the answer', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/c') response.end('x')
    else response.writeHead(302, { Location: request.url === '/a' ? '/b' : '/c' }).end()
  })
  const { get } = client({ trusted: [server.origin] })
  const asked: unknown[] = []
  const failure = { kind: 'blocked', message: 'not /c' } as const
  const mayAsk: HttpRequest['mayAsk'] = async ({ url, fromOperator }) => {
    asked.push([url.pathname, fromOperator])
    return url.pathname === '/c' ? { ok: false, failure } : { ok: true, value: undefined }
  }
  expect(await get(ask(`${server.origin}/a`, { mayAsk }))).toEqual({ ok: false, failure })
  expect(asked).toEqual([
    ['/a', true],
    ['/b', true],
    ['/c', true],
  ])
})

test('nobody is asked about an address that the guard refuses', async () => {
  const { get } = client()
  const mayAsk = () => Promise.reject(new Error('asked'))
  expect(await get(ask('http://127.0.0.1/', { mayAsk }))).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
})
