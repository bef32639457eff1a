/** What can be measured on a text is measured, and never asked of a model: reading time, readability, metadata. */
import { collapse, cut } from '../text.ts'
import type { Summary } from './contract.ts'
import type { ReadArticle } from './evidence.ts'
import { withoutTagSigns } from './plain.ts'
import { isUnspaced, sentencesOf, unspaced } from './sentences.ts'

/** Words a minute in scripts with spaces, signs a minute in those without: silent reading of grown-ups (Brysbaert 2019). */
const WORDS_PER_MIN = 238
const SIGNS_PER_MIN = 500

/** Whole minutes, 1 at least. */
export function readingMinutes(text: string): number {
  const signs = countOf(text, new RegExp(unspaced.source, 'gu'))
  const words = countOf(text.replace(new RegExp(unspaced.source, 'gu'), ' '), /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)
  return Math.min(10_000, Math.max(1, Math.round(words / WORDS_PER_MIN + signs / SIGNS_PER_MIN)))
}

/** Code units that are enough to know how hard a text is. */
const SAMPLE = 40_000

/**
 * LIX (Björnsson 1968): words in a sentence, plus the percentage of words of more than six letters. Made for Latin
 * letters and used for Greek and Cyrillic ones too; for other scripts, and below 30 words, the score is null.
 */
export function readabilityOf(text: string): Summary['readability'] {
  const sample = text.slice(0, SAMPLE)
  const words = sample.match(/[\p{L}\p{M}'’-]+/gu) ?? []
  const alphabetic =
    (sample.match(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/gu)?.length ?? 0) * 2 > sample.length
  if (words.length < 30 || !alphabetic || isUnspaced(sample)) return { method: 'LIX', score: null, level: '' }
  const long = words.filter(word => word.length > 6).length
  const sentences = sentencesOf(sample).filter(({ text }) => /\p{L}/u.test(text)).length
  const score = Math.round(words.length / Math.max(1, sentences) + (100 * long) / words.length)
  return { method: 'LIX', score, level: levels.find(([below]) => score < below)?.[1] ?? 'very difficult' }
}

const levels: readonly (readonly [number, string])[] = [
  [25, 'very easy'],
  [35, 'easy'],
  [45, 'medium'],
  [55, 'difficult'],
]

export function metadataOf(article: ReadArticle): Summary['metadata'] {
  const url = article.url !== null && article.url.length <= 2_000 ? article.url : ''
  return {
    title: withoutTagSigns(cut(collapse(article.title), 1_000)),
    author: withoutTagSigns(cut(collapse(article.byline ?? ''), 300)),
    url,
    domain: cut(URL.parse(url)?.hostname.replace(/^www\./, '') ?? '', 255),
    language: cut(article.language ?? '', 35),
    published_at: isoOf(article.publishedAt),
  }
}

function isoOf(date: Date | null): string {
  return date === null || Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
