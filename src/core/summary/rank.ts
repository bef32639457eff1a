/** Sentences vote for the sentences they share words with (TextRank, Mihalcea and Tarau 2004, with TF-IDF cosine as in LexRank). */
import { isUnspaced, type Sentence, unspaced } from './sentences.ts'
import { isStopWord } from './stop-words.ts'

export type Ranked = Readonly<{
  /** 0 to 1, the best sentence has 1. */
  scores: Float64Array
  /** Cosine of two sentences by their places, 0 to 1. */
  likeness(a: number, b: number): number
}>

/** Quadratic in the sentences: the caller gives at most 400. `title` counts as a vote of its own. */
export function rankSentences(sentences: readonly Sentence[], title: string): Ranked {
  const vectors = vectorsOf([...sentences.map(({ text }) => text), title])
  const titled = vectors.pop() ?? new Map()
  const size = vectors.length
  const matrix = new Float64Array(size * size)
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const cosine = dot(vectors[a], vectors[b])
      matrix[a * size + b] = cosine
      matrix[b * size + a] = cosine
    }
  }
  const scores = votes(matrix, size)
  const best = Math.max(...scores, Number.MIN_VALUE)
  for (let i = 0; i < size; i++) scores[i] = (scores[i] ?? 0) / best + TITLE_VOTE * dot(vectors[i], titled)
  const most = Math.max(...scores, Number.MIN_VALUE)
  return { scores: scores.map(score => score / most), likeness: (a, b) => matrix[a * size + b] ?? 0 }
}

const TITLE_VOTE = 0.4
const DAMPING = 0.85
const ROUNDS = 30

function votes(matrix: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size)
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) sums[a] = (sums[a] ?? 0) + (matrix[a * size + b] ?? 0)
  let scores = new Float64Array(size).fill(1)
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(size).fill(1 - DAMPING)
    for (let from = 0; from < size; from++) {
      const sum = sums[from] ?? 0
      if (sum === 0) continue
      const vote = (DAMPING * (scores[from] ?? 0)) / sum
      for (let to = 0; to < size; to++) next[to] = (next[to] ?? 0) + vote * (matrix[from * size + to] ?? 0)
    }
    scores = next
  }
  return scores
}

type Vector = Map<string, number>

/** TF-IDF, normalised to length 1. */
function vectorsOf(texts: readonly string[]): Vector[] {
  const counted = texts.map(text => countsOf(tokensOf(text)))
  const spread = new Map<string, number>()
  for (const counts of counted) for (const token of counts.keys()) spread.set(token, (spread.get(token) ?? 0) + 1)
  return counted.map(counts => {
    const vector: Vector = new Map()
    let square = 0
    for (const [token, count] of counts) {
      const weight = (1 + Math.log(count)) * Math.log(1 + texts.length / (spread.get(token) ?? 1))
      vector.set(token, weight)
      square += weight * weight
    }
    const length = Math.sqrt(square) || 1
    for (const [token, weight] of vector) vector.set(token, weight / length)
    return vector
  })
}

function countsOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}

/** Telling words by their first seven letters, which stands for a stem in most languages; bigrams where words are not parted. */
export function tokensOf(text: string): string[] {
  const lower = text.toLowerCase()
  const words = (lower.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []).slice(0, 200)
  if (!isUnspaced(lower))
    return words.filter(word => word.length > 1 && !isStopWord(word)).map(word => word.slice(0, 7))
  return words.flatMap(word => (unspaced.test(word) ? bigramsOf(word) : [word]))
}

function bigramsOf(run: string): string[] {
  const signs = [...run].slice(0, 400)
  return signs.length < 2 ? signs : signs.slice(1).map((sign, nth) => `${signs[nth]}${sign}`)
}

function dot(a: Vector = new Map(), b: Vector = new Map()): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [token, weight] of few) sum += weight * (many.get(token) ?? 0)
  return sum
}
