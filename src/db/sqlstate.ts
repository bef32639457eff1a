/** What a database error means for a flush: about the data (isolate the row), about a race (again), or neither (keep it and wait). */

/** Raised by the fence when a newer lease exists; the error's detail lists the sources. */
export const STALE_LEASE = 'WN001'
/** Raised at the end of a trial write, which is thereby rolled back. */
export const TRIAL_PASSED = 'WN002'
/** Given to errors of our own making too: the client's deadline passed. */
export const CLIENT_DEADLINE = '57014'

export type DatabaseError = Error & { code?: string; detail?: string; constraint?: string; table?: string }

export function sqlState(error: unknown): string {
  return error instanceof Error ? ((error as DatabaseError).code ?? '') : ''
}

/** Data exceptions (22), integrity (23), program limits (54) and a trigger's refusal (P0001) are the row's fault; the article key is a race. */
export function isAboutData(error: unknown): boolean {
  const state = sqlState(error)
  return /^(22|23|54)/.test(state) ? !isArticleRace(error) : state === 'P0001'
}

/** Deadlock and serialization failures, and in the COPY lane an article that a rival stored first: the flush runs again. */
export function isRace(error: unknown): boolean {
  return ['40P01', '40001'].includes(sqlState(error)) || isArticleRace(error)
}

function isArticleRace(error: unknown): boolean {
  return sqlState(error) === '23505' && (error as DatabaseError).constraint === 'articles_pkey'
}

/** The server ended a statement that took longer than its `statement_timeout`; a server that says nothing is another matter. */
export function isCancelled(error: unknown): boolean {
  return sqlState(error) === CLIENT_DEADLINE && error instanceof Error && 'severity' in error
}
