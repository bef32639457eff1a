import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkKeyword, compileKeywords } from './keywords.ts'

/** Any UTF-16 code unit, lone surrogates among them. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

const matches = (keyword: string, text: string) => compileKeywords([keyword]).match(text) !== null

describe('a plain keyword', () => {
  test.each([
    ['RCE', 'an rce, again'],
    ['rce', 'RCE'],
    ['C++', 'I like C++.'],
    ['C#', '(C#)'],
    ['.NET', 'on .NET 9'],
    ['AT&T', 'at&t says'],
    ['machine learning', 'Machine\n \u00A0Learning'],
    ['café', 'CAFE\u0301'],
    ['straße', 'STRAßE'],
    ['istanbul', 'İSTANBUL'],
    ['ΟΔΟΣ', 'η οδός, οδος'],
    ["don't", 'I don’t know'],
    ['covid-19', 'COVID\u201119'],
    ['Quebec', 'Que\u00ADbec'],
    ['технологии', 'ТЕХНОЛОГИИ!'],
    ['राम', 'राम ने'],
  ])('%j is in %j', (keyword, text) => {
    expect(matches(keyword, text)).toBe(true)
  })

  test.each([
    ['RCE', 'source'],
    ['RCE', 'forced'],
    ['rce', 'rce_2'],
    ['rce', 'rce2'],
    ['C++', 'libC++x'],
    ['.NET', 'ASP.NET'],
    ['machine learning', 'machine-learning'],
    ['art', 'artı'],
    ['राम', 'रामा'],
    ['x', 'x\u{1D4B3}'],
    ['x', '\u{1D4B3}x'],
    ['a b', 'a bc'],
  ])('%j is not in %j', (keyword, text) => {
    expect(matches(keyword, text)).toBe(false)
  })

  test('is found behind places where it is only part of a word', () => {
    expect(matches('art', `${'party art1 '.repeat(1000)} art`)).toBe(true)
  })

  test.each([
    ['技術', '新技術者'],
    ['カード', 'クレジットカードの'],
    ['ข่าว', 'อ่านข่าววันนี้'],
    ['ຂ່າວ', 'ອ່ານຂ່າວມື້ນີ້'],
    ['ព័ត៌មាន', 'អានព័ត៌មានថ្ងៃនេះ'],
    ['သတင်း', 'ယနေ့သတင်းများ'],
    ['AI', '生成AIの活用'],
    ['AI技術', '最新AI技術者'],
  ])('%j is in %j, for that script has no spaces', (keyword, text) => {
    expect(matches(keyword, text)).toBe(true)
  })

  test('the Latin end of a mixed keyword still ends a word', () => {
    expect(matches('AI技術', 'OpenAI技術')).toBe(false)
  })

  test('is found as a whole word wherever it stands in any text', () => {
    const text = fc.string({ unit: fc.constantFrom('z', 'Z', ' ', '.', '語', 'é', '\u{1D4B3}', '_', '1', '\n') })
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(matches('Ab1', `${before} aB1 ${after}`)).toBe(true)
        expect(matches('Ab1', `${before}xaB1${after}`)).toBe(false)
      }),
    )
  })
})

describe('a pattern', () => {
  test('sees the text as it is, and its case unless told otherwise', () => {
    expect(matches('/a.c/', 'xxabcx')).toBe(true)
    expect(matches('/ABC/', 'abc')).toBe(false)
    expect(matches('/ABC|x/i', 'abc')).toBe(true)
    expect(matches('/^b$/m', 'a\nb\nc')).toBe(true)
    expect(matches('/a.b/s', 'a\nb')).toBe(true)
    expect(matches('/\\bfoo\\b/', 'foobar')).toBe(false)
    expect(matches('/a\\/b/u', 'a/b')).toBe(true)
    expect(matches('/(?<year>\\d{4})/', 'in 2025')).toBe(true)
  })

  test('one with the flag i leaves the next as it was', () => {
    expect(compileKeywords(['/zzz/i', '/ABC/']).match('abc')).toBeNull()
    expect(compileKeywords(['/zzz/', '/ABC/', '/abc/']).match('abc')).toBe('/abc/')
  })

  test('that would stall a backtracking engine answers', () => {
    expect(matches('/(x+x+)+y/', 'x'.repeat(50_000))).toBe(false)
    expect(matches('/^(a|a)+$/', `${'a'.repeat(50_000)}b`)).toBe(false)
  })
})

test('the keyword that matched is named as it was written', () => {
  const list = ['/beta/', 'Gamma  Ray', 'ALPHA', '/delta/i']
  const keywords = compileKeywords(list)
  expect(keywords.match('alpha beta')).toBe('ALPHA')
  expect(keywords.match('gamma ray, alpha')).toBe('Gamma  Ray')
  expect(keywords.match('beta DELTA')).toBe('/beta/')
  expect(keywords.match('nothing')).toBeNull()
  expect(compileKeywords([]).match('anything')).toBeNull()
})

describe('checkKeyword', () => {
  test.each([
    ['', 'empty'],
    [' \u00AD ', 'empty'],
    ['x'.repeat(201), '200 characters'],
    ['a\0b', 'control'],
    ['\uD800', 'control'],
    ['/[/', 'RE2'],
    ['/(?=a)/', 'RE2'],
    ['/a)|(b/', 'RE2'],
    ['/a{1000}{1000}/', 'RE2'],
    ['/\\p{L}{999}x{99}/', 'too complex'],
    ['/a*/', 'everything'],
  ])('%j is refused: %s', (keyword, words) => {
    expect(checkKeyword(keyword)).toContain(words)
    expect(() => compileKeywords(['good', keyword])).toThrow(words)
  })

  test.each(['C++', '/r/programming', '//', '/x/g', '語', '!', ' spaced '])('%j is fine and finds itself', keyword => {
    expect(checkKeyword(keyword)).toBeNull()
    expect(matches(keyword, `- ${keyword} -`)).toBe(true)
  })

  test('whatever it lets pass compiles and answers', () => {
    const keyword = fc.oneof(
      fc.string({ unit: anyUnit, maxLength: 20 }),
      fc
        .string({ unit: fc.constantFrom('a', '(', ')', '|', '*', '?', '[', ']', '\\', '{2}', '.', '^', '語') })
        .map(s => `/${s}/i`),
    )
    fc.assert(
      fc.property(keyword, fc.string({ unit: anyUnit }), (word, text) => {
        fc.pre(checkKeyword(word) === null)
        expect([word, null]).toContain(compileKeywords([word]).match(text))
      }),
    )
  })
})
