/** How many columns of a terminal a text takes: Chinese, Japanese, Korean and emoji take two, combining marks none. */

/** Of one line without control characters. */
export function displayWidth(text: string): number {
  if (plainAscii.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment)
  return width
}

/** At most `columns` wide, cut between graphemes and ending in `…` when something was cut. */
export function shorten(text: string, columns: number): string {
  // No grapheme is narrower than a part of a column worth 64 code units; the rest need not be measured.
  const measured = text.slice(0, 64 * columns)
  if (displayWidth(measured) <= columns && measured.length === text.length) return text
  let kept = ''
  let width = 0
  for (const { segment } of graphemes.segment(measured)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const plainAscii = /^[\x20-\x7e]*$/
const invisible = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]+$/u
const halfWidth = /^[\uff61-\uffdc\uffe8-\uffee]/
/** Unicode Standard Annex 11, "wide" and "fullwidth", by script; and what is shown as a picture. */
const wide =
  /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]|.\ufe0f)/u

function widthOf(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  return wide.test(grapheme) && !halfWidth.test(grapheme) ? 2 : 1
}
