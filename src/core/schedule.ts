/** When a source is asked again: its pace after an answer, exponential back-off with jitter after failures, Retry-After when it names one. */
import type { Failure } from './failure.ts'
import type { SourceSettings } from './source.ts'

const DAY_S = 86_400
/** A source whose interval is short is still not hammered while it fails. */
const FIRST_BACK_OFF_S = 60
/** A permanent redirect is adopted when it was answered so often in a row: one misconfigured hour moves nobody. */
export const ADOPT_AFTER_MOVES = 3

type Pace = Pick<SourceSettings, 'intervalS' | 'shortestIntervalS' | 'longestIntervalS'>

/** What an answer brought; a valid empty feed says nothing about the source's pace. */
export type Answer = 'news' | 'quiet' | 'empty'

/** The interval to remember, in seconds: news halves it, quiet adds a quarter, between the settings' bounds. */
export function adaptInterval(current: number | null, answer: Answer, pace: Pace): number {
  const known = current ?? pace.intervalS
  const wanted = answer === 'news' ? known / 2 : answer === 'quiet' ? known * 1.25 : known
  return Math.round(Math.min(pace.longestIntervalS, Math.max(pace.shortestIntervalS, wanted)))
}

/** Seconds until the next poll after a success; ± 5 %, so that sources added together drift apart. */
export function nextPollS(intervalS: number, random: () => number): number {
  return Math.max(1, Math.round(intervalS * (0.95 + 0.1 * random())))
}

/**
 * Seconds until the next poll after `failures` failures in a row (this one included): at least the interval, doubled
 * each time with jitter, and never less than Retry-After asks; capped at a day.
 */
export function backOffS(failure: Failure, failures: number, intervalS: number, random: () => number): number {
  const base = Math.max(intervalS, FIRST_BACK_OFF_S)
  const exponential = base * 2 ** Math.min(failures - 1, 20) * (0.75 + 0.5 * random())
  return Math.round(Math.min(DAY_S, Math.max(exponential, retryAfterS(failure) ?? 0)))
}

/** 429 speaks for the host, whose other feeds wait too; 503 with Retry-After for this feed alone. At most a day. */
export function hostBlockedS(failure: Failure): number | null {
  if (failure.kind !== 'rateLimited' || failure.status !== 429) return null
  const asked = retryAfterS(failure)
  return asked === null ? null : Math.min(DAY_S, Math.ceil(asked))
}

/** Why a source is polled no more after this failure; null when it is only a failure (RFC 9110 § 15.5.11: 410 is meant for good). */
export function disableReason(failure: Failure): string | null {
  return failure.kind === 'status' && failure.status === 410 ? 'the server says that it is gone for good (410)' : null
}

function retryAfterS(failure: Failure): number | null {
  return failure.kind === 'rateLimited' && failure.retryAfterMs !== null ? failure.retryAfterMs / 1_000 : null
}
