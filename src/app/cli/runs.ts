/** `winnow runs`: what each poll brought; `winnow runs RUN`: one poll with everything it decided. */
import type { Command } from 'commander'
import pc from 'picocolors'
import type { Database } from '../../db/database.ts'
import { listRuns, type RunRow } from '../../db/runs.ts'
import type { Context } from '../context.ts'
import { answerOf } from './answer.ts'
import { findSources } from './find-sources.ts'
import { parseLimit } from './options.ts'
import { type Column, inWords, number, shortRunId, sourceNameOf, table, took } from './output.ts'
import { publicRun } from './public.ts'
import type { Run } from './run.ts'
import { counts, findRunId, showRun } from './show-run.ts'

type Options = Readonly<{ source?: string[]; failed?: boolean; limit: number }>

export function register(program: Command, run: Run): void {
  program
    .command('runs')
    .argument('[run]', 'one run, by its id or at least 6 characters of its beginning or end')
    .option('--source <source...>', 'only of these (id, address, or part of the title)')
    .option('--failed', 'only polls that failed')
    .option('--limit <n>', 'at most so many, 1 to 1000', parseLimit, 30)
    .description('list polls and what became of their entries, newest first')
    .action(
      run(async (context, part: string | undefined, options: Options) =>
        context.withDatabase(database =>
          part === undefined ? list(context, database, options) : show(context, database, part),
        ),
      ),
    )
}

async function list(context: Context, database: Database, { source, failed = false, limit }: Options): Promise<void> {
  const { out, json } = context
  const sourceIds = source && (await findSources(database, source)).map(one => one.id)
  const { rows, next } = await listRuns(database, { sourceIds, failed }, { limit })
  if (json) return out.json(rows.map(publicRun))
  if (rows.length > 0) out.line(table(columns(new Date()), rows, out.columns))
  else if (failed || source) out.note(failed ? 'No poll has failed.' : 'No poll yet.')
  else out.note('No poll yet. Poll now: winnow poll --once')
  if (next !== null)
    out.note(pc.dim(`These are the newest ${rows.length}; --limit shows more. One in full: winnow runs RUN`))
}

/** Short, so that the answer has room on a line of 100 columns. */
const heads = {
  offered: 'offered',
  saved: 'saved',
  duplicate: 'dupl.',
  old: 'old',
  filtered: 'filt.',
  rejected: 'rej.',
}

function columns(now: Date): Column<RunRow>[] {
  return [
    { head: 'Run', of: run => shortRunId(run.id), paint: pc.dim },
    { head: 'Started', of: run => inWords(run.startedAt, now) },
    { head: 'Source', of: sourceNameOf, least: 16 },
    ...counts.map(
      (name): Column<RunRow> => ({
        head: heads[name],
        align: 'right',
        of: run => number(run[name]),
        paint: text =>
          text === '0' ? pc.dim(text) : name === 'saved' ? pc.green(text) : name === 'rejected' ? pc.red(text) : text,
      }),
    ),
    { head: 'Answer', of: answerOf, least: 13, paint: (text, run) => (run.failureKind === null ? text : pc.red(text)) },
    { head: 'Took', align: 'right', of: run => took(run.durationMs) },
  ]
}

async function show(context: Context, database: Database, part: string): Promise<void> {
  await showRun(context, database, await findRunId(database, part))
}
