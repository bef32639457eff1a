/** What clients may count on: bounds, problems, ETags, idempotency, streams, cursors that hold, and an answer while the database is away. */

import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fillUnread } from '../../src/db/marks.ts'
import { connectTo, emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { addressOf, startProxy } from '../fixtures/proxy.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

let store: TestStore
let web: TestWeb
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(async () => store?.close())
beforeEach(async () => {
  await emptyStore(store.database)
  web = await startWeb(store.database)
})
afterEach(async () => {
  await web.close()
  for (const close of closing.splice(0)) await close()
})

const json = { 'content-type': 'application/json' }
const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  web.ask(path, { method: 'POST', body, headers })

async function stored(count: number, at = 0): Promise<string[]> {
  const [polled] = await polledSources(store.database, 1, `batch${at}-`)
  if (polled === undefined) throw new Error('one source was asked for')
  const articles = Array.from({ length: count }, (_, n) =>
    article(`${at}-${n}`, { sortAt: new Date(Date.UTC(2026, 10, 1, 0, 0, at + n)) }),
  )
  await flushOf(store.database)([chunk(polled, articles)])
  // Other tests write in the same cluster: what they hold open holds the horizon.
  await until(async () => {
    await fillUnread(store.database)
    const { rows } = await store.database.execute('select count(*)::int as n from unread')
    return rows[0]?.n >= count
  })
  return articles.map(one => one.id)
}

describe('bodies', () => {
  test.each([
    ['no JSON', '{', 400],
    ['no UTF-8', '"\xff"', 400],
    ['deep', '['.repeat(10_000) + ']'.repeat(10_000), 400],
    ['a prototype', '{"__proto__":{"x":1},"url":"https://a.example/"}', 400],
    ['NUL', '{"url":"https://a.example/\\u0000"}', 400],
    ['half a character', '{"url":"https://a.example/\\ud800"}', 400],
    ['another type', '{"url":7}', 400],
    ['an unknown name', '{"url":"https://a.example/","x":1}', 400],
    ['nothing', '', 400],
    ['a long address', JSON.stringify({ url: `https://a.example/${'a'.repeat(9_000)}` }), 400],
    ['no address', '{"url":"javascript:alert(1)"}', 422],
  ])('%s is refused', async (_, body, status) => {
    expect((await send('/api/articles', body, json)).status).toBe(status)
  })

  test('more than 1 MB is not read', async () => {
    expect((await send('/api/marks', 'a'.repeat(1_000_001), json)).status).toBe(413)
    const chunked = await web
      .ask('/api/marks', {
        method: 'POST',
        body: 'a'.repeat(2_000_000),
        headers: { ...json, 'transfer-encoding': 'chunked' },
      })
      .catch(() => ({ status: 413 }))
    expect([413, 400]).toContain(chunked.status)
  })
})

test('a list that has not changed is not sent again', async () => {
  await stored(3)
  const first = await web.ask('/api/articles')
  const again = await web.ask('/api/articles', { headers: { 'if-none-match': String(first.headers.etag) } })
  expect([again.status, again.text]).toEqual([304, ''])
  await stored(1, 100)
  expect((await web.ask('/api/articles', { headers: { 'if-none-match': String(first.headers.etag) } })).status).toBe(
    200,
  )
})

test('a cursor holds while articles come in: none is repeated, none is left out', async () => {
  const before = await stored(30)
  const first = await web.ask('/api/articles?limit=10')
  const later = await stored(20, 100)
  const seen: string[] = first.json.items.map((one: { id: string }) => one.id)
  for (let next = first.json.next; next !== null; ) {
    const page = await web.ask(`/api/articles?limit=10&cursor=${next}`)
    seen.push(...page.json.items.map((one: { id: string }) => one.id))
    next = page.json.next
  }
  expect(seen).toEqual(before.toReversed())
  expect(seen).not.toEqual(expect.arrayContaining(later))
})

describe('submissions', () => {
  test('fifty at once of one address are one reading', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('/api/articles', { url: 'https://a.example/story' })),
    )
    expect(new Set(answers.map(one => one.status))).toEqual(new Set([202]))
    expect(new Set(answers.map(one => one.json.readingId)).size).toBe(1)
    expect(new Set(answers.map(one => one.json.id)).size).toBe(50)
  })

  test('fifty at once with one key are one submission; another request under that key is a conflict', async () => {
    const headers = { 'idempotency-key': 'once' }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('/api/articles', { url: 'https://a.example/story' }, headers)),
    )
    expect(new Set(answers.map(one => one.json.id)).size).toBe(1)
    expect((await store.database.execute('select count(*)::int as n from requests')).rows[0]?.n).toBe(1)
    expect((await send('/api/articles', { url: 'https://a.example/other' }, headers)).status).toBe(409)
  })

  test('its stages are told as they happen, each once, and then the end', async () => {
    const { json: accepted } = await send('/api/articles', { url: 'https://a.example/story' })
    const stream = await listen(`/api/submissions/${accepted.id}/events`)
    await until(() => stream.events().length === 1)
    await store.database.execute(
      `insert into reading_events (reading_id, seq, stage, at) values ('${accepted.readingId}', 1, 'fetching', now())`,
    )
    await until(() => stream.events().length === 2)
    expect((await send(`/api/submissions/${accepted.id}/cancel`, {})).json.status).toBe('cancelled')
    await stream.ended
    expect(stream.events().map(one => one.data.stage ?? one.data.status)).toEqual(['accepted', 'fetching', 'cancelled'])
    const again = await listen(`/api/submissions/${accepted.id}/events`)
    await again.ended
    expect(again.events().map(one => one.event)).toEqual(['stage', 'stage', 'end'])
  })
})

test('whoever listens is told what came, and a client that goes is forgotten', async () => {
  const stream = await listen('/api/stream')
  // The first turn only takes the place to begin at.
  await until(async () => {
    await stored(2, Math.floor(performance.now()))
    return stream.events().some(one => one.event === 'articles')
  })
  const told = stream.events()
  expect(told.find(one => one.event === 'articles')?.data).toMatchObject({
    stored: expect.any(Number),
    unread: expect.any(Number),
  })
  expect(told.find(one => one.event === 'run')?.data).toMatchObject({ saved: 2, failed: false })
  stream.leave()
  await until(async () => (await web.ask('/metrics')).text.includes('winnow_event_streams 0'))
})

test('while the database is away every request gets its 503, and when it is back its answer', async () => {
  const proxy = await startProxy({ target: addressOf(store.url) })
  const away = connectTo(proxy.url(store.url), 2)
  const server = await startWeb(away, { deadlineMs: 500 })
  closing.push(
    async () => server.close(),
    async () => away.close(),
    async () => proxy.close(),
  )
  expect((await server.ask('/api/articles')).status).toBe(200)
  // Frozen first: nothing comes back, and nobody may hang; then gone.
  proxy.hold()
  expect((await server.ask('/api/articles')).status).toBe(503)
  proxy.release()
  await proxy.refuse(true)
  proxy.cut()
  const answers = await Promise.all(['/api/articles', '/readyz', '/api/counts'].map(path => server.ask(path)))
  expect(answers.map(one => one.status)).toEqual([503, 503, 503])
  expect(answers[0]?.headers['retry-after']).toBe('5')
  expect(answers[0]?.text).not.toMatch(/ECONN|127\.0\.0\.1|at \w/)
  expect((await server.ask('/healthz')).status).toBe(200)
  await proxy.refuse(false)
  await until(async () => (await server.ask('/api/articles')).status === 200)
})

test('whoever sends his headers a byte at a time is let go', async () => {
  const server = await startWeb(store.database, {
    limits: { headersTimeout: 200, connectionsCheckingInterval: 50 } as never,
  })
  closing.push(async () => server.close())
  const socket = connect(server.server.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  socket.write('GET /api/articles HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  await once(socket, 'close')
  expect((await server.ask('/healthz')).status).toBe(200)
})

test('articles go out as JSON lines, all of them', async () => {
  const ids = await stored(450)
  const { text, headers } = await web.ask('/api/export/articles')
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(ids.length)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ contentText: expect.any(String) })
  expect(headers['content-type']).toContain('application/x-ndjson')
})

type Told = Readonly<{ event: string; data: Record<string, unknown> }>

/** Follows a stream until it ends, or until `leave`. */
async function listen(path: string) {
  const controller = new AbortController()
  const response = await fetch(web.server.url + path, { signal: controller.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const ended = (async () => {
    for await (const piece of response.body ?? []) text += Buffer.from(piece).toString('utf8')
  })().catch(() => {})
  return {
    ended,
    leave: () => controller.abort(),
    events: (): Told[] =>
      [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event = '', data = '']) => ({
        event,
        data: JSON.parse(data),
      })),
  }
}
