/** One deadline over a whole call; its timer and its listener are gone when the call is. */
import type { Ended } from './network-failure.ts'

export type Deadline = Readonly<{
  /** Aborts at the deadline or when the caller's signal does, whichever comes first. */
  signal: AbortSignal
  ended(): Ended
  stop(): void
}>

export function startDeadline(totalMs: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  let ended: Ended = null
  function end(why: Exclude<Ended, null>): void {
    ended ??= why
    controller.abort()
  }
  const onOuter = (): void => end('cancelled')
  const timer = setTimeout(end, totalMs, 'total')
  // By hand, not AbortSignal.any: the shutdown signal lives as long as the process and must not collect a dependent per call.
  outer?.addEventListener('abort', onOuter, { once: true })
  if (outer?.aborted) end('cancelled')
  return {
    signal: controller.signal,
    ended: () => ended,
    stop() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onOuter)
    },
  }
}

/**
 * Ends with the signal even where `start` does not look at it: undici notices an abort only once it has a connection. What was started is
 * left to its own time limits, and its result, if it still comes, to nobody.
 */
export async function orAborted<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  const started = start()
  try {
    return await Promise.race([started, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
