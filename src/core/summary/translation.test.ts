import fc from 'fast-check'
import { expect, test } from 'vitest'
import { article, goodAnswer } from '../../../test/fixtures/llm/article.ts'
import { insightsSchema, summarySchema } from './contract.ts'
import { toInsights } from './insights.ts'
import { toSummary } from './repair.ts'
import { toTranslation, translatable } from './translation.ts'

const context = { article, answerLanguage: 'de' }
const original = (() => {
  const outcome = toSummary(goodAnswer, { article, answerLanguage: 'en' })
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value.content
})()

const german = {
  summary_250: 'Ein Pegel in Pellport zeichnet das Meer seit 1874 auf Papier. Freiwillige haben alles lesbar gemacht.',
  summary_1000:
    'Ein Schwimmer in einer Hütte auf der Westmole zeichnet seit 1874 die Gezeiten von Pellport auf. Vierzig Freiwillige haben die Rollen in drei Wintern nachgezeichnet.',
  tldr: 'Das Meer steht in Pellport 24,8 Zentimeter höher als 1874.',
  key_ideas: [
    'Die Aufzeichnung ist 150 Jahre lang.',
    'Der Anstieg ist schneller geworden.',
    'Die Daten sind frei.',
    'Das ist erfunden.',
  ],
  topic_tags: ['#Meereskunde', '#Meeresspiegel'],
  extractive_quotes: ['Sie haben 2,1 Millionen Punkte markiert.'],
  key_stats: [{ label: 'Anstieg', value: 99, unit: 'km', source_excerpt: 'x' }],
}

test('words are translated; quotes, figures and measures are the original’s, and no item is added', () => {
  const outcome = toTranslation(german, original, context)
  expect(outcome.ok && outcome.value.content).toEqual({
    ...original,
    summary_250: german.summary_250,
    summary_1000: german.summary_1000,
    tldr: german.tldr,
    key_ideas: german.key_ideas.slice(0, 3),
    topic_tags: german.topic_tags,
  })
})

test('the original, another language, or nothing is no translation', () => {
  const kinds = [translatable(original), goodAnswer, {}, null, { key_stats: [] }].map(value => {
    const outcome = toTranslation(value, original, context)
    return outcome.ok || outcome.failure.kind
  })
  expect(kinds).toEqual(['malformed', 'malformed', 'malformed', 'malformed', 'malformed'])
})

test('insights keep to five facts, to the article’s links, and to the language', () => {
  const fact = {
    fact: 'The rise has become faster, see https://evil.example/x',
    why_it_matters: 'Towns.',
    confidence: '90%',
  }
  const outcome = toInsights(
    {
      insights: {
        topicOverview: 'Tide gauges.',
        new_facts: Array.from({ length: 9 }, (_, nth) => ({ ...fact, fact: `${nth}: ${fact.fact}` })),
      },
    },
    { article, answerLanguage: 'en' },
  )
  expect(outcome.ok && outcome.value.content.new_facts).toHaveLength(5)
  expect(outcome.ok && outcome.value.content.new_facts[0]).toEqual({
    fact: '0: The rise has become faster, see',
    why_it_matters: 'Towns.',
    source_hint: '',
    confidence: 0.9,
  })
  expect(outcome.ok && outcome.value.dropped.urls).toBe(9)
})

test('any JSON gives insights and translations by the contract, or a failure', () => {
  const any = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(...Object.keys(insightsSchema.shape), 'summary_1000', 'key_ideas', 'insights'),
      fc.jsonValue(),
    ),
  )
  fc.assert(
    fc.property(any, value => {
      const insights = toInsights(value, { article, answerLanguage: '' })
      const translation = toTranslation(value, original, { article, answerLanguage: '' })
      if (insights.ok) expect(insightsSchema.safeParse(insights.value.content).error).toBeUndefined()
      if (translation.ok) expect(summarySchema.safeParse(translation.value.content).error).toBeUndefined()
      expect([insights, translation].every(outcome => outcome.ok || outcome.failure.kind === 'malformed')).toBe(true)
    }),
    { numRuns: 200 },
  )
})
