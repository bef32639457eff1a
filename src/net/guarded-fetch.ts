/** A `fetch` for libraries that would bring their own sockets: what they send goes through our slot, guard, deadline and size cap. */
import type { Failure, Outcome } from '../core/failure.ts'
import type { Slot } from './gate.ts'
import type { Post, PostAnswer, PostHead } from './post.ts'

/** How a guarded `fetch` rejects: with the failure that was made at the edge. */
export class FetchFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'FetchFailed'
    this.failure = failure
  }
}

export type FetchOptions = Readonly<{
  totalMs: number
  maxBytes?: number
  /** Counts when the library gives none of its own. */
  signal?: AbortSignal
  fromOperator?: boolean
  onHead?: (head: PostHead) => void
  /** Sees each answer before the library does; a failure it returns is what the library gets. */
  judge?: (outcome: Outcome<PostAnswer>) => Failure | null
}>

/** `fetch` for POSTs of text, within this slot; it dies with the slot. Anything else is refused with a TypeError. */
export function fetchWith(post: Post, slot: Slot, options: FetchOptions): typeof globalThis.fetch {
  const { judge = ownFailure, ...bounds } = options
  return async (input, init = {}) => {
    const { method = 'GET', body } = init
    if (input instanceof Request || method.toUpperCase() !== 'POST' || typeof body !== 'string')
      throw new TypeError('only a POST of text goes through the guard')
    const headers = Object.fromEntries(new Headers(init.headers))
    const signal = init.signal ?? bounds.signal
    const outcome = await post.send(slot, { ...bounds, url: String(input), headers, json: body, signal })
    const failure = judge(outcome) ?? ownFailure(outcome)
    if (failure) throw new FetchFailed(failure)
    return responseOf(outcome)
  }
}

function ownFailure(outcome: Outcome<PostAnswer>): Failure | null {
  return outcome.ok ? null : outcome.failure
}

function responseOf(outcome: Outcome<PostAnswer>): Response {
  if (!outcome.ok) throw new FetchFailed(outcome.failure)
  const { status, headers, body } = outcome.value
  // They describe the body as it came over the wire, and this one is decoded.
  const { 'content-encoding': _encoding, 'content-length': _length, 'transfer-encoding': _transfer, ...rest } = headers
  const isBodiless = status === 204 || status === 205 || status === 304
  return new Response(isBodiless ? null : new Uint8Array(body), { status, headers: rest })
}
