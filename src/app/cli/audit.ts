/** `winnow audit`: who changed what, when. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { type AuditRow, listAudit } from '../../db/audit.ts'
import type { Context } from '../context.ts'
import { parseLimit } from './options.ts'
import { moment, table } from './output.ts'
import type { Run } from './run.ts'

export function register(program: Command, run: Run): void {
  program
    .command('audit')
    .option('--limit <n>', 'at most so many, 1 to 1000', parseLimit, 50)
    .description('list who changed what, newest first')
    .action(run(list))
}

async function list(context: Context, { limit }: { limit: number }): Promise<void> {
  const { out, json } = context
  await context.withDatabase(async database => {
    const { rows, next } = await listAudit(database, { limit })
    if (json) return out.json(rows)
    if (rows.length === 0) return out.note('Nobody has changed anything yet.')
    out.line(auditTable(rows, out.columns))
    if (next !== null) out.note(pc.dim(`These are the newest ${rows.length}; --limit shows more.`))
  })
}

function auditTable(rows: readonly AuditRow[], columns: number): string {
  return table<AuditRow>(
    [
      { head: 'When', of: row => moment(row.at) },
      { head: 'Who', of: row => row.actor },
      { head: 'What', of: row => row.action },
      { head: 'Whom', of: row => (row.subject ?? '').slice(0, 8), optional: true },
      { head: 'Detail', of: row => detailOf(row.detail), least: 20, optional: true },
      { head: 'Correlation id', of: row => row.correlationId, paint: pc.dim },
    ],
    rows,
    columns,
  )
}

function detailOf(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}
