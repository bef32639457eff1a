/** Running text for a terminal: lines end between words, and in scripts without spaces where a word ends. */
import { clean } from './output.ts'
import { displayWidth } from './width.ts'

/** One paragraph, safe to show, no line wider than `columns`; every line after the first begins with `hanging`. */
export function wrap(text: string, columns: number, hanging = ''): string {
  const room = Math.max(10, columns - displayWidth(hanging))
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const word of piecesOf(clean(text), room)) {
    const wide = displayWidth(word)
    if (width > 0 && width + displayWidth(word.trimEnd()) > room) {
      lines.push(line.trimEnd())
      line = ''
      width = 0
    }
    line += word
    width += wide
  }
  return [...lines, line.trimEnd()].join(`\n${hanging}`)
}

/** A long summary is read more easily on a line of this length than on the whole width of a wide terminal. */
export const TEXT_COLUMNS = 88

/** A word with what stands behind it (a comma, a space); one that is wider than the line is cut between graphemes. */
function* piecesOf(text: string, room: number): Iterable<string> {
  for (const run of text.match(/\S+\s*/gu) ?? []) {
    if (displayWidth(run) <= room && !unspaced.test(run)) yield run
    else yield* brokenUp(run, room)
  }
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function* brokenUp(run: string, room: number): Iterable<string> {
  let piece = ''
  for (const { segment, isWordLike } of words.segment(run)) {
    // What is no word, a full stop for one, must not begin a line.
    if (isWordLike && piece !== '') {
      yield* cutUp(piece, room)
      piece = ''
    }
    piece += segment
  }
  if (piece !== '') yield* cutUp(piece, room)
}

function* cutUp(piece: string, room: number): Iterable<string> {
  let part = ''
  let width = 0
  for (const { segment } of graphemes.segment(piece)) {
    const wide = displayWidth(segment)
    if (part !== '' && width + wide > room) {
      yield part
      part = ''
      width = 0
    }
    part += segment
    width += wide
  }
  yield part
}
