/** What a row becomes on its way out. */
import { expect, test } from 'vitest'
import type { ListedArticle } from '../../../db/article-list.ts'
import { articleItem, sourceRef } from './parts.ts'

const row: ListedArticle = {
  id: 'a',
  url: 'https://paper.example/a',
  title: 'A',
  author: null,
  language: 'en',
  publishedAt: null,
  sortAt: new Date(0),
  storedAt: new Date(0),
  source: null,
  sightings: 0,
  read: false,
  starred: false,
  archived: false,
  tldr: null,
  excerpt: '',
  translated: false,
  reading: null,
}

test.each([
  ['one two', 'one two'],
  ['  one \n\t two\u00a0three\u2003\n', 'one two three'],
  ['one\ntwo  three \r\nfour\u2028five', 'one two three four five'],
  ['\ufeff one', 'one'],
  [' ', ''],
])('every run of white space in %j is one space in the excerpt, and none is at its ends', (excerpt, shown) => {
  expect(articleItem({ ...row, excerpt }).excerpt).toBe(shown)
})

test('a source is shown without its secrets each time', () => {
  const source = {
    id: 's',
    title: null,
    url: 'https://me:secret@paper.example/rss?token=secret',
    group: null,
    demo: false,
  }
  const shown = [sourceRef(source), sourceRef({ ...source, id: 't' })]
  expect(shown.map(({ name }) => name)).toEqual(['paper.example', 'paper.example'])
  expect(JSON.stringify(shown)).not.toContain('secret')
  expect(sourceRef({ ...source, title: 'Paper' }).name).toBe('Paper')
})
