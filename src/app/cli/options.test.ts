/** What is typed becomes a value or a usage error, and an address one form whoever types it. */
import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { feedAddress, withoutCredentials } from './feed-address.ts'
import { parseInterval, parseKeyword, parseLimit, parseTime, parseWindow } from './options.ts'

test('limits, windows and intervals have bounds and units', () => {
  expect([parseLimit('1'), parseLimit('1000')]).toEqual([1, 1_000])
  expect([parseWindow('30d'), parseWindow('12h'), parseWindow('none')]).toEqual([30, 0.5, 'none'])
  expect(parseInterval('30m')).toBe(1_800)
  for (const wrong of [
    () => parseLimit('0'),
    () => parseLimit('1001'),
    () => parseLimit('x'),
    () => parseWindow('30'),
    () => parseInterval('1s'),
  ])
    expect(wrong).toThrow(InvalidArgumentError)
})

test('a time is an age, a day here, or a moment anywhere', () => {
  expect(parseTime('2026-11-23')).toEqual(new Date(2026, 10, 23))
  expect(parseTime('2026-11-23T09:00:00Z')).toEqual(new Date('2026-11-23T09:00:00Z'))
  expect(parseTime('7d').getTime()).toBeLessThan(Date.now() - 7 * 86_400_000 + 60_000)
  for (const wrong of ['yesterday', '2026-13-01', '7', '']) expect(() => parseTime(wrong)).toThrow(InvalidArgumentError)
})

test('keywords are collected, and a wrong one is refused', () => {
  expect(parseKeyword('b', parseKeyword('a'))).toEqual(['a', 'b'])
  expect(() => parseKeyword('/(/')).toThrow(InvalidArgumentError)
  expect(() => parseKeyword(' ')).toThrow(InvalidArgumentError)
})

test.each([
  ['https://Example.org:443/feed#top', 'https://example.org/feed'],
  ['example.org/feed', 'https://example.org/feed'],
  ['example.org:8080', 'https://example.org:8080/'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
  ['feed://example.org/rss', 'http://example.org/rss'],
  ['feed:https://example.org/rss', 'https://example.org/rss'],
  ['https://me:p%20w@example.org/feed', 'https://me:p%20w@example.org/feed'],
  ['ftp://example.org/', null],
  ['javascript:alert(1)', null],
  ['mailto:me@example.org', null],
  ['hello', null],
  ['', null],
])('the address %s is kept as %s', (text, kept) => {
  expect(feedAddress(text)).toBe(kept)
})

test('the guard is asked about the address without its credentials', () => {
  expect(withoutCredentials('https://me:pw@example.org/feed').href).toBe('https://example.org/feed')
})
