/** The command line's entry: configuration, log and signals are made here, once, and handed to the command; every error ends as one clear line. */
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { CommanderError } from 'commander'
import { buildProgram } from './app/cli/program.ts'
import type { Run } from './app/cli/run.ts'
import { terminalLog } from './app/cli/terminal-log.ts'
import { CommandError, type Context, exitCodes, type Output } from './app/context.ts'
import { unavailable } from './app/unavailable.ts'
import type { Config, ConfigProblem } from './config.ts'
import type { Database } from './db/database.ts'
import type { Log } from './log.ts'

type GlobalOptions = Readonly<{ config?: string; dataDir?: string; json?: boolean }>

/** Runs one command; resolves with the exit code (docs/cli.md). */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok
  const stop = stopOnSignals()
  const run: Run =
    work =>
    async (...args) => {
      exitCode = await guarded(async () => work(await createContext(optionsOf(args), stop), ...args))
    }
  const program = buildProgram(run)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // commander has printed what it had to say; help and version are no failure.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
  return exitCode
}

/** commander hands the command itself over last; global options hang on its parents. */
function optionsOf(args: readonly unknown[]): GlobalOptions {
  return (args.at(-1) as Command).optsWithGlobals()
}

async function createContext(options: GlobalOptions, stop: AbortSignal): Promise<Context> {
  const { loadConfig } = await import('./config.ts')
  const { createLog } = await import('./log.ts')
  const loaded = loadConfig({ file: options.config })
  if (isProblems(loaded)) throw new CommandError(loaded.map(problem => problem.message).join('\n'), exitCodes.usage)
  const config = options.dataDir === undefined ? loaded : { ...loaded, dataDir: resolve(options.dataDir) }
  const log = createLog(config.log)
  const out = createOutput()
  return {
    config,
    log,
    stop,
    json: options.json === true,
    out,
    withDatabase: (work, role = 'guest') => withDatabase(config, terminalLog({ config, log, out }), role, work),
  }
}

async function withDatabase<T>(
  config: Config,
  log: Log,
  role: 'host' | 'guest',
  work: (d: Database) => Promise<T>,
): Promise<T> {
  const { openDatabase } = await import('./db/open.ts')
  const { migrate } = await import('./db/migrate.ts')
  const opened = await openDatabase({
    url: config.database.url,
    poolSize: config.database.poolSize,
    dataDir: config.dataDir,
    role,
    onEvent: (event, fields) => log.event('warn', event, fields),
  })
  if ('heldBy' in opened) {
    const holder =
      opened.heldBy === null ? 'another process' : `process ${opened.heldBy.pid} (since ${opened.heldBy.since})`
    throw new CommandError(
      `${config.dataDir} is open in ${holder}. One process at a time can hold it: stop that one first, or use its data with the other commands, which join it.`,
      exitCodes.unavailable,
    )
  }
  const { database } = opened
  try {
    for (const { name } of await migrate(database)) log.event('info', 'database.migrated', { migration: name })
    return await work(database)
  } catch (error) {
    throw unavailable(error, config.database.url) ?? error
  } finally {
    await database.close()
  }
}

/** Failures a person can mend are one line; anything else is a bug, told with an Error ID and kept whole in the log. */
async function guarded(work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return exitCodes.ok
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(`winnow: ${error.message}\n`)
      return error.exitCode
    }
    const errorId = randomUUID()
    // A person at a terminal gets no stack; the log, which machines read, has it under the same id.
    if (!process.stderr.isTTY) {
      const { createLog } = await import('./log.ts')
      createLog({ level: 'error', format: 'json' }).event('error', 'task.crashed', { correlationId: errorId, error })
    }
    process.stderr.write(`winnow: this should not have happened: ${(error as Error).message}\nError ID: ${errorId}\n`)
    return exitCodes.failed
  }
}

function isProblems(loaded: Config | ConfigProblem[]): loaded is ConfigProblem[] {
  return Array.isArray(loaded)
}

function createOutput(): Output {
  return {
    line: (text = '') => void process.stdout.write(`${text}\n`),
    json: value => void process.stdout.write(`${JSON.stringify(value)}\n`),
    note: text => void process.stderr.write(`${text}\n`),
    rewrite: text => void process.stderr.write(`\x1b[1A\x1b[2K${text}\n`),
    isTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
  }
}

/** The first Ctrl-C or SIGTERM, or a reader that has gone, asks to stop; the second leaves at once, as kill -9 would, which loses nothing that was stored. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController()
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.stdout.on('error', error => {
    // `winnow articles | head -1` has read enough: that is a stop, not a failure.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    controller.abort()
  })
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return controller.signal
}
