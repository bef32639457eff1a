/** `winnow demo on|off`: the bundled news stand, by hand. */
import { Argument, type Command } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import type { Context } from '../context.ts'
import { demoSwitched, endDemo } from './end-demo.ts'
import { counted } from './output.ts'
import type { Run } from './run.ts'

export function register(program: Command, run: Run): void {
  program
    .command('demo')
    .addArgument(new Argument('<state>', 'off takes its sources and articles away').choices(['on', 'off']))
    .description('switch the demo news stand on or off')
    .action(run(switchDemo))
}

async function switchDemo(context: Context, state: 'on' | 'off'): Promise<void> {
  const { config, out, json } = context
  const correlationId = uuidV7()
  await context.withDatabase(async database => {
    if (state === 'off') {
      const sources = await endDemo(database, { actor: 'cli', correlationId })
      if (json) return out.json({ demo: 'off', sourcesRemoved: sources, correlationId })
      return out.line(`The demo is off; ${counted(sources, 'source')} and their articles are gone.`)
    }
    await database.batch(demoSwitched('on', { actor: 'cli', correlationId }))
    if (json) return out.json({ demo: 'on', correlationId })
    out.line('The demo is on: its news stand opens within seconds while `winnow up` runs.')
    if (config.demo === 'off')
      out.note('The configuration says demo: off, which wins; `winnow up` will not open the stand.')
  })
}
