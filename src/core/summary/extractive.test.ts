import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { article } from '../../../test/fixtures/llm/article.ts'
import { toArticle } from '../../demo/articles.ts'
import { reserve, standing } from '../../demo/texts/all.ts'
import { type Summary, summarySchema } from './contract.ts'
import { extractiveSummary, MAX_SENTENCES } from './extractive.ts'
import { folded } from './sentences.ts'

const opened = new Date('2026-11-23T08:00:00Z')
const pieces = [...standing, ...reserve].map(draft => toArticle(draft, opened, opened))

function summaryOf(contentText: string, title = ''): Summary {
  const outcome = extractiveSummary({ ...article, title, contentText })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

/** By Unicode's rules alone, as somebody would check who knows nothing of ours. */
function foreign(summary: Summary, text: string): string[] {
  const source = folded(text)
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  const sentences = (said: string) => [...segmenter.segment(said)].map(({ segment }) => segment.trim())
  const said = [
    ...[summary.summary_250, summary.summary_1000, summary.tldr].flatMap(sentences),
    ...summary.key_ideas,
    ...summary.extractive_quotes,
    ...summary.highlights,
    ...summary.key_stats.map(({ source_excerpt }) => source_excerpt),
  ]
  return said.filter(sentence => !source.includes(sentence))
}

describe('the built-in summary never invents: every sentence occurs in the text', () => {
  test.each(pieces.map(piece => [piece.title, piece] as const))('%s', (_, piece) => {
    const summary = summaryOf(piece.text, piece.title)
    expect(foreign(summary, piece.text)).toEqual([])
    expect(summarySchema.safeParse(summary).error).toBeUndefined()
    expect(summary.key_ideas.length).toBeGreaterThan(0)
  })

  test('whatever the text', () => {
    const unit = fc.constantFrom(
      'The tide rose at 24.8 metres. ',
      'He said so',
      '. ',
      '! ',
      '40 boats sank. ',
      'e.g. ',
      '嵐の夜、東防波堤が崩れる。',
      'วันนี้อากาศดีมากเรา ',
      '\n',
      '“Yes,” he said. ',
      'iPhone sales fell. ',
      '😀',
      '<b>x</b> ',
      'Dr. Smith of Acme Inc. ',
      '\u0000',
      '\uD800',
    )
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }).map(parts => parts.join('')),
        text => {
          const outcome = extractiveSummary({ ...article, contentText: text })
          if (!outcome.ok) return
          expect(foreign(outcome.value, text.toWellFormed().replaceAll('\0', '\uFFFD'))).toEqual([])
          expect(summarySchema.safeParse(outcome.value).error).toBeUndefined()
        },
      ),
      { numRuns: 200 },
    )
  })
})

test('headings, navigation and notices are never quoted', () => {
  const clutter = [
    'Home | News | Sport | Weather | Contact us today.',
    'Subscribe to our newsletter for more stories like this one.',
    'We use cookies to make this site work for you.',
    'Photo: Isolde Marrick of the Gazette took this.',
    'What it says',
    'Read more at https://evil.example/x today.',
  ]
  const text = [clutter[0], article.contentText, ...clutter.slice(1)].join('\n')
  const said = JSON.stringify({ ...summaryOf(text, article.title), semantic_chunks: [] })
  for (const scrap of clutter) expect(said).not.toContain(scrap)
})

test('it says first what the article says first, and nothing twice', () => {
  const first = 'Storm Ottilie broke a gap of forty metres in the East Mole at Pellport on Monday night.'
  const again = 'On Monday night storm Ottilie broke a gap of forty metres in the East Mole at Pellport.'
  const text = `${first} ${again} ${article.contentText}`
  const { summary_1000, summary_250 } = summaryOf(text, 'Storm breaks the mole')
  expect(summary_250.startsWith(first)).toBe(true)
  expect(summary_1000).not.toContain(again)
})

test('figures come with their unit and their sentence; years and dates are none', () => {
  const stats = summaryOf(
    'In 2019 about 1,140 homes were dark. On 3 May 2021 the tide rose. The loss was $2.5 million in all. Prices rose by 42 % this year.',
  ).key_stats
  expect(stats.map(({ value, unit }) => [value, unit])).toEqual([
    [1_140, 'homes'],
    [2.5, '$ million'],
    [42, '%'],
  ])
})

test('what choosing cannot know stays empty', () => {
  const summary = summaryOf(article.contentText, article.title)
  expect(summary).toMatchObject({
    questions_answered: [],
    categories: [],
    query_expansion_keywords: [],
    confidence: null,
    insights: null,
  })
  expect(summary.seo_keywords).toContain('Pellport')
})

test('a text without whole sentences still says what it has; one without words is a failure', () => {
  expect(summaryOf('Ferry times\nPellport 08:00\nQuill Island 09:15').summary_250).toBe('Ferry times')
  const empty = extractiveSummary({ ...article, contentText: ' \n 12:00 — 14:00 ' })
  expect(empty.ok ? null : empty.failure.kind).toBe('notAnArticle')
})

test('a long text is read from its beginning and in samples, not sentence by sentence', () => {
  const text = Array.from(
    { length: MAX_SENTENCES * 5 },
    (_, nth) => `Sentence number ${nth} of the long report says something.`,
  ).join(' ')
  expect(foreign(summaryOf(text), text)).toEqual([])
})
