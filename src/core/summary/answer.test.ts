import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { article } from '../../../test/fixtures/llm/article.ts'
import { badAnswers } from '../../../test/fixtures/llm/bad-answers.ts'
import { MAX_ANSWER, readAnswer } from './answer.ts'
import { summarySchema } from './contract.ts'
import { toSummary } from './repair.ts'

/** What the network leaves of an answer: nothing of a body that is no completion, and nothing of a stream that broke off. */
const messages = badAnswers.filter(({ http }) => http === undefined)

describe('a bad answer becomes a summary by the contract, or a clear failure', () => {
  test.each(messages)('$name: $expect', ({ raw, expect: wanted, language = 'en' }) => {
    const read = readAnswer(raw)
    const summary = read.ok ? toSummary(read.value, { article, answerLanguage: language }) : read
    expect(summary.ok ? 'valid' : 'failure').toBe(wanted)
    if (summary.ok) expect(summarySchema.safeParse(summary.value.content).error).toBeUndefined()
    else {
      expect(['malformed', 'tooLarge']).toContain(summary.failure.kind)
      expect(summary.failure.message).toMatch(/^The model.{10,250}$/su)
    }
  })

  test('there are sixty of them, and each has its own name', () => {
    expect(messages.length).toBeGreaterThanOrEqual(60)
    expect(new Set(badAnswers.map(({ name }) => name)).size).toBe(badAnswers.length)
  })
})

test('what is there before the cut is kept', () => {
  const read = readAnswer('```json\n{"summary_250": "The tide.", "key_ideas": ["One.", "Tw')
  expect(read).toEqual({ ok: true, value: { summary_250: 'The tide.', key_ideas: ['One.', 'Tw'] } })
})

test('an error in place of the answer says what it was; an answer with an error field is an answer', () => {
  const error = readAnswer('{"error":{"message":"Overloaded\\nnow","code":502}}')
  expect(error.ok ? null : error.failure).toMatchObject({
    kind: 'malformed',
    message: 'The model answered with an error: Overloaded now',
  })
  expect(readAnswer('{"error":null,"summary":"x"}').ok).toBe(true)
})

test('nothing is polluted', () => {
  const read = readAnswer('{"__proto__":{"polluted":1},"summary":"The tide rises."}')
  if (read.ok) toSummary(read.value, { article, answerLanguage: '' })
  expect(read.ok).toBe(true)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('any text gives an object or a failure, and never throws', () => {
  const parts = fc.array(
    fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        ',',
        '```',
        'json',
        '\\',
        '//',
        '/*',
        '(',
        'null',
        '<think>',
        '</think>',
        '"summary":',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        parts.map(list => list.join('')),
        fc.json(),
        fc.string({ unit: 'binary' }),
      ),
      text => {
        const read = readAnswer(text)
        expect(read.ok ? typeof read.value : read.failure.kind).toMatch(/^(?:object|malformed)$/)
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([
  ['braces', '{'.repeat(MAX_ANSWER)],
  ['pairs', '{}'.repeat(MAX_ANSWER / 2)],
  ['strings', '{"a":"'.repeat(30_000)],
  ['quotes', `{${'"'.repeat(200_000)}`],
  ['calls', `{"a":${'f('.repeat(100_000)}`],
  ['backslashes', `{"a":"${'\\'.repeat(200_000)}`],
  ['fences', '```json {'.repeat(20_000)],
  ['comments', `{${'/*'.repeat(100_000)}`],
])('a hostile answer of %s is refused or read, not waited for', (_, text) => {
  expect(readAnswer(text).ok).toBeTypeOf('boolean')
})
