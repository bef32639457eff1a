/** `winnow up`: everything at once, for a person: the database, the sources of winnow.yaml or the demo stand, and polling until Ctrl-C. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import pc from 'picocolors'
import { maskText } from '../../core/mask.ts'
import { countDue } from '../../db/claim.ts'
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import type { Context } from '../context.ts'
import type { Demo } from '../demo.ts'
import { followFile } from '../file-sources.ts'
import type { Web, WebOptions } from '../http/start.ts'
import type { Runtime } from '../runtime.ts'
import type { Live } from './live.ts'
import type { Run } from './run.ts'
import { portProblem } from './serve.ts'
import { terminalLog } from './terminal-log.ts'

/** Longest time Ctrl-C may take: calls in flight, then what is held for the database. */
const GRACE_MS = 20_000
const DEMO_TICK_MS = 2_000

export function register(program: Command, run: Run): void {
  program
    .command('up')
    .description('open the database, poll all sources and keep polling until Ctrl-C')
    .action(
      run(async context => {
        if (context.config.database.url === undefined)
          context.out.note(`Opening the embedded database in ${context.config.dataDir} …`)
        await context.withDatabase(database => up(context, database), 'host')
      }),
    )
}

async function up(context: Context, database: Database): Promise<void> {
  const { config, out, stop } = context
  const { createRuntime } = await import('../runtime.ts')
  const { createDemo } = await import('../demo.ts')
  const { createLive } = await import('./live.ts')
  const say = out.isTerminal ? out.note : () => {}
  const live = createLive(out)
  const log = terminalLog(context)
  const added = await followFile(database, config)
  const runtime = createRuntime({ config, database, log, watch: live.watch })
  const demo = createDemo(database, config.demo !== 'off')
  await demo.sync()
  greet(context, demo, added, say)
  log.event('info', 'started', { engine: database.engine, demo: demo.running()?.origin })

  await runtime.startJobs()
  const web = await openWeb({ config, database, log, runtime, demo })
  const invitation = web && `Read at ${pc.cyan(maskText(config.web.publicUrl ?? web.url))}`
  if (invitation !== null) say(invitation)
  const due = await countDue(database)
  const ended = Promise.all([
    runtime.worker.run(),
    runtime.reading.reader.run(),
    followDemo(demo, stop, log, say),
    firstRound(live, due, context, demo, invitation, say),
  ])
  await untilAborted(stop)
  await web?.close()
  await shutDown(runtime, demo, log, say)
  await ended
}

type Say = (text: string) => void

function greet({ config }: Context, demo: Demo, added: number, say: Say): void {
  if (config.database.url !== undefined) say('Articles are kept in PostgreSQL.')
  const stand = demo.running()
  if (stand !== null) say(`No source yet, so a demo stand with ${stand.feeds.length} feeds runs on ${stand.origin}.`)
  else if (added > 0) say(`${added} new source${added === 1 ? '' : 's'} from winnow.yaml.`)
}

/** Polling goes on without a web where its port is taken: another Winnow may have it. */
async function openWeb(options: Omit<WebOptions, 'settings'>): Promise<Web | null> {
  const { config, log } = options
  const { port } = config.web
  if (port === null) return null
  const settings = { ...config.web, port }
  try {
    const { startWeb } = await import('../http/start.ts')
    const web = await startWeb({ ...options, settings })
    log.event('info', 'web.opened', { url: web.url })
    return web
  } catch (error) {
    const problem = portProblem(error, settings)
    if (problem === null) throw error
    log.event('warn', 'web.refused', { reason: problem.message })
    return null
  }
}

/** What it brought, and what to do next; no line is so long that a narrow terminal breaks it. */
async function firstRound(
  live: Live,
  due: number,
  { out, stop }: Context,
  demo: Demo,
  invitation: string | null,
  say: Say,
): Promise<void> {
  await live.round(due, stop)
  if (stop.aborted) return
  if (demo.running() !== null)
    out.line(`Follow something real: ${pc.cyan('npx winnow add https://example.org/')} (it ends the demo).`)
  say(pc.dim('In a second terminal: `npx winnow articles`, `npx winnow why URL`.'))
  say(pc.dim('Polling goes on; Ctrl-C stops it cleanly.'))
  // The bars and the table have pushed it away.
  if (due > 0 && invitation !== null) say(invitation)
}

/** `winnow demo on|off`, and the first real source, are followed while Winnow runs. */
async function followDemo(demo: Demo, stop: AbortSignal, log: Log, say: Say): Promise<void> {
  while (!stop.aborted) {
    await delay(DEMO_TICK_MS, undefined, { signal: stop }).catch(() => {})
    if (stop.aborted) return
    try {
      const change = await demo.sync()
      if (change === 'started') say(`The demo news stand is open on ${demo.running()?.origin}.`)
      if (change === 'ended') say('The demo news stand is closed.')
    } catch (error) {
      log.event('warn', 'database.lost', { error, stage: 'demo' })
    }
  }
}

async function shutDown(runtime: Runtime, demo: Demo, log: Log, say: Say): Promise<void> {
  const since = performance.now()
  const { inUse } = runtime.gate.stats()
  const { rows } = runtime.handOver.held()
  say(
    `\nStopping: ${inUse} call${inUse === 1 ? '' : 's'} in flight, ${rows} entries to store. Ctrl-C again to leave at once.`,
  )
  log.event('info', 'stopping', { inUse, held: rows })
  const left = await runtime.stop(GRACE_MS)
  await demo.close()
  log.event('info', 'stopped', { durationMs: Math.round(performance.now() - since) })
  say(
    left.rows === 0
      ? 'Stopped. Everything fetched is stored.'
      : `Stopped. The database did not take ${left.rows} entries; their sources stay due, and nothing is lost.`,
  )
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
