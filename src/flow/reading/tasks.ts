/** What is asked of a model, purpose by purpose: the prompt, and how its answer is held against the article. The words are core/summary's. */

import type { Outcome } from '../../core/failure.ts'
import { uuidV8 } from '../../core/identity.ts'
import type { Extraction, Note, Reading } from '../../core/reading.ts'
import { readAnswer } from '../../core/summary/answer.ts'
import type { Insights, SegmentSummary, Summary } from '../../core/summary/contract.ts'
import { toInsights } from '../../core/summary/insights.ts'
import {
  insightsPrompt,
  mergePrompt,
  type Prompt,
  promptVersion,
  repairPrompt,
  segmentPrompt,
  summaryPrompt,
  translationPrompt,
} from '../../core/summary/prompt.ts'
import type { Context } from '../../core/summary/reader.ts'
import { toSegment, toSummary } from '../../core/summary/repair.ts'
import { needsSegments, type Segment, type Segments, splitText } from '../../core/summary/segments.ts'
import { toTranslation } from '../../core/summary/translation.ts'
import type { Task } from './ask.ts'
import type { Wanted } from './llm.ts'

/** What the ledger keeps of an answer. */
export type Answer<T> = Readonly<{ content: T; dropped: Readonly<{ quotes: number; urls: number }> }>

/** Null where the text fits into one prompt. */
export function segmentsOf(extraction: Extraction): Segments | null {
  return needsSegments(extraction.contentText) ? splitText(extraction.contentText) : null
}

/** The language to answer in: the text's own, as its purchase is kept under. */
export function languageOf({ language }: Extraction): string {
  return language ?? 'und'
}

export function summaryWanted(extraction: Extraction): Wanted {
  const { contentHash, contentText } = extraction
  const language = languageOf(extraction)
  return { purpose: 'summary', contentHash, promptVersion: promptVersion('summary'), language, text: contentText }
}

export function summaryTask(url: string, extraction: Extraction): Task<Answer<Summary>> {
  const article = articleOf(url, extraction)
  const language = extraction.language ?? ''
  return task(
    'summary',
    language,
    nonce => summaryPrompt({ article, language, nonce }),
    (answer, withhold) => toSummary(answer, contextOf(article, language, withhold)),
  )
}

/** A part of a text is known by its own words: the same part of another article is bought once. */
export function segmentWanted(extraction: Extraction, { text }: Segment): Wanted {
  const contentHash = uuidV8(text)
  return {
    purpose: 'segment',
    contentHash,
    promptVersion: promptVersion('segment'),
    language: languageOf(extraction),
    text,
  }
}

export function segmentTask(
  url: string,
  extraction: Extraction,
  { parts }: Segments,
  index: number,
): Task<Answer<SegmentSummary>> {
  const article = articleOf(url, extraction)
  const language = extraction.language ?? ''
  const segment = parts[index]?.text ?? ''
  const ask = { article, language, segment, index, count: parts.length }
  return task(
    'segment',
    language,
    nonce => segmentPrompt({ ...ask, nonce }),
    (answer, withhold) => toSegment(answer, contextOf({ ...article, contentText: segment }, language, withhold)),
  )
}

/** @param segments Null where the part could not be read. */
export function mergeTask(
  url: string,
  extraction: Extraction,
  segments: readonly (SegmentSummary | null)[],
  remainder: number,
): Task<Answer<Summary>> {
  const article = articleOf(url, extraction)
  const language = extraction.language ?? ''
  return task(
    'summary',
    language,
    nonce => mergePrompt({ article, language, nonce, segments, remainder }),
    (answer, withhold) => toSummary(answer, contextOf(article, language, withhold)),
  )
}

/** In the language of the reader who asked, else in the article's. */
export function insightsWanted({ language }: Reading, extraction: Extraction): Wanted {
  const { contentHash, contentText } = extraction
  const text = contentText.slice(0, 40_000)
  return {
    purpose: 'insights',
    contentHash,
    promptVersion: promptVersion('insights'),
    language: language || languageOf(extraction),
    text,
  }
}

export function insightsTask(reading: Reading, extraction: Extraction, summary: Summary): Task<Answer<Insights>> {
  const article = articleOf(reading.url, extraction)
  const language = reading.language || (extraction.language ?? '')
  return task(
    'insights',
    language,
    nonce => insightsPrompt({ article, language, nonce, summary }),
    (answer, withhold) => toInsights(answer, contextOf(article, language, withhold)),
  )
}

/** What is translated is the summary: a better one is translated anew. */
export function translationWanted(summary: Note, language: string): Wanted {
  const text = JSON.stringify(summary.content)
  return {
    purpose: 'translation',
    contentHash: uuidV8(text),
    promptVersion: promptVersion('translation'),
    language,
    text,
  }
}

export function translationTask(reading: Reading, extraction: Extraction, summary: Summary): Task<Answer<Summary>> {
  const article = articleOf(reading.url, extraction)
  const to = reading.language
  const from = extraction.language ?? ''
  return task(
    'translation',
    to,
    nonce => translationPrompt({ summary, from, to, nonce }),
    (answer, withhold) => toTranslation(answer, summary, contextOf(article, to, withhold)),
  )
}

type Purpose = Task<unknown>['purpose']

function task<T>(
  purpose: Purpose,
  language: string,
  first: (nonce: string) => Prompt,
  read: (answer: unknown, withhold: readonly string[]) => Outcome<Answer<T>>,
): Task<Answer<T>> {
  return {
    purpose,
    prompt: (nonce, bad) => (bad === null ? first(nonce) : repairPrompt({ purpose, ...bad, language, nonce })),
    read(text, nonces) {
      const answer = readAnswer(text)
      return answer.ok ? read(answer.value, nonces) : answer
    },
  }
}

function articleOf(url: string, { title, byline, publishedAt, contentText, contentHtml, language }: Extraction) {
  return { url, title, byline, publishedAt, contentText, contentHtml, language }
}

function contextOf(article: Context['article'], answerLanguage: string, withhold: readonly string[]): Context {
  return { article, answerLanguage, withhold }
}
