/** Arguments become values, or a usage error that says what is allowed, before anything is opened. */
import { InvalidArgumentError } from 'commander'
import { duration, type Format, orNone, wholeNumber } from '../../config/format.ts'
import { checkKeyword } from '../../core/keywords.ts'
import { MAX_PAGE } from '../../db/page.ts'

export const parseLimit = reader(wholeNumber(1, MAX_PAGE))
const readWindow = reader(orNone(duration('1h', '3650d', 'd')))
/** In seconds. */
export const parseInterval = reader(duration('1m', '30d', 's'))
export const parsePick = reader(wholeNumber(1, 20))

/** In days, or no window at all; a word, because commander takes null for an option without a value. */
export function parseWindow(text: string): number | 'none' {
  return readWindow(text) ?? 'none'
}

const age = duration('1s', '36500d', 'ms')

/** A time ago (`7d`), a day (`2026-11-23`, its beginning here), or a moment as RFC 3339 writes it. */
export function parseTime(text: string): Date {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text)
    if (!Number.isNaN(date.getTime())) return date
  }
  const ago = age.read(text)
  if ('wrong' in ago) throw new InvalidArgumentError('It is neither a time ago (7d, 12h) nor a date (2026-11-23).')
  return new Date(Date.now() - ago.value)
}

/** Collects the option's repeats. */
export function parseKeyword(text: string, earlier: readonly string[] = []): readonly string[] {
  const wrong = checkKeyword(text)
  if (wrong !== null) throw new InvalidArgumentError(`${wrong}.`)
  return [...earlier, text]
}

function reader<T>(format: Format<T>): (text: string) => T {
  return text => {
    const reading = format.read(text)
    if ('wrong' in reading) throw new InvalidArgumentError(`${reading.wrong}.`)
    return reading.value
  }
}
