/** `winnow remove SOURCE…`: ends a subscription; articles stay unless they are asked for. */
import type { Command } from 'commander'
import { v7 as uuidV7 } from 'uuid'
import { maskText } from '../../core/mask.ts'
import { auditStatement } from '../../db/audit.ts'
import { removeSources, type SourceRow } from '../../db/sources.ts'
import { CommandError, type Context } from '../context.ts'
import { canAsk, confirm } from './ask.ts'
import { findSources } from './find-sources.ts'
import { counted, nameOf } from './output.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ withArticles?: boolean; yes?: boolean }>

export function register(program: Command, run: Run): void {
  program
    .command('remove')
    .argument('<source...>', 'id, beginning of an id, address, or part of the title')
    .option(
      '--with-articles',
      'take their articles away too; what another source carries as well passes to that source',
    )
    .option('-y, --yes', 'ask nothing')
    .description('stop following sources')
    .action(run(remove))
}

async function remove(
  context: Context,
  names: string[],
  { withArticles = false, yes = false }: Options,
): Promise<void> {
  const { config, out, json } = context
  await context.withDatabase(async database => {
    const sources = await findSources(database, names)
    const ofFile = sources.find(source => source.origin === 'file')
    if (ofFile)
      throw new CommandError(`${nameOf(ofFile)} is written in ${config.file ?? 'winnow.yaml'}: take it out there`)
    const articles = sources.reduce((sum, source) => sum + source.articles, 0)
    const question = `Remove ${namesOf(sources)} with ${counted(articles, 'article')} for good?`
    if (withArticles && !yes && canAsk(context) && !(await confirm(context, question, false)))
      return out.note('Nothing was removed.')
    const correlationId = uuidV7()
    const entries = sources.map(({ id, url, title }) =>
      auditStatement({
        actor: 'cli',
        action: 'source.removed',
        subject: id,
        correlationId,
        detail: { url: maskText(url), title, withArticles },
      }),
    )
    const ids = sources.map(source => source.id)
    const removed = await removeSources(database, ids, withArticles, entries)
    if (json) return out.json({ removed, ids, articles, articlesRemoved: withArticles, correlationId })
    const fate =
      articles === 0
        ? 'it had no articles'
        : `${counted(articles, 'article')} ${withArticles ? (articles === 1 ? 'is gone too' : 'are gone too') : articles === 1 ? 'stays' : 'stay'}`
    out.line(`Removed ${namesOf(sources)}; ${fate}.`)
  })
}

function namesOf(sources: readonly SourceRow[]): string {
  const [first] = sources
  return sources.length === 1 && first ? nameOf(first) : counted(sources.length, 'source')
}
