/** The words of an article: how many, which come first, and the hash by which the same text elsewhere is known. */
import { uuidV8 } from '../../core/identity.ts'
import { collapse, cut } from '../../core/text.ts'

/** Words as the reader's dictionary has them, so that scripts without spaces count too (Unicode UAX #29). */
export function countWords(text: string): number {
  let count = 0
  // By lines, because the segmenter copies what it is given.
  for (const paragraph of text.split('\n')) {
    for (const { isWordLike } of words.segment(paragraph)) if (isWordLike) count += 1
  }
  return count
}

/** UUIDv8 of the text alone, white space and composition normalised: title, address and markup play no part. */
export function hashOf(text: string): string {
  return uuidV8(collapse(text.normalize('NFC')))
}

/** At most 300 characters: what the page says of itself if that is a sentence, else how the text begins. */
export function excerptOf(text: string, description: string | null): string {
  const said = description ?? ''
  const start = collapse(text.slice(0, 1_000))
  if (said.length >= 50 || start === '') return cut(said, 300)
  return start.length <= 300 ? start : `${cut(start, 299).trimEnd()}…`
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' })
