/** Who may do what to whose (FAULT-MATRIX I-2), over the whole table of routes: a small scope, an ended key and a forged session change nothing, and asking alone changes nothing either. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fingerprintOf, hashPassword } from '../../src/app/http/access/passwords.ts'
import type { RouteDefinition } from '../../src/app/http/routes/definition.ts'
import { type RouteName, routes } from '../../src/app/http/routes/routes.ts'
import { createKey, revokeKey, type Scope } from '../../src/db/keys.ts'
import { fillUnread } from '../../src/db/marks.ts'
import { fillSearch } from '../../src/db/search/fill.ts'
import { openSession } from '../../src/db/sessions.ts'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { article, chunk, flushOf, polledSources, run } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

const by = { actor: 'test', correlationId: '00000000-0000-4000-8000-000000000000' }
const table = Object.entries(routes) as [RouteName, RouteDefinition][]
const writes = table.filter(([, route]) => route.method !== 'get' && route.scope !== 'none')
let store: TestStore
let login: { hash: string }
let web: TestWeb | undefined
let known: Readonly<Record<string, string>>

beforeAll(async () => {
  store = await openStore('postgres')
  login = { hash: await hashPassword('a password') }
})
afterAll(async () => store?.close())
beforeEach(async () => {
  await emptyStore(store.database)
  known = await stored()
})
afterEach(async () => {
  await web?.close()
  web = undefined
})

/** One of everything that a route can name. */
async function stored(): Promise<Record<string, string>> {
  const { database } = store
  const [polled] = await polledSources(database, 1)
  if (polled === undefined) throw new Error('a source was asked for')
  const poll = run(polled.sourceId)
  const story = article('story')
  await flushOf(database)([chunk(polled, [story], { run: poll })])
  await database.execute(`update sources set group_name = 'Papers'`)
  const { id: key } = await createKey(database, { name: 'other', scope: 'read', expiresInDays: null }, by)
  await until(async () => {
    await fillUnread(database)
    await fillSearch(database, 100)
    return (await database.execute('select from article_search')).rows.length === 1
  })
  return { articles: story.id, sources: polled.sourceId, runs: poll.id, keys: key, groups: 'Papers' }
}

function pathOf({ path }: RouteDefinition): string {
  const own = known[path.split('/')[2] ?? ''] ?? by.correlationId
  return path.replace(/\{\w+\}/, own)
}

/** What would succeed, if it were allowed. */
const bodies: Partial<Record<RouteName, unknown>> = {
  addSource: { url: 'https://new.example/feed', discover: false },
  discover: { url: 'https://new.example/feed' },
  changeSource: { enabled: false },
  changeGroup: { name: 'Other' },
  submit: { url: 'https://new.example/story' },
  markAll: {},
  undoMarkAll: { undo: by.correlationId },
  switchDemo: { on: true },
  createKey: { name: 'mine', scope: 'admin' },
  importOpml: '<opml><body><outline xmlUrl="https://new.example/feed"/></body></opml>',
}

function asking(name: RouteName, { method, bodyType }: RouteDefinition, headers: Record<string, string>) {
  const body = name === 'mark' ? { ids: [known.articles], action: 'read' } : bodies[name]
  const type: Record<string, string> = bodyType === undefined ? {} : { 'content-type': bodyType }
  return { method: method.toUpperCase(), body, headers: { ...type, ...headers } }
}

/** Every row of every table; denials are audited, and a key remembers when it was used. */
async function everything(): Promise<string> {
  const { rows } =
    await store.database.execute(`select string_agg(format('%I', tablename), ' ' order by tablename) as names
    from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'audit')`)
  const names = String(rows[0]?.names).split(' ')
  expect(names.length).toBeGreaterThan(15)
  const rowsOf = (name: string) =>
    `select '${name} ' || coalesce(string_agg((to_jsonb(t) - 'used_at')::text, e'\\n' order by t::text), '') as content from ${name} t`
  const found = await store.database.execute(names.map(rowsOf).join(' union all '))
  return found.rows.map(row => row.content).join('\n')
}

const keyOf = async (scope: Scope) => {
  const made = await createKey(store.database, { name: scope, scope, expiresInDays: 1 }, by)
  return { id: made.id, headers: { authorization: `Bearer ${made.key}` } }
}

test('a key that may only read changes nothing, by whatever route; one that may write makes no keys', async () => {
  web = await startWeb(store.database, { login })
  const [read, write] = [await keyOf('read'), await keyOf('write')]
  const before = await everything()
  expect(writes.length).toBeGreaterThan(12)
  for (const [name, route] of writes)
    expect((await web.ask(pathOf(route), asking(name, route, read.headers))).status, name).toBe(403)
  for (const [name, route] of table.filter(([, one]) => one.scope === 'admin'))
    expect((await web.ask(pathOf(route), asking(name, route, write.headers))).status, name).toBe(403)
  expect(await everything()).toBe(before)
  // The requests would have done something: it is the scope that kept them from it.
  const [, change] = writes.find(([name]) => name === 'changeSource') ?? []
  if (change === undefined) throw new Error('there is no such route')
  expect((await web.ask(pathOf(change), asking('changeSource', change, write.headers))).status).toBe(200)
  expect(await everything()).not.toBe(before)
})

describe('what has ended opens nothing', () => {
  const forms = {
    'a revoked key': async () => {
      const key = await keyOf('admin')
      await revokeKey(store.database, key.id, by)
      return key.headers
    },
    'a key past its time': async () => {
      const key = await keyOf('admin')
      await store.database.execute(
        `update api_keys set expires_at = now() - interval '1 second' where id = '${key.id}'`,
      )
      return key.headers
    },
    'a session of another login': () => session(fingerprintOf('scrypt$of$another')),
    'a session past its time': async () => {
      const headers = await session(fingerprintOf(login.hash))
      await store.database.execute(`update sessions set expires_at = now() - interval '1 second'`)
      return headers
    },
    'a made-up session': async () => ({ cookie: `winnow_session=${'A'.repeat(43)}` }),
    'the hash of a session': async () => {
      await session(fingerprintOf(login.hash))
      const { rows } = await store.database.execute(`select encode(hash, 'base64') as hash from sessions`)
      return {
        cookie: `winnow_session=${String(rows[0]?.hash).replaceAll('+', '-').replaceAll('/', '_').slice(0, 43)}`,
      }
    },
  }

  async function session(of: string): Promise<Record<string, string>> {
    const { token } = await openSession(store.database, of, by)
    return { cookie: `winnow_session=${token}` }
  }

  test.each(Object.entries(forms))('%s', async (_, made) => {
    // Each request comes when the block that the one before may have earned is over.
    let asked = 0
    web = await startWeb(store.database, { login, clock: () => new Date(Date.now() + 300_001 * asked++) })
    const headers = await made()
    const before = await everything()
    for (const [name, route] of table.filter(([, one]) => one.scope !== 'none'))
      expect((await web.ask(pathOf(route), asking(name, route, headers))).status, name).toBe(401)
    expect(await everything()).toBe(before)
  })

  test('a session that holds, for comparison, opens all of it', async () => {
    web = await startWeb(store.database, { login })
    const headers = await session(fingerprintOf(login.hash))
    expect((await web.ask('/api/keys', { headers })).status).toBe(200)
  })
})

test('one client’s Idempotency-Key is not another’s', async () => {
  web = await startWeb(store.database, { login })
  const [one, other] = [await keyOf('write'), await keyOf('admin')]
  const submit = async (headers: Record<string, string>, url: string) =>
    (
      await web?.ask('/api/articles', {
        method: 'POST',
        body: { url },
        headers: { ...headers, 'idempotency-key': '7' },
      })
    )?.json
  const first = await submit(one.headers, 'https://a.example/private')
  const second = await submit(other.headers, 'https://b.example/another')
  expect(second.id).toEqual(expect.any(String))
  expect(second.id).not.toBe(first.id)
})

test('no GET of the document changes a row, and no HEAD or OPTIONS', async () => {
  web = await startWeb(store.database)
  const { json: document } = await web.ask('/api/openapi.json')
  const reading = Object.entries(document.paths as Record<string, Record<string, unknown>>).filter(
    ([path, methods]) => 'get' in methods && !/\/(?:stream|events)$/.test(path),
  )
  expect(reading.length).toBeGreaterThan(20)
  const query: Record<string, string> = {
    '/api/search': '?q=story',
    '/api/why': `?id=${known.articles}`,
    '/api/articles': '?view=unread&limit=1',
    '/api/imports/{id}': '?endDemo=true',
  }
  const before = await everything()
  const statuses: number[] = []
  for (const [path] of reading)
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const target = pathOf({ path } as RouteDefinition) + (query[path] ?? '')
      const { status } = await web.ask(target, { method, headers: { 'x-http-method-override': 'DELETE' } })
      if (method === 'GET') statuses.push(status)
    }
  expect(statuses.filter(status => status === 200).length).toBeGreaterThan(20)
  // Addresses of what is written, asked for as a link or an image would.
  for (const [name, route] of writes)
    if (name !== 'changeSource') await web.ask(`${pathOf(route)}?_method=${route.method.toUpperCase()}&confirm=true`)
  expect(await everything()).toBe(before)
})
