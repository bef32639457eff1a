/** The client's files and the images of articles: nothing outside the folder, nothing that runs, nothing that no article named. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../src/core/failure.ts'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'
import { startWeb, type TestWeb } from './web.ts'

let store: TestStore
let folder: string
let web: TestWeb
beforeAll(async () => {
  store = await openStore('postgres')
  folder = mkdtempSync(join(tmpdir(), 'winnow-web-'))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Reader</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'index-B1c2D3e4.js'), 'hello()')
  writeFileSync(join(folder, 'dist', 'assets', 'index-B1c2D3e4.js.br'), 'packed')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await store?.close()
})
afterEach(async () => web.close())

describe('the client', () => {
  test('every address of it is the page; hashed files are kept for good, packed where it is understood', async () => {
    web = await startWeb(store.database, { webRoot: join(folder, 'dist') })
    for (const path of ['/', '/unread', '/a/b/c', '/source/x?y=1']) {
      const page = await web.ask(path)
      expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache'])
      expect(page.text).toContain('Reader')
    }
    const plain = await web.ask('/assets/index-B1c2D3e4.js')
    expect([plain.text, plain.headers['content-type']]).toEqual(['hello()', 'text/javascript; charset=utf-8'])
    expect(plain.headers['cache-control']).toContain('immutable')
    const packed = await web.ask('/assets/index-B1c2D3e4.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect([packed.text, packed.headers['content-encoding']]).toEqual(['packed', 'br'])
    expect((await web.ask('/assets/none-B1c2D3e4.js')).status).toBe(404)
    expect(
      (await web.ask('/', { headers: { 'if-none-match': String((await web.ask('/')).headers.etag) } })).status,
    ).toBe(304)
  })

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
  ])('%s leads nowhere outside its folder', async path => {
    web = await startWeb(store.database, { webRoot: join(folder, 'dist') })
    expect((await web.ask(path)).text).not.toContain('secret')
  })

  test('where it was not built, a page says so', async () => {
    web = await startWeb(store.database, { webRoot: join(folder, 'none') })
    const page = await web.ask('/')
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('has not been built')])
  })
})

test('images come through Winnow: only those an article named, only what cannot run, under a policy of their own', async () => {
  const asked: string[] = []
  let contentType = 'image/png'
  web = await startWeb(store.database, {
    media: 'proxy',
    abilities: {
      async fetchMedia(url) {
        asked.push(url)
        return ok({ body: Buffer.from('picture'), contentType })
      },
    },
  })
  const [polled] = await polledSources(store.database, 1)
  const one = article('pictures', { contentHtml: '<p>a</p><img src="https://img.example/a.png?x=1&amp;y=2">' })
  if (polled !== undefined) await flushOf(store.database)([chunk(polled, [one])])
  const { contentHtml } = (await web.ask(`/api/articles/${one.id}`)).json
  const path = /src="([^"]+)"/.exec(contentHtml)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const image = await web.ask(path)
  expect([image.status, image.text, asked]).toEqual([200, 'picture', ['https://img.example/a.png?x=1&y=2']])
  expect(image.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
  expect((await web.ask('/api/media?url=http://10.0.0.1/')).status).toBe(404)
  expect((await web.ask(path.replace('a.png', 'b.png'))).status).toBe(404)
  contentType = 'image/svg+xml'
  expect((await web.ask(path)).status).toBe(415)
  expect(asked).toHaveLength(2)
})
