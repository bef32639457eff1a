/** A reading as the store would hand it over, and a reader that plays a script: our own interface at the edge of the terminal, nothing of ours replaced behind it. */
import { ok } from '../../core/failure.ts'
import { type Accepted, type Extraction, isTerminal, type Note, type Stage, type Status } from '../../core/reading.ts'
import type { Insights, Summary } from '../../core/summary/contract.ts'
import type { ReadEvent } from '../../flow/reading/events.ts'
import type { OpenReader } from './open-reader.ts'
import type { ReadResult } from './read-result.ts'

export const url = 'https://paper.example/whale'
export const accepted: Accepted = {
  requestId: '01a20662-1c85-700a-88e5-5211951c6690',
  readingId: '34c3ecac-0dd1-89cd-af79-08ec49834dc8',
  articleId: '9b2967ed-0dd1-89cd-af79-08ec49834dc8',
  status: 'fetching',
  answeredBy: 'new',
}

export const extraction: Extraction = {
  extractor: 'builtin',
  title: 'The whale has left, by the way it came',
  byline: 'Ada Corran',
  site: 'Tidewatch',
  language: 'en',
  publishedAt: new Date('2026-11-22T10:00:00Z'),
  modifiedAt: null,
  canonicalUrl: null,
  imageUrl: null,
  wordCount: 1_204,
  contentHtml: '<p>The whale left.</p>',
  contentText: 'The whale left at dawn.\n\nNobody had called it.',
  excerpt: 'The whale left at dawn.',
  contentHash: '00000000-0000-8000-8000-000000000001',
  lowValue: null,
}

export const insights: Insights = {
  topic_overview: 'Whales stray into harbours more often than before.',
  new_facts: [
    {
      fact: 'It stayed nine days.',
      why_it_matters: 'Most stay two.',
      source_hint: 'second paragraph',
      confidence: 0.9,
    },
  ],
  open_questions: ['Why did it come?'],
  suggested_sources: [],
  expansion_topics: [],
  next_exploration: [],
  caution: 'One witness only.',
}

export const summary: Summary = {
  summary_250: 'A whale left the harbour by itself.',
  summary_1000: 'A whale that had strayed into the harbour of Corran nine days ago left it by itself at dawn.',
  tldr: 'The whale is gone.',
  key_ideas: ['It left by itself.', 'Nobody had called it.'],
  topic_tags: ['#whales', '#corran'],
  entities: { people: [], organizations: [], locations: ['Corran'] },
  estimated_reading_time_min: 6,
  key_stats: [],
  answered_questions: [],
  readability: { method: 'flesch', score: 71, level: 'easy' },
  seo_keywords: [],
  query_expansion_keywords: [],
  semantic_boosters: [],
  semantic_chunks: [],
  metadata: { title: '', author: '', url: '', domain: '', language: 'en', published_at: '' },
  extractive_quotes: ['The whale left at dawn.'],
  highlights: [],
  questions_answered: [],
  categories: [],
  topic_taxonomy: [],
  hallucination_risk: null,
  confidence: null,
  key_points_to_remember: [],
  insights: null,
}

export function note(purpose: Note['purpose'], different: Partial<Note> = {}): Note {
  return {
    id: '00000000-0000-8000-8000-000000000002',
    purpose,
    contentHash: extraction.contentHash,
    language: 'en',
    provider: 'openrouter',
    model: 'openai/gpt-5-mini',
    promptVersion: '1',
    content: purpose === 'insights' ? insights : summary,
    dropped: { quotes: 0, urls: 0 },
    failedSegments: [],
    costUsd: 0.0004,
    durationMs: 1_900,
    ...different,
  }
}

export function resultOf(different: Partial<ReadResult> & { status?: Status } = {}): ReadResult {
  const { status = 'done', ...rest } = different
  return {
    reading: {
      id: accepted.readingId,
      articleId: accepted.articleId,
      sourceId: null,
      url,
      depth: 'summary',
      language: '',
      edition: '',
      status,
      priority: 0,
      attempts: 1,
      waitingReason: null,
      dueAt: null,
      failure: null,
      acceptedAt: new Date('2026-11-23T09:00:00Z'),
      endedAt: null,
    },
    events: [],
    extraction,
    summary: note('summary'),
    translation: null,
    insights: note('insights'),
    calls: [],
    ...rest,
  }
}

type Beat = readonly [stage: ReadEvent['stage'], detail?: ReadEvent['detail'], atMs?: number]

/** Plays the events, then holds the result. A script without an end waits until it is cancelled. */
export function scripted(script: readonly Beat[], result: ReadResult, answer: Accepted = accepted) {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>()
  const calls: string[] = []
  let status: Status = answer.status
  const at = (ms: number) => new Date(Date.UTC(2026, 10, 23, 9) + ms)
  const reader: OpenReader = {
    runtime: {
      async submit(request) {
        calls.push(`submit ${JSON.stringify(request)}`)
        return ok(answer)
      },
      async watch(readingId, onEvent, signal) {
        calls.push('watch')
        for (const [stage, detail = {}, ms = 0] of script) {
          onEvent({ readingId, url, stage, at: at(ms), detail })
          if (stage !== 'waiting' && isTerminal(stage as Status)) status = stage as Status & Stage
        }
        signal?.addEventListener('abort', () => cancel(), { once: true })
        if (!isTerminal(status) && !signal?.aborted) await cancelled
        return { status }
      },
      async cancel() {
        calls.push('cancel')
        status = 'cancelled'
        cancel()
      },
    },
    stored: async () => (isTerminal(status) ? { ...result, reading: { ...result.reading, status } } : result),
    async close() {
      calls.push('close')
    },
  }
  return { reader, calls }
}
