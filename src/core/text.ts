/** Text from outside becomes text that PostgreSQL can keep (law 7) and that cannot disturb the line it is shown on. */

/**
 * The same text without what PostgreSQL refuses: NUL and lone surrogates become U+FFFD. Replaced, not removed, so
 * that the damage shows and two halves of a word never join into another one. Clean text is returned as it is.
 */
export function storableText(text: string): string {
  if (text.isWellFormed() && !text.includes('\0')) return text
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/**
 * At most `maxCodeUnits` UTF-16 code units, never half a surrogate pair and, as far as 64 code units of context tell,
 * no half grapheme: an emoji, a flag or an accented letter goes as a whole. A longer run of combining marks is cut
 * inside, or it would take the text with it.
 */
export function cut(text: string, maxCodeUnits: number): string {
  if (text.length <= maxCodeUnits) return text
  const start = Math.max(0, maxCodeUnits - 64)
  const around = text.slice(start, maxCodeUnits + 64)
  const whole = graphemes.segment(around).containing(maxCodeUnits - start)
  if (whole !== undefined && whole.index > 0) return text.slice(0, start + whole.index)
  return text.slice(0, splitsPair(text, maxCodeUnits) ? maxCodeUnits - 1 : maxCodeUnits)
}

/**
 * One clean line, for titles and names: runs of white space and control characters become one space (no forged log
 * line, no terminal escape), bidirectional overrides, embeddings and isolates go (they would turn the text around
 * them), the ends are trimmed. Joiners stay, as emoji and Indic scripts need them.
 */
export function collapse(text: string): string {
  return text.replace(directions, '').replace(blanks, ' ').trim()
}

/** True when nothing of the text can be seen: empty, spaces, or only invisible format characters. */
export function isBlank(text: string): boolean {
  return !visible.test(text)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const directions = /[\u202A-\u202E\u2066-\u2069]/g
const blanks = /[\s\p{Cc}]+/gu
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u

function splitsPair(text: string, at: number): boolean {
  return isSurrogate(text, at - 1, 0xd800) && isSurrogate(text, at, 0xdc00)
}

function isSurrogate(text: string, at: number, first: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === first
}
