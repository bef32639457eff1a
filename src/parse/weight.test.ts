/** Replacing in slices is replacing. */
import { expect, test } from 'vitest'
import { replaceEach, survey } from './weight.ts'

test('every match is replaced, across slices too', () => {
  const text = 'a\0'.repeat(1_500_000)
  expect(replaceEach(text, /\0/g, () => 'b')).toBe('ab'.repeat(1_500_000))
})

test('a text without a match is the same string', () => {
  expect(replaceEach('abc', /x/g, () => 'y')).toBe('abc')
})

test('an end that never comes is counted as far as the text goes', () => {
  expect(survey(`<a>${'<b '.repeat(200_000)}`).isTooHeavy).toBe(true)
  expect(survey('<a><b').isTooHeavy).toBe(false)
})

test('entries are counted where they are markup, not where they are quoted', () => {
  const xml = '<rss><item/><x:ITEM a="b"><!-- <item> --><![CDATA[<item>]]></x:ITEM><items/><entry></entry></rss>'
  expect(survey(xml)).toEqual({ isTooHeavy: false, items: 3, hasLength: false })
  expect(survey('<rss><item><LENGTH>3</LENGTH></item></rss>').hasLength).toBe(true)
})
