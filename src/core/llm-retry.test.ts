import { expect, test } from 'vitest'
import type { Failure } from './failure.ts'
import { mostAttempts, mostWaitMs, retryDelayMs } from './llm-retry.ts'

const message = 'x'
const status = (code: number): Failure => ({ kind: 'status', status: code, message })
const busy = (retryAfterMs: number | null): Failure => ({ kind: 'rateLimited', status: 429, retryAfterMs, message })
const least = () => 0
const most = () => 1

test.each<Failure>([
  ...[400, 404, 409, 413, 422, 307, 501, 505].map(status),
  { kind: 'unauthorised', status: 401, message },
  { kind: 'unauthorised', status: 403, message },
  { kind: 'quota', message },
  { kind: 'malformed', message },
  { kind: 'blocked', message },
  { kind: 'tls', message },
  { kind: 'tooLarge', limitBytes: 1, message },
  { kind: 'cancelled', message },
])('never again after $kind $status', failure => {
  expect(retryDelayMs(failure, 1, least)).toBe(null)
})

test.each<Failure>([
  ...[408, 425, 500, 502, 503, 504, 524, 529].map(status),
  { kind: 'timeout', phase: 'total', message },
  { kind: 'timeout', phase: 'connect', message },
  { kind: 'unreachable', message },
])('after $kind $status it backs off with jitter, twice as long each time, and three attempts are all', failure => {
  expect([1, 2, 3].map(attempt => retryDelayMs(failure, attempt, most))).toEqual([1_000, 2_000, null])
  expect([1, 2, 3].map(attempt => retryDelayMs(failure, attempt, least))).toEqual([100, 200, null])
  expect(mostAttempts).toBe(3)
})

test('a busy server is asked no earlier than it says, and its waiters do not come back at once', () => {
  for (const asked of [0, 250, 7_000, mostWaitMs]) {
    expect(retryDelayMs(busy(asked), 1, least)).toBe(asked)
    expect(retryDelayMs(busy(asked), 2, most)).toBe(asked + 1_000)
    expect(retryDelayMs(busy(asked), 3, least)).toBe(null)
  }
})

test('one that wants to be left alone for longer is not waited for here', () => {
  expect(retryDelayMs(busy(mostWaitMs + 1), 1, least)).toBe(null)
})

test('one that does not say how long gets more time than one that stumbled', () => {
  expect([1, 2, 3].map(attempt => retryDelayMs(busy(null), attempt, most))).toEqual([5_000, 10_000, null])
})
