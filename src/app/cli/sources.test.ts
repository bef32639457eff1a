/** Sources by command: added once, named without ambiguity, changed with an audit entry, carried in and out as OPML. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { article, chunk, flushOf } from '../../../test/fixtures/samples.ts'
import { sourceId } from '../../core/identity.ts'
import { claimDue } from '../../db/claim.ts'
import { readSetting } from '../../db/settings.ts'
import { listSources, putSources } from '../../db/sources.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
afterEach(() => emptyStore(store.database))

const winnow = (...argv: string[]) => runWinnow(store.database, argv)
const added = (...argv: string[]) => winnow('add', '--no-discover', ...argv)
const audited = async () => (await winnow('audit', '--json')).json[0].map((row: { action: string }) => row.action)

/** A source with articles, as the demo stand or winnow.yaml would write it. */
async function seeded(origin: 'demo' | 'file', url: string, slugs: readonly string[]) {
  const source = { id: sourceId(url), url, title: 'The Lamp', group: null, origin, ownSettings: {}, enabled: true }
  await putSources(store.database, [source])
  const [due] = await claimDue(store.database, {
    worker: 'test',
    limit: 1,
    leaseS: 60,
    held: [],
    perHost: 1_000,
    hostSpacingS: 0,
    only: [source.id],
  })
  await flushOf(store.database)([
    chunk(
      { sourceId: source.id, leaseVersion: due!.leaseVersion },
      slugs.map(slug => article(slug)),
    ),
  ])
  return source.id
}

test('a source is added with its settings, once, however it is spelt; the second time that is said', async () => {
  const first = await added(
    'example.org/feed?b=2&a=1',
    '--title',
    ' Foo\n',
    '--group',
    'News',
    '--include',
    'cat',
    '--include',
    'dog',
    '--window',
    'none',
    '--interval',
    '10m',
  )
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringContaining('Added Foo (https://example.org/feed?a=1&b=2).\nFirst poll: within a second'),
  })
  const again = await added('https://EXAMPLE.org/feed?a=1&b=2#x', '--json')
  expect(again).toMatchObject({ code: 0, json: [{ added: false, source: { title: 'Foo' } }] })
  expect(await listSources(store.database)).toMatchObject([
    {
      title: 'Foo',
      group: 'News',
      origin: 'user',
      ownSettings: { include: ['cat', 'dog'], windowDays: null, intervalS: 600 },
    },
  ])
  expect(await audited()).toEqual(['source.added'])
})

test('the credentials of an address are stored, and shown and exported only when that is asked for', async () => {
  const { json } = await added('https://me:hush@example.org/feed', '--json')
  expect(json[0]).toMatchObject({
    added: true,
    source: { url: 'https://***@example.org/feed' },
    correlationId: expect.any(String),
  })
  expect(await listSources(store.database)).toMatchObject([{ url: 'https://me:hush@example.org/feed' }])
  const shown = [
    await winnow('sources'),
    await winnow('sources', '--json'),
    await winnow('audit', '--json'),
    await winnow('export', '--opml'),
  ]
  for (const { out, err } of shown) expect(out + err).not.toContain('hush')
  expect((await winnow('export', '--opml', '--with-credentials')).out).toContain('https://me:hush@example.org/feed')
})

test.each([
  'http://127.0.0.1:8080/feed',
  'http://[::1]/',
  'http://localhost/feed',
  'http://169.254.169.254/latest',
  'http://me:pw@10.0.0.1/',
])('a private address is refused, with and without a look at it: %s', async url => {
  for (const argv of [
    ['add', url],
    ['add', '--no-discover', url],
  ])
    expect(await winnow(...argv)).toMatchObject({ code: 1, err: expect.stringContaining('winnow.yaml are trusted') })
  expect(await listSources(store.database)).toEqual([])
})

test('what is no address is a usage error', async () => {
  expect(await winnow('add', 'ftp://x')).toMatchObject({ code: 2, err: '"ftp://x" is not an http or https address' })
  expect(await winnow('add', '--end-demo', '--keep-demo', 'example.org')).toMatchObject({ code: 2 })
})

test('a source is named by id, beginning of an id, address, title or a part; what fits several names none of them', async () => {
  for (const [url, title] of [
    ['https://one.example/news', 'Harbour News'],
    ['https://two.example/news', 'Harbour'],
    ['https://three.example/x', 'Kiosk'],
  ] as const)
    await added(url, '--title', title)
  const id = sourceId('https://three.example/x')
  for (const name of [
    id,
    id.toUpperCase(),
    id.slice(0, 8),
    'https://three.example/x',
    'http://three.example/x',
    'kiosk',
    'KIO',
    'three.example',
  ])
    expect(await winnow('disable', name), name).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Kiosk is (already )?disabled: disabled by hand\.$/),
    })
  // The whole title wins over a part of another one.
  expect(await winnow('enable', 'harbour')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Harbour is already enabled'),
  })
  const several = await winnow('remove', 'kiosk', 'news')
  expect(several).toMatchObject({ code: 3, out: '' })
  expect(several.err).toMatch(/"news" fits several sources; name one by its id:\n {2}\w{8} {2}Harbour/)
  expect(several.err.split('\n')).toHaveLength(3)
  expect(await winnow('disable', 'nothing-like-it')).toMatchObject({
    code: 3,
    err: expect.stringContaining('no source is called "nothing-like-it"'),
  })
  expect(await winnow('disable', id.slice(0, 3))).toMatchObject({ code: 3 })
  expect(await listSources(store.database)).toHaveLength(3)
})

test('disabling keeps everything and says the reason; enabling polls again; each is audited once', async () => {
  await added('https://one.example/', '--title', 'One')
  expect(await winnow('disable', 'One', '--reason', 'too loud')).toMatchObject({ out: 'One is disabled: too loud.' })
  expect((await winnow('sources')).out).toContain('disabled: too loud')
  expect((await winnow('disable', 'One', '--json')).json).toMatchObject([{ changed: 0 }])
  expect((await winnow('enable', 'One', '--json')).json).toMatchObject([{ changed: 1, enabled: true }])
  expect(await listSources(store.database)).toMatchObject([
    { enabled: true, disabledReason: null, nextPollAt: expect.any(Date) },
  ])
  expect(await audited()).toEqual(['source.changed', 'source.disabled', 'source.added'])
})

test('removing keeps the articles unless they are named; what winnow.yaml says is not removed by command', async () => {
  await seeded('file', 'https://file.example/', ['a'])
  expect(await winnow('remove', 'The Lamp')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/is written in winnow\.yaml: take it out there/),
  })
  await winnow('demo', 'off')
  expect(await listSources(store.database)).toHaveLength(1)
  const demo = await seeded('demo', 'http://127.0.0.1:7071/a', ['b', 'c'])
  expect(await winnow('remove', demo)).toMatchObject({ out: 'Removed The Lamp; 2 articles stay.' })
  expect((await winnow('articles', '--json')).json[0]).toHaveLength(3)
  const other = await seeded('demo', 'http://127.0.0.1:7071/b', ['d'])
  expect((await winnow('remove', other, '--with-articles', '--json')).json).toMatchObject([
    { removed: 1, articles: 1, articlesRemoved: true },
  ])
  expect((await winnow('articles', '--json')).json[0]).toHaveLength(3)
})

test('the first real source keeps the demo without a terminal and says how to end it; options decide at once', async () => {
  await seeded('demo', 'http://127.0.0.1:7071/a', ['a'])
  const first = await added('https://one.example/')
  expect(first).toMatchObject({ code: 0, err: expect.stringContaining('winnow demo off') })
  expect(await readSetting(store.database, 'demo')).toBe('on')
  // Said once, it is not said again.
  expect((await added('https://two.example/')).err).toBe('')
  const ended = await added('https://three.example/', '--end-demo')
  expect(ended.out).toContain('The demo has ended, and its 1 article with it.')
  expect(await listSources(store.database, { origin: 'demo' })).toEqual([])
  expect((await winnow('articles', '--json')).json).toEqual([[]])
  expect(await readSetting(store.database, 'demo')).toBe('off')
  expect(await winnow('demo', 'on')).toMatchObject({ code: 0, out: expect.stringContaining('The demo is on') })
  expect(await readSetting(store.database, 'demo')).toBe('on')
  expect(await winnow('demo', 'maybe')).toMatchObject({ code: 2 })
})

test('an empty list says what to do next; a filter that fits nothing says that', async () => {
  expect(await winnow('sources')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('winnow add URL') })
  expect((await winnow('sources', '--json')).json).toEqual([[]])
  await added('https://one.example/')
  expect((await winnow('sources', '--failing')).err).toBe('No source is failing.')
  expect((await winnow('sources', '--group', 'x')).err).toContain('No source is in the group "x"')
})
