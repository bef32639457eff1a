/** Failures become problems a person can act on: what the database says, by its code; what the network says, by its kind; and a bug is an Error ID. */
import type { Failure } from '../../core/failure.ts'
import { sqlState } from '../../db/sqlstate.ts'
import { type ProblemParts, problem, type RefusedReply } from './reply.ts'

/** The request's time is over, whatever it was waiting for. */
export class Overdue extends Error {}

export const RETRY_S = 5

/** Null for what is a bug. */
export function problemOf(error: unknown): RefusedReply | null {
  if (error instanceof Overdue) return unavailable('This took too long. Please try again.')
  const state = sqlState(error)
  if (state === '57014') return unavailable('This took too long. Narrow it down, or try again.')
  if (unreachable.test(state) || unreachableText.test(String(error)))
    return unavailable('The database is not answering.')
  // What was asked for cannot be compared with what is stored: a cursor that was edited, a date beyond all calendars.
  return state.startsWith('22') ? problem(400, 'A value of the request is out of range.') : null
}

function unavailable(detail: string): RefusedReply {
  return problem(503, detail, { retryAfterS: RETRY_S })
}

/** Connection (08), authorisation (28), catalog (3D), read-only (25006), resources (53), operator (57), system (58), locks (55, 40). */
const unreachable = /^(08|28|3D|53|55|57|58|40)|^(25006|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|ENOENT|EHOSTUNREACH)/
const unreachableText =
  /timeout exceeded when trying to connect|Connection terminated|pool after calling end|Client was closed|server closed the connection/i

/** A failure of somebody else's machine, or of what was asked of it. */
export function problemOfFailure(failure: Failure, more: ProblemParts = {}): RefusedReply {
  const status = statuses[failure.kind] ?? 502
  const retryAfterS =
    failure.kind === 'rateLimited' && failure.retryAfterMs !== null
      ? Math.ceil(failure.retryAfterMs / 1_000)
      : undefined
  return problem(status, sentenceOf(failure), { ...more, ...(retryAfterS !== undefined && { retryAfterS }) })
}

/** Messages are made to stand behind a name; an answer has none before it. */
function sentenceOf({ kind, message }: Failure): string {
  const said = kind === 'unreachable' || kind === 'tls' ? `the site cannot be reached: ${message}` : message
  const sentence = said.charAt(0).toUpperCase() + said.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

const statuses: Partial<Record<Failure['kind'], number>> = {
  blocked: 422,
  malformed: 422,
  notAFeed: 404,
  notAnArticle: 422,
  tooLarge: 422,
  quota: 503,
  cancelled: 503,
}
