/** When a server says how long to stay away we do, but never longer than a day: one typing error must not silence a source for a year. */

export const mostRetryAfterMs = 24 * 60 * 60 * 1000

/**
 * Reads a Retry-After field (RFC 9110 §10.2.3): seconds, or one of the three HTTP dates.
 * @param now Milliseconds since the epoch. @returns Milliseconds from 0 to a day; null when there is none or it is garbage.
 */
export function retryAfterMs(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? ''
  if (/^\d{1,15}$/.test(text)) return Math.min(Number(text) * 1000, mostRetryAfterMs)
  if (!httpDate.test(text)) return null
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`)
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), mostRetryAfterMs)
}

/** IMF-fixdate, RFC 850 and asctime (RFC 9110 §5.6.7). Date.parse alone would also read "-1e99" or "next 2050" as a date. */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/
