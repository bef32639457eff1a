/** How far back a search looks next: as far as its words are frequent, whatever the newest day brought. */
import { expect, test } from 'vitest'
import { type Edge, firstReach, nextReach } from './candidates.ts'

const ALL = Number.POSITIVE_INFINITY
/** A million articles, a thousand a day; the newest four days have 4,000. */
const even: Edge = { newest: 1_000, near: 997, first: 1, nearby: 4_000, perDay: 1_000 }

test('first the newest 4,000 articles, and sixteen times as many titles', () => {
  expect(firstReach(even, { view: 'all' })).toEqual({ words: 4, titles: 64 })
  expect(firstReach(null, { view: 'all' })).toEqual({ words: ALL, titles: ALL })
  expect(firstReach(even, { view: 'all', sourceIds: ['one'] })).toEqual({ words: ALL, titles: ALL })
})

test('words that were found a few times are looked for as much further back as they are rare', () => {
  expect(nextReach(even, { words: 4 }, { words: 30, titles: 0 }, false)).toEqual({ words: 40 })
  expect(nextReach(even, { words: 40 }, { words: 90, titles: 0 }, false)).toEqual({ words: 134 })
})

test('what was frequent only lately is everywhere after six looks', () => {
  let reach: ReturnType<typeof nextReach> = { words: 4 }
  let looks = 0
  for (; reach !== null; looks++) reach = nextReach(even, reach, { words: 199, titles: 0 }, false)
  expect(looks).toBe(6)
})

test('a flood on the newest day stands for as many days as have so many articles', () => {
  const flood: Edge = { ...even, near: 1_000, nearby: 20_000 }
  expect(nextReach(flood, { words: 1 }, { words: 30, titles: 0 }, false)).toEqual({ words: 181 })
})

test('words of which there are few in all are looked for everywhere, and so is what nobody has found', () => {
  expect(nextReach(even, { words: 4 }, { words: 4, titles: 0 }, false)).toEqual({ words: ALL })
  expect(nextReach(even, { words: 4, titles: 64 }, { words: 200, titles: 0 }, false)).toEqual({ titles: ALL })
  expect(nextReach({ ...even, perDay: 0 }, { words: 4 }, { words: 100, titles: 0 }, false)).toEqual({ words: ALL })
})

test('a phrase goes back step by step, then everywhere', () => {
  expect(nextReach(even, { words: 4 }, { words: 1, titles: 0 }, true)).toEqual({ words: 64 })
  expect(nextReach(even, { words: 64 }, { words: 1, titles: 0 }, true)).toEqual({ words: ALL })
})

test('enough is enough, and there is nothing beyond the first day', () => {
  expect(nextReach(even, { words: 4, titles: 64 }, { words: 200, titles: 200 }, false)).toBeNull()
  expect(nextReach(even, { words: ALL, titles: 1_000 }, { words: 3, titles: 3 }, false)).toBeNull()
  expect(nextReach(null, { words: ALL, titles: ALL }, { words: 3, titles: 3 }, false)).toBeNull()
})
