import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collapse, cut, isBlank, storableText } from './text.ts'

/** Any UTF-16 code unit, lone surrogates among them. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

describe('storableText', () => {
  test('what PostgreSQL refuses becomes visible damage', () => {
    expect(storableText('A\0B')).toBe('A\uFFFDB')
    expect(storableText('A\uD800B \u{1F600} \uDE00')).toBe('A\uFFFDB \u{1F600} \uFFFD')
  })

  test('any text becomes storable and keeps its length; clean text stays itself', () => {
    fc.assert(
      fc.property(anyText, text => {
        const stored = storableText(text)
        expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true)
        expect(stored.length).toBe(text.length)
        expect(storableText(stored)).toBe(stored)
      }),
    )
  })
})

describe('cut', () => {
  test('no half emoji, flag, family or accented letter', () => {
    expect(cut(`${'a'.repeat(499)}\u{1F600}b`, 500)).toBe('a'.repeat(499))
    expect(cut('ab\u{1F1E9}\u{1F1EA}', 4)).toBe('ab')
    expect(cut('ab\u{1F468}\u200D\u{1F469}\u200D\u{1F467}', 6)).toBe('ab')
    expect(cut('abe\u0301', 3)).toBe('ab')
    expect(cut('abc', 3)).toBe('abc')
  })

  test('a run of combining marks longer than any letter needs is cut inside', () => {
    const zalgo = `Z${'\u0336'.repeat(20_000)}`
    expect(cut(zalgo, 1000)).toBe(zalgo.slice(0, 1000))
  })

  test('for any text: a beginning of it, within the bound, at most 64 short of it, no pair split', () => {
    fc.assert(
      fc.property(anyText, fc.nat(80), (text, max) => {
        const kept = cut(text, max)
        expect(text.startsWith(kept)).toBe(true)
        expect(kept.length).toBeLessThanOrEqual(max)
        if (text.length > max) expect(kept.length).toBeGreaterThanOrEqual(max - 64)
        if (text.isWellFormed()) expect(kept.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('collapse', () => {
  test('a title is one line that can neither forge a log line, paint a terminal nor turn its surroundings', () => {
    expect(collapse(' a\r\n{"level":"error"}\t\u001B[31mred\u0085 b\u2028 ')).toBe('a {"level":"error"} [31mred b')
    expect(collapse('\u202Egpj.exe\u202C \u2066x\u2069')).toBe('gpj.exe x')
  })

  test('emoji joiners and right-to-left marks stay', () => {
    expect(collapse('\u{1F468}\u200D\u{1F469} \u200Fא')).toBe('\u{1F468}\u200D\u{1F469} \u200Fא')
  })

  test('collapsing twice is collapsing once', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(collapse(collapse(text))).toBe(collapse(text))
      }),
    )
  })
})

test('a text of nothing but invisible characters is blank', () => {
  expect(['', ' \n', '\u200B\u2060\uFEFF', '\u3164', '\u00AD'].map(isBlank)).toEqual([true, true, true, true, true])
  expect(['a', '.', '\uFFFD', '\u{1F600}', '語'].map(isBlank)).toEqual([false, false, false, false, false])
})

/** With more of what hurts than chance would bring. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\0',
      '\uD800',
      '\uDC00',
      '\u{1F600}',
      '\u0301',
      '\u200D',
      '\u202E',
      ' ',
      '\n',
      '\u{1F1E9}',
      '\u001B',
      'a',
    ),
    anyUnit,
  ),
  maxLength: 120,
})
