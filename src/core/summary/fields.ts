/** Reads one field of an answer under any of its names and in any of the shapes that models give it. */
import { isObject, type JsonObject } from './answer.ts'
import type { Cleaner } from './plain.ts'
import { cutAtSentence } from './sentences.ts'

/** Field names by what is left when case, `_`, `-`, `;` and spaces go: `summary250`, `Summary-250` and `summary_250` are one. */
export type Fields = ReadonlyMap<string, unknown>

const MAX_FIELDS = 300
/** Items of a list that are looked at. */
const MAX_ITEMS = 200

export function fieldsOf(value: unknown): Fields {
  const fields = new Map<string, unknown>()
  if (!isObject(value)) return fields
  for (const name of Object.keys(value).slice(0, MAX_FIELDS)) {
    const plain = plainName(name)
    if (!fields.has(plain) || isEmpty(fields.get(plain))) fields.set(plain, value[name])
  }
  return fields
}

/** The first that has something in it; `names` are plain already. */
export function field(fields: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields.get(name)
    if (!isEmpty(value)) return value
  }
  return undefined
}

/** A text, whatever it came as: numbers are written out, lists joined, of objects the field that reads like a text. */
export function rawText(value: unknown, depth = 2): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return Number.isFinite(Number(value)) ? String(value) : ''
  if (depth === 0) return ''
  if (Array.isArray(value)) {
    return value
      .slice(0, MAX_ITEMS)
      .map(item => rawText(item, depth - 1))
      .filter(text => text !== '')
      .join(' ')
  }
  return isObject(value) ? rawText(field(fieldsOf(value), ...textNames), depth - 1) : ''
}

const textNames =
  'text quote value idea point fact label name title question topic tag keyword content sentence highlight summary'.split(
    ' ',
  )

/** At most `max` code units, cut at a sentence end; '' for nothing. Idempotent, as all of them are. */
export function text(value: unknown, max: number, clean: Cleaner): string {
  return settled(rawText(value), said => cutAtSentence(clean(said, max), max))
}

/** A name is dropped, not cut, when it is too long: half a name is another one. */
export function names(value: unknown, max: number, count: number, clean: Cleaner): string[] {
  const read = (item: unknown) => settled(rawText(item), said => unlisted(clean(said, max)))
  return unique(itemsOf(value, /[,;\n、，]/).map(read))
    .filter(name => name.length <= max)
    .slice(0, count)
}

/** Texts of which each stands for itself. */
export function texts(value: unknown, max: number, count: number, clean: Cleaner): string[] {
  const read = (item: unknown) => settled(rawText(item), said => unlisted(cutAtSentence(clean(said, max), max)))
  return unique(itemsOf(value, /\n+/).map(read)).slice(0, count)
}

/** What is cut may look different to the cleaner than what was whole, so both are done until nothing changes; '' if that takes too long. */
function settled(text: string, step: (text: string) => string): string {
  let before = text
  for (let round = 0; round < 5; round++) {
    const after = step(before)
    if (after === before) return after
    before = after
  }
  return ''
}

/** The sign of a list item is no part of what it says. */
function unlisted(text: string): string {
  return text.replace(/^(?:[-*•]|\d{1,2}[.)])\s+(?=\S)/u, '')
}

/** Objects with their fields; a bare text becomes one with the text under every name. */
export function objects(value: unknown): Fields[] {
  return itemsOf(value, /\n+/).map(item => {
    if (isObject(item)) return fieldsOf(item)
    return new Map<string, unknown>([['', item]])
  })
}

/** A finite number, read from digits in a text where need be; null when there is none. */
export function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const written =
    typeof value === 'string' ? /[-−+]?\d[\d.,\u00A0\u202F'’ ]*/u.exec(value.slice(0, 200))?.[0] : undefined
  return written === undefined ? null : readNumber(written)
}

/** 0 to 1; percentages are taken as such. */
export function share(value: unknown): number | null {
  if (typeof value === 'string' && Object.hasOwn(sharesByName, value.toLowerCase().trim())) {
    return sharesByName[value.toLowerCase().trim()] ?? null
  }
  const found = number(value)
  if (found === null || found < 0) return null
  if (found <= 1) return found
  return found <= 100 ? found / 100 : null
}

const sharesByName: Readonly<Record<string, number>> = {
  'very low': 0.1,
  low: 0.25,
  medium: 0.5,
  moderate: 0.5,
  high: 0.8,
  'very high': 0.95,
}

/** Of `1.234,5`, `1,234.5`, `1 234`, `12,000` and `0,5`: the last separator is the decimal one unless three digits follow the only kind there is. */
export function readNumber(written: string): number | null {
  const digits = written
    .trim()
    .replace(/[\u00A0\u202F'’ ]/g, '')
    .replace('−', '-')
    .replace(/[.,]+$/, '')
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const kinds = new Set(digits.match(/[.,]/g) ?? [])
  const grouped = kinds.size === 1 && /^[-+]?[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(digits)
  const plain =
    last < 0 || grouped
      ? digits.replace(/[.,]/g, '')
      : `${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}`
  const value = Number(plain)
  return plain !== '' && Number.isFinite(value) ? value : null
}

/** First spelling wins; case does not count. */
export function unique(items: readonly string[]): string[] {
  const seen = new Set<string>()
  return items.filter(item => {
    const key = item.toLowerCase()
    if (item === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

export function plainName(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function itemsOf(value: unknown, separator: RegExp): unknown[] {
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS)
  if (typeof value === 'string')
    return value
      .slice(0, 20_000)
      .split(separator)
      .slice(0, MAX_ITEMS)
      .map(item => item.trim())
  if (isObject(value)) return isListOfNamed(value) ? Object.values(value).slice(0, MAX_ITEMS) : [value]
  return value === undefined || value === null || typeof value === 'boolean' ? [] : [value]
}

/** `{ "1": "…", "2": "…" }` */
function isListOfNamed(value: JsonObject): boolean {
  return Object.keys(value)
    .slice(0, MAX_ITEMS)
    .every(name => /^\D{0,10}\d+$/.test(name))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0
}
