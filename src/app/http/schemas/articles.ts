/** Articles in lists, one article whole, and what people do with them. */
import { z } from 'zod'
import { insightsSchema, summarySchema } from '../../../core/summary/contract.ts'
import { cursor, groupName, id, language, limit, pageOf, sourceRef, time } from './common.ts'

/** What a summary, a translation or the insights cost, and how far they can be trusted. */
const noteParts = {
  id,
  language: z.string(),
  provider: z.string().meta({ description: '`builtin`, or the name of the provider.' }),
  model: z.string().nullable(),
  promptVersion: z.string(),
  dropped: z
    .object({ quotes: z.int(), urls: z.int() })
    .meta({ description: 'Quotes and URLs that were not in the article.' }),
  failedSegments: z.array(z.object({ index: z.int(), failure: z.string() })),
  costUsd: z.number().nullable(),
  durationMs: z.int(),
  createdAt: time,
}
export const summaryNote = z.object({ ...noteParts, content: summarySchema }).meta({ id: 'SummaryNote' })
export const insightsNote = z.object({ ...noteParts, content: insightsSchema }).meta({ id: 'InsightsNote' })
export type SummaryNote = z.infer<typeof summaryNote>
export type InsightsNote = z.infer<typeof insightsNote>

const views = z
  .enum(['unread', 'all', 'starred', 'archive'])
  .meta({ description: '`unread` is what is neither read nor archived; `all` is everything.' })

/** The same filters hold for lists, search and "all read". */
const filters = {
  group: groupName.optional(),
  source: id.optional(),
  lang: language.optional(),
  from: time.optional().meta({ description: 'From this time on.' }),
  to: time.optional().meta({ description: 'Before this time.' }),
}

export const articleQuery = z.object({
  view: views.default('all'),
  ...filters,
  sort: z.enum(['newest', 'oldest']).default('newest'),
  cursor: cursor.optional(),
  limit,
})
export type ArticleQuery = z.input<typeof articleQuery>

export const articleItem = z
  .object({
    id,
    url: z.string(),
    title: z.string(),
    author: z.string().nullable(),
    language: z.string().nullable(),
    dir: z.enum(['ltr', 'rtl', 'auto']),
    publishedAt: time.nullable(),
    sortAt: time,
    storedAt: time,
    source: sourceRef.nullable(),
    seenIn: z.int().meta({ description: 'How many sources carried it, 1 at least.' }),
    read: z.boolean(),
    starred: z.boolean(),
    archived: z.boolean(),
    tldr: z.string().nullable().meta({ description: 'Of the summary; null while there is none.' }),
    excerpt: z.string().meta({ description: 'The beginning of the text, at most 240 characters.' }),
    summary: z.enum(['none', 'reading', 'done', 'failed']),
    translated: z.boolean(),
  })
  .meta({ id: 'ArticleItem' })
export type ArticleItem = z.infer<typeof articleItem>

export const articleList = pageOf(articleItem)
  .extend({
    top: z.string().nullable().meta({ description: 'A cursor at the first row: what "all read" is bounded by.' }),
  })
  .meta({ id: 'ArticleList' })

export const article = articleItem
  .extend({
    contentHtml: z
      .string()
      .meta({ description: 'Sanitised; safe under a policy without scripts. Images as the setting `media` says.' }),
    contentFrom: z.enum(['extraction', 'feed']),
    wordCount: z.int(),
    readingMinutes: z.int(),
    correlationId: id.meta({ description: 'Of the poll or submission that brought it.' }),
    history: z.boolean(),
    extraction: z
      .object({
        extractor: z.string(),
        byline: z.string().nullable(),
        site: z.string().nullable(),
        canonicalUrl: z.string().nullable(),
        imageUrl: z.string().nullable(),
        modifiedAt: time.nullable(),
        lowValue: z.string().nullable().meta({ description: 'Why the text is worth little; null: it is fine.' }),
      })
      .nullable(),
    summaryNote: summaryNote.nullable().meta({ description: 'In the language of the article.' }),
    translations: z.array(summaryNote),
    insights: z.array(insightsNote),
    sightings: z.array(
      z.object({
        source: sourceRef,
        seenAt: time,
        runId: id,
        first: z.boolean().meta({ description: 'It was the first to bring it.' }),
      }),
    ),
    versions: z.array(z.object({ title: z.string(), characters: z.int(), seenAt: time, runId: id })),
    submission: z
      .object({ id, status: z.string(), failure: z.string().nullable() })
      .nullable()
      .meta({ description: 'The latest reading of it.' }),
  })
  .meta({ id: 'Article' })
export type Article = z.infer<typeof article>

export const counts = z
  .object({
    unread: z.int(),
    starred: z.int(),
    groups: z.array(z.object({ name: z.string(), unread: z.int() })),
    sources: z.array(z.object({ id, unread: z.int() })).meta({ description: 'Only those with any.' }),
  })
  .meta({ id: 'Counts' })
export type Counts = z.infer<typeof counts>

export const marks = z.strictObject({
  ids: z.array(id).min(1).max(500),
  action: z.enum(['read', 'unread', 'star', 'unstar', 'archive', 'unarchive']),
})
export const marked = z.object({ changed: z.int() }).meta({ id: 'Marked' })

export const markAll = z.strictObject({
  ...filters,
  upTo: cursor.optional().meta({
    description:
      'The `top` of the list that was seen, or its `next` to spare what lies behind: newer articles stay unread. Absent: everything.',
  }),
})
export const markedAll = z
  .object({ changed: z.int(), undo: id.meta({ description: 'Takes it back, within a day: POST /api/marks/undo.' }) })
  .meta({ id: 'MarkedAll' })
export const undo = z.strictObject({ undo: id })

const piece = z.object({ text: z.string(), mark: z.boolean() })
export const searchQuery = z.object({
  q: z.string().min(1).max(500).meta({ description: 'Words; "a phrase", or, -without.' }),
  view: views.default('all'),
  ...filters,
  cursor: cursor.optional(),
  limit: limit.default(20),
})

export const searchHit = z
  .object({
    article: articleItem,
    /** Text in pieces; those with `mark` are what was found. Never HTML. */
    title: z.array(piece),
    snippet: z.array(piece),
  })
  .meta({ id: 'SearchHit' })
export type SearchHit = z.infer<typeof searchHit>

export const searchResults = pageOf(searchHit)
  .extend({
    match: z
      .enum(['words', 'similar'])
      .meta({ description: '`similar`: no article has the words as they were spelt.' }),
    meant: z.string().nullable().meta({ description: 'What was asked instead, when `match` is `similar`.' }),
    partial: z.boolean().meta({
      description: 'Three seconds were over before everything was looked at: older articles may be missing.',
    }),
    waiting: z.int().meta({ description: 'Articles that are not in the index yet, at most 1,000.' }),
  })
  .meta({ id: 'SearchResults' })
export type SearchResults = z.infer<typeof searchResults>
