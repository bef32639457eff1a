/** What a model sent becomes a JSON object, or a clear failure: fences, prose and cut ends are forgiven, size and depth are not. */
import { jsonrepair } from 'jsonrepair'
import { type Failure, failed, type Outcome, ok } from '../failure.ts'

/** Code units of an answer; a whole summary has a tenth of that. */
export const MAX_ANSWER = 1_000_000
/** Broken JSON is mended up to here, and cut behind it: the mender is quadratic in what it doesn’t understand, and no summary is longer. */
const MAX_BROKEN = 64_000
const MAX_MENDED = 3
/** The contract is four deep; wrapped and listed it is eight. */
const MAX_DEPTH = 30
const MAX_CANDIDATES = 6

export type JsonObject = { [name: string]: unknown }

/**
 * The object that an answer holds. Total and pure: never throws. Fails with `tooLarge` above `MAX_ANSWER` and with
 * `malformed` for no text, no object, nesting beyond 30, or an error in place of the answer; the message is fit for people.
 */
export function readAnswer(text: string): Outcome<JsonObject> {
  if (text.length > MAX_ANSWER) {
    return failed({
      kind: 'tooLarge',
      limitBytes: MAX_ANSWER,
      message: 'The model’s answer is longer than a million characters.',
    })
  }
  const clean = withoutThoughts(text.replaceAll('\0', '').replace(/^\uFEFF/, '')).trim()
  if (clean === '') return malformed('The model answered with nothing.')
  const found = candidatesOf(clean)
  if (found === 'deep') return malformed('The model’s answer is nested too deeply.')
  const object = first(found, asItIs) ?? first(found.slice(0, MAX_MENDED), mended)
  if (object !== null) return refuseError(object)
  return malformed('The model answered without a JSON object.')
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function malformed(message: string): Readonly<{ ok: false; failure: Failure }> {
  return failed({ kind: 'malformed', message })
}

/** Local models send what they thought in front of what they say. */
function withoutThoughts(text: string): string {
  const end = text.lastIndexOf('</think>')
  return end < 0 ? text : text.slice(end + 8)
}

type Candidate = Readonly<{ text: string; whole: boolean }>

/** The whole text, then every stretch in balanced braces, the largest first, then what begins and never ends. */
function candidatesOf(text: string): readonly Candidate[] | 'deep' {
  const candidates: Candidate[] = [{ text, whole: true }]
  const balanced: Candidate[] = []
  let from = text.indexOf('{')
  let open: string | null = null
  for (let tries = 0; from >= 0 && tries < 50; tries++) {
    const end = balancedEnd(text, from)
    if (end === 'deep') return 'deep'
    if (end === null) open ??= text.slice(from)
    else if (end - from > 2) balanced.push({ text: text.slice(from, end), whole: true })
    from = text.indexOf('{', end ?? from + 1)
  }
  candidates.push(...balanced.sort((a, b) => b.text.length - a.text.length).slice(0, MAX_CANDIDATES))
  if (open !== null) candidates.splice(1, 0, { text: open.replace(/\s*```[\s\S]{0,2000}$/, ''), whole: false })
  return candidates
}

/** Where the object that begins at `from` ends; null: nowhere. Braces in strings do not count. */
function balancedEnd(text: string, from: number): number | null | 'deep' {
  let depth = 0
  let inString = false
  for (let i = from; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (inString) {
      if (sign === 0x5c) i++
      else if (sign === 0x22) inString = false
    } else if (sign === 0x22) inString = true
    else if (sign === 0x7b || sign === 0x5b) {
      if (++depth > MAX_DEPTH) return 'deep'
    } else if ((sign === 0x7d || sign === 0x5d) && --depth === 0) return i + 1
  }
  return null
}

function first(candidates: readonly Candidate[], read: (candidate: Candidate) => JsonObject | null): JsonObject | null {
  for (const candidate of candidates) {
    const object = read(candidate)
    if (object !== null) return object
  }
  return null
}

function asItIs({ text, whole }: Candidate): JsonObject | null {
  return whole ? unwrapped(parsed(text)) : null
}

function mended({ text }: Candidate): JsonObject | null {
  return unwrapped(parsed(mend(text)))
}

/** A list of objects, of which the largest is meant, and JSON written into a JSON string are what some models make of "answer with JSON". */
function unwrapped(value: unknown, rounds = 2): JsonObject | null {
  if (isObject(value)) return Object.keys(value).length > 0 ? value : null
  if (rounds === 0) return null
  if (Array.isArray(value)) return unwrapped(largest(value), rounds - 1)
  return typeof value === 'string' && value.includes('{') ? unwrapped(parsed(value), rounds - 1) : null
}

function largest(items: readonly unknown[]): JsonObject | undefined {
  const size = (object: JsonObject) => Object.keys(object).length
  return items
    .slice(0, 1_000)
    .filter(isObject)
    .sort((a, b) => size(b) - size(a))[0]
}

/** Undefined where it is no JSON, or nested too deeply for whoever walks it. */
function parsed(json: string): unknown {
  const start = json.search(/[[{]/)
  if (start >= 0 && balancedEnd(json, start) === 'deep') return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The mender is recursive and knows no bounds, so it is given only what is short and flat. */
function mend(text: string): string {
  const short = text.slice(0, MAX_BROKEN)
  if (!short.includes('{') || nesting(short) > MAX_DEPTH * 4) return ''
  try {
    return jsonrepair(short)
  } catch {
    return ''
  }
}

/** Brackets of all kinds, those in strings too: where the text is broken, nobody knows what is a string. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    if ('{[('.includes(sign)) deepest = Math.max(deepest, ++depth)
    else if ('}])'.includes(sign) && depth > 0) depth--
  }
  return deepest
}

function refuseError(object: JsonObject): Outcome<JsonObject> {
  const error = Object.hasOwn(object, 'error') ? object.error : undefined
  const others = Object.keys(object).filter(
    name => !/^(?:error|code|status|type|id|object|created|model|user_id|request_id)$/.test(name),
  )
  if (error === undefined || error === null || error === false || error === '' || others.length > 0) return ok(object)
  const said = isObject(error) ? error.message : error
  const words = typeof said === 'string' ? `: ${said.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 200)}` : '.'
  return malformed(`The model answered with an error${words}`)
}
