/** What other people's pages can make a browser do, tried on a real server (FAULT-MATRIX I-2, I-9): foreign names, foreign origins, forms, frames. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/app/http/access/passwords.ts'
import type { RouteDefinition } from '../../src/app/http/routes/definition.ts'
import { type RouteName, routes } from '../../src/app/http/routes/routes.ts'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { startWeb, type TestWeb } from './web.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
let store: TestStore
let login: { hash: string }
const open: TestWeb[] = []

beforeAll(async () => {
  store = await openStore('postgres')
  login = { hash: await hashPassword('a password') }
})
afterAll(async () => store?.close())
beforeEach(async () => emptyStore(store.database))
afterEach(async () => {
  for (const web of open.splice(0)) await web.close()
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
  ])('Host %s is answered %i', async (host, status) => {
    const server = await web()
    expect((await server.ask('/healthz', { headers: { host } })).status).toBe(status)
    expect((await server.ask('/', { headers: { host } })).status).toBe(status === 200 ? 404 : 421)
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
