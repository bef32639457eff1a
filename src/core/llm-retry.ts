/** Whether a failed call to an LLM is worth another one, and when: a table by kind, because words change and kinds do not. */
import type { Failure, FailureKind } from './failure.ts'
import { backOffMs } from './retry.ts'

/** Calls of one model and one mode, the first one included. */
export const mostAttempts = 3

/** Longer is not waited for with a reading in hand: it is parked instead, for as long as the server asked. */
export const mostWaitMs = 60_000

/**
 * Milliseconds to wait before attempt `attempt` + 1, outside any slot; null: no such attempt.
 *
 * 400, 401, 402, 403, 404, 413, 422 say the same tomorrow. A busy server (429, or 503 with Retry-After) is obeyed: never asked
 * earlier than it said, with up to a second of jitter so that all who wait do not come back at once; when it asks for more than
 * `mostWaitMs` the answer is null, and `failure.retryAfterMs` says how long to stay away. Time-outs, broken connections and 5xx
 * back off with full jitter.
 * @param attempt The one that failed, from 1. @param random From 0 up to 1.
 */
export function retryDelayMs(failure: Failure, attempt: number, random: () => number): number | null {
  if (attempt >= mostAttempts) return null
  const policy = policies[failure.kind]
  if (!isTransient(failure)) return null
  if (failure.kind === 'rateLimited' && failure.retryAfterMs !== null)
    return failure.retryAfterMs > mostWaitMs ? null : failure.retryAfterMs + Math.round(1_000 * random())
  return backOffMs(attempt, random, policy === 'slow' ? 5_000 : 1_000, 20_000)
}

/** `slow`: it said that it is too busy, so it gets more time. */
const policies: Readonly<Record<FailureKind, 'never' | 'quick' | 'slow'>> = {
  timeout: 'quick',
  unreachable: 'quick',
  status: 'quick',
  rateLimited: 'slow',
  tls: 'never',
  blocked: 'never',
  tooLarge: 'never',
  malformed: 'never',
  notAFeed: 'never',
  notAnArticle: 'never',
  unauthorised: 'never',
  quota: 'never',
  cancelled: 'never',
}

/** Whether the same question may get another answer in a while: nothing was wrong with it. */
export function isTransient(failure: Failure): boolean {
  if (policies[failure.kind] === 'never') return false
  return failure.kind !== 'status' || isTransientStatus(failure.status)
}

/** 408 and 425 ask for another try; of 5xx (524 is a gateway's time-out) only "not implemented" and "version not supported" are final. */
function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505)
}
