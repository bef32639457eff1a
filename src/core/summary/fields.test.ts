import { expect, test } from 'vitest'
import { number, readNumber, share } from './fields.ts'

test.each([
  ['1,234', 1_234],
  ['1.234', 1_234],
  ['1,234.5', 1_234.5],
  ['1.234,5', 1_234.5],
  ['1 234 567', 1_234_567],
  ['0,5', 0.5],
  ['0.125', 0.125],
  ['24.8', 24.8],
  ['−3', -3],
  ['12.', 12],
])('%s is the number %d', (written, value) => {
  expect(readNumber(written)).toBe(value)
})

test('a number is found in a text, and nothing else is one', () => {
  expect(number('about 42 %')).toBe(42)
  expect([number('none'), number(Number.NaN), number({}), number(null)]).toEqual([null, null, null, null])
})

test('a share lies between 0 and 1, however it was said', () => {
  expect([share(0.9), share('90 %'), share('high'), share(-1), share(1_000)]).toEqual([0.9, 0.9, 0.8, null, null])
})
