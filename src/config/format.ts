/** What a setting may hold is said once: the same format reads the text, names the mistake and fills the documentation. */
import { maskText } from '../core/mask.ts'

export type Reading<T> = Readonly<{ value: T }> | Readonly<{ wrong: string }>

export type Format<T> = Readonly<{
  /** For the documentation and for people who got it wrong: `1m to 7d`. */
  allowed: string
  /** `wrong` is what follows the setting's name in a problem; it quotes the text unless that is a secret. */
  read(text: string): Reading<T>
}>

const durationMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
const sizeBytes = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 } as const

/** A number with a unit, such as `30s` or `1.5h`, given in whole milliseconds, whole seconds, or days. */
export function duration(least: string, most: string, unit: 'ms' | 's' | 'd'): Format<number> {
  const measure = quantity(durationMs, 'ms, s, m, h, d or w, such as 30s')
  return bounded(measure, least, most, ms => {
    const value = ms / durationMs[unit]
    return unit === 'd' || Number.isInteger(value) ? { value } : { wrong: 'is finer than this setting can be' }
  })
}

/** A number with a unit, such as `8MB` (8,000,000) or `8MiB` (8,388,608), given in whole bytes. */
export function size(least: string, most: string): Format<number> {
  const measure = quantity(sizeBytes, 'kB, MB, GB, KiB, MiB or GiB, such as 8MB')
  return bounded(measure, least, most, bytes =>
    Number.isInteger(bytes) ? { value: bytes } : { wrong: 'is not a whole number of bytes' },
  )
}

export function wholeNumber(least: number, most: number): Format<number> {
  const allowed = `${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`
  return {
    allowed,
    read: text => {
      const value = Number(text)
      return /^\d{1,15}$/.test(text) && value >= least && value <= most
        ? { value }
        : { wrong: `${quoted(text)} is not a whole number from ${allowed}` }
    },
  }
}

export function oneOf<const T extends string>(...words: readonly T[]): Format<T> {
  const allowed = words.join(', ')
  return {
    allowed,
    read: text => {
      const value = words.find(word => word === text)
      return value === undefined ? { wrong: `${quoted(text)} is not one of ${allowed}` } : { value }
    },
  }
}

export const flag: Format<boolean> = mapped(oneOf('true', 'false'), word => word === 'true')

/** `none` for null, anything else as the other format reads it. */
export function orNone<T>(format: Format<T>): Format<T | null> {
  const allowed = `${format.allowed}, or none`
  return {
    allowed,
    read: text => {
      if (text === 'none') return { value: null }
      const reading = format.read(text)
      return 'wrong' in reading ? { wrong: `${reading.wrong} (or none)` } : reading
    },
  }
}

/** Text of one line that fits the pattern; `what` says what that is. */
export function line(what: string, pattern: RegExp): Format<string> {
  return {
    allowed: what,
    read: text => (pattern.test(text) ? { value: text } : { wrong: `${quoted(text)} is not ${what}` }),
  }
}

/** An absolute address of at most 8,192 characters. A secret one is never quoted. */
export function url(schemes: readonly string[], { secret = false } = {}): Format<string> {
  const allowed = `an address with ${schemes.map(scheme => `${scheme}://`).join(' or ')}`
  return {
    allowed,
    read: text => {
      const scheme = URL.parse(text)?.protocol.slice(0, -1)
      if (text.length <= 8_192 && scheme !== undefined && schemes.includes(scheme)) return { value: text }
      return { wrong: `${secret ? 'this' : quoted(text)} is not ${allowed}` }
    },
  }
}

/** Where a service is: http or https, without user name, query and fragment. Given without a slash at its end. */
export const baseUrl: Format<string> = {
  allowed: 'an address with http:// or https://, without user name and query',
  read: text => {
    const found = text.length <= 2_048 ? URL.parse(text) : null
    const plain = found !== null && !found.username && !found.password && !found.search && !found.hash
    return plain && isHttp(found)
      ? { value: found.href.replace(/\/+$/, '') }
      : { wrong: `${quoted(text)} is not ${baseUrl.allowed}` }
  },
}

/** Scheme, host and port of http or https, and nothing else. */
export const origin: Format<string> = {
  allowed: 'a scheme, host and port, such as http://192.168.1.5:8080',
  read: text => {
    const found = text.length <= 2_048 ? URL.parse(text) : null
    return found !== null && isHttp(found) && found.href === `${found.origin}/`
      ? { value: found.origin }
      : { wrong: `${quoted(text)} is not ${origin.allowed}` }
  },
}

/** A key or token. It is never quoted. */
export const secret: Format<string> = {
  allowed: 'printable ASCII of 1 to 1,000 characters without blanks',
  read: text => (/^[\x21-\x7e]{1,1000}$/.test(text) ? { value: text } : { wrong: `this is not ${secret.allowed}` }),
}

/** US dollars, with or without the sign. */
export function dollars(least: number, most: number): Format<number> {
  const allowed = `$${least.toLocaleString('en-US')} to $${most.toLocaleString('en-US')}`
  return {
    allowed,
    read: text => {
      const [, digits] = /^\$?(\d{1,9}(?:\.\d{1,6})?)$/.exec(text) ?? []
      const value = Number(digits)
      return digits !== undefined && value >= least && value <= most
        ? { value }
        : { wrong: `${quoted(text)} is not an amount from ${allowed}` }
    },
  }
}

/** The primary subtag of a language that has a name (BCP 47): `de`, `yue`. */
export const language: Format<string> = {
  allowed: 'a language by its two or three letters, such as de',
  read: text => {
    const tag = text.toLowerCase()
    return /^[a-z]{2,3}$/.test(tag) && languageNames.of(tag) !== undefined
      ? { value: tag }
      : { wrong: `${quoted(text)} is not ${language.allowed}` }
  },
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

/** In JSON's quotes, so that blanks and control characters show; cut, and without credentials. */
export function quoted(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text
  return JSON.stringify(maskText(cut))
}

function mapped<A, B>(format: Format<A>, change: (value: A) => B): Format<B> {
  return {
    allowed: format.allowed,
    read: text => {
      const reading = format.read(text)
      return 'wrong' in reading ? reading : { value: change(reading.value) }
    },
  }
}

function quantity(units: Readonly<Record<string, number>>, example: string): (text: string) => Reading<number> {
  return text => {
    const [, number, unit] = /^(\d{1,15}(?:\.\d{1,9})?)\s?([a-z]+)$/i.exec(text) ?? []
    const factor = unit === undefined ? undefined : own(units, unit.toLowerCase())
    // 1.1 × 1,000 is 1,100.0000000000002 in binary; nobody meant the rest.
    if (factor !== undefined) return { value: Math.round(Number(number) * factor * 1e6) / 1e6 }
    return {
      wrong: /^\d+$/.test(text) ? `has no unit: write ${example}` : `is not a number with a unit: write ${example}`,
    }
  }
}

function bounded(
  measure: (text: string) => Reading<number>,
  least: string,
  most: string,
  convert: (base: number) => Reading<number>,
): Format<number> {
  const allowed = `${least} to ${most}`
  const [low, high] = [bound(least), bound(most)]
  return {
    allowed,
    read: text => {
      const measured = measure(text)
      if ('wrong' in measured) return { wrong: `${quoted(text)} ${measured.wrong}` }
      if (measured.value < low || measured.value > high) return { wrong: `${quoted(text)} is not from ${allowed}` }
      const converted = convert(measured.value)
      return 'wrong' in converted ? { wrong: `${quoted(text)} ${converted.wrong}` } : converted
    },
  }

  function bound(text: string): number {
    const reading = measure(text)
    if ('wrong' in reading) throw new Error(`the bound ${text} ${reading.wrong}`)
    return reading.value
  }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
