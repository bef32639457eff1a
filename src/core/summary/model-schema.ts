/** What a model is asked for, as the JSON schema that strict structured output takes: every property required, none besides, no bounds it would not obey. */
import { z } from 'zod'
import { insightsSchema, summarySchema } from './contract.ts'

/** What an answer is for. `repair` turns ask for the same again. */
export type AnswerPurpose = 'summary' | 'segment' | 'translation' | 'insights'

export type ModelSchema = Readonly<{
  /** Fit for `response_format.json_schema.name`. */
  name: string
  schema: Readonly<Record<string, unknown>>
}>

/**
 * For `response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } }`, by the subset of JSON
 * Schema that OpenAI's structured outputs document. Bounds are said in the prompt and enforced on the answer. What is
 * measured on the article (reading time, readability, metadata, passages) is not asked for, nor are insights in a summary.
 */
export function modelSchema(purpose: AnswerPurpose): ModelSchema {
  return schemas[purpose]
}

const kept = new Set(['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'anyOf'])

const { shape } = summarySchema

const asked = z.strictObject({
  summary_250: shape.summary_250,
  summary_1000: shape.summary_1000,
  tldr: shape.tldr,
  key_ideas: shape.key_ideas,
  topic_tags: shape.topic_tags,
  entities: shape.entities,
  key_stats: shape.key_stats,
  questions_answered: shape.questions_answered,
  answered_questions: shape.answered_questions,
  seo_keywords: shape.seo_keywords,
  query_expansion_keywords: shape.query_expansion_keywords,
  semantic_boosters: shape.semantic_boosters,
  extractive_quotes: shape.extractive_quotes,
  highlights: shape.highlights,
  categories: shape.categories,
  topic_taxonomy: shape.topic_taxonomy,
  key_points_to_remember: shape.key_points_to_remember,
  hallucination_risk: shape.hallucination_risk,
  confidence: shape.confidence,
})

/** Of one part of a long text: what the merge needs, no more. */
const segment = asked.pick({
  summary_1000: true,
  key_ideas: true,
  entities: true,
  key_stats: true,
  extractive_quotes: true,
  questions_answered: true,
})

/** What has words to translate; quotes, names, figures and measures are taken from the original. */
const translated = asked.pick({
  summary_250: true,
  summary_1000: true,
  tldr: true,
  key_ideas: true,
  topic_tags: true,
  questions_answered: true,
  answered_questions: true,
  seo_keywords: true,
  semantic_boosters: true,
  highlights: true,
  categories: true,
  key_points_to_remember: true,
})

/** The fields of a summary that are translated. */
export const translatedFields = Object.keys(translated.shape) as readonly (keyof typeof translated.shape)[]

const schemas: Readonly<Record<AnswerPurpose, ModelSchema>> = {
  summary: { name: 'summary', schema: strict(asked) },
  segment: { name: 'segment_summary', schema: strict(segment) },
  translation: { name: 'translated_summary', schema: strict(translated) },
  insights: { name: 'insights', schema: strict(insightsSchema) },
}

function strict(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return plain(z.toJSONSchema(schema)) as Readonly<Record<string, unknown>>
}

/** Keeps the structural keywords alone; names of properties are not keywords. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => kept.has(name))
      .map(([name, value]) => [name, name === 'properties' ? each(value as Record<string, unknown>) : plain(value)]),
  )
}

function each(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, plain(value)]))
}
