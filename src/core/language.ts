/** A text's language is decided by the majority of its parts: no foreign word and no quoted sentence outvotes the rest. */
import { createRequire } from 'node:module'
import { functionWords } from './language-words.ts'

export type Detected = Readonly<{
  /** BCP 47 primary subtag; Bokmål is `no`, Croatian, Bosnian and Serbian in Latin letters are `hr`. Null: too short or unknown. */
  language: string | null
  /** Most of the text agrees. Where it does not, what the page declares is the better guess. */
  sure: boolean
}>

/** Below so many characters (one of Chinese, Japanese and Korean counts three) a guess is worth nothing. */
const shortestText = 60

/** The language of a clean text. Costs at most about 16 × 300 characters, however long the text. */
export function detectLanguage(text: string): Detected {
  const votes = new Map<string, number>()
  let all = 0
  for (const part of sampled(text)) {
    const weight = weightOf(part)
    if (weight < shortestText) continue
    all += weight
    const language = languageOf(part)
    if (language !== null) votes.set(language, (votes.get(language) ?? 0) + weight)
  }
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a)
  if (first === undefined) return { language: null, sure: false }
  return { language: first[0], sure: first[1] >= all * sureShare && first[1] >= 2 * (second?.[1] ?? 0) }
}

/**
 * Whether a text is in the language asked for (`de`, `pt-BR`). In doubt it is: a short, mixed or unknown text, and languages
 * that no statistics can tell apart, are not judged.
 */
export function isLanguage(text: string, code: string): boolean {
  const { language, sure } = detectLanguage(text)
  if (language === null || !sure || weightOf(text.slice(0, 1_000)) < 2 * shortestText) return true
  return kindred(language) === kindred(code) || !isDetectable(kindred(code))
}

/**
 * The language of an article: what its text shows, or what the page declares where the text leaves doubt, where both are
 * much the same (Bokmål and Norwegian), or where no text in the declared language would be recognised.
 */
export function articleLanguage(text: string, declaredTags: readonly string[]): string | null {
  const declared = declaredTags.map(primarySubtag).find(subtag => subtag !== null) ?? null
  const { language, sure } = detectLanguage(text)
  if (declared === null || language === null) return language ?? declared
  const trusted = !sure || kindred(language) === kindred(declared) || !isDetectable(kindred(declared))
  return trusted ? declared : language
}

/** The primary subtag of a language tag as pages declare it (`de_DE`, `EN-us`), or null when it is none. */
export function primarySubtag(tag: string | null | undefined): string | null {
  const subtag = /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(tag ?? '')?.[1]?.toLowerCase() ?? null
  return subtag === null || subtag === 'und' || subtag === 'mul' || subtag === 'zxx' ? null : subtag
}

const sureShare = 0.6
const mostParts = 16

/** Parts from all over the text, cut at white space where there is any near. Addresses are in no language and go. */
function* sampled(text: string): Generator<string> {
  const partCharacters = Math.min(300, Math.max(160, Math.floor(text.length / 3)))
  const step = Math.max(partCharacters, Math.floor(text.length / mostParts))
  for (let start = 0; start < text.length; start += step) {
    const raw = text.slice(start, start + partCharacters + 30)
    const from = start === 0 ? 0 : Math.max(0, raw.slice(0, 30).search(/\s/))
    const tail = raw.slice(-30).search(/\s\S*$/)
    const to = raw.length < partCharacters + 30 || tail < 0 ? raw.length : raw.length - 30 + tail
    yield raw.slice(from, to).replace(/(?:https?:\/\/|www\.|[@#])\S+/g, ' ')
  }
}

/** In letters, the dense scripts' counted by what they say. */
function weightOf(part: string): number {
  return part.trim().length + 2 * (part.match(dense)?.length ?? 0)
}

const dense = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/gu

function languageOf(part: string): string | null {
  const script = mainScript(part)
  if (script === null) return null
  if (script === 'Han') return countOf(part, kana) * 20 > countOf(part, dense) ? 'ja' : 'zh'
  if (script !== 'Latin') return aloneIn.get(script) ?? byStatistics(part, sharing.get(script) ?? [])
  return byWords(part) ?? byStatistics(part, latinLanguages)
}

const kana = /[\p{sc=Hiragana}\p{sc=Katakana}]/gu

/** Scripts of (for our purpose) one language. */
const aloneIn: ReadonlyMap<string, string> = new Map([
  ['Hangul', 'ko'],
  ['Greek', 'el'],
  ['Thai', 'th'],
  ['Lao', 'lo'],
  ['Khmer', 'km'],
  ['Myanmar', 'my'],
  ['Georgian', 'ka'],
  ['Armenian', 'hy'],
  ['Tamil', 'ta'],
  ['Telugu', 'te'],
  ['Kannada', 'kn'],
  ['Malayalam', 'ml'],
  ['Gujarati', 'gu'],
  ['Gurmukhi', 'pa'],
  ['Sinhala', 'si'],
  ['Oriya', 'or'],
  ['Bengali', 'bn'],
  ['Ethiopic', 'am'],
  ['Tibetan', 'bo'],
])

const sharing: ReadonlyMap<string, readonly string[]> = new Map([
  ['Arabic', ['ar', 'fa', 'ur']],
  ['Hebrew', ['he', 'yi']],
  ['Devanagari', ['hi']],
  ['Cyrillic', ['ru', 'uk', 'be', 'bg', 'mk', 'sr', 'kk', 'mn']],
])

/** Those the statistics know and people write articles in; others only steal from them. */
const latinLanguages = 'en de fr es pt it nl ga cs sk da sv fi no is hu ro pl lt lv et tr id vi tl tk eo'.split(' ')

/** The script of most letters; Latin must lead clearly, for names and code are written in it everywhere. */
function mainScript(part: string): string | null {
  let best: string | null = null
  let most = 0
  for (const [script, letters] of scripts) {
    const count = countOf(part, letters) * (script === 'Han' || script === 'Hangul' ? 3 : script === 'Latin' ? 0.5 : 1)
    if (count > most) [best, most] = [script, count]
  }
  return best
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{sc=Latin}/gu],
  ['Han', /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ...[...sharing.keys(), ...aloneIn.keys()].map(name => [name, new RegExp(`\\p{sc=${name}}`, 'gu')] as const),
]

function countOf(part: string, pattern: RegExp): number {
  return part.match(pattern)?.length ?? 0
}

/** The language most of whose small words occur. Relatives share many: where the lead is small, the statistics decide between them. */
function byWords(part: string): string | null {
  const words = part.normalize('NFC').toLowerCase().match(word) ?? []
  const scores = [...functionWords].map(([language, known]) => {
    let hits = countOf(part, letters.get(language) ?? none)
    for (const one of words) if (known.has(one)) hits += 1
    return [language, hits] as const
  })
  const [first, second] = scores.sort(([, a], [, b]) => b - a)
  if (first === undefined || second === undefined || first[1] < 4 || first[1] / words.length < 0.2) return null
  if (first[1] >= second[1] * 1.5) return first[0]
  const close = scores.filter(([, hits]) => hits * 1.5 > first[1]).map(([language]) => language)
  if (close.every(language => latinLanguages.includes(language))) return byStatistics(part, close)
  return first[1] > second[1] ? first[0] : null
}

/** What one of two neighbours writes and the other does not. */
const letters: ReadonlyMap<string, RegExp> = new Map([
  ['cs', /[ěřů]/g],
  ['sk', /[ľĺŕ]|ô/g],
  ['nl', /ij/g],
  ['af', /['’]n(?!\p{L})|(?<!\p{L})(?:nie|hulle|vir|wees|elkeen|reg|sal)(?!\p{L})/gu],
])
const none = /(?!)/g

const word = /'n|’n|(?:un|[a-z])['’]r(?!\p{L})|[\p{L}\p{M}]+/gu

type Statistics = (text: string, options: { only: string[] }) => readonly { lang: string; accuracy: number }[]
let statistics: Statistics | null = null
/** Below it they were wrong as often as right on made-up Latin. */
const leastAccuracy = 0.4

/** Loaded when first needed: its tables take 0.3 s and 25 MB, and most commands never read a text. */
function byStatistics(part: string, among: readonly string[]): string | null {
  if (among.length === 1) return among[0] ?? null
  statistics ??= (createRequire(import.meta.url)('tinyld/heavy') as { detectAll: Statistics }).detectAll
  const [best] = statistics(part, { only: [...among] })
  return best !== undefined && best.accuracy >= leastAccuracy ? best.lang : null
}

/** One name for what reads alike. */
function kindred(code: string): string {
  const subtag = primarySubtag(code) ?? code
  return relatives.get(subtag) ?? subtag
}

const relatives: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
  ['da', 'no'],
  ['bs', 'hr'],
  ['sr', 'hr'],
  ['sh', 'hr'],
  ['ms', 'id'],
  ['in', 'id'],
  ['iw', 'he'],
  ['yue', 'zh'],
  ['cmn', 'zh'],
  ['fil', 'tl'],
  ['prs', 'fa'],
])

/** Whether an answer in it would be recognised. */
function isDetectable(code: string): boolean {
  const listed = [...sharing.values()].some(languages => languages.includes(code))
  const known = functionWords.has(code) || latinLanguages.includes(code) || ['zh', 'ja'].includes(code)
  return listed || known || [...aloneIn.values()].includes(code)
}
