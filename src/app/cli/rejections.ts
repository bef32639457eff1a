/** `winnow rejections`: entries that could not be kept, and why. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { listRejections, type RejectionRow } from '../../db/rejections.ts'
import type { Context } from '../context.ts'
import { findSources } from './find-sources.ts'
import { parseLimit } from './options.ts'
import { inWords, shortRunId, sourceNameOf, table } from './output.ts'
import { masked } from './public.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ source?: string[]; limit: number }>

export function register(program: Command, run: Run): void {
  program
    .command('rejections')
    .option('--source <source...>', 'only of these (id, address, or part of the title)')
    .option('--limit <n>', 'at most so many, 1 to 1000', parseLimit, 50)
    .description('list entries that could not be stored, newest first')
    .action(run(list))
}

async function list(context: Context, { source, limit }: Options): Promise<void> {
  const { out, json } = context
  await context.withDatabase(async database => {
    const sourceIds = source && (await findSources(database, source)).map(one => one.id)
    const { rows, next } = await listRejections(database, { sourceIds }, { limit })
    if (json) return out.json(rows.map(masked))
    if (rows.length === 0) return out.note('Nothing was rejected.')
    out.line(rejectionTable(rows, out.columns, new Date()))
    if (next !== null) out.note(pc.dim(`These are the newest ${rows.length}; --limit shows more.`))
  })
}

function rejectionTable(rows: readonly RejectionRow[], columns: number, now: Date): string {
  return table<RejectionRow>(
    [
      { head: 'When', of: row => inWords(row.rejectedAt, now) },
      { head: 'Source', of: sourceNameOf, least: 12 },
      { head: 'Entries', align: 'right', of: row => (row.entries === 1 ? '' : String(row.entries)), optional: true },
      { head: 'Entry', of: row => row.title ?? row.url ?? '', least: 16, optional: true },
      { head: 'Reason', of: row => row.reason, least: 24, paint: pc.red },
      { head: 'SQL', of: row => row.sqlState ?? '', optional: true },
      { head: 'Run', of: row => shortRunId(row.runId), paint: pc.dim },
    ],
    rows,
    columns,
  )
}
