import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateTokens, MAX_SEGMENT_TOKENS, needsSegments, splitText } from './segments.ts'

const prose = fc
  .array(
    fc.constantFrom(
      'The tide rose. ',
      'It fell',
      '\n',
      '嵐の夜、東防波堤が崩れる。',
      'วันนี้อากาศดีมาก',
      ' ',
      '😀',
      'Die Flut kam z. B. nachts.',
    ),
    { maxLength: 200 },
  )
  .map(parts => parts.join(''))

test('the parts and the remainder are the text, to the last character, and no part is too large', () => {
  fc.assert(
    fc.property(
      prose,
      fc.integer({ min: 20, max: 300 }),
      fc.integer({ min: 1, max: 8 }),
      (text, maxTokens, maxParts) => {
        const { parts, remainder } = splitText(text, maxTokens, maxParts)
        expect(parts.length).toBeLessThanOrEqual(maxParts)
        expect(parts.map(part => part.text).join('') + text.slice(text.length - remainder)).toBe(text)
        for (const part of parts) {
          expect(part.tokens).toBeLessThanOrEqual(maxTokens + 1)
          expect(part.text.isWellFormed()).toBe(true)
        }
      },
    ),
  )
})

test('parts end where paragraphs or sentences do, in any script', () => {
  const english = splitText('The tide rose. It fell again. '.repeat(400), 500).parts
  const japanese = splitText('嵐の夜、東防波堤が崩れる。港は閉じた。'.repeat(200), 500).parts
  const lines = splitText(`${'The tide rose and it fell again. '.repeat(12)}\n`.repeat(20), 500).parts
  expect(english.length).toBeGreaterThan(3)
  expect(english.every(({ text }) => text.trimEnd().endsWith('.'))).toBe(true)
  expect(japanese.every(({ text }) => text.endsWith('。'))).toBe(true)
  expect(lines.every(({ text }) => text.endsWith('\n'))).toBe(true)
})

test('a text of a little more than one part becomes two halves', () => {
  const { parts } = splitText('The tide rose. '.repeat(1_700), MAX_SEGMENT_TOKENS)
  expect(parts.map(({ index }) => index)).toEqual([0, 1])
  expect(Math.min(...parts.map(({ tokens }) => tokens))).toBeGreaterThan(2_000)
})

test('what is not read is said', () => {
  const text = 'The tide rose. '.repeat(1_000)
  const { parts, remainder } = splitText(text, 500, 3)
  expect(parts).toHaveLength(3)
  expect(remainder).toBe(text.length - (parts[2]?.end ?? 0))
  expect(remainder).toBeGreaterThan(5_000)
})

test('a sign of a script without spaces counts as a token, four Latin letters do', () => {
  expect(estimateTokens('abcdefgh')).toBe(2)
  expect(estimateTokens('嵐の夜東')).toBe(4)
  expect(needsSegments('a'.repeat(39_000))).toBe(false)
  expect(needsSegments('嵐'.repeat(11_000))).toBe(true)
})

test('without sentences, parts end between words', () => {
  const { parts } = splitText('tide harbour '.repeat(2_000), 500)
  expect(parts.length).toBeGreaterThan(3)
  expect(new Set(parts.flatMap(({ text }) => text.trim().split(' ')))).toEqual(new Set(['tide', 'harbour']))
})
