/** When a source is asked again: its interval after an answer, exponential back-off with jitter after failures, Retry-After when it names one. */
import type { Failure } from './failure.ts'

const DAY_S = 86_400
/** A source whose interval is short is still not hammered while it fails. */
const FIRST_BACK_OFF_S = 60

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
  const asked = failure.kind === 'rateLimited' ? (failure.retryAfterMs ?? 0) / 1_000 : 0
  return Math.round(Math.min(DAY_S, Math.max(exponential, asked)))
}
