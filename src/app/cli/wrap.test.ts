/** A paragraph fits its width in every script, loses nothing but blanks, and cannot act on the terminal. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayWidth } from './width.ts'
import { wrap } from './wrap.ts'

test('lines end between words', () => {
  expect(wrap('one two three four', 12)).toBe('one two\nthree four')
  expect(wrap('one  two\n\nthree', 80)).toBe('one two three')
  expect(wrap('alpha beta gamma', 12, '  ')).toBe('alpha beta\n  gamma')
})

test('scripts without spaces are broken at their words, wide characters counted as wide, and no line begins with a full stop', () => {
  const text = '港の新しい灯台は今週の初めに完成した。町の人々は喜んでいる。'
  const lines = wrap(text, 16).split('\n')
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.join('')).toBe(text)
  for (const line of lines) expect(line).not.toMatch(/^。/)
})

test('whatever the text, no line is too wide, and nothing but blanks is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 12, max: 40 }), (text, columns) => {
      const wrapped = wrap(text, columns)
      for (const line of wrapped.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
      const bare = (one: string) => one.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
      expect(bare(wrapped)).toBe(bare(text.toWellFormed()))
    }),
  )
})

test('escapes of a page do not reach the terminal', () => {
  expect(wrap('a\u001b[31mb\u009b2J\u202ec', 80)).not.toMatch(/[\p{Cc}\u202e]/u)
})
