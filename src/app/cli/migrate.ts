/** `winnow migrate`: brings the schema up to date; every other command does so too, so this is for those who want to see it first. */
import type { Command } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import { audit } from '../../db/audit.ts'
import type { Context } from '../context.ts'
import { counted } from './output.ts'
import type { Run } from './run.ts'

export function register(program: Command, run: Run): void {
  program
    .command('migrate')
    .option('--dry-run', 'say what would be applied, and change nothing')
    .description('bring the database schema up to date')
    .action(run(bringUpToDate))
}

async function bringUpToDate({ config, out, json }: Context, { dryRun = false }: { dryRun?: boolean }): Promise<void> {
  const { withBareDatabase } = await import('./bare-database.ts')
  const { migrate, pendingMigrations } = await import('../../db/migrate.ts')
  await withBareDatabase(config, async database => {
    const applied = dryRun ? await pendingMigrations(database) : await migrate(database)
    if (!dryRun && applied.length > 0) {
      const detail = { migrations: applied.map(one => one.name) }
      await audit(database, {
        actor: 'cli',
        action: 'database.migrated',
        subject: null,
        correlationId: uuidV7(),
        detail,
      })
    }
    if (json) return out.json({ dryRun, migrations: applied })
    if (applied.length === 0) return out.line('The schema is up to date.')
    out.line(`${counted(applied.length, 'migration')} ${dryRun ? 'would be applied' : 'applied'}:`)
    for (const { name } of applied) out.line(`  ${name}`)
  })
}
