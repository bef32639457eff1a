/** What a status code means for a reader of feeds: two are an answer, the rest a failure with its kind. */
import type { Failure } from '../core/failure.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * Null for 200 and 203. The others that look like success carry no whole document (204, 205, 206, 226) or not yet (202).
 * A 304 here is one nobody asked for. @param now Milliseconds since the epoch.
 */
export function statusFailure(status: number, retryAfter: string | undefined, now: number): Failure | null {
  if (status === 200 || status === 203) return null
  const message = `server answered ${status}`
  if (status === 401 || status === 403) return { kind: 'unauthorised', status, message }
  const waitMs = retryAfterMs(retryAfter, now)
  if (status === 429 || (status === 503 && waitMs !== null))
    return { kind: 'rateLimited', status, retryAfterMs: waitMs, message }
  return { kind: 'status', status, message }
}
