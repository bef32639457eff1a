import { expect, test } from 'vitest'
import { demoSettings, feedSpecs } from './feeds.ts'
import { composedLimit, listedLimit, openNews } from './news.ts'
import { tideTable } from './notices.ts'
import { reserve, standing } from './texts/all.ts'

const opened = new Date('2026-03-04T09:00:00Z')
const dayMs = 86_400_000

function fresh() {
  let at = opened.getTime()
  const now = () => {
    at += 1000
    return new Date(at)
  }
  return openNews({ now, standing, reserve })
}

test('every feed lists its articles newest first, and none is dated after the opening', () => {
  const news = fresh()
  for (const { id } of feedSpecs) {
    const dates = news.front(id).listings.map(({ article }) => article.publishedAt.getTime())
    expect(dates, id).toEqual(dates.toSorted((a, b) => b - a))
    expect(Math.max(0, ...dates)).toBeLessThanOrEqual(opened.getTime() + 1000)
  }
})

test('the suggested settings have something to do: old articles, excluded words, several sightings', () => {
  const news = fresh()
  const listed = feedSpecs.flatMap(({ id }) => news.front(id).listings.map(({ article }) => article))
  const cutoff = opened.getTime() - demoSettings.windowDays * dayMs
  expect(listed.filter(a => a.publishedAt.getTime() < cutoff).length).toBeGreaterThanOrEqual(3)
  expect(listed.filter(a => demoSettings.exclude.some(word => a.title.includes(word))).length).toBeGreaterThanOrEqual(3)
  expect(listed.length - new Set(listed.map(a => a.path)).size).toBeGreaterThanOrEqual(20)
})

test('each article of the reserve comes out once, in one to five feeds, dated when it does', () => {
  const news = fresh()
  const paths = reserve.map(() => {
    const article = news.publish()
    const carriers = feedSpecs.filter(({ id }) => news.front(id).listings[0]?.article === article)
    expect(carriers.length, article.path).toBeGreaterThanOrEqual(1)
    expect(carriers.length, article.path).toBeLessThanOrEqual(5)
    for (const { id } of carriers)
      expect(news.front(id).changedAt.getTime()).toBeGreaterThanOrEqual(article.publishedAt.getTime())
    return article.path
  })
  expect(new Set(paths).size).toBe(reserve.length)
})

test('a feed whose list did not change keeps its front, so that its validators hold', () => {
  const news = fresh()
  const before = news.front('zwischenzug')
  news.publish()
  expect(news.front('zwischenzug')).toBe(before)
})

test('after the reserve it never runs dry, and stays bounded', () => {
  const news = fresh()
  for (const _ of reserve) news.publish()
  const titles = Array.from({ length: composedLimit + 1 }, () => news.publish().title)
  expect(titles.slice(0, 2)).toEqual(['Tide table for 2026-03-05, number 1', 'Tide table for 2026-03-06, number 2'])
  expect(new Set(titles).size).toBe(titles.length)
  expect(news.front('notices').listings.length).toBe(listedLimit)
  expect(news.find('/notices/tide-table-2026-03-05-number-1')).toBeUndefined()
  expect(news.find('/notices/tide-table-2026-03-06-number-2')).toBeDefined()
})

test('a tide table has three or four turns, high and low by turns, and 180 words around them', () => {
  for (const number of [1, 2, 3, 8, 15, 400]) {
    const { text, title } = tideTable(number, opened)
    const turns = [...text.matchAll(/\| (High|Low) water \| (\d\d:\d\d) \| (\d\.\d) m/g)]
    expect(turns.length, title).toBeGreaterThanOrEqual(3)
    expect(turns.length).toBeLessThanOrEqual(4)
    for (const [i, turn] of turns.entries()) if (i > 0) expect(turn[1]).not.toBe(turns[i - 1]?.[1])
    const [high, low] = ['High', 'Low'].map(kind => turns.filter(t => t[1] === kind).map(t => Number(t[3])))
    expect(Math.min(...(high ?? []))).toBeGreaterThan(Math.max(...(low ?? [])))
    expect(text.split(/\s+/).length).toBeGreaterThanOrEqual(180)
    expect(tideTable(number, opened)).toEqual(tideTable(number, opened))
  }
})
