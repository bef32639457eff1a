/** Replacing in slices is replacing. */
import { expect, test } from 'vitest'
import { isTooHeavy, replaceEach } from './weight.ts'

test('every match is replaced, across slices too', () => {
  const text = 'a\0'.repeat(1_500_000)
  expect(replaceEach(text, /\0/g, () => 'b')).toBe('ab'.repeat(1_500_000))
})

test('a text without a match is the same string', () => {
  expect(replaceEach('abc', /x/g, () => 'y')).toBe('abc')
})

test('an end that never comes is counted as far as the text goes', () => {
  expect(isTooHeavy(`<a>${'<b '.repeat(200_000)}`)).toBe(true)
  expect(isTooHeavy('<a><b')).toBe(false)
})
