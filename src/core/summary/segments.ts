/** A long text is read in parts that end where paragraphs or sentences do; together with the remainder they are the text, to the last character. */
import { cutAtWord, sentencesOf, unspaced } from './sentences.ts'

/** `text.slice(start, end)`; `tokens` is an estimate. */
export type Segment = Readonly<{ index: number; start: number; end: number; text: string; tokens: number }>

export type Segments = Readonly<{
  parts: readonly Segment[]
  /** What lies behind the last part and is not read, in code units of the text; 0: nothing. */
  remainder: number
}>

/** Tokens a model is given in one go. Small enough for local models with 16k tokens of context, instruction and answer included. */
export const MAX_DIRECT_TOKENS = 10_000
export const MAX_SEGMENT_TOKENS = 6_000
/** More parts are not bought for one text; the summary says what was not read. */
export const MAX_SEGMENTS = 16

/** About how many tokens a text is: 4 code units each in Latin letters, 2 in other alphabets, 1 a sign in scripts without spaces. Errs high. */
export function estimateTokens(text: string): number {
  let weight = 0
  for (const letter of text) weight += weightOf(letter)
  return Math.ceil(weight)
}

/** True when the text is too long for one call. */
export function needsSegments(text: string, maxTokens = MAX_DIRECT_TOKENS): boolean {
  return text.length > maxTokens / 2 && estimateTokens(text) > maxTokens
}

/**
 * Parts of about equal size, ≤ `maxTokens` each, ≤ `maxParts` of them: a text of 1.1 parts becomes two halves, not a
 * part and a crumb. Parts end after a paragraph if one ends in their last half, else after a sentence, else a word.
 */
export function splitText(text: string, maxTokens = MAX_SEGMENT_TOKENS, maxParts = MAX_SEGMENTS): Segments {
  const total = estimateTokens(text)
  const count = Math.min(maxParts, Math.max(1, Math.ceil(total / (maxTokens * 0.9))))
  const target = Math.min(maxTokens, Math.ceil((total / count) * 1.1) + 1)
  const parts: Segment[] = []
  let start = 0
  while (start < text.length && parts.length < maxParts) {
    const limit = reach(text, start, target)
    const end = limit >= text.length ? text.length : endOf(text, start, limit)
    const part = text.slice(start, end)
    parts.push({ index: parts.length, start, end, text: part, tokens: estimateTokens(part) })
    start = end
  }
  return { parts, remainder: text.length - start }
}

function weightOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  if (code < 0x250) return 0.25
  if (code > 0xffff) return 2
  return code >= 0xe00 && unspaced.test(letter) ? 1 : 0.5
}

/** The farthest end whose tokens are within the bound; never between the halves of a surrogate pair, and at least one character on. */
function reach(text: string, start: number, maxTokens: number): number {
  let end = start
  let weight = 0
  while (end < text.length) {
    const letter = String.fromCodePoint(text.codePointAt(end) ?? 0)
    weight += weightOf(letter)
    if (weight > maxTokens && end > start) break
    end += letter.length
  }
  return end
}

function endOf(text: string, start: number, limit: number): number {
  const half = start + Math.ceil((limit - start) / 2)
  const line = text.lastIndexOf('\n', limit - 1) + 1
  if (line > half) return line
  const window = text.slice(Math.max(half, limit - 4_000), limit)
  const offset = limit - window.length
  const sentence = sentencesOf(window).at(-1)
  if (sentence !== undefined && sentence.start > 0) return offset + sentence.start
  const word = cutAtWord(text.slice(offset, limit + 1), limit - offset)
  return offset + Math.max(1, word.length)
}
