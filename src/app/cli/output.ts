/** What people read: tables, times and sizes in words. Nothing that came from outside can disturb the terminal, and no feed's address shows its secret. */
import Table from 'cli-table3'
import pc from 'picocolors'
import { maskText } from '../../core/mask.ts'
import { collapse } from '../../core/text.ts'
import { displayWidth, shorten } from './width.ts'

export type Column<Row> = Readonly<{
  head: string
  of(row: Row): string
  align?: 'left' | 'right'
  /** Shrinks, to no less than `least` columns, when the line would be too long. */
  least?: number
  /** Left out when it is empty in every row. */
  optional?: boolean
  paint?(text: string, row: Row): string
}>

/** Rows without borders, fitted into `width` columns where the shrinking columns allow it. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): string {
  const cells = columns.map(column => rows.map(row => clean(column.of(row))))
  const shown = columns
    .map((column, at) => ({ column, cells: cells[at] ?? [] }))
    .filter(({ column, cells }) => !column.optional || cells.some(cell => cell !== ''))
  const widths = fittedWidths(shown, width)
  const drawn = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    head: shown.map(({ column }, at) => pc.dim(shorten(column.head, widths[at] ?? 1))),
    colAligns: shown.map(({ column }) => column.align ?? 'left'),
  })
  for (const [line, row] of rows.entries()) {
    drawn.push(
      shown.map(({ column, cells }, at) => {
        const text = shorten(cells[line] ?? '', widths[at] ?? 1)
        return column.paint && text !== '' ? column.paint(text, row) : text
      }),
    )
  }
  return drawn.toString().replace(/ +$/gm, '')
}

const gap = '  '
const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: gap },
}

/** Takes from the widest column that may still shrink, one column at a time, until the line fits or nothing may. */
function fittedWidths(shown: readonly { column: Column<never>; cells: readonly string[] }[], width: number): number[] {
  const widths = shown.map(({ column, cells }) => Math.max(1, displayWidth(column.head), ...cells.map(displayWidth)))
  const least = shown.map(({ column }) => column.least ?? Number.POSITIVE_INFINITY)
  const room = width - gap.length * (shown.length - 1)
  let excess = widths.reduce((sum, one) => sum + one, 0) - room
  while (excess > 0) {
    const can = widths.flatMap((one, at) => (one > (least[at] ?? 0) ? [at] : []))
    const widest = can.reduce<number | null>(
      (best, at) => (best === null || (widths[at] ?? 0) > (widths[best] ?? 0) ? at : best),
      null,
    )
    if (widest === null) break
    widths[widest] = (widths[widest] ?? 1) - 1
    excess -= 1
  }
  return widths
}

/** `name  value` lines; names are dim and aligned. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const widest = Math.max(...pairs.map(([name]) => displayWidth(name)))
  return pairs.map(([name, value]) => `${pc.dim(name.padEnd(widest))}  ${value}`).join('\n')
}

/** One safe line: without control characters, escapes and line breaks. */
export function clean(text: string): string {
  return collapse(text.toWellFormed())
}

/** A feed's address without credentials and tokens. */
export function address(url: string): string {
  return maskText(clean(url))
}

/** Its title, else its address. */
export function nameOf(source: { title: string | null; url: string | null }): string {
  if (source.title !== null) return clean(source.title)
  return source.url === null ? 'a source that is gone' : address(source.url)
}

/** The same for a row that names its source. */
export function sourceNameOf(row: { sourceTitle: string | null; sourceUrl: string | null }): string {
  return nameOf({ title: row.sourceTitle, url: row.sourceUrl })
}

/** The beginning of an id of a source or an article, enough to name it by. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

/** The end of a run's id: runs of one minute share the beginning. */
export function shortRunId(id: string): string {
  return id.slice(-8)
}

/** `2026-11-23 09:41:05`, in this machine's time zone. */
export function moment(date: Date): string {
  return localTime.format(date)
}

const localTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'always' })
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** `in 12 min`, `3 days ago`, `now`. */
export function inWords(date: Date, now: Date): string {
  const ms = date.getTime() - now.getTime()
  const [unit, length] = units.find(([, length]) => Math.abs(ms) >= length) ?? ['second', 1_000]
  const count = Math.trunc(ms / length)
  return count === 0 ? 'now' : relative.format(count, unit).replace('.', '')
}

/** `340 ms`, `4.2 s`, `3 min 20 s`. */
export function took(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1).replace('.0', '')} s`
  if (ms >= 3_600_000) return inTwo(ms, 3_600_000, 'h', 60_000, 'min')
  return inTwo(ms, 60_000, 'min', 1_000, 's')
}

function inTwo(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small)
  return `${Math.floor(ms / big)} ${bigName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`
}

/** `0 B`, `41 KB`, `1.2 MB`; a KB has 1,000 bytes. */
export function size(bytes: number): string {
  const names = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let at = 0
  while (value >= 999.5 && at < names.length - 1) {
    value /= 1_000
    at += 1
  }
  return `${at > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${names[at]}`
}

/** `1 article`, `1,204 articles`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

export function number(value: number): string {
  return value.toLocaleString('en')
}
