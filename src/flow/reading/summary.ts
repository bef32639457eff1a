/** Second stage: the text becomes a summary, by a language model or by the built-in summariser; a long text is read in segments, and a segment that fails is said. */
import { type Failure, type Outcome, ok } from '../../core/failure.ts'
import type { Call, Claim, Purchase } from '../../core/purchase.ts'
import type { Extraction, Note, Reading } from '../../core/reading.ts'
import type { SegmentSummary, Summary } from '../../core/summary/contract.ts'
import type { ReadArticle } from '../../core/summary/evidence.ts'
import type { Segments } from '../../core/summary/segments.ts'
import type { Bought } from './buy.ts'
import type { Llm } from './llm.ts'
import { noteOf } from './note.ts'
import { conclude, fail, park, type StageContext, type StageOf } from './read.ts'
import { claimNow, eventOf, unbought } from './step.ts'
import {
  type Answer,
  insightsWanted,
  languageOf,
  mergeTask,
  segmentsOf,
  segmentTask,
  segmentWanted,
  summaryTask,
  summaryWanted,
  translationWanted,
} from './tasks.ts'

export type SummaryOptions = StageContext &
  Readonly<{
    llm: Llm | null
    /** CPU work in a thread of its own; never invents. */
    summarise: (article: ReadArticle) => Promise<Outcome<Summary>>
  }>

type Made = Readonly<{ note: Note; calls: readonly Call[]; purchases: readonly Purchase[] }>
type Parts = Readonly<{ read: readonly (SegmentSummary | null)[]; failed: Note['failedSegments']; spent: Spent }>
type Spent = Readonly<{ calls: readonly Call[]; purchases: readonly Purchase[] }>

export function createSummary(options: SummaryOptions): StageOf {
  const { llm, clock, store } = options

  return async function summary({ reading, answers }, signal) {
    const { extraction } = reading
    if (extraction === null) return await fail(options, reading, 'summarising', textIsMissing, {})
    const since = clock().getTime()
    if (llm === null) return await finish(reading, await builtin(reading, extraction, since))

    const claim = llm.claimOf(reading, summaryWanted(extraction))
    const answer = answers?.[0] ?? (await claimNow(store, reading, [claim]))?.[0]
    if (answer === undefined) return null
    const segments = segmentsOf(extraction)
    // What was bought before is whole: its segments need not be asked again.
    const parts = segments !== null && answer.is === 'mine' ? await readSegments(llm, reading, segments, signal) : null
    if (parts === 'lost') return null
    if (parts !== null && 'is' in parts) {
      const { calls, purchases } = parts.spent
      return await leave(reading, parts, { calls, purchases: [...purchases, ...unbought([answer])] })
    }
    const task =
      parts === null
        ? summaryTask(reading.url, extraction)
        : mergeTask(reading.url, extraction, parts.read, segments?.remainder ?? 0)
    const bought = await llm.buy(reading, claim, answer, task, signal)
    if (bought.is !== 'bought') return await leave(reading, bought, parts?.spent)
    return await finish(reading, ok(madeOf(llm, reading, extraction, bought, parts, clock().getTime() - since)))
  }

  async function builtin(reading: Reading, extraction: Extraction, since: number): Promise<Outcome<Made>> {
    const made = await options.summarise({ url: reading.url, ...extraction })
    if (!made.ok) return made
    const note = noteOf(reading, {
      purpose: 'summary',
      contentHash: extraction.contentHash,
      language: languageOf(extraction),
      provider: 'builtin',
      model: null,
      promptVersion: summaryWanted(extraction).promptVersion,
      content: made.value,
      dropped: { quotes: 0, urls: 0 },
      failedSegments: [],
      costUsd: 0,
      durationMs: clock().getTime() - since,
    })
    return ok({ note, calls: [], purchases: [] })
  }

  /** All at once: the gate of the model says how many are asked at a time. */
  async function readSegments(model: Llm, reading: Reading, segments: Segments, signal: AbortSignal) {
    const extraction = reading.extraction as Extraction
    const claims = segments.parts.map(segment => model.claimOf(reading, segmentWanted(extraction, segment)))
    const answers = await claimNow(store, reading, claims)
    if (answers === null) return 'lost' as const
    const bought = await Promise.all(
      claims.map((claim, index) =>
        model.buy(
          reading,
          claim,
          answers[index] ?? null,
          segmentTask(reading.url, extraction, segments, index),
          signal,
        ),
      ),
    )
    if (bought.some(one => one.is === 'lost')) return 'lost' as const
    const spent = spentOn(bought)
    const waits = bought.find(one => one.is === 'budget')
    if (waits?.is === 'budget') return { ...waits, spent }
    const read = bought.map(one => (one.is === 'bought' ? one.value.content : null))
    const failures = bought.flatMap((one, index) =>
      one.is === 'failed' ? [{ index, failure: one.failure.message }] : [],
    )
    const first = bought.find(one => one.is === 'failed')
    if (first?.is === 'failed' && failures.length === bought.length)
      return { ...first, calls: [], purchase: null, spent }
    return { read, failed: [...failures, ...unread(segments)], spent }
  }

  async function leave(
    reading: Reading,
    bought: Exclude<Bought<unknown>, { is: 'bought' }>,
    before: Spent = nothingSpent,
  ) {
    if (bought.is === 'lost') return null
    if (bought.is === 'budget') return await park(options, reading, bought, before)
    const purchases = [...before.purchases, ...(bought.purchase === null ? [] : [bought.purchase])]
    const spent = { calls: [...before.calls, ...bought.calls], purchases }
    return await fail(options, reading, 'summarising', bought.failure, spent)
  }

  /** With no model there is nothing to translate or to think further with, and the reading is done. */
  async function finish(reading: Reading, made: Outcome<Made>) {
    if (!made.ok) return await fail(options, reading, 'summarising', made.failure, {})
    const { note, calls, purchases } = made.value
    const done = llm === null
    const read: Reading = { ...reading, summary: note, status: done ? 'done' : 'enriching' }
    const answers = await conclude(options, reading, {
      status: read.status,
      events: [
        eventOf('summarised', clock(), detailOf(note)),
        ...(done ? [eventOf('done', clock(), withoutModel(reading))] : []),
      ],
      notes: [note],
      calls,
      purchases,
      claims: done ? [] : enrichmentClaims(llm, read, note),
    })
    return answers === null ? null : { reading: read, answers }
  }
}

/** In this order: insights, then the translation if one is wanted. */
export function enrichmentClaims(llm: Llm, reading: Reading, summary: Note): Claim[] {
  const insights = llm.claimOf(reading, insightsWanted(reading, reading.extraction as Extraction))
  return wantsTranslation(reading, summary)
    ? [insights, llm.claimOf(reading, translationWanted(summary, reading.language))]
    : [insights]
}

export function wantsTranslation(reading: Reading, summary: Note): boolean {
  return reading.language !== '' && reading.language !== summary.language
}

function madeOf(
  llm: Llm,
  reading: Reading,
  extraction: Extraction,
  bought: Extract<Bought<Answer<Summary>>, { is: 'bought' }>,
  parts: Parts | null,
  durationMs: number,
): Made {
  const spent = parts?.spent ?? nothingSpent
  const note = noteOf(reading, {
    purpose: 'summary',
    contentHash: extraction.contentHash,
    language: languageOf(extraction),
    provider: llm.provider,
    model: bought.model,
    promptVersion: summaryWanted(extraction).promptVersion,
    content: bought.value.content,
    dropped: bought.value.dropped,
    failedSegments: parts?.failed ?? [],
    costUsd: bought.costUsd + spent.calls.reduce((sum, call) => sum + call.costUsd, 0),
    durationMs,
  })
  const purchases = [...spent.purchases, ...(bought.purchase === null ? [] : [bought.purchase])]
  return { note, calls: [...spent.calls, ...bought.calls], purchases }
}

/** What was spent on all of them, to be stored with whatever came of it. */
export function spentOn(bought: readonly Bought<unknown>[]): Spent {
  const ended = bought.flatMap(one => (one.is === 'bought' || one.is === 'failed' ? [one] : []))
  return {
    calls: ended.flatMap(one => one.calls),
    purchases: ended.flatMap(one => (one.purchase === null ? [] : [one.purchase])),
  }
}

function detailOf({ provider, model, costUsd, dropped, failedSegments }: Note) {
  return { provider, model, costUsd, droppedQuotes: dropped.quotes, droppedUrls: dropped.urls, failedSegments }
}

function withoutModel({ language }: Reading) {
  return language === '' ? {} : { without: ['translation: no language model is configured'] }
}

/** What lies beyond the last segment is not read, and that is said. */
function unread({ parts, remainder }: Segments): Note['failedSegments'] {
  return remainder === 0
    ? []
    : [{ index: parts.length, failure: `the last ${remainder} characters were not read: the text is too long` }]
}

const nothingSpent: Spent = { calls: [], purchases: [] }
const textIsMissing: Failure = {
  kind: 'malformed',
  message: 'the stored text of the article is missing; read it again with --force',
}
