/** Independent work side by side, under one roof: nothing floats, cancellation reaches all, and what each came to is known when it is left. */
import { type Failure, failed, type Outcome } from '../../core/failure.ts'

type Part = (signal: AbortSignal) => Promise<Outcome<unknown>>
type Values<Parts> = {
  [Name in keyof Parts]: Parts[Name] extends (signal: AbortSignal) => Promise<infer Result> ? Result : never
}

export type Together<Parts> = Readonly<{
  /** What became of each, in full, whoever failed. */
  outcomes: Values<Parts>
  /** The first failure that ended the others; null: none did. */
  fatal: Readonly<{ part: keyof Parts; failure: Failure }> | null
}>

/**
 * Runs all parts and resolves when every one has ended. A failure that `isFatal` aborts the parts that still run; other
 * failures leave them alone. A part that throws is a bug: the others are aborted, awaited, and the error goes on.
 */
export async function together<Parts extends Record<string, Part>>(
  parts: Parts,
  outer: AbortSignal,
  isFatal: (failure: Failure) => boolean,
): Promise<Together<Parts>> {
  const group = new AbortController()
  const leave = () => group.abort(outer.reason)
  if (outer.aborted) leave()
  else outer.addEventListener('abort', leave, { once: true })
  let fatal: Together<Parts>['fatal'] = null

  async function run(part: string & keyof Parts): Promise<readonly [string, Outcome<unknown>]> {
    try {
      const outcome = group.signal.aborted
        ? failed(cancelledBy(fatal?.failure ?? null))
        : await parts[part]?.(group.signal)
      if (outcome === undefined) throw new Error(`there is no part ${part}`)
      if (!outcome.ok && isFatal(outcome.failure) && !group.signal.aborted) {
        fatal = { part, failure: outcome.failure }
        group.abort(outcome.failure)
      }
      return [part, outcome]
    } catch (error) {
      group.abort(error)
      throw error
    }
  }

  try {
    const settled = await Promise.allSettled((Object.keys(parts) as (string & keyof Parts)[]).map(run))
    const bug = settled.find(one => one.status === 'rejected')
    if (bug !== undefined) throw bug.reason
    const pairs = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    return { outcomes: Object.fromEntries(pairs) as Values<Parts>, fatal }
  } finally {
    outer.removeEventListener('abort', leave)
  }
}

function cancelledBy(failure: Failure | null): Failure {
  return { kind: 'cancelled', message: failure === null ? 'cancelled' : `not begun, because: ${failure.message}` }
}
