/** When two readings of one feed are the same: texts without markup and white space, links resolved, dates as instants. */
import { readDate } from '../src/core/dates.ts'
import type { Entry } from '../src/core/entry.ts'
import type { ExpectedEntry } from './corpus.ts'

/** Undefined when the reference says nothing to compare with. */
export function expectedTitle(entry: ExpectedEntry): string | undefined {
  return line(entry.titleText ?? entry.title) || undefined
}

export function expectedLink(entry: ExpectedEntry, base: string): string | undefined {
  return entry.link ? resolved(entry.link, base) : undefined
}

/** Milliseconds since the epoch of the first date that is given: published before updated, as in an article. */
export function expectedDate(entry: ExpectedEntry): number | undefined {
  const iso = entry.publishedIso ?? entry.updatedIso
  return iso ? Date.parse(iso) : undefined
}

export function readTitle(entry: Entry | undefined): string | undefined {
  return line(entry?.title) || undefined
}

export function readLink(entry: Entry | undefined, base: string): string | undefined {
  return entry?.link ? resolved(entry.link, base) : undefined
}

export function readInstant(entry: Entry | undefined): number | undefined {
  return (readDate(entry?.published ?? '') ?? readDate(entry?.updated ?? ''))?.getTime()
}

export function line(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

function resolved(link: string, base: string): string {
  return URL.parse(link, base)?.href ?? link
}
