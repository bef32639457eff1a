/** Texts that are made up but behave like texts: a vocabulary for each language, used as often as Zipf found that words are, between the words that every sentence needs. */

export type Language = Readonly<{
  code: string
  /** Share of the articles. */
  share: number
  words: readonly string[]
  /** A text of about so many characters. */
  text(characters: number): string
  title(): string
}>

/** 0 ≤ x < 1, the same each run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const VOCABULARY = 50_000
/** Zipf and Mandelbrot: the word of rank r is used 1/(r + SHIFT) as often, so the most frequent one is in two of five texts. */
const SHIFT = 60
/** Of the words of a text, those that only hold a sentence together. */
const SMALL_WORDS = 0.35
const TITLE_WORDS = { least: 6, most: 12 }

const latin = { heads: 'b c d f g h l m n p r s t v st tr pl cr br gr'.split(' '), vowels: 'a e i o u'.split(' ') }
const cyrillic = {
  heads: 'б в г д ж з к л м н п р с т ф х ст тр пр кр'.split(' '),
  vowels: 'а е и о у'.split(' '),
}

const spoken = [
  ['en', 0.45, latin, 'the of and to in a is that for it as was with on by at from this', 's ing ed er tion'],
  ['de', 0.15, latin, 'der die und in den von zu das mit sich des auf für ist im dem nicht', 'en ung er lich keit'],
  ['fr', 0.1, latin, 'de la le et les des en un du une que est pour qui dans par plus', 'er tion ment eur s'],
  ['es', 0.1, latin, 'de la que el en y a los del se las por un para con no una', 'ar ción mente or s'],
  ['ru', 0.1, cyrillic, 'и в не на что с по как это из за от для но все его', 'ость ение ный ать ов'],
] as const

export function createLanguages(random: () => number): readonly Language[] {
  const sampled = sampler(VOCABULARY, random)
  const rankOf = () => sampled[Math.floor(random() * sampled.length)] ?? 0
  const made = spoken.map(([code, share, letters, small, endings]): Language => {
    const smallWords = small.split(' ')
    const words = vocabulary(random, letters, endings.split(' '))
    const next = () =>
      (random() < SMALL_WORDS ? smallWords[Math.floor(random() * smallWords.length)] : words[rankOf()]) ?? ''
    return { code, share, words, text: characters => sentences(characters, next, random), title: () => titleOf(next) }
  })
  return [...made, ...(['ja', 'zh'] as const).map(code => unspaced(code, random, rankOf))]

  function titleOf(next: () => string): string {
    const count = TITLE_WORDS.least + Math.floor(random() * (TITLE_WORDS.most - TITLE_WORDS.least + 1))
    return capital(Array.from({ length: count }, next).join(' '))
  }
}

/** Japanese and Chinese: words of one to four characters, and no spaces. */
function unspaced(code: 'ja' | 'zh', random: () => number, rankOf: () => number): Language {
  const words = unique(VOCABULARY, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      String.fromCodePoint(
        code === 'ja' && random() < 0.4
          ? 0x3042 + Math.floor(random() * 80)
          : 0x4e00 + Math.floor(random() * random() * 3_000),
      ),
    ).join(''),
  )
  const text = (characters: number) => {
    let made = ''
    while (made.length < characters) {
      for (let at = 0; at < 12; at++) made += words[rankOf()] ?? ''
      made += '。'
    }
    return made
  }
  return { code, share: 0.05, words, text: characters => text(characters / 3), title: () => text(12).slice(0, 20) }
}

function sentences(characters: number, next: () => string, random: () => number): string {
  let made = ''
  while (made.length < characters) {
    let sentence = next()
    for (let left = 5 + Math.floor(random() * 15); left > 0; left--) sentence += ` ${next()}`
    made += `${capital(sentence)}. `
    if (random() < 0.15) made += '\n\n'
  }
  return made
}

function vocabulary(random: () => number, letters: typeof latin, endings: readonly string[]): string[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
  return unique(VOCABULARY, () => {
    let word = ''
    for (let left = 1 + Math.floor(random() * 3); left >= 0; left--) word += pick(letters.heads) + pick(letters.vowels)
    return random() < 0.5 ? word + pick(endings) : word
  })
}

function unique(count: number, make: () => string): string[] {
  const made = new Set<string>()
  while (made.size < count) made.add(make())
  return [...made]
}

/** Ranks by how often they occur, to be picked from evenly. */
function sampler(words: number, random: () => number): Uint16Array {
  const sums = new Float64Array(words)
  let sum = 0
  for (let rank = 0; rank < words; rank++) sums[rank] = sum += 1 / (rank + SHIFT)
  const picked = new Uint16Array(2 ** 20)
  for (let at = 0; at < picked.length; at++) {
    const wanted = random() * sum
    let low = 0
    for (let high = words - 1; low < high; ) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    picked[at] = low
  }
  return picked
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
