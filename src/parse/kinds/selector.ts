/** A CSS selector is matched while the page streams by: each element knows what its ancestors matched, so no page can make it search. */

/** The words of a selector; alternatives are separated by commas. */
export type Selector = readonly (readonly Step[])[]

/** What the matcher asks of an element; names are lower-case. */
export type Element = Readonly<{ name: string; attributes: Readonly<Record<string, string>> }>

/** How far each alternative came: bit i says that its steps up to i are matched by this element (`here`) or by one around it (`around`). */
export type Matched = Readonly<{ here: readonly number[]; around: readonly number[] }>

type Test = (element: Element) => boolean
type Step = Readonly<{ tests: readonly Test[]; child: boolean }>

/**
 * Type, `*`, `#id`, `.class`, `[name]` with `=`, `~=`, `|=`, `^=`, `$=`, `*=`, `:not(…)` of these, descendants, `>` and
 * commas (Selectors Level 4, § 5-6 and § 14). What it does not know it refuses in words, instead of matching something
 * else: siblings, `:has`, `:nth-child` and the like. At most 500 characters, 8 alternatives and 16 steps each.
 */
export function readSelector(text: string): Readonly<{ value: Selector }> | Readonly<{ wrong: string }> {
  if (text.length > 500) return { wrong: 'a selector has at most 500 characters' }
  const reader = { text: text.trim(), at: 0 }
  try {
    const value: Step[][] = [readAlternative(reader)]
    while (take(reader, /\s*,\s*/y) !== null) value.push(readAlternative(reader))
    if (reader.at < reader.text.length) throw new Unreadable(reader)
    return value.length > 8 ? { wrong: 'a selector has at most 8 alternatives' } : { value }
  } catch (error) {
    if (error instanceof Unreadable) return { wrong: error.message }
    throw error
  }
}

/** @param parent What the element around it matched; null for the root. */
export function match(selector: Selector, element: Element, parent: Matched | null): Matched {
  const here = selector.map((steps, nth) => {
    let bits = 0
    for (const [at, { tests, child }] of steps.entries()) {
      const before = 1 << (at - 1)
      const led = at === 0 || (((child ? parent?.here[nth] : parent?.around[nth]) ?? 0) & before) !== 0
      if (led && tests.every(test => test(element))) bits |= 1 << at
    }
    return bits
  })
  return { here, around: here.map((bits, nth) => bits | (parent?.around[nth] ?? 0)) }
}

/** Whether the element itself is what the selector names. */
export function isMatch(selector: Selector, { here }: Matched): boolean {
  return selector.some((steps, nth) => ((here[nth] ?? 0) & (1 << (steps.length - 1))) !== 0)
}

type Reader = { readonly text: string; at: number }

class Unreadable extends Error {
  constructor({ text, at }: Reader) {
    super(
      at >= text.length
        ? 'the selector ends too early'
        : `the selector cannot be read from ${JSON.stringify(text.slice(at, at + 30))} on; siblings and pseudo-classes other than :not() are not known`,
    )
  }
}

const identifier = /-?(?:[\p{L}_]|[^\0-\x7f])(?:[\p{L}\p{N}_-]|[^\0-\x7f])*/uy

function readAlternative(reader: Reader): Step[] {
  const steps: Step[] = [{ tests: readCompound(reader), child: false }]
  for (;;) {
    const combinator = take(reader, /\s*>\s*|\s+(?![\s,>])/y)
    if (combinator === null) return steps
    if (steps.length === 16) throw new Unreadable(reader)
    steps.push({ tests: readCompound(reader), child: combinator.includes('>') })
  }
}

function readCompound(reader: Reader): Test[] {
  const tests: Test[] = []
  if (take(reader, /\*/y) !== null) tests.push(() => true)
  else {
    const type = take(reader, identifier)?.toLowerCase()
    if (type !== undefined) tests.push(({ name }) => name === type)
  }
  for (let test = readSimple(reader); test !== null; test = readSimple(reader)) tests.push(test)
  if (tests.length === 0) throw new Unreadable(reader)
  return tests
}

function readSimple(reader: Reader): Test | null {
  if (take(reader, /#/y) !== null) {
    const id = demand(reader, identifier)
    return ({ attributes }) => attributes.id === id
  }
  if (take(reader, /\./y) !== null) {
    const name = demand(reader, identifier)
    return ({ attributes }) => hasWord(attributes.class, name)
  }
  if (take(reader, /\[\s*/y) !== null) return readAttribute(reader)
  if (take(reader, /:not\(\s*/iy) === null) return null
  const tests = readCompound(reader)
  demand(reader, /\s*\)/y)
  return element => !tests.every(test => test(element))
}

function readAttribute(reader: Reader): Test {
  const name = demand(reader, identifier).toLowerCase()
  const operator = take(reader, /\s*[~|^$*]?=\s*/y)?.trim()
  if (operator === undefined) {
    demand(reader, /\s*\]/y)
    return ({ attributes }) => Object.hasOwn(attributes, name)
  }
  const quoted = take(reader, /"[^"]*"|'[^']*'/y)
  const value = quoted === null ? demand(reader, /[^\s\]"']+/y) : quoted.slice(1, -1)
  demand(reader, /\s*\]/y)
  const compare = comparisons[operator.charAt(0)] ?? (() => false)
  return ({ attributes }) => Object.hasOwn(attributes, name) && compare(attributes[name] ?? '', value)
}

/** Of an empty value `^=`, `$=`, `*=` and `~=` match nothing (Selectors Level 4, § 6.2). */
const comparisons: Readonly<Record<string, (given: string, value: string) => boolean>> = {
  '=': (given, value) => given === value,
  '~': hasWord,
  '|': (given, value) => given === value || given.startsWith(`${value}-`),
  '^': (given, value) => value !== '' && given.startsWith(value),
  $: (given, value) => value !== '' && given.endsWith(value),
  '*': (given, value) => value !== '' && given.includes(value),
}

function hasWord(given: string | undefined, word: string): boolean {
  return given !== undefined && word !== '' && given.split(/\s+/, 100).includes(word)
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0] ?? null
  if (found !== null) reader.at += found.length
  return found
}

function demand(reader: Reader, pattern: RegExp): string {
  const found = take(reader, pattern)
  if (found === null) throw new Unreadable(reader)
  return found
}
