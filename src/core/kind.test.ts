import { expect, test } from 'vitest'
import { isKind, kindOf, kinds } from './kind.ts'

const hackerNews = (query: string) => ({
  kind: 'hackernews',
  url: `https://hn.algolia.com/api/v1/search_by_date?${query}`,
})
const reddit = (path: string, query = 'limit=100&raw_json=1') => ({
  kind: 'reddit',
  url: `https://www.reddit.com${path}/.json?${query}`,
})

test.each([
  ['https://news.ycombinator.com', 'hitsPerPage=100&tags=front_page'],
  ['https://news.ycombinator.com/newest', 'hitsPerPage=100&tags=story'],
  ['http://news.ycombinator.com/show', 'hitsPerPage=100&tags=show_hn'],
  ['https://news.ycombinator.com/submitted?id=dang', 'hitsPerPage=100&tags=story%2Cauthor_dang'],
  [
    'https://news.ycombinator.com/from?site=example.com',
    'hitsPerPage=100&query=example.com&restrictSearchableAttributes=url&tags=story',
  ],
  ['https://hacker-news.firebaseio.com/v0/topstories.json', 'hitsPerPage=100&tags=front_page'],
])('a list of Hacker News is polled through its search API: %s', (address, query) => {
  expect(kindOf(address)).toEqual(hackerNews(query))
})

test('a search of one’s own stays as it was written', () => {
  const url = 'https://hn.algolia.com/api/v1/search_by_date?query=postgres&tags=story'
  expect(kindOf(url)).toEqual({ kind: 'hackernews', url })
})

test.each([
  ['https://www.reddit.com/r/typescript', '/r/typescript'],
  ['https://reddit.com/r/typescript/', '/r/typescript'],
  ['https://old.reddit.com/r/a+b/new/', '/r/a+b/new'],
  ['https://www.reddit.com/r/typescript/.json', '/r/typescript'],
  ['https://www.reddit.com/r/typescript.json', '/r/typescript'],
  ['https://www.reddit.com/r/typescript/new.json', '/r/typescript/new'],
  ['https://www.reddit.com/u/spez', '/user/spez/submitted'],
  ['https://www.reddit.com/user/spez/m/tech', '/user/spez/m/tech'],
])('a list of Reddit is polled as its JSON: %s', (address, path) => {
  expect(kindOf(address)).toEqual(reddit(path))
})

test('the period of a Reddit ranking is kept', () => {
  expect(kindOf('https://www.reddit.com/r/x/top/?t=week&utm_source=y')).toEqual(
    reddit('/r/x/top', 'limit=100&raw_json=1&t=week'),
  )
})

test.each([
  'https://example.org/sitemap.xml',
  'https://example.org/sitemap_index.xml',
  'https://example.org/maps/news-sitemap.xml',
  'https://example.org/sitemap-2026-11.xml.gz',
  'https://example.org/wp-sitemap-posts-post-1.xml',
  'https://example.org/sitemap1.xml?page=2',
])('a sitemap is known by the name of its file: %s', url => {
  expect(kindOf(url)).toEqual({ kind: 'sitemap', url })
})

test.each([
  'https://example.org/',
  'https://example.org/feed.xml',
  'https://example.org/sitemap',
  'https://example.org/sitemap.xml/feed',
  'https://news.ycombinator.com/rss',
  'https://news.ycombinator.com/item?id=1',
  'https://news.ycombinator.com/__proto__',
  'https://www.reddit.com/r/x/.rss',
  'https://www.reddit.com/r/x/comments/abc/title/',
  'https://notreddit.com/r/x',
  'https://reddit.com.evil.example/r/x',
  'ftp://reddit.com/r/x',
  'not an address',
])('everything else stays what it is: %s', url => {
  expect(kindOf(url)).toEqual({ kind: 'feed', url })
})

test('what an address was recognised as is recognised as the same again', () => {
  for (const address of [
    'https://news.ycombinator.com/ask',
    'https://reddit.com/r/x/top?t=day',
    'https://a.b/sitemap.xml',
  ])
    expect(kindOf(kindOf(address).url)).toEqual(kindOf(address))
})

test('a kind is one of the list, and nothing that objects inherit', () => {
  expect(Object.keys(kinds).every(isKind)).toBe(true)
  expect(['', 'Feed', 'toString', '__proto__'].some(isKind)).toBe(false)
})
