/** What other people's pages can make a browser do, tried on a real server (FAULT-MATRIX I-2, I-9): foreign names, foreign origins, forms, frames. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/app/http/access/passwords.ts'
import type { RouteDefinition } from '../../src/app/http/routes/definition.ts'
import { type RouteName, routes } from '../../src/app/http/routes/routes.ts'
import { listenForMetrics } from '../../src/app/http/start.ts'
import { createKey } from '../../src/db/keys.ts'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { keepLog } from '../fixtures/kept-log.ts'
import { type Asking, ask, startWeb, type TestWeb } from './web.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
let store: TestStore
let login: { hash: string }
const by = { actor: 'test', correlationId: nowhere }
const open: TestWeb[] = []
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  store = await openStore('postgres')
  login = { hash: await hashPassword('a password') }
})
afterAll(async () => store?.close())
beforeEach(async () => emptyStore(store.database))
afterEach(async () => {
  for (const web of open.splice(0)) await web.close()
  for (const close of closing.splice(0)) await close()
})

async function web(different: Parameters<typeof startWeb>[1] = {}): Promise<TestWeb> {
  const started = await startWeb(store.database, different)
  open.push(started)
  return started
}

const table = Object.entries(routes) as [RouteName, RouteDefinition][]
const pathOf = (route: RouteDefinition) => route.path.replace('{id}', nowhere).replace('{name}', 'group')

describe('DNS rebinding and other people’s pages', () => {
  test.each([
    ['evil.example', 421],
    ['evil.example:7070', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example', 421],
    ['192.168.1.5', 421],
    ['localhost', 200],
    ['winnow.localhost:7070', 200],
    ['127.0.0.2', 200],
    ['[::1]:7070', 200],
    ['LOCALHOST:7070', 200],
    ['[0:0:0:0:0:0:0:1]', 400],
    ['evil.example.', 421],
    ['localhost.evil.example:7070', 421],
    ['evil-localhost', 421],
    ['0.0.0.0:7070', 421],
    ['[::]:7070', 421],
    ['[::ffff:192.168.1.5]', 400],
    ['[::ffff:c0a8:105]', 421],
    ['[fe80::1]', 421],
    ['169.254.169.254', 421],
    ['xn--lcalhost-q2a', 421],
  ])('Host %s is answered %i', async (host, status) => {
    const server = await web()
    expect((await server.ask('/healthz', { headers: { host } })).status).toBe(status)
    expect((await server.ask('/', { headers: { host } })).status).toBe(status === 200 ? 404 : status)
  })

  test('the public name is known, and an IP address where it listens beyond loopback', async () => {
    const server = await web({ publicUrl: 'https://news.example', host: '0.0.0.0', login })
    expect((await server.ask('/healthz', { headers: { host: 'news.example' } })).status).toBe(200)
    expect((await server.ask('/healthz', { headers: { host: '192.168.1.5:7070' } })).status).toBe(200)
    expect((await server.ask('/healthz', { headers: { host: 'evil.example' } })).status).toBe(421)
  })

  test.each([
    ['http://evil.example', undefined, 403],
    ['null', undefined, 403],
    ['http://localhost:9999', undefined, 403],
    ['file://', undefined, 403],
    [undefined, 'cross-site', 403],
    [undefined, 'same-site', 403],
    ['http://localhost:7070', 'same-origin', 200],
    [undefined, 'none', 200],
    [undefined, undefined, 200],
  ])('a write from Origin %s, Sec-Fetch-Site %s is answered %i', async (origin, site, status) => {
    const server = await web()
    const headers = {
      host: 'localhost:7070',
      ...(origin !== undefined && { origin }),
      ...(site !== undefined && { 'sec-fetch-site': site }),
    }
    const answer = await server.ask('/api/marks', { method: 'POST', headers, body: { ids: [nowhere], action: 'read' } })
    expect(answer.status).toBe(status)
  })

  test('a form of another site cannot even be read: only JSON is taken', async () => {
    const server = await web()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const answer = await server.ask('/api/marks', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"ids":[]}',
      })
      expect(answer.status, type).toBe(415)
    }
  })

  test('no GET changes anything: every route that writes refuses it', async () => {
    const server = await web()
    for (const [, route] of table) {
      if (route.method === 'get' || table.some(([, other]) => other.method === 'get' && other.path === route.path))
        continue
      const answer = await server.ask(pathOf(route))
      expect(answer.status, route.path).toBe(405)
      expect(answer.headers.allow).toContain(route.method.toUpperCase())
    }
  })

  test('every answer tells the browser to trust nothing from elsewhere', async () => {
    const server = await web()
    for (const path of ['/', '/api/articles', '/api/nothing', '/api/docs']) {
      const { headers } = await server.ask(path)
      expect(headers['content-security-policy'], path).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

describe('proxies and redirects', () => {
  const claims = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-prefix': '//evil.example',
    'x-original-url': '/api/keys',
    'x-rewrite-url': '/api/keys',
    forwarded: 'host=evil.example;proto=https',
  }

  test('nothing that a header claims about the host comes back, not in an answer and not in a Location', async () => {
    const server = await web({ login })
    const { key } = await createKey(store.database, { name: 'k', scope: 'admin', expiresInDays: null }, by)
    const headers = { ...claims, authorization: `Bearer ${key}`, host: 'winnow.localhost:7070' }
    for (const path of ['/', '/api/docs', '/api/openapi.json', '/api/articles', '/api/export/opml', '/api/settings']) {
      const answer = await server.ask(path, { headers })
      expect(JSON.stringify([answer.headers, answer.text]), path).not.toMatch(/evil|winnow\.localhost/)
    }
    const body = { url: 'https://a.example/story' }
    const submitted = await server.ask('/api/articles', { method: 'POST', body, headers })
    expect(submitted.headers.location).toBe(`/api/submissions/${submitted.json.id}`)
  })

  test.each(['/?next=//evil.example', '/login?next=https://evil.example', '//evil.example/', '/\\evil.example'])(
    '%s leads nowhere',
    async path => {
      const answer = await (await web({ login })).ask(path)
      expect(answer.headers.location).toBeUndefined()
      expect(answer.status < 300 || answer.status >= 400).toBe(true)
    },
  )
})

describe('metrics', () => {
  test('with a login they need a key, and the health says nothing but that it is well', async () => {
    const server = await web({ login })
    expect((await server.ask('/metrics')).status).toBe(401)
    const { key } = await createKey(store.database, { name: 'k', scope: 'read', expiresInDays: null }, by)
    const scraped = await server.ask('/metrics', { headers: { authorization: `Bearer ${key}` } })
    expect([scraped.status, scraped.text.includes('winnow_slots_in_use')]).toEqual([200, true])
    for (const path of ['/healthz', '/readyz']) expect((await server.ask(path)).json).toEqual({ status: 'ok' })
  })

  test('a port of their own is for names of loopback, has nothing else, and changes nothing', async () => {
    const { log, lines } = keepLog()
    const server = await listenForMetrics(async () => 'winnow_x 1\n', 0, log)
    closing.push(() => server.close(0))
    const get = (path: string, asking: Asking = {}) => ask(server.port, path, asking)
    expect((await get('/metrics')).text).toBe('winnow_x 1\n')
    expect((await get('/metrics', { headers: { host: 'localhost:9' } })).status).toBe(200)
    for (const host of ['evil.example', '192.168.1.5', '0.0.0.0'])
      expect((await get('/metrics', { headers: { host } })).status, host).toBe(421)
    expect((await get('/api/articles')).status).toBe(404)
    const posted = await get('/metrics', { method: 'POST' })
    expect(posted.status).toBe(405)
    expect(lines.find(line => line.correlationId === posted.json.errorId)).toMatchObject({
      event: 'request.refused',
      status: 405,
    })
    expect(server.url).toContain('127.0.0.1')
  })
})
