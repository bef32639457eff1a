/** What the server refused, as it said it (RFC 9457). Thrown, because that is how a query fails; read where it is shown. */
import type { Problem } from '../../src/app/http/schemas/common.ts'

export class Refused extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly problem: Problem | null

  constructor(status: number, words: string, problem: Problem | null) {
    super(words)
    this.status = status
    this.problem = problem
  }
}

/** The server or its database is away for the moment: the same question may be answered later. */
export function isAway(error: unknown): boolean {
  return error instanceof Refused && (error.status === 0 || error.status === 503)
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof Refused)) return 'Something went wrong in this page.'
  const words = error.message.charAt(0).toUpperCase() + error.message.slice(1)
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** The correlation id that people quote, where there is one. */
export function errorIdOf(error: unknown): string | null {
  return error instanceof Refused ? (error.problem?.errorId ?? null) : null
}
