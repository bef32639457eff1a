/** `winnow serve`: the web alone: API, search and reader on what is stored. Polling and reading are left to `winnow up` or `winnow poll`. */
import { type Command, InvalidArgumentError } from 'commander'
import { maskText } from '../../core/mask.ts'
import type { Database } from '../../db/database.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { isLoopback } from '../http/access/hosts.ts'
import type { WebSettings } from '../http/start.ts'
import type { Run } from './run.ts'

/** Where the setting says that `winnow up` has no web. */
const DEFAULT_PORT = 7070

type Options = Readonly<{ host?: string; port?: number; publicUrl?: string }>

export function register(program: Command, run: Run): void {
  program
    .command('serve')
    .option('--host <address>', 'where it listens (default: the setting web.host)', parseHost)
    .option('--port <n>', 'the port, 0 for a free one (default: the setting web.port)', parsePort)
    .option('--public-url <url>', 'where people reach it, when that is another address', parsePublicUrl)
    .description('serve the web interface and the API, without polling, until Ctrl-C')
    .action(
      run(async (context, options: Options) => context.withDatabase(database => serve(context, database, options))),
    )
}

async function serve(context: Context, database: Database, options: Options): Promise<void> {
  const { config, log, out, stop } = context
  const settings: WebSettings = { ...config.web, port: config.web.port ?? DEFAULT_PORT, ...options }
  const { startWeb } = await import('../http/start.ts')
  const web = await startWeb({ config, database, log, settings }).catch(error => {
    throw portProblem(error, settings) ?? error
  })
  try {
    log.event('info', 'started', { engine: database.engine, url: web.url })
    if (context.json) out.json({ url: web.url })
    else out.line(`Winnow is at ${maskText(settings.publicUrl ?? web.url)} (API: ${web.url}/api/docs). Ctrl-C ends it.`)
    if (!isLoopback(settings.host) && settings.password === null)
      out.note('No password is set: beyond this machine only API keys are let in. Make one: winnow keys create')
    await untilAborted(stop)
  } finally {
    await web.close()
    log.event('info', 'stopped', {})
  }
}

/** What a person can mend, said so; null for what is a bug. */
export function portProblem(error: unknown, { host, port }: Pick<WebSettings, 'host' | 'port'>): CommandError | null {
  const place = `${host}:${port}`
  const text = reasons[(error as NodeJS.ErrnoException).code ?? '']
  return text === undefined ? null : new CommandError(`cannot listen on ${place}: ${text}`, exitCodes.unavailable)
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already, another Winnow perhaps. Take another port: --port N',
  EACCES: 'this user may not have this port. Take one above 1023: --port N',
  EADDRNOTAVAIL: 'this machine has no such address.',
  ENOTFOUND: 'there is no host of that name.',
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('must be a port, 0 to 65535.')
  return port
}

function parseHost(text: string): string {
  if (!/^[A-Za-z0-9.:_-]{1,253}$/.test(text))
    throw new InvalidArgumentError('must be an address or the name of a host.')
  return text
}

function parsePublicUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.pathname !== '/')
    throw new InvalidArgumentError('must be an http or https address without a path, such as https://news.example.')
  return url.origin
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
