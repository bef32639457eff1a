/** A database that cannot be used is a state a person must mend: what is wrong, with which address, and what to do; never its password. */
import { maskText } from '../core/mask.ts'
import { sqlState } from '../db/sqlstate.ts'
import { CommandError, exitCodes } from './context.ts'

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the server running?',
  ENOTFOUND: 'there is no host of that name.',
  EAI_AGAIN: 'the name of the host could not be looked up.',
  ECONNRESET: 'the connection was cut.',
  ETIMEDOUT: 'no answer.',
  '28P01': 'the password is wrong.',
  '28000': 'the server does not let this user in.',
  '3D000': 'there is no database of that name. Create it first: createdb NAME',
  '42501': 'this user may not create tables there.',
  '53300': 'the server has no connection left (max_connections).',
  '57P03': 'the server is starting up or shutting down. Try again in a moment.',
  '57014': 'no answer in time.',
  '25006': 'the server is read-only: a standby, perhaps.',
}

/** The error to show instead, or null when it is not about reaching the database. */
export function unavailable(error: unknown, url: string | undefined): CommandError | null {
  const cause =
    causes[sqlState(error)] ?? (/timeout|terminated/i.test(String(error)) ? 'no answer in time.' : undefined)
  if (cause === undefined || url === undefined) return null
  return new CommandError(
    `cannot use the database ${maskText(url)}: ${cause} It is set by DATABASE_URL or database.url in winnow.yaml; \`winnow doctor\` tells more.`,
    exitCodes.unavailable,
  )
}
