/** The lists of a summary: each item cleaned, cut, told apart from the others, and held against the article where it claims to come from there. */
import { caps, type Summary, sizes } from './contract.ts'
import { type Fields, field, fieldsOf, names, objects, share, text, texts } from './fields.ts'
import { insightsFrom } from './insights.ts'
import type { Cleaner } from './plain.ts'
import { quotesFrom, statsFrom, unquotable } from './quotes.ts'
import type { Reader } from './reader.ts'

/** Fields that hold the main points, under all the names models have for them. */
export const ideaNames = ['keyideas', 'keypoints', 'ideas', 'mainpoints', 'mainideas', 'bulletpoints', 'points']

export type Lists = Omit<
  Summary,
  | 'summary_250'
  | 'summary_1000'
  | 'tldr'
  | 'estimated_reading_time_min'
  | 'readability'
  | 'semantic_chunks'
  | 'metadata'
>

export function listsFrom(fields: Fields, reader: Reader): Lists {
  const { clean } = reader
  const ideas = (...from: string[]) => texts(field(fields, ...from), caps.idea, sizes.ideas, clean)
  const namesOf = (count: number, ...from: string[]) => names(field(fields, ...from), caps.name, count, clean)
  const answers = answersFrom(field(fields, 'questionsanswered', 'qa', 'faq', 'questionsandanswers'), clean)
  const asked = texts(field(fields, 'answeredquestions', 'questions'), caps.question, sizes.questions, clean)
  return {
    key_ideas: ideas(...ideaNames),
    topic_tags: tagsFrom(field(fields, 'topictags', 'tags', 'hashtags', 'topics'), clean),
    entities: entitiesFrom(field(fields, 'entities', 'namedentities') ?? fields, clean),
    key_stats: statsFrom(field(fields, 'keystats', 'keystatistics', 'stats', 'statistics', 'keyfigures'), reader),
    answered_questions:
      asked.length > 0
        ? asked
        : texts(
            answers.map(({ question }) => question),
            caps.question,
            sizes.questions,
            clean,
          ),
    seo_keywords: namesOf(sizes.keywords, 'seokeywords', 'keywords'),
    query_expansion_keywords: namesOf(sizes.expansion, 'queryexpansionkeywords', 'queryexpansion', 'expansionkeywords'),
    semantic_boosters: texts(field(fields, 'semanticboosters', 'boosters'), caps.idea, sizes.boosters, clean),
    extractive_quotes: quotesFrom(field(fields, 'extractivequotes', 'quotes', 'quotations', 'keyquotes'), reader),
    highlights: ideas('highlights', 'keyhighlights').filter(highlight => !unquotable(highlight, reader)),
    questions_answered: answers,
    categories: namesOf(sizes.ideas, 'categories', 'category'),
    topic_taxonomy: taxonomyFrom(field(fields, 'topictaxonomy', 'taxonomy'), clean),
    hallucination_risk: riskFrom(field(fields, 'hallucinationrisk', 'risk')),
    confidence: share(field(fields, 'confidence', 'confidencescore')),
    key_points_to_remember: ideas('keypointstoremember', 'keytakeaways', 'takeaways', 'remember'),
    insights: insightsFrom(fieldsOf(field(fields, 'insights')), reader),
  }
}

/** `Climate change` and `#climate change` become `#climate-change`. */
function tagsFrom(value: unknown, clean: Cleaner): string[] {
  const words = names(value, caps.name, 60, clean).flatMap(name => name.split(/(?=\s#)/))
  const tags = words.map(word =>
    word
      .replace(/[\s#]+/gu, ' ')
      .trim()
      .replaceAll(' ', '-')
      .replace(/^[-.]+|[-.]+$/g, ''),
  )
  const seen = new Set<string>()
  return tags
    .filter(
      tag =>
        /[\p{L}\p{N}]/u.test(tag) &&
        tag.length < caps.name &&
        !seen.has(tag.toLowerCase()) &&
        seen.add(tag.toLowerCase()),
    )
    .map(tag => `#${tag}`)
    .slice(0, sizes.tags)
}

function entitiesFrom(value: unknown, clean: Cleaner): Summary['entities'] {
  const fields = value instanceof Map ? (value as Fields) : Array.isArray(value) ? byType(value) : fieldsOf(value)
  const list = (...from: string[]) => names(field(fields, ...from), caps.name, sizes.names, clean)
  return {
    people: list('people', 'persons', 'person', 'per'),
    organizations: list('organizations', 'organisations', 'organization', 'orgs', 'org', 'companies'),
    locations: list('locations', 'location', 'places', 'loc', 'gpe'),
  }
}

/** `[{ "name": "Ann", "type": "person" }]` */
function byType(items: readonly unknown[]): Fields {
  const fields = new Map<string, unknown[]>()
  for (const item of items.slice(0, 200).map(fieldsOf)) {
    const type = field(item, 'type', 'label', 'category', 'kind')
    if (typeof type !== 'string') continue
    const name = field(item, 'name', 'text', 'entity', 'value')
    const list = fields.get(type.toLowerCase())
    if (list === undefined) fields.set(type.toLowerCase(), [name])
    else list.push(name)
  }
  return fields
}

function answersFrom(value: unknown, clean: Cleaner): Summary['questions_answered'] {
  return objects(value)
    .map(item => ({
      question: text(field(item, 'question', 'q', ''), caps.question, clean),
      answer: text(field(item, 'answer', 'a'), caps.answer, clean),
    }))
    .filter(({ question, answer }) => question !== '' && answer !== '')
    .slice(0, sizes.questions)
}

function taxonomyFrom(value: unknown, clean: Cleaner): Summary['topic_taxonomy'] {
  return objects(value)
    .map(item => {
      const given = field(item, 'path', 'hierarchy', '')
      const path = text(
        Array.isArray(given) ? given.filter(step => typeof step === 'string').join(' > ') : given,
        caps.idea,
        clean,
      )
      const label =
        names(field(item, 'label', 'name', 'topic') ?? path.split(/[>/›]/).at(-1), caps.name, 1, clean)[0] ?? ''
      return { label, path: path || label }
    })
    .filter(({ label }) => label !== '')
    .slice(0, sizes.ideas)
}

function riskFrom(value: unknown): Summary['hallucination_risk'] {
  const said = typeof value === 'string' ? value.toLowerCase().trim() : ''
  if (/^(?:very )?low|^none|^minimal/.test(said)) return 'low'
  if (/^med|^mod/.test(said)) return 'medium'
  if (/^(?:very )?high/.test(said)) return 'high'
  const level = share(value)
  return level === null ? null : level < 0.34 ? 'low' : level < 0.67 ? 'medium' : 'high'
}
