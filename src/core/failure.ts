/** Failures are values of one closed union, made once at the edge; retry policy reads the kind, never the message. */

type Kinds =
  | { kind: 'timeout'; phase: 'connect' | 'headers' | 'body' | 'total' | 'parse' }
  | { kind: 'unreachable' }
  | { kind: 'tls' }
  | { kind: 'blocked' }
  | { kind: 'status'; status: number }
  | { kind: 'rateLimited'; status: number; retryAfterMs: number | null }
  | { kind: 'tooLarge'; limitBytes: number }
  | { kind: 'malformed' }
  | { kind: 'notAFeed' }
  /** The page has no article to read, and why: a PDF, a paywall, a login, nothing at all. */
  | { kind: 'notAnArticle'; reason: 'empty' | 'paywall' | 'login' | 'document' | 'media' }
  | { kind: 'unauthorised'; status: number }
  | { kind: 'quota' }
  | { kind: 'cancelled' }

/** What went wrong, in words a person may see (no resolved address, no secret, no stack); `cause` is for the log only. */
export type Failure = Readonly<Kinds & { message: string; cause?: unknown }>
export type FailureKind = Failure['kind']

/** The result of an operation whose failure is an expected fact, not a bug. */
export type Outcome<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; failure: Failure }>

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function failed(failure: Failure): Readonly<{ ok: false; failure: Failure }> {
  return { ok: false, failure }
}
