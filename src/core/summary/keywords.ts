/** Keywords are words and short phrases that the text repeats, names or writes at length, never words of every sentence. */
import { unique } from './fields.ts'
import { unspaced } from './sentences.ts'
import { isStopWord } from './stop-words.ts'

/** Code units that are looked at; what a text is about shows long before. */
const MAX_TEXT = 60_000

type Candidate = { words: string[]; said: string; count: number; names: number; first: number }

/** At most `count` keywords as the text writes them, the most telling first; words of the title count more. Linear in the text. */
export function keywordsOf(text: string, count: number, title = ''): string[] {
  const candidates = candidatesOf(text.slice(0, MAX_TEXT))
  const weights = weightsOf(candidates, new Set([...wordsOf(title.toLowerCase())].map(({ word }) => word)))
  const scored = [...candidates.values()]
    .map(candidate => ({ candidate, score: scoreOf(candidate, weights) }))
    .sort((a, b) => b.score - a.score || a.candidate.first - b.candidate.first)
    .slice(0, count * 4)
    .map(({ candidate }) => candidate)
  const kept = scored.filter(
    (candidate, nth) => !scored.some((other, place) => swallows(other, candidate, place < nth)),
  )
  return unique(kept.map(({ said }) => said).filter(said => said.length <= 120)).slice(0, count)
}

/** Runs of up to three telling words, and each of those words, by their lower-case form. */
function candidatesOf(text: string): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>()
  let place = 0
  const add = (words: readonly string[], atStart: boolean) => {
    const key = words.join(' ').toLowerCase()
    const isName = !atStart && words.every(word => /^\p{Lu}/u.test(word))
    const known = candidates.get(key)
    if (known === undefined) {
      const own = { words: key.split(' '), said: words.join(' '), count: 1, names: isName ? 1 : 0, first: place++ }
      if (candidates.size < 20_000) candidates.set(key, own)
    } else {
      known.count++
      if (isName) known.names++
    }
  }
  for (const { words, atStart } of runsOf(text)) {
    for (let from = 0; from < words.length; from++) {
      for (let length = 1; length <= 3 && from + length <= words.length; length++) {
        add(words.slice(from, from + length), atStart && from === 0)
      }
    }
  }
  return candidates
}

type Run = Readonly<{ words: string[]; atStart: boolean }>

/** Telling words that stand beside each other: stop words and punctuation part them. */
function* runsOf(text: string): Iterable<Run> {
  let words: string[] = []
  let atStart = true
  let end = 0
  for (const { word, index } of wordsOf(text)) {
    const between = text.slice(end, index)
    const sentence = end === 0 || /[.!?。！？\n:“"„«]/u.test(between)
    end = index + word.length
    const isTelling = tells(word)
    if (words.length > 0 && (!isTelling || !/^[\s'’-]*$/u.test(between) || between === '' || between.includes('\n'))) {
      yield { words, atStart }
      words = []
    }
    if (!isTelling) continue
    if (words.length === 0) atStart = sentence
    words.push(word)
  }
  if (words.length > 0) yield { words, atStart }
}

function* wordsOf(text: string): Iterable<{ word: string; index: number }> {
  for (const { 0: run, index } of text.matchAll(
    /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:(?:['’·-]|\u200C|\u200D)[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu,
  )) {
    if (!unspaced.test(run)) yield { word: run, index }
    else yield* unspacedWordsOf(run, index)
  }
}

/** A run of katakana is one foreign word or name, which no dictionary knows. */
function* unspacedWordsOf(run: string, offset: number): Iterable<{ word: string; index: number }> {
  for (const { 0: part, index } of run.matchAll(/[\p{Script=Katakana}ー]+|[^\p{Script=Katakana}ー]+/gu)) {
    if (/^[\p{Script=Katakana}ー]/u.test(part)) yield { word: part, index: offset + index }
    else
      for (const { segment, index: at } of segmenter.segment(part)) yield { word: segment, index: offset + index + at }
  }
}

/** Dictionary-based for all scripts without spaces, whatever the locale. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function tells(word: string): boolean {
  const lower = word.toLowerCase()
  if (isStopWord(lower) || word.length > 60 || !/\p{L}/u.test(word)) return false
  if (!unspaced.test(word)) return word.length >= 3 || (word.length === 2 && /^\p{Lu}{2}$/u.test(word))
  return word.length >= 2 && !/^\p{Script=Hiragana}+$/u.test(word)
}

/** A word weighs by how often it is said, dampened, and by its length: short words are rarely the subject. */
function weightsOf(
  candidates: ReadonlyMap<string, Candidate>,
  title: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const { words, count, names, said } of candidates.values()) {
    if (words.length !== 1) continue
    const [word = ''] = words
    const length = unspaced.test(word) ? 1 : Math.min(1.5, 0.5 + word.length / 8)
    const name = names * 2 > count && /^\p{Lu}/u.test(said) ? 1.4 : 1
    weights.set(word, (Math.log2(1 + count) - 0.5) * length * name * (title.has(word) ? 1.5 : 1))
  }
  return weights
}

/** A phrase is worth its words, the more the oftener it is said as such; said once, it is worth little unless it is a name. */
function scoreOf({ words, count, names }: Candidate, weights: ReadonlyMap<string, number>): number {
  const sum = words.reduce((total, word) => total + (weights.get(word) ?? 0), 0)
  if (words.length === 1) return sum
  const held = count > 1 ? 0.6 + 0.2 * Math.min(count, 4) : names > 0 ? 0.6 : 0.3
  return (sum / Math.sqrt(words.length)) * held
}

/** A part of a better phrase, or a longer phrase about a better word that is not said more than once, adds nothing. */
function swallows(other: Candidate, candidate: Candidate, isBetter: boolean): boolean {
  if (other === candidate || !isBetter) return false
  const inside = ` ${other.words.join(' ')} `.includes(` ${candidate.words.join(' ')} `)
  const around = ` ${candidate.words.join(' ')} `.includes(` ${other.words.join(' ')} `)
  return (
    (inside && candidate.count <= other.count * 2) || (around && candidate.count === 1) || sameStem(other, candidate)
  )
}

/** `float` and `floats` are one. */
function sameStem(a: Candidate, b: Candidate): boolean {
  const [one, two] = [a.words.join(' '), b.words.join(' ')]
  return one.length > 3 && two.length > 3 && (two === `${one}s` || one === `${two}s`)
}
