import { expect, test } from 'vitest'
import { parseReddit } from './reddit.ts'

const url = 'https://www.reddit.com/r/typescript/.json?limit=100&raw_json=1'
/** A post as Reddit's listings carry it, without what is not read. */
const post = (more: object = {}) => ({
  kind: 't3',
  data: {
    name: 't3_abc',
    title: 'Types & tests',
    url: 'https://blog.example/types?a=1&b=2',
    permalink: '/r/typescript/comments/abc/types_tests/',
    author: 'ann',
    created_utc: 1_795_341_600.0,
    selftext_html: null,
    is_self: false,
    over_18: false,
    score: 12,
    ...more,
  },
})
const listing = (...children: unknown[]) => JSON.stringify({ kind: 'Listing', data: { children, after: null } })
const entriesOf = (text: string, address = url) => {
  const outcome = parseReddit(text, { url: address })
  return outcome.ok ? outcome.value.entries : outcome.failure
}
const talk = 'https://www.reddit.com/r/typescript/comments/abc/types_tests/'

test('a posted link leads to its page, and its HTML to the comments', () => {
  expect(parseReddit(listing(post()), { url })).toMatchObject({
    ok: true,
    value: { title: 'r/typescript', siteUrl: 'https://www.reddit.com/r/typescript/' },
  })
  expect(entriesOf(listing(post()))).toEqual([
    {
      guid: talk,
      link: 'https://blog.example/types?a=1&b=2',
      title: 'Types & tests',
      author: 'ann',
      contentHtml: `<p><a href="${talk}">Comments on Reddit</a></p>`,
      contentText: '',
      published: '1795341600',
      updated: null,
      language: null,
    },
  ])
})

test('a text that was posted is the content, and leads to itself', () => {
  const self = post({ is_self: true, url: talk, selftext_html: '<div class="md"><p>a &lt; b</p></div>' })
  expect(entriesOf(listing(self))).toMatchObject([
    { link: talk, contentText: 'a < b', contentHtml: expect.stringContaining('<p>a &lt; b</p></div><p><a href') },
  ])
})

test('what Reddit escapes where nobody asked for raw JSON is read as it was written', () => {
  const escaped = post({
    title: 'List&lt;T&gt; &amp; &amp;lt;',
    url: 'https://blog.example/?a=1&amp;b=2',
    selftext_html: '&lt;p&gt;one &amp;lt; two&lt;/p&gt;',
  })
  expect(entriesOf(listing(escaped), 'https://www.reddit.com/r/typescript/.json')).toMatchObject([
    { title: 'List<T> & &lt;', link: 'https://blog.example/?a=1&b=2', contentText: 'one < two' },
  ])
  expect(entriesOf(listing(post({ title: '&lt;b&gt; in HTML' })))).toMatchObject([{ title: '&lt;b&gt; in HTML' }])
})

test('posts for adults and pinned ones count, comments and broken ones do not', () => {
  const entries = entriesOf(
    listing(
      post({ over_18: true, permalink: '/r/x/comments/1/' }),
      post({ stickied: true, permalink: '/r/x/comments/2/' }),
      { kind: 't1', data: { body: 'a comment', permalink: '/r/x/comments/3/' } },
      post({ permalink: 'javascript:alert(1)' }),
      post({ title: 7 }),
      { kind: 't3' },
      null,
    ),
  )
  expect(entries).toMatchObject([
    { guid: 'https://www.reddit.com/r/x/comments/1/' },
    { guid: 'https://www.reddit.com/r/x/comments/2/' },
  ])
})

test('a score that grows leaves the entry as it was', () => {
  expect(entriesOf(listing(post({ score: 40_000, num_comments: 9 })))).toEqual(entriesOf(listing(post())))
})

test('an empty subreddit is no failure', () => {
  expect(entriesOf(listing())).toEqual([])
})

test.each([
  ['[{"kind":"Listing","data":{"children":[]}},{}]', 'notAFeed', 'one post'],
  ['{"message":"Not Found","error":404}', 'notAFeed', 'not a list of posts'],
  ['<body>whoa there, pardner!</body>', 'notAFeed', 'a page instead of JSON'],
])('what is no list of posts says what it is (%#)', (text, kind, message) => {
  expect(entriesOf(text)).toMatchObject({ kind, message: expect.stringContaining(message) })
})
