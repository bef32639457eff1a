/** The demo news stand goes when the first real source comes, unless somebody wants to keep it. */
import { auditStatement } from '../../db/audit.ts'
import type { Database } from '../../db/database.ts'
import { readSetting, settingStatement } from '../../db/settings.ts'
import { listSources, removeSources } from '../../db/sources.ts'
import type { Context } from '../context.ts'
import { canAsk, confirm } from './ask.ts'
import { counted } from './output.ts'

export type DemoChoice = 'end' | 'keep' | null

type By = Readonly<{ actor: string; correlationId: string }>

export type DemoState = 'none' | 'kept' | 'ended'

/** Asked after a real source was added; `choice` is what the options said. Without a terminal the demo stays, and how to end it is said. */
export async function offerEndOfDemo(
  context: Context,
  database: Database,
  choice: DemoChoice,
  correlationId: string,
): Promise<DemoState> {
  const { out } = context
  const demo = await listSources(database, { origin: 'demo' })
  if (demo.length === 0) return 'none'
  if (choice === null && (await readSetting(database, 'demo')) === 'on') return 'kept'
  const articles = demo.reduce((sum, source) => sum + source.articles, 0)
  const asked = choice === null && canAsk(context)
  const end = asked
    ? await confirm(context, `End the demo and take its ${counted(articles, 'article')} away?`, true)
    : choice === 'end'
  if (end) {
    await endDemo(database, { actor: 'cli', correlationId })
    if (!context.json) out.line(`The demo has ended, and its ${counted(articles, 'article')} with it.`)
    return 'ended'
  }
  // Said once, it stays so: the daemon keeps the stand open, and the next source need not ask again.
  await database.batch(demoSwitched('on', { actor: 'cli', correlationId }))
  if (!asked && choice === null) out.note('The demo goes on beside it; this ends it: winnow demo off')
  return 'kept'
}

/** Takes the demo's sources and articles away; the daemon closes the stand at its next look. Resolves with the number of sources. */
export async function endDemo(database: Database, by: By): Promise<number> {
  const demo = await listSources(database, { origin: 'demo' })
  return await removeSources(
    database,
    demo.map(source => source.id),
    true,
    demoSwitched('off', by),
  )
}

/** For the batch that makes the change. */
export function demoSwitched(to: 'on' | 'off', by: By) {
  const entry = { ...by, action: 'demo.switched', subject: 'demo', detail: { to } } as const
  return [settingStatement('demo', to), auditStatement(entry)]
}
