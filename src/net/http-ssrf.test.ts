import { existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { ask, canary, client, serve, stubResolver } from './loopback.ts'

const blocked = { ok: false, failure: { kind: 'blocked' } }
const casesFile = new URL('../../../shared/corpora/ssrf/cases.json', import.meta.url)
type Redirect = { kind: string; start: string; status: number; location: string }
type Literal = { kind: string; url: string; expect: string; reason: string }

test.each([
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://127.0.0.2:PORT/',
  'http://１２７.0.0.1:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://localhost:PORT/',
  'http://x.localhost:PORT/',
  'http://public.example\\@127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/',
])('%s never reaches the canary, not even for the operator of another origin', async pattern => {
  const bird = await canary()
  const { get } = client({ trusted: ['http://127.0.0.1:1'], resolve: async () => ['127.0.0.1'] })
  const url = pattern.replace('PORT', String(bird.port))
  expect(await get(ask(url))).toMatchObject(blocked)
  expect(await get(ask(url, { fromOperator: false }))).toMatchObject(blocked)
  expect(bird.heard()).toBe(0)
})

test.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['0.0.0.0'], ['169.254.169.254'], ['10.0.0.1']])(
  'a name that resolves to %s is refused after one look-up, without saying to what',
  async address => {
    const bird = await canary()
    const { resolve, asked } = stubResolver({ 'site.example': [[address]] })
    const { get } = client({ resolve })
    for (const scheme of ['http', 'https']) {
      const answer = await get(ask(`${scheme}://site.example:${bird.port}/`))
      expect(answer).toMatchObject(blocked)
      expect(JSON.stringify(answer)).not.toContain(address)
    }
    expect(asked).toEqual(['site.example', 'site.example'])
    expect(bird.heard()).toBe(0)
  },
)

test.each([
  'http://127.0.0.1:PORT/',
  '//127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT/',
  'http://[::1]:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://rebound.example:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/x',
  'http://user:pw@public.example/',
])('a redirect from a trusted origin to %s is refused', async pattern => {
  const bird = await canary()
  const server = await serve((_request, response) =>
    response.writeHead(302, { Location: pattern.replace('PORT', String(bird.port)) }).end(),
  )
  const { resolve } = stubResolver({ 'rebound.example': [['127.0.0.1']] })
  const { get } = client({ trusted: [server.origin], resolve })
  expect(await get(ask(server.origin))).toMatchObject(blocked)
  expect(bird.heard()).toBe(0)
})

test('a redirect from one trusted origin to another is refused: the operator wrote addresses, not what they point to', async () => {
  const inner = await serve((_request, response) => response.end('inner'))
  const outer = await serve((_request, response) => response.writeHead(302, { Location: inner.origin }).end())
  const { get } = client({ trusted: [outer.origin, inner.origin] })
  expect(await get(ask(inner.origin))).toMatchObject({ ok: true })
  expect(await get(ask(outer.origin))).toMatchObject(blocked)
  expect(inner.connections()).toBe(1)
})

test('a stranger does not inherit the operator’s trust, nor the connection it opened', async () => {
  let requests = 0
  const server = await serve((_request, response) => {
    requests += 1
    response.end('x')
  })
  const named = `http://intranet.example:${server.port}`
  const { resolve } = stubResolver({ 'intranet.example': [['127.0.0.1']] })
  const { get } = client({ trusted: [server.origin, named], resolve })
  for (const origin of [server.origin, named]) {
    expect(await get(ask(origin))).toMatchObject({ ok: true })
    await setImmediate()
    expect(await get(ask(origin, { fromOperator: false }))).toMatchObject(blocked)
  }
  expect(requests).toBe(2)
  expect(server.connections()).toBe(2)
})

test('trust that was taken back closes the way to idle connections too', async () => {
  let requests = 0
  const server = await serve((_request, response) => {
    requests += 1
    response.end('x')
  })
  const named = `http://intranet.example:${server.port}`
  const { get, guard } = client({ trusted: [named], resolve: async () => ['127.0.0.1'] })
  expect(await get(ask(named))).toMatchObject({ ok: true })
  // One turn of the event loop is when undici takes a used connection back, to be found idle.
  await setImmediate()
  guard.distrust(named)
  expect(await get(ask(named))).toMatchObject(blocked)
  expect(requests).toBe(1)
})

test('proxies of the environment are not used: they would connect for us, unchecked', async () => {
  const bird = await canary()
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']
  const before = names.map(name => process.env[name])
  for (const name of names) process.env[name] = `http://127.0.0.1:${bird.port}`
  try {
    const server = await serve((_request, response) => response.end('x'))
    const { get } = client({ trusted: [server.origin], resolve: async () => ['10.0.0.1'] })
    expect(await get(ask(server.origin))).toMatchObject({ ok: true })
    expect(await get(ask('http://site.example/'))).toMatchObject(blocked)
  } finally {
    for (const [i, name] of names.entries()) {
      if (before[i] === undefined) delete process.env[name]
      else process.env[name] = before[i]
    }
  }
  expect(bird.heard()).toBe(0)
})

describe.skipIf(!existsSync(casesFile))(
  'the SSRF corpus, end to end (skipped where the shared corpora are absent)',
  () => {
    const cases: (Redirect & Literal)[] = existsSync(casesFile) ? JSON.parse(readFileSync(casesFile, 'utf8')) : []

    test('every redirect of the corpus is refused at its first hop', async () => {
      const redirects = cases.filter(c => c.kind === 'redirect')
      const server = await serve((request, response) => {
        const { status, location } = redirects[Number(request.url?.slice(1))] as Redirect
        response.writeHead(status, { Location: location }).end()
      })
      // The trusted start is a name, so that the corpus' own host answers from loopback.
      const origin = `http://public.example:${server.port}`
      const { get } = client({ trusted: [origin], resolve: async () => ['127.0.0.1'] })
      for (const i of redirects.keys())
        expect(await get(ask(`${origin}/${i}`)), redirects[i]?.location).toMatchObject(blocked)
      expect(redirects.length).toBeGreaterThanOrEqual(39)
    })

    test('every spelling of loopback in the corpus leaves the canary alone', async () => {
      const bird = await canary()
      const literals = cases.filter(
        c => c.expect === 'deny' && /^(?:ip-form|ipv6)/.test(c.kind) && /127\.|0\.0\.0\.|::1?$/.test(c.reason),
      )
      const { get } = client()
      for (const { url } of literals) {
        const aimed = new URL(url)
        aimed.port = String(bird.port)
        aimed.username = aimed.password = ''
        expect(await get(ask(aimed.href)), url).toMatchObject(blocked)
      }
      expect(literals.length).toBeGreaterThan(30)
      expect(bird.heard()).toBe(0)
    })
  },
)
