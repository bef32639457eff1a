import { expect, test } from 'vitest'
import { apiFailure, quoted, waitOf } from './api-failure.ts'

const now = Date.parse('2026-10-21T07:00:00Z')
const day = 24 * 60 * 60 * 1000

test.each([
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '1.5' }, 1_500],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 28 * 60_000],
  [{ 'retry-after': '999999' }, day],
  [{ 'retry-after-ms': '250' }, 250],
  [{ 'retry-after-ms': '250.4', 'retry-after': '9' }, 251],
  [{ 'retry-after-ms': '99999999999' }, day],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9_000],
  [{ 'retry-after': '-1' }, null],
  [{ 'retry-after': '1e3' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{}, null],
])('%j means %j ms', (headers, expected) => {
  expect(waitOf(headers as Record<string, string>, now)).toBe(expected)
})

test.each([
  [400, {}, '', { kind: 'status', status: 400 }],
  [401, {}, '', { kind: 'unauthorised', status: 401 }],
  [402, {}, '', { kind: 'quota' }],
  [403, {}, '', { kind: 'unauthorised', status: 403 }],
  [404, {}, '', { kind: 'status', status: 404 }],
  [408, {}, '', { kind: 'status', status: 408 }],
  [413, {}, '', { kind: 'status', status: 413 }],
  [422, {}, '', { kind: 'status', status: 422 }],
  [429, { 'retry-after': '7' }, '', { kind: 'rateLimited', status: 429, retryAfterMs: 7_000 }],
  [429, {}, 'rate_limit_exceeded', { kind: 'rateLimited', status: 429, retryAfterMs: null }],
  [429, { 'retry-after': '7' }, 'insufficient_quota', { kind: 'quota' }],
  [500, { 'retry-after': '7' }, '', { kind: 'status', status: 500 }],
  [503, { 'retry-after': '7' }, '', { kind: 'rateLimited', status: 503, retryAfterMs: 7_000 }],
  [503, {}, '', { kind: 'status', status: 503 }],
  [524, {}, '', { kind: 'status', status: 524 }],
])('%i with %j and code "%s" is %j', (status, headers, code, expected) => {
  const failure = apiFailure('the LLM', { status, headers: headers as Record<string, string>, code, said: '' }, now)
  expect(failure).toEqual({ ...expected, message: `the LLM answered ${status}` })
})

test('what a server says is one short line without secrets, addresses of machines and control characters', () => {
  const key = 'k3y-of-an-unusual-shape'
  const bounds = { secrets: [key, ''], sent: '' }
  expect(quoted('No such model.', bounds)).toBe('No such model.')
  expect(quoted(`Incorrect API key provided: ${key}.\n\u001b[2J See\u202e docs`, bounds)).toBe(
    'Incorrect API key provided: ***. [2J See docs',
  )
  expect(quoted('bad key sk-or-v1-0123456789abcdef0123456789', bounds)).toBe('bad key ***')
  expect(quoted('connect ECONNREFUSED 10.0.0.7:6379 and [fe80::1:2:3]', bounds)).not.toMatch(/10\.0|fe80/)
  expect(quoted('at 12:30:45 on 2026-10-21', bounds)).toBe('at 12:30:45 on 2026-10-21')
  expect(quoted('x'.repeat(5_000), bounds)).toHaveLength(200)
})

test('what repeats the text that was sent is not quoted at all', () => {
  const sent = `Summarise.\n${'The minister said on Tuesday that the harbour will be closed for repairs. '.repeat(3)}`
  const echo = 'Invalid prompt: "The minister said on Tuesday that the   harbour will be closed for'
  expect(quoted(echo, { secrets: [], sent })).toBe('')
  expect(quoted('Invalid prompt: it is too long', { secrets: [], sent })).toBe('Invalid prompt: it is too long')
})
