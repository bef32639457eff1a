/** Second stage: the text becomes a summary, by a language model or by the built-in summariser; a long text is read in segments, and a segment that fails is said. */
import { type Failure, type Outcome, ok } from '../../core/failure.ts'
import type { Call, Claim, Purchase } from '../../core/purchase.ts'
import type { Extraction, Note, Reading } from '../../core/reading.ts'
import type { Summary } from '../../core/summary/contract.ts'
import type { ReadArticle } from '../../core/summary/evidence.ts'
import type { Bought } from './buy.ts'
import { type NotRead, type Parts, readInSegments } from './in-segments.ts'
import type { Llm } from './llm.ts'
import { noteOf } from './note.ts'
import { conclude, fail, park, type StageContext, type StageOf } from './read.ts'
import { eventOf, unbought } from './step.ts'
import {
  type Answer,
  insightsWanted,
  languageOf,
  mergeTask,
  segmentsOf,
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

export function createSummary(options: SummaryOptions): StageOf {
  const { llm, clock } = options

  return async function summary({ reading, answers }, signal) {
    const { extraction } = reading
    if (extraction === null) return await fail(options, reading, 'summarising', textIsMissing, {})
    const since = clock().getTime()
    if (llm === null) return await finish(reading, await builtin(reading, extraction, since))

    const claim = llm.claimOf(reading, summaryWanted(extraction))
    const turn = await llm.awaitTurn(reading, claim, answers?.[0] ?? null, signal)
    if (turn.is !== 'mine' && turn.is !== 'bought') return await leave(reading, { ...turn, ...nothingBefore })
    const segments = segmentsOf(extraction)
    // What was bought before is whole: its segments need not be asked again.
    const parts =
      segments !== null && turn.is === 'mine'
        ? await readInSegments(options, llm, reading, extraction, segments, signal)
        : null
    if (parts !== null && parts.is !== 'read') {
      const { calls, purchases } = parts.spent
      return await leave(reading, { ...parts, spent: { calls, purchases: [...purchases, ...unbought([turn])] } })
    }
    const task =
      parts === null
        ? summaryTask(reading.url, extraction)
        : mergeTask(reading.url, extraction, parts.read, segments?.remainder ?? 0)
    const bought = await llm.buy(reading, claim, turn, task, signal)
    if (bought.is !== 'bought') {
      const spent = parts?.spent ?? nothingBefore.spent
      return await leave(reading, { ...bought, spent, siblings: [] })
    }
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

  async function leave(reading: Reading, left: NotRead) {
    if (left.is === 'lost') return null
    const { spent } = left
    if (left.is === 'budget') return await park(options, reading, left, spent)
    const purchases = [...spent.purchases, ...(left.purchase === null ? [] : [left.purchase])]
    const calls = [...spent.calls, ...left.calls]
    return await fail(options, reading, 'summarising', left.failure, { calls, purchases }, left.siblings)
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
        ...(done ? [eventOf('done', clock(), withoutModel(reading, note))] : []),
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
  const spent = parts?.spent ?? nothingBefore.spent
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

function detailOf({ provider, model, costUsd, dropped, failedSegments }: Note) {
  return { provider, model, costUsd, droppedQuotes: dropped.quotes, droppedUrls: dropped.urls, failedSegments }
}

function withoutModel(reading: Reading, summary: Note) {
  return wantsTranslation(reading, summary) ? { without: ['translation: no language model is configured'] } : {}
}

const nothingBefore = { spent: { calls: [], purchases: [] }, siblings: [] } as const
const textIsMissing: Failure = {
  kind: 'malformed',
  message: 'the stored text of the article is missing; read it again with --force',
}
