/** What every command is given: the configuration, a database when it asks for one, and where to write. */
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'

export type Output = Readonly<{
  /** A line of results, on stdout. */
  line(text?: string): void
  /** One JSON value on a line of its own, on stdout. */
  json(value: unknown): void
  /** A line for the person, not for the pipe: on stderr. */
  note(text: string): void
  /** Writes over the line that `note` or `rewrite` wrote last; only where there is a terminal. */
  rewrite(text: string): void
  isTerminal: boolean
  /** Characters a line holds; 100 where there is no terminal. */
  columns: number
}>

export type Context = Readonly<{
  config: Config
  log: Log
  out: Output
  /** `--json` was given: results are JSON on stdout, and nothing else is. */
  json: boolean
  /** Aborted by Ctrl-C or SIGTERM: long commands end cleanly when it is. */
  stop: AbortSignal
  /** Opens the database, brings it up to date, and closes it after `work`. A `guest` (the default) joins the process that has it open; a `host` refuses then. */
  withDatabase<T>(work: (database: Database) => Promise<T>, role?: 'host' | 'guest'): Promise<T>
}>

/** A mistake of the person at the keyboard, or a state they must mend: printed as one line, with this exit code. */
export class CommandError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Documented in docs/cli.md. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  unavailable: 4,
  partly: 5,
  waiting: 6,
  interrupted: 130,
} as const
