/** `winnow poll`: polls without the demo and without bars for the first round only; a worker beside `up`, or one round for cron. */
import type { Command } from 'commander'
import type { Database } from '../../db/database.ts'
import type { FlowEvent } from '../../flow/events.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { followFile } from '../file-sources.ts'
import { findSources } from './find-sources.ts'
import type { Run } from './run.ts'

type Polled = Extract<FlowEvent, { type: 'polled' }>
const GRACE_MS = 20_000

export function register(program: Command, run: Run): void {
  program
    .command('poll')
    .argument('[source...]', 'poll these now, due or not (id, URL, or part of the title); implies --once')
    .option('--once', 'poll what is due once, print the table, and end')
    .description('poll due sources: until Ctrl-C, or once')
    .action(
      run(async (context, wanted: string[], options: { once?: boolean }) =>
        context.withDatabase(database => poll(context, database, wanted, options.once === true || wanted.length > 0)),
      ),
    )
}

async function poll(context: Context, database: Database, wanted: readonly string[], once: boolean): Promise<void> {
  const { config, log, out, stop } = context
  await followFile(database, config)
  const only = wanted.length > 0 ? (await findSources(database, wanted)).map(source => source.id) : undefined
  const polled: Polled[] = []
  const { createRuntime } = await import('../runtime.ts')
  const runtime = createRuntime({
    config,
    database,
    log,
    only,
    watch: event => event.type === 'polled' && polled.push(event),
  })
  const stopped = new Promise<void>(resolve => stop.addEventListener('abort', () => resolve(), { once: true }))
  if (!once) await runtime.startJobs()
  const working = once ? [runtime.worker.once()] : [runtime.worker.run(), runtime.reading.reader.run()]
  await Promise.race([Promise.all(working), stopped])
  await runtime.stop(GRACE_MS)
  if (!once) return
  if (context.json) out.json(polled.map(({ source, run, tally }) => ({ source, run, tally })))
  else if (polled.length === 0) out.note('No source is due. Name one to poll it anyway: winnow poll SOURCE')
  else out.line((await import('./live.ts')).tallyTable(polled, out.columns))
  const failures = polled.filter(one => one.run.failure !== null).length
  if (failures > 0) throw new CommandError(`${failures} of ${polled.length} polls failed`, exitCodes.partly)
}
