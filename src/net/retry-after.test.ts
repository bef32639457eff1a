import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostRetryAfterMs, retryAfterMs } from './retry-after.ts'

const now = Date.parse('2026-10-21T07:00:00Z')

test.each([
  ['0', 0],
  [' 120 ', 120_000],
  ['86401', mostRetryAfterMs],
  ['31536000', mostRetryAfterMs],
  ['999999999999999', mostRetryAfterMs],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 28 * 60_000],
  ['Wednesday, 21-Oct-26 07:28:00 GMT', 28 * 60_000],
  ['Wed Oct 21 07:28:00 2026', 28 * 60_000],
  ['Wed Oct  7 07:28:00 2026', 0],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ['Thu, 21 Oct 2027 07:28:00 GMT', mostRetryAfterMs],
])('%j means %i ms', (value, expected) => {
  expect(retryAfterMs(value, now)).toBe(expected)
})

test.each([
  undefined,
  '',
  '-1',
  '-1e99',
  '1.5',
  '1e3',
  '0x10',
  'soon',
  'tomorrow 10:00',
  '120, 120',
  'Wed, 99 Foo 2026 07:28:00 GMT',
])('%j is garbage', value => {
  expect(retryAfterMs(value, now)).toBe(null)
})

test('whatever a server writes, the wait is null or from zero to a day', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.date({ noInvalidDate: true }).map(date => date.toUTCString()),
      ),
      value => {
        const wait = retryAfterMs(value, now)
        expect(wait === null || (wait >= 0 && wait <= mostRetryAfterMs)).toBe(true)
      },
    ),
  )
})
