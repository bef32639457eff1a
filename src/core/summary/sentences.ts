/** A sentence ends where a reader would say so: Unicode's rules, without their breaks after abbreviations, initials and ordinals. */
import { cut } from '../text.ts'

/** A stretch of the text: `text.slice(start, end)`, white space at its ends left out. */
export type Span = Readonly<{ start: number; end: number; text: string }>

/** `text` is folded: runs of white space are one space. */
export type Sentence = Span & Readonly<{ paragraph: number }>

/**
 * The sentences in order. Linear in the text; the caller bounds its length. Thai, Lao, Khmer and Burmese have no full
 * stop, so their phrases, which are parted by spaces, stand for sentences, joined up to a readable length.
 */
export function sentencesOf(text: string): Sentence[] {
  return paragraphsOf(text).flatMap((paragraph, nth) =>
    piecesOf(paragraph.text.replace(/\s/gu, ' ')).flatMap(([from, to]) => {
      const span = trimmed(text, paragraph.start + from, paragraph.start + to)
      return span === null ? [] : [{ ...span, text: folded(span.text), paragraph: nth }]
    }),
  )
}

/** Lines are paragraphs, unless a line plainly goes on in the next one, as in hard-wrapped text. */
export function paragraphsOf(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  for (const { index, 0: gap } of text.matchAll(/[ \t]*(?:\r?\n|\r|\u2028|\u2029)\s*/g)) {
    if (isWrapped(text, start, index, index + gap.length, gap)) continue
    const span = trimmed(text, start, index)
    if (span !== null) spans.push(span)
    start = index + gap.length
  }
  const last = trimmed(text, start, text.length)
  return last === null ? spans : [...spans, last]
}

/**
 * At most `max` code units, cut after the last sentence that fits; where not one does, after a clause or a word. Never
 * adds anything, so what was in the text still is. A text that fits is returned as it is.
 */
export function cutAtSentence(text: string, max: number): string {
  if (text.length <= max) return text
  let end = 0
  for (const [, to] of piecesOf(text.slice(0, max * 2 + 200))) {
    if (text.slice(0, to).trimEnd().length > max) break
    end = to
  }
  return end > 0 ? text.slice(0, end).trimEnd() : cutAtWord(text, max)
}

/** At most `max` code units, ending with a clause if one ends in the last third, else with a word, else between graphemes. */
export function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text
  const head = text.slice(0, max + 1)
  const clause = lastMatch(head, /[,;:、，；：—–](?=\s|[\u3000-\u9FFF])/gu, max)
  if (clause > (max * 2) / 3) return head.slice(0, clause).trimEnd()
  const word = lastMatch(head, /\s/gu, max)
  if (word > max / 2) return head.slice(0, word).trimEnd()
  return cut(text, max).trimEnd()
}

export function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** Scripts written without spaces between words. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** True when at least a third of the letters stand in scripts without spaces. */
export function isUnspaced(text: string): boolean {
  const letters = text.slice(0, 4_000).match(/\p{L}/gu) ?? []
  return letters.length > 0 && letters.filter(letter => unspaced.test(letter)).length * 3 >= letters.length
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
const stopless = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

function trimmed(text: string, start: number, end: number): Span | null {
  const raw = text.slice(start, end)
  const inner = raw.trim()
  if (inner === '') return null
  const from = start + raw.indexOf(inner)
  return { start: from, end: from + inner.length, text: inner }
}

function isWrapped(text: string, start: number, end: number, next: number, gap: string): boolean {
  if (end - start < 40 || /\n\s*\n/.test(gap)) return false
  return (
    !/[.!?。！？:;”"»)\]]$/u.test(text.slice(Math.max(0, end - 2), end)) && /^\p{Ll}/u.test(text.slice(next, next + 2))
  )
}

/** Offsets of the sentences of one paragraph; they leave nothing out. */
function piecesOf(paragraph: string): [number, number][] {
  if ((paragraph.match(stopless)?.length ?? 0) * 2 > paragraph.length) return phrasesOf(paragraph)
  const pieces: [number, number][] = []
  for (const { index, segment } of segmentsOf(paragraph)) {
    const last = pieces.at(-1)
    const from = last === undefined ? 0 : last[1]
    const to = endOf(segment, index)
    if (to <= from) continue
    if (
      last !== undefined &&
      goesOn(paragraph.slice(Math.max(last[0], from - 26), from), paragraph.slice(from, from + 40))
    )
      last[1] = to
    else pieces.push([from, to])
  }
  const last = pieces.at(-1)
  if (last !== undefined) last[1] = paragraph.length
  return pieces
}

/** Unicode takes `He left. 40 boats sank.` for one sentence, because the next letter is a small one (UAX 29, SB8). */
function* segmentsOf(paragraph: string): Iterable<{ index: number; segment: string }> {
  for (const { index, segment } of segmenter.segment(paragraph)) {
    let from = 0
    for (const { index: at, 0: stop } of segment.matchAll(/(?<=\p{L}{2})\.["”»)]?\s+(?=\p{N})/gu)) {
      yield { index: index + from, segment: segment.slice(from, at + stop.length) }
      from = at + stop.length
    }
    yield { index: index + from, segment: segment.slice(from) }
  }
}

/** Unicode counts an opening bracket behind a full stop to the sentence before it; it begins the next one. */
function endOf(segment: string, index: number): number {
  const opening = /[\p{Ps}“‘«]+$/u.exec(segment)
  return index + (opening !== null && opening.index > 0 ? opening.index : segment.length)
}

/** 30 code units are about as many as the shortest sentence that says something. */
function phrasesOf(paragraph: string): [number, number][] {
  const pieces: [number, number][] = []
  let start = 0
  for (const { index, 0: gap } of paragraph.matchAll(/\s+/gu)) {
    const end = index + gap.length
    if (index - start < 30) continue
    pieces.push([start, end])
    start = end
  }
  if (start < paragraph.length) pieces.push([start, paragraph.length])
  return pieces
}

function goesOn(before: string, next: string): boolean {
  const tail = before.trimEnd().slice(-24)
  if (!tail.endsWith('.')) return false
  if (/^[\p{Ll},;)]/u.test(next)) return true
  if (initial.test(tail) || abbreviation.test(tail)) return true
  return ordinal.test(tail) && /^\p{L}/u.test(next) && ordinalNext.test(next)
}

/** `J. Smith`, `z. B.`, `U.S. Army`: one letter and a full stop, in scripts that have capitals. */
const initial = /(?:^|[\s.("“'-])(?:\p{Lu}|\p{Ll})\.$/u

/** Of the Latin and Cyrillic scripts, in any language: what stands before a name, a number or an example. */
const abbreviation =
  /(?:^|[\s("“'])(?:mr|mrs|ms|mx|dr|drs|prof|sr|sra|srta|dra|st|ste|mme|mlle|me|hr|fr|frl|ing|dipl|gen|col|lt|sgt|capt|cmdr|rev|hon|pres|gov|sen|rep|vs|no|nr|nro|nº|núm|abs|art|fig|abb|kap|vol|pp?|ed|eds|approx|ca|bzw|bspw|ggf|inkl|evtl|sog|vgl|zzgl|max|min|mio|mrd|bzgl|geb|gest|jr|e\.g|i\.e|cf|z\.b|d\.h|u\.a|s\.o|resp|env|p\.ex|p\.ej|ee\.uu|mt|ft|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez|св|им|ул|гг?|тыс|млн|млрд|см|др|проф|т\.е|т\.д)\.$/iu

/** `am 3. Oktober`: German, Nordic, Slavic, Finnish and Hungarian dates. A month or a lower-case word must follow. */
const ordinal = /(?:^|\s)\d{1,2}\.$/u
const ordinalNext =
  /^(?:\p{Ll}|(?:jan|feb|mär|mar|apr|mai|maj|jun|jul|aug|sep|okt|nov|dez|dec|platz|rang|runde|tag|klasse|etage|stock|liga|jahrhundert|spieltag|minute|geburtstag|auflage)\p{Ll}*)/iu

function lastMatch(text: string, pattern: RegExp, max: number): number {
  let found = -1
  for (const { index, 0: match } of text.matchAll(pattern)) if (index + match.length <= max + 1) found = index
  return found
}
