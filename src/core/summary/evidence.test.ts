import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { article } from '../../../test/fixtures/llm/article.ts'
import { evidenceOf } from './evidence.ts'

const evidence = evidenceOf(article)
const of = (contentText: string) => evidenceOf({ ...article, contentText })

describe('a quote is found whatever its white space, quote marks, dashes and case', () => {
  test.each([
    ['They marked 2.1 million points.', 'They marked 2.1 million points.'],
    ['they  marked\n2.1 million points', 'They marked 2.1 million points.'],
    [
      '"It would be easy to draw a line through it," says Dr. Pauli Renshaw',
      '“It would be easy to draw a line through it,” says Dr. Pauli Renshaw',
    ],
    ['2.1 million', '2.1 million'],
  ])('%s', (quote, found) => {
    expect(evidence.quoted(quote)?.replace(/^[“"]|[”"]$/g, '')).toBe(found.replace(/^[“"]|[”"]$/g, ''))
  })

  test('in scripts without spaces, too', () => {
    expect(of('嵐の夜、東防波堤が\n四十メートル崩れる。').quoted('「東防波堤が四十メートル崩れる」')).toBe(
      '東防波堤が 四十メートル崩れる。',
    )
  })
})

test.each([
  'They marked 2.2 million points.',
  'The sea fell.',
  'he marked 2.1 million points',
  'They marked 2.1 mill',
  'a',
  '',
  '…',
])('what the article does not say so is no quote: %s', quote => {
  expect(evidence.quoted(quote)).toBeNull()
})

test('any stretch of whole words is found, and is what is found', () => {
  const words = article.contentText.split(/\s+/)
  fc.assert(
    fc.property(fc.nat(words.length - 6), fc.integer({ min: 4, max: 30 }), (from, length) => {
      const quote = words.slice(from, from + length).join(' ')
      const found = evidence.quoted(quote)
      expect(found).not.toBeNull()
      expect(article.contentText.replace(/\s+/g, ' ')).toContain(found)
    }),
  )
})

test('links are known by their canonical form and answered in the article’s own', () => {
  expect(evidence.ownLink('https://LITTORAL.example/hut?b=2&a=1&utm_source=x')).toBe(
    'https://littoral.example/hut?a=1&b=2',
  )
  expect(evidence.ownLink('https://littoral.example/hut?a=1&b=3')).toBeNull()
})
