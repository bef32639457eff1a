/** Whoever is refused, and whoever changes something by the web, is on record under his own name, and no secret is (FAULT-MATRIX I-2, law 12). */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashPassword } from '../../src/app/http/access/passwords.ts'
import { createKey, type Scope } from '../../src/db/keys.ts'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { until } from '../fixtures/until.ts'
import { type Asking, startWeb, type TestWeb } from './web.ts'

const by = { actor: 'test', correlationId: '00000000-0000-4000-8000-000000000000' }
let store: TestStore
let login: { hash: string }
let web: TestWeb

beforeAll(async () => {
  store = await openStore('postgres')
  login = { hash: await hashPassword('correct horse') }
})
afterAll(async () => store?.close())
beforeEach(async () => emptyStore(store.database))
afterEach(async () => web.close())

async function headersOf(scope: Scope): Promise<Record<string, string>> {
  const { key } = await createKey(store.database, { name: `my ${scope}`, scope, expiresInDays: null }, by)
  return { authorization: `Bearer ${key}` }
}

async function audited(action: string, count: number) {
  return await until(async () => {
    const { rows } = await store.database.execute(
      `select actor, subject, detail, correlation_id from audit where action = '${action}' order by at, id`,
    )
    return rows.length >= count ? rows : null
  })
}

test('every kind of denial is audited: who, from where, for what, under which id', async () => {
  web = await startWeb(store.database, { login })
  const read = await headersOf('read')
  const unknown = `wnw_${'s3cr3t-'.repeat(6)}x`
  const denied: readonly (readonly [reason: string, status: number, path: string, asking: Asking])[] = [
    ['host', 421, '/api/articles', { headers: { host: 'evil.example' } }],
    ['origin', 403, '/api/marks', { method: 'POST', headers: { origin: 'https://evil.example' }, body: {} }],
    ['scope', 403, '/api/keys', { headers: read }],
    ['credentials', 401, '/api/settings', { headers: { authorization: `Bearer ${unknown}` } }],
    ['password', 401, '/api/session', { method: 'POST', body: { password: 'hunter2hunter2' } }],
    ['password', 429, '/api/session', { method: 'POST', body: { password: 'hunter2hunter2' } }],
    ['blocked', 429, '/api/session', { method: 'POST', body: { password: 'correct horse' } }],
    ['blocked', 429, '/api/articles', { headers: { authorization: `Bearer ${unknown}` } }],
  ]
  const ids: unknown[] = []
  for (const [reason, status, path, asking] of denied) {
    const answer = await web.ask(path, asking)
    expect(answer.status, `${reason} ${path}`).toBe(status)
    ids.push(answer.headers['x-correlation-id'])
  }
  // The third failure is the one that blocks: it is told so at once.
  const reasons = ['host', 'origin', 'scope', 'credentials', 'password', 'blocked']
  const rows = await until(async () => {
    const found = await audited('access.denied', 1)
    const times = found.reduce((sum, row) => sum + row.detail.times, 0)
    return times >= denied.length ? found : null
  })
  expect([...new Set(rows.map(row => row.detail.reason))].sort()).toEqual(reasons.toSorted())
  expect(rows.reduce((sum, row) => sum + row.detail.times, 0)).toBe(denied.length)
  expect(rows.find(row => row.detail.reason === 'scope')?.actor).toBe('key:my read')
  expect(rows.every(row => row.detail.remote === '127.0.0.1')).toBe(true)
  expect(ids).toEqual(expect.arrayContaining(rows.map(row => row.correlation_id)))
  expect(JSON.stringify(rows)).not.toMatch(/s3cr3t|hunter2|correct horse/)
})

test('a storm of denials is counted, not written one by one', async () => {
  web = await startWeb(store.database, { login })
  const many = 300
  await Promise.all(Array.from({ length: many }, () => web.ask('/api/articles')))
  const rows = await until(async () => {
    const found = await audited('access.denied', 1)
    return found.reduce((sum, row) => sum + row.detail.times, 0) === many ? found : null
  })
  expect(rows.length).toBeLessThan(10)
})

test('what the web changes is audited under who asked: the demo, sources, groups, keys', async () => {
  web = await startWeb(store.database, { login })
  const headers = await headersOf('admin')
  const write = await headersOf('write')
  const post = (path: string, body: unknown, as = write) => web.ask(path, { method: 'POST', body, headers: as })
  const on = await post('/api/demo', { on: true })
  await post('/api/demo', { on: false })
  await post('/api/sources', { url: 'https://a.example/feed', discover: false, group: 'Papers', endDemo: true })
  await web.ask('/api/imports?endDemo=true', {
    method: 'POST',
    headers: { ...write, 'content-type': 'text/x-opml' },
    body: '<opml><body><outline xmlUrl="https://b.example/feed"/></body></opml>',
  })
  await web.ask('/api/groups/Papers', { method: 'PATCH', headers: write, body: { name: 'News' } })
  await post('/api/keys', { name: 'another', scope: 'read' }, headers)
  const demo = await audited('demo.switched', 4)
  expect(demo.map(row => [row.actor, row.detail.to])).toEqual([
    ['key:my write', 'on'],
    ['key:my write', 'off'],
    ['key:my write', 'off'],
    ['key:my write', 'off'],
  ])
  expect(demo[0]?.correlation_id).toBe(on.json.correlationId)
  for (const action of ['source.added', 'source.changed', 'sources.imported'])
    expect(
      (await audited(action, 1)).map(row => row.actor),
      action,
    ).toEqual(['key:my write'])
  expect((await audited('key.created', 3)).at(-1)?.actor).toBe('key:my admin')
})
