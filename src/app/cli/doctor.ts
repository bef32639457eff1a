/** `winnow doctor`: what could be wrong, what is, and what to do about it. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { CommandError, type Context, exitCodes } from '../context.ts'
import type { Check } from './check.ts'
import { clean } from './output.ts'
import type { Run } from './run.ts'

export function register(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('check configuration, database, clock, network and reading, and say what to do')
    .action(run(examine))
}

async function examine(context: Context): Promise<void> {
  const { checkAll } = await import('./checks.ts')
  const { out, json } = context
  const checks: Check[] = []
  for await (const check of checkAll(context)) {
    checks.push(check)
    if (!json) print(context, check)
  }
  const failures = checks.filter(check => check.result === 'fail').length
  if (json) out.json({ ok: failures === 0, checks })
  if (failures > 0) throw new CommandError(`${failures} of ${checks.length} checks failed`, exitCodes.failed)
}

function print({ out }: Context, { result, name, found, advice }: Check): void {
  const marks = { ok: pc.green('ok  '), warn: pc.yellow('warn'), fail: pc.red('FAIL') }
  out.line(`${marks[result]}  ${pc.bold(name.padEnd(14))}  ${clean(found)}`)
  if (advice !== null) out.line(`${' '.repeat(22)}${pc.dim('→')} ${clean(advice)}`)
}
