import { expect, test } from 'vitest'
import { parseHackerNews } from './hackernews.ts'

const url = 'https://hn.algolia.com/api/v1/search_by_date?hitsPerPage=100&tags=ask_hn'
/** A hit as the search API documents it, without what is not read. */
const hit = (more: object = {}) => ({
  objectID: '38000001',
  title: 'A &amp; B: why I left',
  url: 'https://blog.example/left?utm_source=hn',
  author: 'ann',
  points: 12,
  num_comments: 3,
  created_at: '2026-11-22T10:00:00.000Z',
  created_at_i: 1_795_341_600,
  _tags: ['story', 'author_ann', 'story_38000001'],
  ...more,
})
const parsed = (hits: unknown, maxEntries?: number) => parseHackerNews(JSON.stringify({ hits }), { url, maxEntries })
const comments = 'https://news.ycombinator.com/item?id=38000001'

test('a story leads to its own page, and its HTML to the comments', () => {
  const outcome = parsed([hit()])
  expect(outcome).toEqual({
    ok: true,
    value: {
      format: expect.any(String),
      title: 'Hacker News: Ask HN',
      siteUrl: 'https://news.ycombinator.com/',
      language: null,
      entries: [
        {
          guid: comments,
          link: 'https://blog.example/left?utm_source=hn',
          title: 'A & B: why I left',
          author: 'ann',
          contentHtml: `<p><a href="${comments}">Comments on Hacker News</a></p>`,
          contentText: '',
          published: '2026-11-22T10:00:00.000Z',
          updated: null,
          language: null,
        },
      ],
    },
  })
})

test('a story without an address of its own leads to where it is talked about', () => {
  const outcome = parsed([hit({ url: null, story_text: '<p>How do you <i>sleep</i>?' })])
  expect(outcome.ok && outcome.value.entries).toMatchObject([
    {
      link: comments,
      contentText: 'How do you sleep?',
      contentHtml: expect.stringMatching(/^<p>How do you <i>sleep<\/i>\?<p><a href/),
    },
  ])
})

test('points and comments that grow leave the entry as it was', () => {
  expect(parsed([hit({ points: 999, num_comments: 400 })])).toEqual(parsed([hit()]))
})

test('comments, hits without an id and addresses that are none cost themselves alone', () => {
  const outcome = parsed([
    { objectID: '1', title: null, comment_text: 'no' },
    hit({ objectID: '"><script>' }),
    hit({ objectID: '2', url: 'javascript:alert(1)' }),
    null,
    7,
    hit(),
  ])
  expect(outcome.ok && outcome.value.entries.map(({ link }) => link)).toEqual([
    'https://news.ycombinator.com/item?id=2',
    'https://blog.example/left?utm_source=hn',
  ])
})

test('no hit is an empty list, and no failure; a limit is kept', () => {
  expect(parsed([])).toMatchObject({ ok: true, value: { entries: [] } })
  const three = parsed([hit(), hit({ objectID: '2' }), hit({ objectID: '3' })], 2)
  expect(three.ok && three.value.entries).toHaveLength(2)
})

test.each([
  ['[38000001, 38000002]', 'notAFeed', 'list of numbers'],
  ['{"error": "quota"}', 'notAFeed', 'not an answer'],
  ['{"__proto__": {"hits": []}}', 'notAFeed', 'not an answer'],
  ['<html>busy</html>', 'notAFeed', 'a page instead of JSON'],
  ['{"hits": [', 'malformed', 'cannot be read'],
  [`"${'x'.repeat(8_000_000)}"`, 'tooLarge', 'million characters'],
])('what is no answer of the search API says what it is (%#)', (text, kind, message) => {
  expect(parseHackerNews(text, { url })).toMatchObject({
    ok: false,
    failure: { kind, message: expect.stringContaining(message) },
  })
})
