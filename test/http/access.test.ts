/** Nothing is open by default except on loopback: logins, sessions, keys, scopes, blocks (FAULT-MATRIX I-2, I-3, I-8). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/app/http/access/passwords.ts'
import type { RouteDefinition } from '../../src/app/http/routes/definition.ts'
import { type RouteName, routes } from '../../src/app/http/routes/routes.ts'
import { createKey, revokeKey, type Scope } from '../../src/db/keys.ts'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

const password = 'correct horse battery staple'
const nowhere = '00000000-0000-4000-8000-000000000000'
const by = { actor: 'test', correlationId: nowhere }
let store: TestStore
let login: { hash: string }
const open: TestWeb[] = []

beforeAll(async () => {
  store = await openStore('postgres')
  login = { hash: await hashPassword(password) }
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

async function keyOf(scope: Scope, expiresInDays: number | null = null): Promise<Record<string, string>> {
  const { key } = await createKey(store.database, { name: scope, scope, expiresInDays }, by)
  return { authorization: `Bearer ${key}` }
}

async function loggedIn(server: TestWeb): Promise<Record<string, string>> {
  const answer = await server.ask('/api/session', { method: 'POST', body: { password } })
  expect(answer.status, answer.text).toBe(200)
  return { cookie: String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? '' }
}

const table = Object.entries(routes) as [RouteName, RouteDefinition][]
const pathOf = (route: RouteDefinition) => route.path.replace('{id}', nowhere).replace('{name}', 'group')

describe('with a login', () => {
  test('every route but login and health asks who is there', async () => {
    const server = await web({ login })
    for (const [, route] of table) {
      const answer = await server.ask(pathOf(route), { method: route.method.toUpperCase(), body: route.body && {} })
      if (route.scope === 'none') expect(answer.status, route.path).not.toBe(403)
      else expect(answer.status, `${route.method} ${route.path}`).toBe(401)
    }
  })

  test('a session opens everything, and ends with the logout', async () => {
    const server = await web({ login })
    const session = await loggedIn(server)
    expect((await server.ask('/api/keys', { headers: session })).status).toBe(200)
    expect((await server.ask('/api/session', { headers: session })).json).toMatchObject({
      access: 'session',
      scope: 'admin',
    })
    await server.ask('/api/session', { method: 'DELETE', headers: session })
    expect((await server.ask('/api/keys', { headers: session })).status).toBe(401)
  })

  test('the cookie is kept from scripts and from other sites, and from plain http where there is https', async () => {
    const server = await web({ login, publicUrl: 'https://news.example' })
    const answer = await server.ask('/api/session', { method: 'POST', body: { password } })
    const cookie = String(answer.headers['set-cookie'])
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure']) expect(cookie).toContain(part)
  })

  test('another password ends the sessions of the old one', async () => {
    const session = await loggedIn(await web({ login }))
    const changed = await web({ login: { hash: await hashPassword('another one') } })
    expect((await changed.ask('/api/keys', { headers: session })).status).toBe(401)
  })

  test('three wrong passwords block the address for five minutes, the right one included, and nobody else’s session', async () => {
    let now = Date.parse('2026-11-23T10:00:00Z')
    const server = await web({ login, clock: () => new Date(now) })
    const session = await loggedIn(server)
    const attempt = (text: string) => server.ask('/api/session', { method: 'POST', body: { password: text } })
    // All at once: the attempts are counted before they are looked at.
    const statuses = (await Promise.all(Array.from({ length: 4 }, (_, at) => attempt(`wrong ${at}`)))).map(
      one => one.status,
    )
    expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(1)
    const blocked = await attempt(password)
    expect(blocked.status).toBe(429)
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(290)
    expect((await server.ask('/api/keys', { headers: { ...session, 'x-forwarded-for': '203.0.113.9' } })).status).toBe(
      200,
    )
    const elsewhere = await server.ask('/api/session', {
      method: 'POST',
      body: { password },
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' },
    })
    expect(elsewhere.status, 'what a header claims about the address counts for nothing').toBe(429)
    now += 5 * 60_000 + 1
    expect((await attempt(password)).status).toBe(200)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/%0d%0aLocation:x\n',
    '',
  ])('the login leads nowhere else: %j', async next => {
    const server = await web({ login })
    const answer = await server.ask('/api/session', { method: 'POST', body: { password, next } })
    expect(answer.status).toBe(400)
  })

  test('the login leads back to where somebody was', async () => {
    const server = await web({ login })
    const answer = await server.ask('/api/session', { method: 'POST', body: { password, next: '/search?q=a#b' } })
    expect(answer.json.next).toBe('/search?q=a#b')
  })
})

describe('keys', () => {
  test('a key may what its scope says, and no more', async () => {
    const server = await web({ login })
    const read = await keyOf('read')
    const write = await keyOf('write')
    const admin = await keyOf('admin')
    const marks = { method: 'POST', body: { ids: [nowhere], action: 'read' } }
    expect((await server.ask('/api/articles', { headers: read })).status).toBe(200)
    expect((await server.ask('/api/marks', { ...marks, headers: read })).status).toBe(403)
    expect((await server.ask('/api/marks', { ...marks, headers: write })).status).toBe(200)
    expect((await server.ask('/api/keys', { headers: write })).status).toBe(403)
    expect((await server.ask('/api/keys', { headers: admin })).status).toBe(200)
  })

  test('no key comes back from the store, and a revoked or expired one opens nothing', async () => {
    const server = await web({ login })
    const admin = await keyOf('admin')
    const made = await server.ask('/api/keys', {
      method: 'POST',
      headers: admin,
      body: { name: 'reader', scope: 'read' },
    })
    expect(made.status).toBe(201)
    const { key, id } = made.json
    const { rows } = await store.database.execute('select * from api_keys')
    expect(JSON.stringify(rows)).not.toContain(key.slice(10))
    expect((await server.ask('/api/keys', { headers: admin })).text).not.toContain(key.slice(10))
    const headers = { authorization: `Bearer ${key}` }
    expect((await server.ask('/api/articles', { headers })).status).toBe(200)
    expect((await server.ask(`/api/keys/${id}`, { method: 'DELETE', headers: admin })).json.revokedAt).not.toBeNull()
    expect((await server.ask('/api/articles', { headers })).status).toBe(401)
    const short = await keyOf('read', 1)
    await store.database.execute(
      `update api_keys set expires_at = now() - interval '1 second' where expires_at is not null`,
    )
    expect((await server.ask('/api/articles', { headers: short })).status).toBe(401)
    expect(await revokeKey(store.database, nowhere, by)).toBeNull()
  })

  test('three unknown keys block the address', async () => {
    const server = await web({ login })
    const wrong = { authorization: `Bearer wnw_${'x'.repeat(43)}` }
    for (let at = 0; at < 3; at++) expect((await server.ask('/api/articles', { headers: wrong })).status).toBe(401)
    expect((await server.ask('/api/articles', { headers: wrong })).status).toBe(429)
  })
})

describe('on loopback without a login', () => {
  test('everybody on this machine is let in, and nobody through a proxy', async () => {
    const server = await web()
    expect((await server.ask('/api/keys')).status).toBe(200)
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect((await server.ask('/api/keys', { headers: { [name]: '127.0.0.1' } })).status, name).toBe(401)
    expect((await (await web({ publicUrl: 'https://news.example' })).ask('/api/keys')).status).toBe(401)
    expect((await (await web({ host: '0.0.0.0' })).ask('/api/keys')).status).toBe(401)
  })

  test('a login cannot be opened where none is set up', async () => {
    const server = await web()
    expect((await server.ask('/api/session', { method: 'POST', body: { password: 'x' } })).status).toBe(409)
  })
})

test('every denial is audited, with its correlation id', async () => {
  const server = await web({ login })
  const refused = await server.ask('/api/keys')
  await server.ask('/healthz', { headers: { host: 'evil.example' } })
  const rows = await until(async () => {
    const { rows: found } = await store.database.execute(
      `select * from audit where action = 'access.denied' order by at`,
    )
    return found.length >= 2 ? found : null
  })
  expect(rows.map(row => row.correlation_id)).toContain(refused.headers['x-correlation-id'])
  expect(rows.map(row => row.detail.reason)).toEqual(expect.arrayContaining(['credentials', 'host']))
})
