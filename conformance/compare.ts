/** When two readings of one feed are the same: texts without markup and white space, links resolved, dates as instants. */
import { readDate } from '../src/core/dates.ts'
import type { Entry } from '../src/core/entry.ts'
import { plainText } from '../src/parse/plain-text.ts'
import type { ExpectedEntry } from './corpus.ts'

/** The answer of a reference that found nothing, and of a reader that did. A reader must not invent what is not there. */
const none = null

/** Without a text of its own a title that is all markup (an image) says nothing. */
export function expectedTitle(entry: ExpectedEntry): string | null {
  return line(entry.titleText ?? plainText(entry.title ?? '')) || none
}

export function expectedLink(entry: ExpectedEntry, base: string): string | null {
  return entry.link ? resolved(entry.link, base) : none
}

/**
 * Seconds since the epoch of the first date that is given, published before updated, as in an article. Undefined, which is no
 * answer at all, when the reference saw a date and could not read it.
 */
export function expectedDate(entry: ExpectedEntry): number | null | undefined {
  const iso = entry.publishedIso ?? entry.updatedIso
  if (iso) return seconds(Date.parse(iso))
  return entry.published || entry.updated ? undefined : none
}

export function readTitle(entry: Entry | undefined): string | null {
  return line(entry?.title) || none
}

export function readLink(entry: Entry | undefined, base: string): string | null {
  return entry?.link ? resolved(entry.link, base) : none
}

export function readInstant(entry: Entry | undefined): number | null {
  const date = readDate(entry?.published ?? '') ?? readDate(entry?.updated ?? '')
  return date === null ? none : seconds(date.getTime())
}

export function line(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

function resolved(link: string, base: string): string {
  return URL.parse(link, base)?.href ?? link
}

/** The reference keeps no fractions. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000)
}
