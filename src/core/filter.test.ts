import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyFilter, compileFilter } from './filter.ts'

const now = new Date('2026-02-01T12:00:00Z')
const dayMs = 86_400_000
const everything = { include: [], exclude: [], windowDays: null }

function verdict(
  settings: Partial<Parameters<typeof compileFilter>[0]>,
  article: Partial<Parameters<typeof applyFilter>[1]>,
) {
  const filter = compileFilter({ ...everything, ...settings })
  return applyFilter(filter, { title: '', contentText: '', publishedAt: null, ...article }, now)
}

describe('the window', () => {
  const published = (ageMs: number) => ({ publishedAt: new Date(now.getTime() - ageMs) })

  test('what is older is old and says so; what is exactly as old passes', () => {
    expect(verdict({ windowDays: 30 }, published(30 * dayMs + 1))).toEqual({
      pass: false,
      outcome: 'old',
      reason: 'older than the 30-day window (published 2026-01-02)',
    })
    expect(verdict({ windowDays: 30 }, published(30 * dayMs))).toEqual({ pass: true })
  })

  test('no date and a date to come pass', () => {
    expect(verdict({ windowDays: 1 }, {})).toEqual({ pass: true })
    expect(verdict({ windowDays: 1 }, published(-365 * dayMs))).toEqual({ pass: true })
  })

  test('an entry dated by day passes at every hour of that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: dayMs - 1 }), fc.integer({ min: 1, max: 90 }), (ageMs, windowDays) => {
        expect(verdict({ windowDays }, published(ageMs))).toEqual({ pass: true })
      }),
    )
  })
})

describe('keywords', () => {
  test('are looked for in title and text', () => {
    expect(verdict({ include: ['news'] }, { title: 'Good news' })).toEqual({ pass: true })
    expect(verdict({ include: ['news'] }, { contentText: 'bad news' })).toEqual({ pass: true })
    expect(verdict({ include: ['good news'] }, { title: 'Good', contentText: 'news' })).toEqual({ pass: true })
  })

  test('one of the include list is enough, none is too few', () => {
    expect(verdict({ include: ['a', 'b'] }, { title: 'b' })).toEqual({ pass: true })
    expect(verdict({ include: ['a', 'b'] }, { title: 'c' })).toEqual({
      pass: false,
      outcome: 'filtered',
      reason: 'no include keyword matched',
    })
  })

  test('exclude wins over include, and names its keyword', () => {
    expect(verdict({ include: ['poker'], exclude: ['Casino'] }, { title: 'Poker at the casino' })).toEqual({
      pass: false,
      outcome: 'filtered',
      reason: 'excluded by keyword "Casino"',
    })
  })
})

test('with nothing configured everything passes', () => {
  const article = { title: fc.string(), contentText: fc.string(), publishedAt: fc.option(fc.date()) }
  fc.assert(
    fc.property(fc.record(article), one => {
      expect(verdict({}, one)).toEqual({ pass: true })
    }),
  )
})

test('the order is date, exclude, include, whatever the settings', () => {
  const lists = { include: fc.subarray(['in', 'both']), exclude: fc.subarray(['out', 'both']) }
  const settings = fc.record({ ...lists, windowDays: fc.option(fc.integer({ min: 1, max: 9 })) })
  const words = fc.subarray(['in', 'out', 'both', 'other'])
  fc.assert(
    fc.property(settings, words, fc.integer({ min: -1, max: 20 }), (given, title, ageDays) => {
      const article = { title: title.join(' '), publishedAt: new Date(now.getTime() - ageDays * dayMs) }
      const old = given.windowDays !== null && ageDays > given.windowDays
      const excluded = given.exclude.some(word => title.includes(word))
      const included = given.include.length === 0 || given.include.some(word => title.includes(word))
      const result = verdict(given, article)
      const outcome = result.pass ? 'passed' : result.reason.split(' ')[0]
      expect(outcome).toBe(old ? 'older' : excluded ? 'excluded' : included ? 'passed' : 'no')
    }),
  )
})
