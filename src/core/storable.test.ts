import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Entry } from './entry.ts'
import { articleId, guidUrn, uuidV8 } from './identity.ts'
import { makeStorable } from './storable.ts'

const now = new Date('2026-02-01T12:00:00Z')
const context = { sourceId: uuidV8('source'), sourceUrl: 'https://example.com/feed.xml', now }

const plain: Entry = {
  guid: null,
  link: 'https://example.com/a',
  title: 'A title',
  author: null,
  contentHtml: null,
  contentText: '',
  published: null,
  updated: null,
  language: null,
}

function articleOf(entry: Partial<Entry>) {
  const result = makeStorable({ ...plain, ...entry }, context)
  if ('rejected' in result) throw new Error(result.rejected.reason)
  return result.article
}

function rejectionOf(entry: Partial<Entry>, more = {}) {
  const result = makeStorable({ ...plain, ...entry }, { ...context, ...more })
  return 'rejected' in result ? result.rejected : null
}

describe('identity', () => {
  test('the link is what we fetch, its canonical form is the id', () => {
    const article = articleOf({ link: ' https://u:p@Example.com/a?utm_source=rss#top ', guid: 'g' })
    expect(article.url).toBe('https://example.com/a?utm_source=rss')
    expect(article.id).toBe(articleId('https://example.com/a'))
    expect(article.guid).toBe('g')
  })

  test('without a usable link the guid is the link if it is one, else a name within the source', () => {
    for (const link of [null, '', 'javascript:alert(1)', '/a', 'http://']) {
      expect(articleOf({ link, guid: 'https://example.com/b?utm_source=x' }).id).toBe(
        articleId('https://example.com/b'),
      )
      expect(articleOf({ link, guid: ' tag:x,2025:1 ' }).url).toBe(guidUrn(context.sourceId, 'tag:x,2025:1'))
      expect(articleOf({ link, guid: 'http://' }).url).toBe(guidUrn(context.sourceId, 'http://'))
    }
    expect(articleOf({ link: null, guid: '1' }).id).toBe(articleId(guidUrn(context.sourceId, '1')))
  })

  test('a fragment is no other article, unless the guid says it is', () => {
    const link = 'https://example.com/changelog#v1.2'
    expect(articleOf({ link, guid: 'f2' }).id).toBe(articleOf({ link: 'https://example.com/changelog' }).id)
    for (const guid of [link, 'tag:example.com,2025:log#v1.2']) {
      expect(articleOf({ link, guid }).url).toBe(link)
      expect(articleOf({ link, guid }).id).toBe(articleId(link))
    }
    expect(articleOf({ link: 'https://example.com/a#xtor=RSS-3', guid: 'x#xtor=RSS-3' }).url).toBe(plain.link)
  })

  test('on a page that is its own source the fragments are the entries', () => {
    const ids = ['#v1', '#v2', ''].map(fragment => articleOf({ link: `${context.sourceUrl}${fragment}` }).id)
    expect(new Set(ids).size).toBe(3)
  })

  test('a link that leads back to the feed gives way to the guid', () => {
    expect(articleOf({ link: context.sourceUrl, guid: '7' }).url).toBe(guidUrn(context.sourceId, '7'))
    expect(articleOf({ link: context.sourceUrl, guid: null }).url).toBe(context.sourceUrl)
  })
})

describe('rejection', () => {
  test('neither link nor guid', () => {
    const first = rejectionOf({ link: null, title: 'One' })
    expect(first).toMatchObject({ outcome: 'rejected', reason: 'neither link nor guid', url: null, title: 'One' })
    expect(rejectionOf({ link: ' ', guid: ' ', title: 'Two' })?.reason).toBe('neither link nor guid')
    expect(rejectionOf({ link: null, title: 'One' })?.entryId).toBe(first?.entryId)
    expect(rejectionOf({ link: '', title: 'Two' })?.entryId).not.toBe(first?.entryId)
    expect(rejectionOf({ link: '', title: 'Two' })?.entryId).not.toBe(
      rejectionOf({ link: '', title: 'Three' })?.entryId,
    )
  })

  test('a link of another scheme, which never becomes a link of ours', () => {
    const rejected = rejectionOf({ link: 'javascript:alert(1)\0' })
    expect(rejected?.reason).toBe('no guid, and the link is not an http(s) URL: javascript:alert(1)\uFFFD')
    expect(rejected?.url).toBeNull()
    expect(rejectionOf({ link: 'file:///etc/passwd' })?.entryId).not.toBe(rejected?.entryId)
  })

  test('a URL over 8,192 bytes as we would store it, guid or not', () => {
    const url = 'https://example.com/'
    expect(rejectionOf({ link: url + 'a'.repeat(8192 - url.length) })).toBeNull()
    const long = url + 'é'.repeat(1400)
    const rejected = rejectionOf({ link: long, guid: 'g' })
    expect(rejected).toMatchObject({ reason: 'the URL is over 8,192 bytes', entryId: articleId(encodeURI(long)) })
    expect(rejected?.url?.length).toBe(8192)
    expect(rejectionOf({ link: null, guid: long })?.reason).toBe('the URL is over 8,192 bytes')
    expect(rejectionOf({}, { maxUrlBytes: 10 })?.reason).toBe('the URL is over 10 bytes')
  })
})

describe('texts', () => {
  test('NUL and lone surrogates are repaired everywhere', () => {
    const bad = 'a\0\uD800b'
    const article = articleOf({
      guid: bad,
      title: bad,
      author: bad,
      contentHtml: bad,
      contentText: bad,
      published: bad,
    })
    const { title, author, contentHtml, contentText, guid, publishedRaw } = article
    for (const text of [title, author, contentHtml, contentText, guid, publishedRaw])
      expect(text).toBe('a\uFFFD\uFFFDb')
  })

  test('a missing title is taken from the text, else from the URL', () => {
    for (const title of [null, '', ' \n', '\u200B']) {
      expect(articleOf({ title, contentText: `  ${'word '.repeat(100)}` }).title).toBe('word '.repeat(20).trim())
      expect(articleOf({ title, contentText: ' ' }).title).toBe('https://example.com/a')
    }
  })

  test('every text ends at its bound', () => {
    const long = 'é'.repeat(1_000_001)
    const article = articleOf({ guid: long, title: long, author: long, contentHtml: long, contentText: long })
    expect(article.title.length).toBe(1000)
    expect(article.author?.length).toBe(300)
    expect(article.guid?.length).toBe(2000)
    expect(article.contentHtml?.length).toBe(1_000_000)
    expect(article.contentText.length).toBe(1_000_000)
  })

  test('the content hash changes with title or text, and with nothing else', () => {
    const { contentHash } = articleOf({ contentText: 'text' })
    expect(contentHash).toBe(uuidV8('A title\0text'))
    expect(articleOf({ contentText: 'text', link: 'https://example.com/b', author: 'x' }).contentHash).toBe(contentHash)
    expect(articleOf({ contentText: 'text2' }).contentHash).not.toBe(contentHash)
    expect(articleOf({ title: 'B', contentText: 'text' }).contentHash).not.toBe(contentHash)
  })

  test.each([
    ['en', 'en'],
    ['en-us', 'en-US'],
    [' zh_hans_cn ', 'zh-Hans-CN'],
    ['english', null],
    ['e', null],
    ['en-', null],
    ['en-a', null],
    ['', null],
    ['en us', null],
    ['en-\0', null],
    [`en-x-${'abcdefgh-'.repeat(5)}a`, null],
    [`sh-x-${'abcdefgh-'.repeat(3)}abc`, null], // its usual form, sr-Latn-x-…, is longer
  ])('the language %j is %j', (language, tag) => {
    expect(articleOf({ language }).language).toBe(tag)
  })
})

describe('dates', () => {
  test('published counts, else updated; a date that was read needs no raw text', () => {
    const [published, updated] = ['2026-01-02T03:04:05Z', '2026-01-03T00:00:00Z']
    expect(articleOf({ published, updated })).toMatchObject({ publishedAt: new Date(published), publishedRaw: null })
    expect(articleOf({ published: null, updated })).toMatchObject({
      publishedAt: new Date(updated),
      publishedRaw: null,
    })
    expect(articleOf({ published, updated: '?' })).toMatchObject({
      publishedAt: new Date(published),
      publishedRaw: null,
    })
    expect(articleOf({ published: '?', updated })).toMatchObject({ publishedAt: new Date(updated), publishedRaw: '?' })
  })

  test('an impossible date is none, and is kept as it was written', () => {
    expect(articleOf({ published: '31 Feb 2026' })).toMatchObject({ publishedAt: null, publishedRaw: '31 Feb 2026' })
    expect(articleOf({ updated: 'x'.repeat(999) })).toMatchObject({ publishedAt: null, publishedRaw: 'x'.repeat(100) })
    expect(articleOf({})).toMatchObject({ publishedAt: null, publishedRaw: null, sortAt: now })
  })

  test('lists sort by the date, but never by one to come', () => {
    expect(articleOf({ published: '2026-01-02' }).sortAt).toEqual(new Date('2026-01-02'))
    expect(articleOf({ published: '2027-01-02' })).toMatchObject({ sortAt: now, publishedAt: new Date('2027-01-02') })
  })
})

const realFeeds = new URL('../../../shared/corpora/real-feeds/expect.json', import.meta.url)

test.skipIf(!existsSync(realFeeds))(
  'no two entries of a real feed merge, not even those that share a page (skipped where the corpora are absent)',
  () => {
    type Known = { id?: string; link?: string; titleText?: string }
    const feeds: { file: string; expect?: { entries?: Known[] } }[] = JSON.parse(readFileSync(realFeeds, 'utf8'))
    let articles = 0
    for (const { file, expect: feed } of feeds) {
      // This one's link is empty; feedparser resolves it to the feed's own address, our parser knows that it is none.
      const entries = (feed?.entries ?? []).map(({ id, link, titleText }) => {
        const own = file === 'OneFootTsunami.atom' && link?.endsWith('/wp-atom.php')
        return { ...plain, guid: id ?? null, link: own ? null : (link ?? null), title: titleText ?? null }
      })
      const results = entries.map(entry => makeStorable(entry, context))
      const ids = new Set(results.map(result => ('article' in result ? result.article.id : null)))
      const names = new Set(entries.map(({ guid, link }) => guid ?? link))
      expect([file, ids.size]).toEqual([file, names.size])
      articles += entries.length
    }
    expect(articles).toBeGreaterThan(100)
  },
)
