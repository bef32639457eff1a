/** Each route's way that is meant, over a real socket and on both engines; and the bounds of what may be asked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillUnread } from '../../src/db/marks.ts'
import { fillSearch } from '../../src/db/search/fill.ts'
import { engines, openStore, type TestStore } from '../fixtures/database.ts'
import { article, chunk, filtered, flushOf, polledSources } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

describe.each(engines)('on %s', engine => {
  let store: TestStore
  let web: TestWeb
  let ids: string[]
  let sources: string[]

  beforeAll(async () => {
    store = await openStore(engine)
    const polled = await polledSources(store.database, 2)
    sources = polled.map(one => one.sourceId)
    const flush = flushOf(store.database)
    const [first, second] = polled
    if (first === undefined || second === undefined) throw new Error('two sources were asked for')
    const texts = Array.from({ length: 5 }, (_, at) =>
      article(`story-${at}`, {
        title: at === 0 ? 'A hurricane makes landfall' : `Title ${at}`,
        contentText: at === 1 ? '東京都の天気は晴れ' : `The river rose in part ${at}.`,
        contentHtml:
          at === 2
            ? '<p onclick="x()">Hi<script>alert(1)</script><img src="https://img.example/a.png" onerror="x()"></p>'
            : null,
        language: at === 1 ? 'ja' : 'en',
        sortAt: new Date(Date.UTC(2026, 10, 1, 10, at)),
      }),
    )
    ids = texts.map(one => one.id)
    await flush([chunk(first, texts, { decided: [filtered('casino')] })])
    await flush([chunk(second, [texts[0] ?? article('none')])])
    // Other tests write in the same cluster: what they hold open holds the horizon.
    let indexed = 0
    await until(async () => {
      await fillUnread(store.database)
      indexed += await fillSearch(store.database, 100)
      return indexed >= 5
    })
    web = await startWeb(store.database)
  })
  afterAll(async () => {
    await web?.close()
    await store?.close()
  })

  const get = async (path: string) => {
    const answer = await web.ask(path)
    expect(answer.text, path).not.toContain('"status":500')
    expect(answer.status, `${path} ${answer.text}`).toBe(200)
    return answer.json
  }
  const post = (path: string, body: unknown, method = 'POST') => web.ask(path, { method, body })

  test('every route that only reads answers 200', async () => {
    for (const path of [
      '/api/sources',
      `/api/sources/${sources[0]}`,
      '/api/groups',
      '/api/articles',
      `/api/articles/${ids[0]}`,
      '/api/counts',
      '/api/search?q=river',
      '/api/status',
      '/api/runs',
      '/api/runs?failed=true',
      '/api/rejections',
      '/api/why?url=https://paper.example/story-0',
      '/api/why?url=https://nothing.example/',
      `/api/why?id=${ids[0]}`,
      '/api/costs',
      '/api/operate',
      '/api/operate?range=1h',
      '/api/operate?range=7d',
      '/api/operate?range=30d',
      '/api/operate/live',
      '/api/audit',
      '/api/session',
      '/api/keys',
      '/api/settings',
      '/healthz',
      '/readyz',
      '/api/openapi.json',
    ])
      await get(path)
    expect((await web.ask('/metrics')).text).toContain('winnow_http_requests_total{route="/api/articles"')
  })

  test('the document describes every route, in OpenAPI 3.1', async () => {
    const document = await get('/api/openapi.json')
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/articles/{id}', '/api/search', '/healthz']),
    )
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Article', 'Problem', 'Source']))
    expect((await web.ask('/api/docs')).text).not.toContain('<script')
  })

  test('lists come newest first, page by page, each article once', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { id: string }[]; next: string | null } = await get(
        `/api/articles?view=unread&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page.items.map(one => one.id))
      cursor = page.next
    } while (cursor !== null)
    expect(seen).toEqual(ids.toReversed())
    const oldest = await get('/api/articles?view=unread&sort=oldest')
    expect(oldest.items.map((one: { id: string }) => one.id)).toEqual(ids)
  })

  test('an article is whole: where it was seen, and clean whatever its feed wrote', async () => {
    const seen = await get(`/api/articles/${ids[0]}`)
    expect(seen.seenIn).toBe(2)
    expect(seen.sightings.map((one: { first: boolean }) => one.first)).toEqual([true, false])
    const { contentHtml } = await get(`/api/articles/${ids[2]}`)
    expect(contentHtml).toBe('<p>Hi<img data-src="https://img.example/a.png" alt="" /></p>')
  })

  test('what is read leaves the unread, and comes back', async () => {
    const unreadBySource = async () =>
      (await get('/api/sources')).items.reduce((sum: number, source: { unread: number }) => sum + source.unread, 0)
    expect(await unreadBySource()).toBe(5)
    expect((await post('/api/marks', { ids: [ids[0]], action: 'read' })).json).toEqual({ changed: 1 })
    expect((await get('/api/articles?view=unread')).items).toHaveLength(4)
    expect((await get(`/api/articles/${ids[0]}`)).read).toBe(true)
    expect((await post('/api/marks', { ids: [ids[0]], action: 'star' })).json).toEqual({ changed: 1 })
    expect((await get('/api/articles?view=starred')).items).toHaveLength(1)
    expect(await get('/api/counts')).toMatchObject({ unread: 4, starred: 1 })
    expect(await unreadBySource()).toBe(4)
    expect((await post('/api/marks', { ids: [ids[0]], action: 'unstar' })).json).toEqual({ changed: 1 })
    expect((await post('/api/marks', { ids: [ids[0]], action: 'archive' })).json).toEqual({ changed: 1 })
    expect((await get('/api/articles?view=archive')).items).toHaveLength(1)
    expect((await post('/api/marks', { ids: [ids[0]], action: 'unread' })).json).toEqual({ changed: 1 })
    expect((await get('/api/articles?view=archive')).items).toHaveLength(0)
    expect((await get('/api/articles?view=unread')).items).toHaveLength(5)
  })

  test('"all read" spares what is newer than the list that was seen, and can be taken back', async () => {
    const older = await get(`/api/articles?view=unread&to=2026-11-01T10:02:30Z`)
    const marked = await post('/api/marks/all', { upTo: older.top })
    expect(marked.json).toEqual({ changed: 3, undo: expect.any(String) })
    expect((await get('/api/articles?view=unread')).items).toHaveLength(2)
    expect((await post('/api/marks/undo', { undo: marked.json.undo })).json).toEqual({ changed: 3 })
    expect((await post('/api/marks/undo', { undo: marked.json.undo })).status).toBe(404)
    expect((await get('/api/articles?view=unread')).items).toHaveLength(5)
  })

  test('search finds words in their forms, pairs of characters, and what was spelt wrong', async () => {
    const rivers = await get('/api/search?q=rivers')
    expect(rivers.items).toHaveLength(4)
    expect(rivers.items[0].snippet).toContainEqual({ text: 'river', mark: true })
    const kyoto = await get(`/api/search?q=${encodeURIComponent('東京都')}`)
    expect(kyoto.items).toHaveLength(1)
    expect(kyoto.items[0].snippet).toContainEqual({ text: '東京都', mark: true })
    const wrong = await get('/api/search?q=huricane')
    expect(wrong).toMatchObject({ match: 'similar', meant: 'hurricane' })
    expect(wrong.items[0].article.id).toBe(ids[0])
    expect((await get(`/api/search?q=river&source=${sources[1]}`)).items).toHaveLength(0)
    expect((await get('/api/search?q=river&lang=ja')).items).toHaveLength(0)
  })

  test.each([
    '"',
    "'",
    '\\',
    '&|!',
    '()',
    ':*',
    '<->',
    '--',
    '%00x'.replace('%00', ''),
    '-river',
    '"a b',
    '١٢',
    '🦊',
    'or',
    'a'.repeat(500),
  ])('any text may be searched for: %s', async text => {
    await get(`/api/search?q=${encodeURIComponent(text)}`)
  })

  test('search pages on without repeating', async () => {
    const first = await get('/api/search?q=river&limit=2')
    const second = await get(`/api/search?q=river&limit=2&cursor=${first.next}`)
    const found = [...first.items, ...second.items].map((hit: { article: { id: string } }) => hit.article.id)
    expect(new Set(found).size).toBe(4)
    expect(second.next).toBeNull()
  })

  test('why tells the story of an address', async () => {
    const saved = await get('/api/why?url=https://paper.example/story-1')
    expect(saved.subject.kind).toBe('article')
    expect(saved.moments.map((one: { kind: string }) => one.kind)).toEqual(expect.arrayContaining(['polled', 'saved']))
    const dropped = await get('/api/why?url=https://paper.example/casino')
    expect(dropped.verdict).toContain('casino')
  })

  test.each([
    ['/api/articles?limit=0', 400],
    ['/api/articles?limit=101', 400],
    ['/api/articles?limit=1&limit=2', 400],
    ['/api/articles?view=everything', 400],
    ['/api/articles?cursor=AAAA', 400],
    [
      `/api/articles?cursor=${Buffer.from('["2026-13-01 00:00:00+00","00000000-0000-0000-0000-000000000000"]').toString('base64url')}`,
      400,
    ],
    ['/api/articles?nothing=1', 400],
    ['/api/articles?group=%00', 400],
    ['/api/articles?lang=x%22y', 400],
    ['/api/articles?from=yesterday', 400],
    ['/api/articles/none', 400],
    ['/api/articles/00000000-0000-4000-8000-000000000000', 404],
    ['/api/sources/00000000-0000-4000-8000-000000000000', 404],
    ['/api/runs/00000000-0000-4000-8000-000000000000', 404],
    ['/api/submissions/00000000-0000-4000-8000-000000000000', 404],
    ['/api/submissions/00000000-0000-4000-8000-000000000000/events', 404],
    ['/api/imports/00000000-0000-4000-8000-000000000000', 404],
    ['/api/search', 400],
    [`/api/search?q=${'a'.repeat(501)}`, 400],
    ['/api/why', 400],
    ['/api/nothing', 404],
    ['/api/../../etc/passwd', 404],
  ])('%s is refused with %i, as a problem with an Error ID', async (path, status) => {
    const answer = await web.ask(path)
    expect(answer.status, answer.text).toBe(status)
    if (!path.includes('..')) {
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.json).toMatchObject({ status, errorId: answer.headers['x-correlation-id'] })
    }
  })
})
