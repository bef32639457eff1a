/** From an address to a source and back: found, added once, changed, imported, exported, and never with its secrets. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyStore, openStore, type TestStore } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

let store: TestStore
let web: TestWeb
afterEach(async () => web.close())
const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  web.ask(path, { method: 'POST', body, headers })

let feeds: FeedServer
let plain: FeedServer
beforeAll(async () => {
  store = await openStore('postgres')
  feeds = await startFeedServer()
  feeds.serve('/feed.xml', { title: 'The paper', items: [{ title: 'One', link: 'https://paper.example/1' }] })
  feeds.serve('/', {
    contentType: 'text/html',
    body: '<link rel="alternate" type="application/rss+xml" title="Posts" href="/feed.xml">',
  })
  plain = await startFeedServer()
  plain.serve('/none', { contentType: 'text/html', body: '<p>Nothing</p>' })
})
afterAll(async () => {
  await feeds?.close()
  await plain?.close()
  await store?.close()
})
beforeEach(async () => {
  await emptyStore(store.database)
  web = await startWeb(store.database, { trusted: [feeds.origin, plain.origin] })
})

test('a page leads to its feed; the source is added once, changed, paused and removed', async () => {
  const found = await send('/api/discover', { url: feeds.url('/') })
  expect(found.json.feeds).toMatchObject([{ url: feeds.url('/feed.xml') }])
  const added = await send('/api/sources', { url: feeds.url('/'), group: 'Papers', settings: { include: ['river'] } })
  expect([added.status, added.json.added]).toEqual([201, true])
  const { id } = added.json.source
  expect(added.json.source).toMatchObject({ health: 'new', group: 'Papers', days: new Array(14).fill(0) })
  expect((await send('/api/sources', { url: feeds.url('/feed.xml') })).json).toMatchObject({ added: false })
  const change = (body: unknown) => web.ask(`/api/sources/${id}`, { method: 'PATCH', body })
  expect((await change({ title: 'My paper', enabled: false, reason: 'holidays' })).json).toMatchObject({
    name: 'My paper',
    health: 'paused',
    disabledReason: 'holidays',
    ownSettings: { include: ['river'] },
  })
  expect((await send(`/api/sources/${id}/poll`, {})).status).toBe(409)
  expect((await change({ enabled: true })).json.health).toBe('new')
  expect((await send(`/api/sources/${id}/poll`, {})).status).toBe(202)
  expect((await web.ask('/api/groups')).json.items).toMatchObject([
    { name: 'Papers', sources: 1, markReadOnScroll: false },
  ])
  const renamed = await web.ask('/api/groups/Papers', {
    method: 'PATCH',
    body: { name: 'News/Papers', markReadOnScroll: true },
  })
  expect(renamed.json).toMatchObject({ name: 'News/Papers', markReadOnScroll: true })
  const moved = await web.ask(`/api/groups/${encodeURIComponent('News/Papers')}`, {
    method: 'PATCH',
    body: { position: 1 },
  })
  expect(moved.json).toMatchObject({ name: 'News/Papers', position: 1 })
  expect((await web.ask(`/api/sources/${id}`, { method: 'DELETE' })).json.removed).toBe(1)
  const { rows } = await store.database.execute(`select action from audit order by at`)
  expect(rows.map(row => row.action)).toEqual(
    expect.arrayContaining(['source.added', 'source.changed', 'source.disabled', 'source.removed']),
  )
})

test('a page without a feed can be watched; an address inside is refused by the guard', async () => {
  const none = await send('/api/sources', { url: plain.url('/none') })
  expect([none.status, none.json.canWatch]).toEqual([404, true])
  expect((await send('/api/sources', { url: 'http://10.0.0.1/feed' })).status).toBe(422)
  expect((await send('/api/sources', { url: plain.url('/none'), kind: 'page' })).status).toBe(201)
})

test('addresses come back without their secrets', async () => {
  await send('/api/sources', { url: 'https://user:hunter2@paper.example/feed?token=abcdef123456', discover: false })
  const listed = await web.ask('/api/sources')
  expect(listed.json.items).toHaveLength(1)
  expect(listed.text).not.toMatch(/hunter2|abcdef123456/)
  expect((await web.ask('/api/export/opml')).text).not.toMatch(/hunter2|abcdef123456/)
})

test('an OPML file is imported with its progress, and goes out again', async () => {
  const outlines = Array.from({ length: 700 }, (_, at) => `<outline type="rss" xmlUrl="https://f${at}.example/rss"/>`)
  const opml = `<opml version="2.0"><body>${outlines.join('')}<outline xmlUrl="ftp://x/"/></body></opml>`
  const begun = await send('/api/imports', opml, { 'content-type': 'text/x-opml' })
  expect(begun.status).toBe(202)
  const done = await until(async () => {
    const { json: job } = await web.ask(`/api/imports/${begun.json.id}`)
    return job.state === 'running' ? null : job
  })
  expect(done).toMatchObject({ state: 'done', feeds: 701, done: 701, added: 700, known: 0, refusedCount: 1 })
  const sources = await web.ask('/api/sources?limit=100')
  expect([sources.json.items.length, sources.json.counts.all]).toEqual([100, 700])
  const second = await web.ask(`/api/sources?limit=100&cursor=${sources.json.next}`)
  expect(second.json.items[0].id).not.toBe(sources.json.items[99].id)
  expect((await web.ask('/api/export/opml')).text).toContain('https://f699.example/rss')
  expect((await send('/api/imports', '<html/>', { 'content-type': 'text/x-opml' })).status).toBe(422)
})
