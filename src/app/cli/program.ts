/** Every command hangs here; each is registered by its own file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import pc from 'picocolors'
import { register as registerAdd } from './add.ts'
import { register as registerArticles } from './articles.ts'
import { register as registerAudit } from './audit.ts'
import { register as registerCosts } from './costs.ts'
import { register as registerDemo } from './demo.ts'
import { register as registerDoctor } from './doctor.ts'
import { register as registerEnable } from './enable.ts'
import { register as registerExport } from './export.ts'
import { register as registerImport } from './import.ts'
import { register as registerKeys } from './keys.ts'
import { register as registerMigrate } from './migrate.ts'
import { register as registerPoll } from './poll.ts'
import { register as registerRead } from './read.ts'
import { register as registerRejections } from './rejections.ts'
import { register as registerRemove } from './remove.ts'
import type { Run } from './run.ts'
import { register as registerRuns } from './runs.ts'
import { register as registerSearch } from './search.ts'
import { register as registerServe } from './serve.ts'
import { register as registerSources } from './sources.ts'
import { register as registerStatus } from './status.ts'
import { register as registerUp } from './up.ts'
import { register as registerWhy } from './why.ts'

const groups = [
  ['Run:', [registerUp, registerPoll, registerServe]],
  [
    'Sources:',
    [registerAdd, registerImport, registerExport, registerSources, registerEnable, registerRemove, registerDemo],
  ],
  ['Read:', [registerRead, registerCosts]],
  ['Look:', [registerArticles, registerSearch, registerRuns, registerRejections, registerWhy]],
  ['Care:', [registerStatus, registerDoctor, registerMigrate, registerAudit, registerKeys]],
] as const

/** Usage errors, help and version are printed by commander, which then throws a CommanderError instead of ending the process. */
export function buildProgram(run: Run): Command {
  const program = new Command('winnow')
    .description(
      'A self-hosted article pipeline: polls sources, filters, keeps every article exactly once, reads and summarises.',
    )
    .version(version(), '-V, --version', 'print the version')
    .option('--config <file>', 'the configuration (default: winnow.yaml here, if there is one)')
    .option('--data-dir <dir>', 'where the embedded database lies')
    .option('--json', 'print results as JSON, and nothing else, on stdout')
    .helpOption('-h, --help', 'show help')
    .configureHelp({ showGlobalOptions: true, styleTitle: pc.bold })
    // Before the commands are made: they inherit it.
    .exitOverride()
    .showHelpAfterError('(winnow --help shows what there is)')
    .addHelpText('after', examples)
  for (const [heading, registers] of groups) {
    program.commandsGroup(heading)
    for (const register of registers) register(program, run)
  }
  const help = new Command('help').argument('[command]').helpOption(false).description('show help for a command')
  return program.addHelpCommand(help.helpGroup('Care:'))
}

const examples = `
${pc.bold('Examples:')}
  $ winnow up                                  start, and keep polling
  $ winnow add https://example.org/            find the feed of a site and follow it
  $ winnow import subscriptions.opml           bring your subscriptions along
  $ winnow read https://example.org/story      one page: full text and summary
  $ winnow articles --since 1d --follow        what is new, as it comes
  $ winnow why https://example.org/story       everything about one address

Settings: winnow.yaml and the environment, see docs/configuration.md. Exit codes: docs/cli.md.`

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
