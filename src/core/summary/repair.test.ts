import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { article, goodAnswer } from '../../../test/fixtures/llm/article.ts'
import { canary, foreignHost, injections } from '../../../test/fixtures/llm/injections.ts'
import { readAnswer } from './answer.ts'
import { fits, type Summary, summarySchema } from './contract.ts'
import { toSegment, toSummary } from './repair.ts'

const context = { article, answerLanguage: 'en' }

function summaryOf(value: unknown): Summary {
  const outcome = toSummary(value, context)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value.content
}

function droppedOf(value: unknown) {
  const outcome = toSummary(value, context)
  return outcome.ok ? outcome.value.dropped : null
}

describe('a good answer', () => {
  test('keeps what it says', () => {
    const summary = summaryOf(goodAnswer)
    expect(summary).toMatchObject({ ...goodAnswer, topic_tags: ['#oceanography', '#SeaLevel', '#climate-change'] })
    expect(droppedOf(goodAnswer)).toEqual({ quotes: 0, urls: 0 })
  })

  test('is measured on the article, whatever it says of that', () => {
    const summary = summaryOf({
      ...goodAnswer,
      estimated_reading_time_min: 900,
      metadata: { title: 'Other' },
      readability: 'hard',
    })
    expect(summary.estimated_reading_time_min).toBe(1)
    expect(summary.readability).toMatchObject({ method: 'LIX', level: 'easy' })
    expect(summary.metadata).toMatchObject({
      title: article.title,
      author: 'Isolde Marrick',
      domain: 'littoral.example',
      published_at: '2026-11-20T08:00:00.000Z',
    })
    expect(summary.semantic_chunks.map(({ topic }) => topic)).toEqual(['', 'What it says'])
  })
})

test('missing texts are filled from one another', () => {
  expect(summaryOf({ tldr: 'The tide rises.' })).toMatchObject({
    summary_250: 'The tide rises.',
    summary_1000: 'The tide rises.',
    tldr: 'The tide rises.',
  })
  expect(summaryOf({ key_ideas: ['The tide rises.', 'It falls.'] }).summary_1000).toBe('The tide rises. It falls.')
  expect(summaryOf({ summary: 'The tide rises. '.repeat(30) }).summary_250).toMatch(/^(?:The tide rises\. ?){1,15}$/)
})

test('hard caps are kept, and cut at sentence ends', () => {
  const long = `${goodAnswer.summary_1000} `.repeat(10)
  const summary = summaryOf({ summary_250: long, summary_1000: long, tldr: long })
  expect(summary.summary_250.length).toBeLessThanOrEqual(250)
  expect(summary.summary_1000.length).toBeLessThanOrEqual(1_000)
  for (const text of [summary.summary_250, summary.summary_1000, summary.tldr]) expect(text).toMatch(/\.$/)
})

test('quotes and figures that the article does not have are dropped and counted; those it has come in its own spelling', () => {
  const answer = {
    ...goodAnswer,
    extractive_quotes: [
      'they marked 2.1 MILLION points',
      'The minister resigned in shame.',
      { text: '"The data are free for anybody"' },
    ],
    key_stats: [
      { label: 'Points', value: '2.1 million', source_excerpt: 'marked 2.1 million points' },
      { label: 'Ministers', value: 12, source_excerpt: 'Twelve ministers resigned.' },
      { label: 'No source', value: 12 },
    ],
    highlights: [
      '“The minister resigned in shame”',
      'The rise is faster.',
      'He says “It would be easy to draw a line through it”.',
    ],
  }
  const summary = summaryOf(answer)
  expect(summary.extractive_quotes).toEqual(['They marked 2.1 million points.', 'The data are free for anybody'])
  expect(summary.key_stats).toEqual([
    { label: 'Points', value: 2.1, unit: 'million', source_excerpt: 'marked 2.1 million points.' },
  ])
  expect(summary.highlights).toEqual(['The rise is faster.', 'He says “It would be easy to draw a line through it”.'])
  expect(droppedOf(answer)).toEqual({ quotes: 3, urls: 0 })
})

test('at most 100,000 bytes: the longest lists pay, the texts never', () => {
  const wide = (nth: number) => `${String(nth)} ${'嵐の夜に東の防波堤が崩れた'.repeat(25)}`
  const items = Array.from({ length: 30 }, (_, nth) => wide(nth))
  const huge = { ...article, contentText: `${'嵐の夜、東防波堤が四十メートル崩れる。'.repeat(40)}\n`.repeat(60) }
  const outcome = toSummary(
    {
      summary: 'The tide rises.',
      key_ideas: items,
      highlights: items,
      semantic_boosters: items,
      key_points_to_remember: items,
      questions_answered: items.map(text => ({ question: text, answer: text })),
    },
    { article: huge, answerLanguage: '' },
  )
  expect(outcome.ok && fits(outcome.value.content)).toBe(true)
  expect(outcome.ok && outcome.value.content.summary_1000).toBe('The tide rises.')
  expect(outcome.ok && outcome.value.content.key_ideas.length).toBeGreaterThan(5)
})

describe('a model that obeys an article', () => {
  const nonce = 'n0nceN0nceN0nce77'

  test.each(injections)('$name: nothing of it comes through', ({ obeys, contentText }) => {
    const injected = { ...article, contentText }
    const read = readAnswer(obeys.replaceAll('{{nonce}}', nonce))
    const outcome = read.ok
      ? toSummary(read.value, { article: injected, answerLanguage: 'en', withhold: [nonce, canary] })
      : read
    const text = JSON.stringify(outcome).toLowerCase()
    expect(text).not.toContain(canary.toLowerCase())
    expect(text).not.toContain(nonce.toLowerCase())
    expect(text).not.toContain(foreignHost)
    expect(text).not.toMatch(/<[a-z/!]|javascript:|twelve ministers|the minister has resigned over/)
    if (outcome.ok) expect(summarySchema.safeParse(outcome.value.content).success).toBe(true)
    else expect(outcome.failure.kind).toBe('malformed')
  })

  test('there are twenty', () => {
    expect(injections).toHaveLength(20)
  })
})

describe('any JSON', () => {
  const words = fc.constantFrom(
    'The tide rises.',
    '',
    '#a b',
    'They marked 2.1 million points.',
    'https://evil.example/x',
    '42 %',
    '<b>x</b>',
    '[x](y)',
    '0',
    '- a\n- b',
    'ß',
    'İ',
  )
  const leaf = fc.oneof(
    words,
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )
  const node = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 5 }),
    fc.array(
      fc.dictionary(
        fc.constantFrom(
          'label',
          'value',
          'text',
          'question',
          'answer',
          'path',
          'source_excerpt',
          'fact',
          'name',
          'type',
        ),
        leaf,
      ),
      { maxLength: 4 },
    ),
  )
  const names = [
    ...Object.keys(summarySchema.shape),
    'summary',
    'tl;dr',
    'summary250',
    'keyIdeas',
    'result',
    '__proto__',
  ]
  const answer = fc.dictionary(fc.constantFrom(...names), node, { maxKeys: 30 })

  test('gives a summary by the contract or a failure, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(answer, fc.jsonValue(), fc.anything()), value => {
        const outcome = toSummary(value, context)
        if (outcome.ok) expect(summarySchema.safeParse(outcome.value.content).error).toBeUndefined()
        else expect(outcome.failure.kind).toBe('malformed')
      }),
      { numRuns: 300 },
    )
  })

  test('a question that is taken over from an answer is cleaned like any other', () => {
    const value = { summary_1000: 'The tide rises.', questions_answered: [{ question: '- a\n- b', answer: '0' }] }
    const once = toSummary(value, context)
    expect(once).toMatchObject({ ok: true, value: { content: { answered_questions: ['a - b'] } } })
  })

  test('repaired once is repaired for good', () => {
    fc.assert(
      fc.property(answer, words, (value, text) => {
        const outcome = toSummary({ summary_1000: `The tide rises. ${text}`, ...value }, context)
        if (!outcome.ok) return
        expect(toSummary(outcome.value.content, context)).toEqual({
          ok: true,
          value: { content: outcome.value.content, dropped: { quotes: 0, urls: 0 } },
        })
      }),
      { numRuns: 300 },
    )
  })

  test('never quotes what the article does not say', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            words,
            fc.string({ maxLength: 40 }),
            fc.nat(900).map(at => article.contentText.slice(at, at + 60)),
          ),
        ),
        quotes => {
          const folded = article.contentText.replace(/\s+/g, ' ')
          for (const quote of summaryOf({ summary: 'The tide rises.', quotes }).extractive_quotes)
            expect(folded).toContain(quote)
        },
      ),
    )
  })
})

test('a part of a long text keeps what the merge needs', () => {
  const outcome = toSegment(goodAnswer, context)
  expect(outcome.ok && Object.keys(outcome.value.content).sort()).toEqual(
    ['summary_1000', 'key_ideas', 'entities', 'key_stats', 'extractive_quotes', 'questions_answered'].sort(),
  )
})
