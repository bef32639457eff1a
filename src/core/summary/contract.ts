/** The summary contract, version 1: what every summary is, whoever wrote it. Every text and list is bounded, so no answer can flood a row or a page. */
import { z } from 'zod'

/** Goes up when a reader of an older summary would misunderstand a newer one. */
export const CONTRACT_VERSION = 1

/** UTF-8 bytes of a summary as JSON. */
export const MAX_SUMMARY_BYTES = 100_000

/** Bounds of texts in UTF-16 code units. */
export const caps = {
  summary250: 250,
  summary1000: 1_000,
  tldr: 300,
  /** An idea, a highlight, a fact. */
  idea: 400,
  quote: 600,
  question: 300,
  answer: 600,
  /** A name, a tag, a keyword, a label. */
  name: 120,
  url: 2_000,
  chunk: 1_500,
} as const

/** Bounds of lists. */
export const sizes = {
  ideas: 10,
  tags: 10,
  names: 25,
  stats: 15,
  questions: 10,
  quotes: 8,
  keywords: 20,
  /** DESIGN §6 asks a model for 20 to 30. */
  expansion: 30,
  /** And for 8 to 15. */
  boosters: 15,
  chunks: 24,
  facts: 5,
} as const

function text(max: number) {
  return z.string().max(max)
}

function names(max: number) {
  return z.array(text(caps.name)).max(max)
}

function ideas(max: number = sizes.ideas) {
  return z.array(text(caps.idea)).max(max)
}

/** 0 to 1; null: nobody said. */
const share = z.number().min(0).max(1).nullable()

export const insightsSchema = z.strictObject({
  topic_overview: text(caps.summary1000),
  new_facts: z
    .array(
      z.strictObject({
        fact: text(caps.idea),
        why_it_matters: text(caps.idea),
        /** Where in the article, or by whom, in words. */
        source_hint: text(caps.question),
        confidence: share,
      }),
    )
    .max(sizes.facts),
  open_questions: z.array(text(caps.question)).max(sizes.questions),
  /** Names of kinds of sources; a URL stands here only if the article has it. */
  suggested_sources: z.array(text(caps.question)).max(sizes.questions),
  expansion_topics: names(sizes.questions),
  next_exploration: z.array(text(caps.question)).max(sizes.questions),
  /** What to be careful about; '' where there is nothing. */
  caution: text(caps.answer),
})

export const summarySchema = z
  .strictObject({
    summary_250: text(caps.summary250).min(1),
    summary_1000: text(caps.summary1000).min(1),
    tldr: text(caps.tldr).min(1),
    key_ideas: ideas(),
    /** Each begins with '#'; unique whatever the case. */
    topic_tags: z.array(text(caps.name).regex(/^#[^\s#]+$/u)).max(sizes.tags),
    entities: z.strictObject({
      people: names(sizes.names),
      organizations: names(sizes.names),
      locations: names(sizes.names),
    }),
    /** Whole minutes; 1 at least. */
    estimated_reading_time_min: z.int().min(1).max(10_000),
    key_stats: z
      .array(
        z.strictObject({
          label: text(caps.idea),
          value: z.number(),
          /** '' for a bare count. */
          unit: text(caps.name),
          /** Occurs in the article. */
          source_excerpt: text(caps.quote),
        }),
      )
      .max(sizes.stats),
    /** The questions alone; `questions_answered` has the answers too. */
    answered_questions: z.array(text(caps.question)).max(sizes.questions),
    /** `score` is null where the method makes no sense of the script. */
    readability: z.strictObject({ method: text(caps.name), score: z.number().nullable(), level: text(caps.name) }),
    seo_keywords: names(sizes.keywords),
    query_expansion_keywords: names(sizes.expansion),
    semantic_boosters: ideas(sizes.boosters),
    semantic_chunks: z
      .array(z.strictObject({ topic: text(caps.idea), text: text(caps.chunk), keywords: names(sizes.ideas) }))
      .max(sizes.chunks),
    metadata: z.strictObject({
      title: text(1_000),
      author: text(300),
      /** '' unless it is the article's own. */
      url: text(caps.url),
      domain: text(255),
      language: text(35),
      /** ISO 8601, or ''. */
      published_at: text(35),
    }),
    /** Each occurs in the article. */
    extractive_quotes: z.array(text(caps.quote)).max(sizes.quotes),
    highlights: ideas(),
    questions_answered: z
      .array(z.strictObject({ question: text(caps.question), answer: text(caps.answer) }))
      .max(sizes.questions),
    categories: names(sizes.ideas),
    /** From the general to the special: `Science > Biology`. */
    topic_taxonomy: z.array(z.strictObject({ label: text(caps.name), path: text(caps.idea) })).max(sizes.ideas),
    /** As the writer of the summary judges itself; null: it did not. */
    hallucination_risk: z.enum(['low', 'medium', 'high']).nullable(),
    confidence: share,
    key_points_to_remember: ideas(),
    /** Bought separately; null where they were not. */
    insights: insightsSchema.nullable(),
  })
  .refine(fits, `A summary has at most ${MAX_SUMMARY_BYTES} bytes.`)

export type Summary = z.infer<typeof summarySchema>
export type Insights = z.infer<typeof insightsSchema>

/** What is read of one part of a long text, for the merge. */
export type SegmentSummary = Pick<
  Summary,
  'summary_1000' | 'key_ideas' | 'entities' | 'key_stats' | 'extractive_quotes' | 'questions_answered'
>

export function fits(value: unknown): boolean {
  return new TextEncoder().encode(JSON.stringify(value)).length <= MAX_SUMMARY_BYTES
}
