/** Keywords decide by whole words in every script, in time linear in the text: nobody's pattern can stall a poll. */

import { RE2JS, RE2Set } from 're2js'

export type Keywords = Readonly<{
  /** The keyword that matched, as it was written: the first plain one of the list, else the first pattern; or null. */
  match(text: string): string | null
}>

/**
 * Compiles a list of keywords; one match is enough. A keyword is
 * - a word or phrase: whole words, any case, any white space between. Next to it there may be no letter, digit or
 *   underscore, so `RCE` is not in "source" and `C++`, `C#` and `.NET` work;
 * - in a script that writes without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar): a substring, and such letters
 *   next to a Latin word do not count as part of it ("生成AIの" has the word `AI`);
 * - `/pattern/`, with `i`, `m`, `s` or `u` behind it: RE2 syntax, case-sensitive unless `i`, on the text as it is.
 *
 * Throws on a keyword that `checkKeyword` refuses: settings are checked where they enter.
 */
export function compileKeywords(list: readonly string[]): Keywords {
  for (const keyword of list) {
    const error = checkKeyword(keyword)
    if (error !== null) throw new TypeError(`Keyword ${JSON.stringify(keyword)}: ${error}`)
  }
  const words = list.filter(keyword => readPattern(keyword) === null).map(compileWord)
  const matchPatterns = compilePatterns(list.filter(keyword => readPattern(keyword) !== null))
  return {
    match(text) {
      const folded = words.length === 0 ? '' : fold(text)
      return words.find(word => occurs(folded, word))?.keyword ?? matchPatterns(text)
    },
  }
}

/** What is wrong with a keyword, for the person who wrote it; null if nothing is. Bounds: 200 characters, 1,000 states. */
export function checkKeyword(keyword: string): string | null {
  if (fold(keyword).trim() === '') return 'it is empty'
  if (keyword.length > 200) return 'it is longer than 200 characters'
  if (/\p{Cc}|\p{Cs}/u.test(keyword)) return 'it contains control characters'
  const pattern = readPattern(keyword)
  return pattern === null ? null : checkPattern(pattern)
}

function checkPattern(pattern: string): string | null {
  try {
    const compiled = RE2JS.compile(pattern)
    if (compiled.programSize() > 1000) return 'the pattern is too complex'
    return compiled.test('') ? 'the pattern matches the empty text, so it would match everything' : null
  } catch (error) {
    return `not a pattern that RE2 understands (${error instanceof Error ? error.message : String(error)})`
  }
}

/** The RE2 form of `/body/flags`, its flags inside, or null for a plain keyword such as `/r/programming`. */
function readPattern(keyword: string): string | null {
  const [, body, flags] = /^\/(.+)\/([imsu]*)$/.exec(keyword.trim()) ?? []
  if (body === undefined || flags === undefined) return null
  const translated = RE2JS.translateRegExp(body)
  const inline = [...new Set(flags)].filter(flag => flag !== 'u').join('')
  return inline === '' ? translated : `(?${inline})${translated}`
}

/** All patterns run as one automaton in one pass; the library falls back to a slower, still linear one at 2 MB. */
function compilePatterns(keywords: readonly string[]): (text: string) => string | null {
  if (keywords.length === 0) return () => null
  const set = new RE2Set(RE2Set.UNANCHORED, 0, 2 * 1024 * 1024)
  for (const keyword of keywords) set.add(readPattern(keyword) ?? '')
  set.compile()
  return text => {
    const found = set.match(text)
    return found.length === 0 ? null : (keywords[Math.min(...found)] ?? null)
  }
}

type Word = Readonly<{ keyword: string; needle: string; boundBefore: boolean; boundAfter: boolean }>

function compileWord(keyword: string): Word {
  const needle = fold(keyword).trim()
  const characters = [...needle]
  const boundBefore = !spaceless.test(characters[0] ?? '')
  const boundAfter = !spaceless.test(characters.at(-1) ?? '')
  return { keyword, needle, boundBefore, boundAfter }
}

function occurs(text: string, { needle, boundBefore, boundAfter }: Word): boolean {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const end = at + needle.length
    if (!(boundBefore && endsInWord(text, at)) && !(boundAfter && startsInWord(text, end))) return true
  }
  return false
}

function endsInWord(text: string, end: number): boolean {
  const code = text.charCodeAt(end - 1)
  return (code & 0xfc00) === 0xdc00 ? isWordCharacter(text.codePointAt(end - 2)) : isWordCharacter(code)
}

function startsInWord(text: string, start: number): boolean {
  return isWordCharacter(text.codePointAt(start))
}

/** NaN and undefined, the ends of the text, are none. */
function isWordCharacter(code: number | undefined): boolean {
  if (code === undefined || Number.isNaN(code)) return false
  const character = String.fromCodePoint(code)
  return word.test(character) && !spaceless.test(character)
}

const word = /[\p{L}\p{M}\p{N}_]/u
const spaceless = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

/**
 * What readers take for the same text: case, composed and decomposed accents, final sigma, the Turkish dotted I,
 * typographic apostrophes and hyphens, soft hyphens, any white space.
 */
function fold(text: string): string {
  const lower = text.normalize('NFC').toLowerCase()
  return lower.replace(variants, found => plain.get(found) ?? ' ')
}

const variants = /[ς’ʼ‐‑\u00AD]|i\u0307|\s{2,}|[^\S ]/g
const plain = new Map([
  ['ς', 'σ'],
  ['’', "'"],
  ['ʼ', "'"],
  ['‐', '-'],
  ['‑', '-'],
  ['\u00AD', ''],
  ['i\u0307', 'i'],
])
