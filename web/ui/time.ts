/** Times and amounts as people say them, in the language of their browser. */

const minuteMs = 60_000
const dayMs = 86_400_000

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const clockWithSeconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayOfWeek = new Intl.DateTimeFormat(undefined, { weekday: 'long' })
const fullDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** For a row: the time of day today, else the day. */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (daysBetween(at, now) === 0) return clock.format(at)
  return at.getFullYear() === now.getFullYear() ? dayOfYear.format(at) : fullDay.format(at)
}

/** For a headline above rows. */
export function dayName(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const days = daysBetween(at, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days > 1 && days < 7) return dayOfWeek.format(at)
  return fullDay.format(at)
}

/** "Today, 09:41" */
export function dayAndTime(iso: string, now = new Date()): string {
  return `${dayName(iso, now)}, ${clock.format(new Date(iso))}`
}

export function timeOfDay(iso: string): string {
  return clock.format(new Date(iso))
}

export function timeWithSeconds(iso: string): string {
  return clockWithSeconds.format(new Date(iso))
}

export function exactTime(iso: string): string {
  return exact.format(new Date(iso))
}

/** "4 min", "3 h", "3 days": how long ago, or how long still. */
export function span(ms: number): string {
  const length = Math.abs(ms)
  if (length < minuteMs) return `${Math.max(1, Math.round(length / 1_000))} s`
  if (length < 60 * minuteMs) return `${Math.round(length / minuteMs)} min`
  if (length < dayMs) return `${Math.round(length / (60 * minuteMs))} h`
  const days = Math.round(length / dayMs)
  return days === 1 ? '1 day' : `${days} days`
}

/** "3 d" where there is little room. */
export function shortSpan(ms: number): string {
  return span(ms).replace(/ days?$/, ' d')
}

export function ago(iso: string, now = Date.now()): string {
  return `${span(now - Date.parse(iso))} ago`
}

/** "0.4 s", "12 s": what a stage took. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return seconds(ms)
}

/** "0.0 s", "12 s": for stages that stand below one another. */
export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 1_000)} s`
}

export function dollars(usd: number): string {
  if (usd === 0) return '$0'
  return usd < 0.1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`
}

const whole = new Intl.NumberFormat()

export function count(n: number): string {
  return whole.format(n)
}

/** "1 article", "3 articles". */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`
}

const units = ['B', 'KB', 'MB', 'GB', 'TB']

export function bytes(n: number): string {
  const step = n < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3))
  const value = n / 1_000 ** step
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`
}

function daysBetween(at: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  return Math.round((midnight(now) - midnight(at)) / dayMs)
}
