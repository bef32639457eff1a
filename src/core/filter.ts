/** The filter's order is cheap first: date, then keywords; what was stored before is the database's to say. */

import type { Article } from './article.ts'
import { compileKeywords, type Keywords } from './keywords.ts'
import type { SourceSettings } from './source.ts'

/** A source's filter settings, compiled once. */
export type Filter = Readonly<{ windowDays: number | null; include: Keywords | null; exclude: Keywords | null }>

/** Either the article passes or the first rule that stops it says so, in words for the person who asks why. */
export type Verdict = Readonly<{ pass: true }> | Readonly<{ pass: false; outcome: 'old' | 'filtered'; reason: string }>

/** Throws on a keyword that `checkKeyword` (core/keywords) refuses. With nothing configured everything passes. */
export function compileFilter(settings: Pick<SourceSettings, 'include' | 'exclude' | 'windowDays'>): Filter {
  return {
    windowDays: settings.windowDays,
    include: settings.include.length === 0 ? null : compileKeywords(settings.include),
    exclude: settings.exclude.length === 0 ? null : compileKeywords(settings.exclude),
  }
}

/** Exclude wins over include. Keywords see the title and the text; without any text they see an empty one. */
export function applyFilter(
  filter: Filter,
  article: Pick<Article, 'title' | 'contentText' | 'publishedAt'>,
  now: Date,
): Verdict {
  const tooOld = olderThanWindow(filter.windowDays, article.publishedAt, now)
  if (tooOld !== null) return { pass: false, outcome: 'old', reason: tooOld }
  if (filter.exclude === null && filter.include === null) return { pass: true }
  const text = `${article.title}\n${article.contentText}`
  const excluded = filter.exclude?.match(text) ?? null
  if (excluded !== null) return { pass: false, outcome: 'filtered', reason: `excluded by keyword "${excluded}"` }
  if (filter.include === null || filter.include.match(text) !== null) return { pass: true }
  return { pass: false, outcome: 'filtered', reason: 'no include keyword matched' }
}

const dayMs = 86_400_000

/**
 * Equal passes, no date passes, a date to come passes. The cut is the window and nothing else, above all not the last
 * poll: an entry dated by day reads as that day's midnight, and would be lost to any poll later on the same day.
 */
function olderThanWindow(windowDays: number | null, publishedAt: Date | null, now: Date): string | null {
  if (windowDays === null || publishedAt === null) return null
  if (!(publishedAt.getTime() < now.getTime() - windowDays * dayMs)) return null
  return `older than the ${windowDays}-day window (published ${publishedAt.toISOString().slice(0, 10)})`
}
