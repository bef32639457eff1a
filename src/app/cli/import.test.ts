/** Lists of subscriptions come in through the same door as a typed address, and go out as every reader takes them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { sourceId } from '../../core/identity.ts'
import { listSources, putSources } from '../../db/sources.ts'
import { parseOpml } from '../../parse/opml.ts'

let store: TestStore
let folder: string
beforeAll(async () => {
  store = await openStore('postgres')
  folder = await mkdtemp(join(tmpdir(), 'winnow-cli-'))
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => emptyStore(store.database))

const winnow = (...argv: string[]) => runWinnow(store.database, argv)

const list = `<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
  <outline text="A" xmlUrl="https://a.example/feed#x"/><outline text="A again" xmlUrl="https://A.example/feed"/>
  <outline text="B" xmlUrl="https://b.example/feed"/><outline text="C" xmlUrl="ftp://c.example/feed"/>
  <outline text="D" xmlUrl="http://10.0.0.1/feed"/></outline></body></opml>`

let file: string
beforeEach(async () => {
  file = join(folder, 'list.opml')
  await writeFile(file, list)
})

test('a list is imported in canonical form, each feed once; what cannot be polled is refused by name', async () => {
  const dry = await winnow('import', file, '--dry-run')
  expect(dry).toMatchObject({ code: 5, out: '4 feeds: 2 would be added, 2 refused' })
  expect(await listSources(store.database)).toEqual([])
  const first = await winnow('import', file)
  expect(first).toMatchObject({ code: 5, out: '4 feeds: 2 added, 2 refused' })
  expect(first.err).toMatch(/ftp:\/\/c\.example\/feed: not an http or https address\n.*10\.0\.0\.1.*private/)
  expect((await listSources(store.database)).map(({ url, group, title }) => ({ url, group, title }))).toEqual([
    { url: 'https://a.example/feed', group: 'News', title: 'A' },
    { url: 'https://b.example/feed', group: 'News', title: 'B' },
  ])
  const again = await winnow('import', file, '--group', 'Other', '--json')
  expect(again.json).toMatchObject([
    { feeds: 4, added: 0, known: 2, refused: [{ url: 'ftp://c.example/feed' }, { url: 'http://10.0.0.1/feed' }] },
  ])
  expect((await winnow('audit', '--json')).json[0]).toMatchObject([
    { action: 'sources.imported', detail: { sources: 2 } },
  ])
})

test('a known source keeps its settings when a list names it again', async () => {
  await winnow('add', '--no-discover', 'https://a.example/feed', '--title', 'Mine', '--group', 'Own', '--window', '7d')
  await winnow('import', file)
  expect(await listSources(store.database, { group: 'Own' })).toMatchObject([
    { title: 'Mine', ownSettings: { windowDays: 7 } },
  ])
})

test('a file that is no list is refused in one clear line', async () => {
  const bad = join(folder, 'bad.opml')
  await writeFile(bad, '<html>')
  expect(await winnow('import', bad)).toMatchObject({
    code: 1,
    err: expect.stringContaining('This is not an OPML file'),
  })
  await writeFile(bad, list.slice(0, 200))
  expect(await winnow('import', bad)).toMatchObject({ code: 1, err: expect.stringContaining('cut off') })
  expect(await winnow('import', join(folder, 'none.opml'))).toMatchObject({
    code: 3,
    err: expect.stringContaining('there is no file'),
  })
  expect(await winnow('import', folder)).toMatchObject({ code: 1, err: expect.stringContaining('is a directory') })
})

test('an export of sources is read back as the same sources', async () => {
  await winnow('import', file)
  const url = 'http://127.0.0.1:7071/a'
  const demo = { url, title: 'The Lamp', group: null, origin: 'demo', ownSettings: {}, enabled: true } as const
  await putSources(store.database, [{ id: sourceId(url), ...demo }])
  const exported = parseOpml((await winnow('export', '--opml')).out)
  expect(exported).toMatchObject({
    ok: true,
    value: [{ url: 'https://a.example/feed', group: 'News', title: 'A' }, { url: 'https://b.example/feed' }],
  })
  expect(await winnow('export')).toMatchObject({ code: 2 })
})

test('a list of more feeds than one transaction takes is one act in the audit, and a second import goes on', async () => {
  const feeds = Array.from({ length: 1_200 }, (_, at) => `<outline text="${at}" xmlUrl="https://n${at}.example/feed"/>`)
  await writeFile(file, `<opml version="2.0"><body>${feeds.slice(0, 700).join('')}</body></opml>`)
  expect((await winnow('import', file)).out).toBe('700 feeds: 700 added')
  await writeFile(file, `<opml version="2.0"><body>${feeds.join('')}</body></opml>`)
  expect((await winnow('import', file)).out).toBe('1,200 feeds: 500 added, 700 known already')
  expect(await listSources(store.database)).toHaveLength(1_200)
  const audit = (await winnow('audit', '--json')).json[0]
  expect(audit.map((row: { detail: { sources: number } }) => row.detail.sources)).toEqual([500, 200, 500])
  expect(new Set(audit.map((row: { correlationId: string }) => row.correlationId)).size).toBe(2)
})
