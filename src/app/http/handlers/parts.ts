/** What every group of handlers is given, and how rows become answers. */
import { directionOfLanguage } from '../../../core/direction.ts'
import { maskText } from '../../../core/mask.ts'
import type { ListedArticle } from '../../../db/article-list.ts'
import type { Position } from '../../../db/page.ts'
import type { Blocks } from '../access/blocks.ts'
import type { Denials } from '../access/denials.ts'
import type { Streams } from '../event-stream.ts'
import type { Imports } from '../imports.ts'
import { createLru } from '../lru.ts'
import type { MediaProxy } from '../media.ts'
import type { Metrics } from '../metrics.ts'
import type { HttpOptions } from '../options.ts'
import type { Draft } from '../reply.ts'
import type { Sampler } from '../sampler.ts'
import type { ArticleItem } from '../schemas/articles.ts'
import type { SourceRef } from '../schemas/common.ts'
import type { Ticker } from '../ticker.ts'

export type Parts = HttpOptions &
  Readonly<{
    clock: () => Date
    streams: Streams
    metrics: Metrics
    blocks: Blocks
    denials: Denials
    ticker: Ticker
    sampler: Sampler
    imports: Imports
    media: MediaProxy
  }>

/** A position, and what belongs to it, as a text that a client passes on and cannot read. */
export function cursorOf(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Null for what is no cursor of `length` texts. What the texts say is checked by whoever uses them: the database refuses no time but a wrong one. */
export function readCursor(cursor: string, length: number): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length !== length) return null
    const texts = parts.map(String)
    return texts.every(text => text.isWellFormed() && !text.includes('\0')) ? texts : null
  } catch {
    return null
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const moment = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)*(?: BC)?$/

/** Of a cursor `[at, id]`, where `at` is a time of PostgreSQL. */
export function readPosition(cursor: string | undefined): Position | null | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = readCursor(cursor, 2) ?? []
  return moment.test(at) && uuid.test(id) ? { at, id } : null
}

export function isUuid(text: string): boolean {
  return uuid.test(text)
}

export function isMoment(text: string): boolean {
  return moment.test(text)
}

/** As PostgreSQL writes one of 8 bytes. */
export function isNumber(text: string): boolean {
  return /^[\d.e+-]{1,30}$/.test(text) && Number.isFinite(Number(text))
}

export function nextOf(next: Position | null): string | null {
  return next === null ? null : cursorOf([next.at, next.id])
}

export const badCursor = 'This is not a cursor of this list.'

/** The title, or the host where there is none; never an address with credentials. */
export function nameOf(title: string | null, url: string | null): string {
  if (title !== null) return title
  const host = url === null ? undefined : URL.parse(url)?.host
  return host ?? 'a source that was removed'
}

type Source = NonNullable<ListedArticle['source']>

export function sourceRef({ id, title, url, group, demo }: Source): Draft<SourceRef> {
  return { id, name: nameOf(title, url), url: masked(url), group, demo }
}

/** A list names the same few sources in each of its rows, and masking looks for every kind of secret. */
const maskedUrls = createLru<string, string>(2_000)
function masked(url: string): string {
  const text = maskedUrls.get(url) ?? maskText(url)
  maskedUrls.set(url, text)
  return text
}

export function directionOf(language: string | null): ArticleItem['dir'] {
  return language === null ? 'auto' : directionOfLanguage(language)
}

const EXCERPT = 240

export function articleItem(row: ListedArticle): Draft<ArticleItem> {
  const { excerpt, source, sightings, reading, tldr, ...same } = row
  // A space alone stays as it is: a replacement for every word of every row is what a list would cost most.
  const beginning = excerpt.replace(/\s{2,}|[^\S ]/g, ' ').trim()
  return {
    ...same,
    dir: directionOf(row.language),
    source: source === null ? null : sourceRef(source),
    seenIn: 1 + sightings,
    tldr,
    excerpt:
      beginning.length > EXCERPT
        ? `${beginning
            .slice(0, EXCERPT - 1)
            .toWellFormed()
            .trimEnd()}…`
        : beginning,
    summary: tldr !== null ? 'done' : readingState(reading),
  }
}

function readingState(reading: string | null): ArticleItem['summary'] {
  if (reading === null || reading === 'done' || reading === 'cancelled') return 'none'
  return reading === 'failed' ? 'failed' : 'reading'
}
