/** Reads the dates feeds write. A date that cannot be trusted is null, because an undated entry passes and is kept. */

import { monthOf, readDay, zoneMinutes } from './dates-formats.ts'

/**
 * The moment a feed's date names, or null. Understands RFC 822/2822/5322 and its usual misspellings, RFC 3339, ISO
 * 8601 and W3CDTF in full and reduced forms, asctime, SQL and CJK forms, month names of some twenty languages, and
 * Unix time in seconds or milliseconds. A missing time is midnight, a missing zone UTC (in Korean texts, Seoul's).
 *
 * Accepted are 1605 (the first newspaper; nothing published is older) to 9999 (the last year ISO 8601 writes with
 * four digits), which PostgreSQL's timestamptz and JavaScript's Date both hold exactly. Not accepted are the days on
 * which the clocks of computers begin: they mean "no date", and would make a new entry an old one.
 *
 * Bounded: over 100 characters is null at once, and no pattern can backtrack more than the square of that.
 */
export function readDate(raw: string): Date | null {
  if (raw.length > 100) return null
  const text = tidy(raw)
  if (text.length > 200) return null
  return plausible(readUnixTime(text) ?? readText(text, /\p{Script=Hangul}/u.test(raw) ? seoul : 0))
}

const seoul = 540
const earliest = Date.UTC(1605, 0, 1)
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** OLE and Excel, SQL Server, classic Mac OS, Unix (two days, as seen from either side of Greenwich). */
const zeroDays = new Set(['1899-12-30', '1899-12-31', '1900-01-01', '1904-01-01', '1969-12-31', '1970-01-01'])

function plausible(ms: number | null): Date | null {
  if (ms === null || !(ms >= earliest && ms <= latest)) return null
  const date = new Date(ms)
  return zeroDays.has(date.toISOString().slice(0, 10)) ? null : date
}

/** Lower case, single spaces, no comments in parentheses, 年月日 as ISO writes them, no Russian `г.` after the year. */
function tidy(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .replace(/ ?[年년月월] ?/g, '-')
    .replace(/[日일]/g, ' ')
    .replace(/(\d{4}) [гр]\.?(?=[ ,]|$)/, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Nine and ten digits are seconds, thirteen milliseconds; other lengths are dates (20031231) or nothing. */
function readUnixTime(text: string): number | null {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text) * 1000)
  return /^\d{13}$/.test(text) ? Number(text) : null
}

/** Takes the time of day out of the text, then the zone behind it; what is left must be a day. */
function readText(text: string, defaultZone: number): number | null {
  const spaced = text.replace(compact, (_, y, mo, d, h, mi, s = '00') => `${y}-${mo}-${d} ${h}:${mi}:${s}`)
  const time = clock.exec(spaced)
  if (time === null) return readDateOnly(spaced, defaultZone)
  const timeMs = readClock(time)
  const { minutes, rest } = readZone(spaced.slice(time.index + time[0].length))
  if (timeMs === null || minutes === 'absurd') return null
  const dayText = `${spaced.slice(0, time.index)} ${rest}`
  const day = readExistingDay(dayText, time[7] !== undefined)
  return day === null ? null : day + timeMs - (minutes ?? defaultZone) * 60_000
}

/** 20031231T101455, 20031231101455 */
const compact = /^(\d{4})(\d{2})(\d{2})[t ]?(\d{2})(\d{2})(\d{2})?(?=$|[^\d:])/

/** [1] what stands before, [2] am/pm in front, [3] hour, [4] minute, [5] second, [6] fraction, [7] am/pm behind */
const clock =
  /(^|[ ,t])(오전|오후|上午|下午|午前|午後)? ?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)? ?([ap]\.?m\b\.?)?/

function readClock(time: RegExpExecArray): number | null {
  const [minute, second] = [Number(time[4]), Number(time[5] ?? 0)]
  const fraction = Number(`${time[6] ?? ''}000`.slice(0, 3))
  let hour = Number(time[3])
  const half = time[2] ?? time[7]
  if (half !== undefined && hour <= 12) hour = (hour % 12) + (/^(?:p|오후|下午|午後)/.test(half) ? 12 : 0)
  const midnightAtTheEnd = hour === 24 && minute === 0 && second === 0
  if ((hour > 23 && !midnightAtTheEnd) || minute > 59 || second > 60) return null // 60 is a leap second
  return ((hour * 60 + minute) * 60 + second) * 1000 + fraction
}

/** [1] name, [2] sign, [3] hours and [4] minutes or [5] hours alone; a second name behind them says nothing new */
const zone =
  /^ ?([a-z]+(?:\/[a-z_]+)?)? ?(?:([+-])(?:(\d{1,2}):?(\d{2})|(\d{1,2}))(?![a-z\d])(?: [a-z]{1,5}(?![a-z]))?)?/

type Zone = { minutes: number | null | 'absurd'; rest: string }

/** A name, an offset, both (`GMT+01:00`, where the offset counts) or neither; a month's name is not a zone's. */
function readZone(text: string): Zone {
  const [all = '', name, sign, hours, minutes = '0', onlyHours = '0'] = zone.exec(text) ?? []
  if (name !== undefined && monthOf(name) !== null) return { minutes: null, rest: text }
  const rest = text.slice(all.length)
  if (sign === undefined) return { minutes: name === undefined ? null : zoneMinutes(name), rest }
  const offset = Number(hours ?? onlyHours) * 60 + Number(minutes)
  if (offset >= 1440 || Number(minutes) > 59) return { minutes: 'absurd', rest }
  return { minutes: sign === '-' ? -offset : offset, rest }
}

/** XML Schema lets a day carry a zone (2003-12-31Z, 2003-12-31+01:00); people write `01 Jan 2004 GMT`. */
function readDateOnly(text: string, defaultZone: number): number | null {
  const zoned = /^(.*\d) ?(z|utc?|gmt|[+-]\d{2}:\d{2})$/.exec(text)
  const minutes = zoned ? readZone(zoned[2] ?? '').minutes : null
  const day = readExistingDay(zoned?.[1] ?? text, false)
  return day === null || minutes === 'absurd' ? null : day - (minutes ?? defaultZone) * 60_000
}

/** Milliseconds of the day's midnight, or null if no calendar has it (31 February). */
function readExistingDay(text: string, twelveHourClock: boolean): number | null {
  const unaccented = text.normalize('NFD').replace(/\p{M}/gu, '')
  const plain = unaccented.replace(/^[ ,]+|[ ,]+$/g, '')
  const found = readDay(plain, twelveHourClock)
  if (found === null || found.year < 1000) return null
  const ms = Date.UTC(found.year, found.month - 1, found.day)
  return new Date(ms).getUTCMonth() === found.month - 1 ? ms : null
}
