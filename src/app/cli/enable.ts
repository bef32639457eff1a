/** `winnow enable|disable SOURCE…`: a disabled source keeps everything it has and is not polled. */
import type { Command } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import { auditStatement } from '../../db/audit.ts'
import { setEnabled } from '../../db/sources.ts'
import type { Context } from '../context.ts'
import { lineOf } from './add.ts'
import { findSources } from './find-sources.ts'
import { nameOf } from './output.ts'
import type { Run } from './run.ts'

const sourceArgument = ['<source...>', 'id, beginning of an id, address, or part of the title'] as const

export function register(program: Command, run: Run): void {
  program
    .command('enable')
    .argument(...sourceArgument)
    .description('poll sources again')
    .action(run(async (context, names: string[]) => await change(context, names, true, null)))
  program
    .command('disable')
    .argument(...sourceArgument)
    .option('--reason <text>', 'shown wherever the source is', 'disabled by hand')
    .description('stop polling sources, and keep them')
    .action(
      run(
        async (context, names: string[], { reason }: { reason: string }) =>
          await change(context, names, false, lineOf(reason, 300)),
      ),
    )
}

async function change(
  context: Context,
  names: readonly string[],
  enabled: boolean,
  reason: string | null,
): Promise<void> {
  const { config, out, json } = context
  await context.withDatabase(async database => {
    const sources = await findSources(database, names)
    const correlationId = uuidV7()
    const changing = sources.filter(source => source.enabled !== enabled)
    const entries = changing.map(({ id }) =>
      auditStatement(
        enabled
          ? { actor: 'cli', action: 'source.changed', subject: id, correlationId, detail: { enabled } }
          : { actor: 'cli', action: 'source.disabled', subject: id, correlationId, detail: { reason } },
      ),
    )
    const ids = sources.map(source => source.id)
    if (changing.length > 0)
      await setEnabled(
        database,
        changing.map(source => source.id),
        enabled,
        reason,
        entries,
      )
    if (json) return out.json({ enabled, changed: changing.length, ids, correlationId })
    for (const source of sources) {
      const state = enabled ? 'enabled; it is polled within a second while `winnow up` runs' : `disabled: ${reason}`
      out.line(`${nameOf(source)} is ${changing.includes(source) ? '' : 'already '}${state}.`)
      if (source.origin === 'file' && changing.includes(source))
        out.note(
          `It is written in ${config.file ?? 'winnow.yaml'}, which decides again at the next start: set enabled: ${enabled} there.`,
        )
    }
  })
}
