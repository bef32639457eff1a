/** `winnow export`: sources as OPML for every other reader, articles as JSON lines for every other program. */
import { once } from 'node:events'
import type { Command } from 'commander'
import { type ArticleFilter, type FullArticleRow, listFullArticles } from '../../db/articles.ts'
import type { Database } from '../../db/database.ts'
import type { Position } from '../../db/page.ts'
import { listSources } from '../../db/sources.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { findSources } from './find-sources.ts'
import { parseTime } from './options.ts'
import { address } from './output.ts'
import { masked } from './public.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ opml?: boolean; jsonl?: boolean; since?: Date; source?: string[]; withCredentials?: boolean }>

/** Articles held in memory at a time. */
const PAGE = 500

export function register(program: Command, run: Run): void {
  program
    .command('export')
    .option('--opml', 'the sources, as an OPML file')
    .option('--jsonl', 'the articles with their texts, one JSON object a line, newest first')
    .option('--since <time>', 'articles from this time on, such as 7d or 2026-11-23', parseTime)
    .option('--source <source...>', 'of these sources only')
    .option('--with-credentials', 'do not mask user names, passwords and tokens in the addresses of feeds')
    .description('write sources or articles to standard output')
    .action(run(exportAll))
}

async function exportAll(context: Context, options: Options): Promise<void> {
  if (Boolean(options.opml) === Boolean(options.jsonl))
    throw new CommandError('say one of --opml (sources) and --jsonl (articles)', exitCodes.usage)
  await context.withDatabase(async database => {
    const chosen = options.source ? await findSources(database, options.source) : null
    const ids = chosen?.map(source => source.id)
    if (options.opml) return await exportSources(context, database, ids, options.withCredentials === true)
    await exportArticles(context, database, { sourceIds: ids, since: options.since }, options.withCredentials === true)
  })
}

/** The demo's feeds are of no use to another reader, and left out unless they are named. */
async function exportSources(
  { out }: Context,
  database: Database,
  ids: readonly string[] | undefined,
  secrets: boolean,
): Promise<void> {
  const sources = (await listSources(database, { ids })).filter(source => ids !== undefined || source.origin !== 'demo')
  const listed = sources.map(({ url, ...source }) => ({ ...source, url: secrets ? url : address(url) }))
  const { renderOpml } = await import('../../parse/opml.ts')
  out.line(renderOpml(listed, { title: 'Winnow', now: new Date() }).trimEnd())
  const hidden = listed.filter((source, at) => source.url !== sources[at]?.url).length
  if (hidden > 0) out.note(`${hidden} addresses hold credentials, which are masked; --with-credentials writes them.`)
}

async function exportArticles(
  { out, stop }: Context,
  database: Database,
  filter: ArticleFilter,
  secrets: boolean,
): Promise<void> {
  let after: Position | null = null
  do {
    const page: Awaited<ReturnType<typeof listFullArticles>> = await listFullArticles(database, filter, {
      limit: PAGE,
      after,
    })
    for (const article of page.rows) out.json(exported(article, secrets))
    await drained()
    after = page.next
  } while (after !== null && !stop.aborted)
  if (after !== null) throw new CommandError('stopped before the end: the export is not complete')
}

function exported(article: FullArticleRow, secrets: boolean): FullArticleRow {
  return secrets ? article : masked(article)
}

/** A slow reader of the pipe must not make us hold the whole store. */
async function drained(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
}
