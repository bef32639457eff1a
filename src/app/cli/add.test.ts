/** Sources that are no feeds are added by command: by what the address tells, or by what a person says. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { claimDue } from '../../db/claim.ts'
import { listSources } from '../../db/sources.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
afterEach(() => emptyStore(store.database))

const add = (...argv: string[]) => runWinnow(store.database, ['add', '--no-discover', ...argv])
const claimed = async () =>
  (await claimDue(store.database, { worker: 'test', limit: 9, leaseS: 60, held: [], perHost: 9, hostSpacingS: 0 })).map(
    ({ source }) => ({ kind: source.kind, url: source.url, selector: source.selector }),
  )

test('an address that tells its kind is polled as that kind, where the site answers it', async () => {
  await add('https://news.ycombinator.com/newest')
  await add('reddit.com/r/typescript')
  expect(await add('https://example.org/sitemap.xml')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Added https://example.org/sitemap.xml, read as sitemap.'),
  })
  await add('https://example.org/feed')
  const found = (await claimed()).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  expect(found).toEqual([
    { kind: 'feed', url: 'https://example.org/feed', selector: null },
    {
      kind: 'hackernews',
      url: 'https://hn.algolia.com/api/v1/search_by_date?hitsPerPage=100&tags=story',
      selector: null,
    },
    { kind: 'reddit', url: 'https://www.reddit.com/r/typescript/.json?limit=100&raw_json=1', selector: null },
    { kind: 'sitemap', url: 'https://example.org/sitemap.xml', selector: null },
  ])
  expect(await add('https://old.reddit.com/r/typescript/', '--json')).toMatchObject({ json: [{ added: false }] })
})

test('a page is watched when a person says so, or names its links', async () => {
  await add('https://example.org/news', '--kind', 'page')
  await add('https://example.org/blog', '--selector', ' main h2 > a ')
  expect((await claimed()).toSorted((a, b) => (a.url < b.url ? -1 : 1))).toEqual([
    { kind: 'page', url: 'https://example.org/blog', selector: 'main h2 > a' },
    { kind: 'page', url: 'https://example.org/news', selector: null },
  ])
})

test('what a person says beats what the address tells', async () => {
  await add('https://example.org/sitemap.xml', '--kind', 'feed')
  expect(await claimed()).toMatchObject([{ kind: 'feed' }])
})

test('how far a source is read is stored with it, and shown where it is not the default', async () => {
  await add('https://example.org/plain')
  expect((await runWinnow(store.database, ['sources'])).out).not.toContain('Read')
  await add('https://example.org/read', '--read', 'summary', '--extractor', 'builtin')
  const [source] = (await listSources(store.database)).filter(one => one.url.endsWith('/read'))
  expect(source?.ownSettings).toEqual({ read: 'summary', extractor: 'builtin' })
  expect((await runWinnow(store.database, ['sources'])).out).toMatch(/Read .*\n[\s\S]*\/read +summary/)
  const explained = await runWinnow(store.database, ['sources', 'https://example.org/read'])
  expect(explained.out).toContain('Read       up to a summary; builtin extracts first')
  expect((await runWinnow(store.database, ['sources', 'https://example.org/plain'])).out).toContain('not by itself')
})

test.each([
  [['https://example.org', '--read', 'all'], 'Allowed choices are off, full_text, summary'],
  [['https://example.org', '--extractor', 'firecrawl'], 'needs FIRECRAWL_API_KEY'],
  [['https://example.org', '--kind', 'blog'], 'Allowed choices are feed, sitemap, page, hackernews, reddit'],
  [['https://example.org', '--kind', 'reddit'], 'is no list that --kind reddit can read'],
  [['https://example.org', '--kind', 'sitemap', '--selector', 'a'], '--selector is for pages'],
  [['https://example.org', '--selector', 'a:hover'], 'the selector cannot be read from ":hover" on'],
  [['https://example.org', '--preview'], '--no-discover forbids one'],
])('a contradiction is a usage error, and adds nothing: %j', async (argv, message) => {
  expect(await add(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  expect(await listSources(store.database)).toEqual([])
})

test('every kind goes through the address guard, with a look and without', async () => {
  for (const argv of [
    ['--kind', 'page'],
    ['--kind', 'page', '--no-discover'],
    ['--kind', 'page', '--preview'],
    ['--preview'],
  ])
    expect(await runWinnow(store.database, ['add', 'http://127.0.0.1:8080/', ...argv])).toMatchObject({
      code: 1,
      err: expect.stringContaining('exact origin'),
    })
  expect(await listSources(store.database)).toEqual([])
})
