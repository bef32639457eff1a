/** One log line for each stage of a reading, under its correlation id (law 12). */
import type { EventName, LogLevel } from '../core/events.ts'
import type { GaveUp } from '../db/reading/claim.ts'
import type { ReadEvent } from '../flow/reading/events.ts'
import type { Log } from '../log.ts'

export function logReading(log: Log, { readingId, url, stage, detail }: ReadEvent): void {
  const [level, name] = ends[stage] ?? (['info', 'reading.stage'] as const)
  // The preview is the article's text, which has no place in a log.
  const { preview: _preview, stage: failedStage, ...rest } = detail
  const at = stage === 'failed' && typeof failedStage === 'string' ? failedStage : stage
  log.event(level, name, { ...rest, correlationId: readingId, article: url, stage: at })
}

export function logGaveUp(log: Log, { readingId, articleId, stage, message }: GaveUp): void {
  log.event('error', 'reading.gaveUp', { correlationId: readingId, article: articleId, stage, reason: message })
}

const ends: Readonly<Partial<Record<ReadEvent['stage'], readonly [LogLevel, EventName]>>> = {
  done: ['info', 'reading.finished'],
  failed: ['warn', 'reading.failed'],
  waiting: ['warn', 'reading.waiting'],
}
