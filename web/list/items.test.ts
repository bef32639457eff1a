import { expect, test } from 'vitest'
import type { Row } from '../api/articles.ts'
import { indexOf, itemsOf, step } from './items.ts'

const now = new Date(2026, 10, 23, 12, 0)

function row(id: string, daysAgo: number, source = 's'): Row {
  const sortAt = new Date(2026, 10, 23 - daysAgo, 9, 0).toISOString()
  return { article: { id, sortAt, source: { id: source } }, hit: null } as unknown as Row
}

const items = itemsOf([row('a', 0), row('b', 0, 't'), row('c', 1)], true, now)

test('each day has a line of its own, and the first row under it is known', () => {
  expect(items.map(item => (item.kind === 'day' ? item.name : item.key))).toEqual(['Today', 'a', 'b', 'Yesterday', 'c'])
  expect(items.flatMap(item => (item.kind === 'row' && item.isFirst ? [item.key] : []))).toEqual(['a', 'c'])
})

test('positions count articles, not days', () => {
  expect(items.flatMap(item => (item.kind === 'row' ? [item.position] : []))).toEqual([1, 2, 3])
})

test('an article that two pages bring is one row', () => {
  expect(itemsOf([row('a', 0), row('a', 0)], false, now)).toHaveLength(1)
})

test('what a search found has no days', () => {
  expect(itemsOf([row('a', 0), row('b', 9)], false, now).every(item => item.kind === 'row')).toBe(true)
})

test('a step passes days, and what does not fit', () => {
  expect(step(items, 'b', 1)).toBe('c')
  expect(step(items, 'c', -1)).toBe('b')
  expect(step(items, 'a', 1, ({ article }) => article.source?.id === 't')).toBe('b')
})

test('without a place the first step is the first article, and there is none before it', () => {
  expect(step(items, null, 1)).toBe('a')
  expect(step(items, null, -1)).toBeNull()
  expect(step(items, 'c', 1)).toBeNull()
})

test('a day is nowhere to be found by an article', () => {
  expect(indexOf(items, 'c')).toBe(4)
  expect(indexOf(items, 'x')).toBe(-1)
  expect(indexOf(items, null)).toBe(-1)
})
