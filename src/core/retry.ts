/** Back-off is data: how long to wait before trying again, exponential with full jitter. */

/**
 * Milliseconds to wait before attempt `attempt` + 1: a random part of `baseMs` · 2^(attempt-1), at most `capMs`.
 * Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"), with a floor of a tenth so that it never spins.
 */
export function backOffMs(attempt: number, random: () => number, baseMs = 100, capMs = 5_000): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(ceiling * (0.1 + 0.9 * random()))
}
