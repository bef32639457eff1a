import { expect, test } from 'vitest'
import type { Source } from '../../src/app/http/schemas/sources.ts'
import { healthOf, lastGood, standingOf } from './health.ts'

const now = new Date(2026, 10, 23, 12, 0).getTime()
const iso = (ms: number) => new Date(ms).toISOString()
const hour = 3_600_000

const fine = {
  health: 'ok',
  polling: false,
  disabledReason: null,
  failingSince: null,
  failureKind: null,
  failureText: null,
  httpStatus: 200,
  nextPollAt: null,
} as unknown as Source

test('a source that answers is fine', () => {
  expect(healthOf(fine, now)).toEqual({ tone: 'ok', words: 'Fine' })
})

test('a failing source says for how long, why, and when it is tried again', () => {
  const failing: Source = {
    ...fine,
    health: 'failing',
    failureKind: 'status',
    httpStatus: 503,
    failingSince: iso(now - 72 * hour),
    nextPollAt: iso(now + 2 * hour),
  }
  expect(healthOf(failing, now).words).toMatch(/^Failing for 3 days: server says 503\. Next try .*2.00.*\.$/)
})

test('whatever its kind, an answer that is an error is said by its status', () => {
  const failing: Source = {
    ...fine,
    health: 'failing',
    failureKind: 'rate_limited',
    httpStatus: 429,
    failureText: 'Later',
  }
  expect(healthOf(failing, now).words).toBe('Failing: server says 429.')
})

test('what fails without a status says it in its own words, and a far try is a span', () => {
  const failing: Source = {
    ...fine,
    health: 'failing',
    failureKind: 'timeout',
    failureText: 'No answer within 10 s.',
    nextPollAt: iso(now + 30 * hour),
  }
  expect(healthOf(failing, now).words).toBe('Failing: No answer within 10 s. Next try in 1 day.')
})

test('while it is asked again, its words are those of the last poll', () => {
  const asked = { ...fine, polling: true }
  expect(healthOf(asked, now)).toEqual({ tone: 'polling', words: 'Fine' })
  expect(standingOf(asked, now)).toEqual({ tone: 'ok', words: 'Fine' })
  expect(healthOf({ ...asked, health: 'new' }, now).words).toBe('Polling now.')
})

test('what fails says when it was good last, or that it never was', () => {
  expect(lastGood({ ...fine, succeededAt: iso(now - 5 * hour) }, now)).toBe('Last good 5 h ago.')
  expect(lastGood({ ...fine, succeededAt: null }, now)).toBe('It has never answered.')
})

test('a paused source says why', () => {
  expect(healthOf({ ...fine, health: 'paused', disabledReason: '410 Gone' }, now)).toEqual({
    tone: 'paused',
    words: 'Paused: 410 Gone.',
  })
})
