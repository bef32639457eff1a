/** `winnow articles`: what is stored, newest first, or as it comes. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import pc from 'picocolors'
import {
  type ArticleFilter,
  type ArticleRow,
  articlesStoredSince,
  listArticles,
  readSnapshot,
} from '../../db/articles.ts'
import type { Database } from '../../db/database.ts'
import { listSources } from '../../db/sources.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { findSources } from './find-sources.ts'
import { parseLimit, parseTime } from './options.ts'
import { clean, counted, moment, sourceNameOf } from './output.ts'
import { masked } from './public.ts'
import type { Run } from './run.ts'
import { shorten } from './width.ts'

type Options = Readonly<{
  source?: string[]
  group?: string
  since?: Date
  until?: Date
  search?: string
  language?: string
  limit?: number
  history?: boolean
  follow?: boolean
}>

/** A follower looks this often; it sees everything whenever it looks. */
const LOOK_MS = 500

export function register(program: Command, run: Run): void {
  program
    .command('articles')
    .option('--source <source...>', 'only of these (id, address, or part of the title)')
    .option('--group <name>', 'only of this group')
    .option('--since <time>', 'from this time on, such as 7d or 2026-11-23', parseTime)
    .option('--until <time>', 'before this time', parseTime)
    .option('--search <text>', 'only with this in the title')
    .option('--language <tag>', 'only in this language, such as en')
    .option('--limit <n>', 'at most so many, 1 to 1000 (default: 50; with --follow 10 to begin with)', parseLimit)
    .option('--history', 'only what the first poll of a source brought')
    .option('--no-history', 'without what the first poll of a source brought')
    .option('-f, --follow', 'go on, and print each article as it is stored, until Ctrl-C')
    .description('list articles, newest first')
    .action(run(list))
}

async function list(context: Context, options: Options): Promise<void> {
  if (options.follow && options.until)
    throw new CommandError('--follow has no end, so --until makes no sense with it', exitCodes.usage)
  await context.withDatabase(async database => {
    const { source, limit, follow, ...rest } = options
    const sourceIds = source && (await findSources(database, source)).map(one => one.id)
    const filter: ArticleFilter = { ...rest, sourceIds }
    if (follow) return await followArticles(context, database, filter, limit ?? 10)
    const { rows, next } = await listArticles(database, filter, { limit: limit ?? 50 })
    if (context.json) return context.out.json(rows.map(masked))
    for (const article of rows) print(context, article)
    if (rows.length === 0) context.out.note(await nothing(database, options))
    else if (next !== null)
      context.out.note(pc.dim(`These are the newest ${rows.length}; --limit, --since and --until show others.`))
  })
}

/** The newest few, oldest of them first, then each article once as it is stored. */
export async function followArticles(
  context: Context,
  database: Database,
  filter: ArticleFilter,
  limit: number,
): Promise<void> {
  const { stop, json, out } = context
  const show = (article: ArticleRow) => (json ? out.json(masked(article)) : print(context, article))
  // The place to go on from is taken before the list: what is stored in between comes twice, and is shown once.
  const seen = await readSnapshot(database)
  let from = seen.split(':')[0] as string
  const { rows } = await listArticles(database, filter, { limit })
  const shown = new Set(rows.map(article => article.id))
  for (const article of rows.toReversed()) show(article)
  while (!stop.aborted) {
    const step = await articlesStoredSince(database, filter, from, seen)
    for (const article of step.articles) if (!shown.delete(article.id)) show(article)
    from = step.next
    if (step.articles.length === 0) await delay(LOOK_MS, undefined, { signal: stop }).catch(() => {})
  }
}

function print({ out }: Context, article: ArticleRow): void {
  const time = moment(article.sortAt).slice(0, 16)
  const others = article.sightings === 0 ? '' : ` and ${counted(article.sightings, 'other')}`
  out.line(`${pc.dim(time)}  ${pc.bold(shorten(clean(article.title), Math.max(20, out.columns - time.length - 2)))}`)
  out.line(`${' '.repeat(time.length)}  ${pc.cyan(sourceNameOf(article))}${others}  ${pc.dim(clean(article.url))}`)
}

async function nothing(database: Database, options: Options): Promise<string> {
  if (Object.keys(options).length > 0 && (await listArticles(database, {}, { limit: 1 })).rows.length > 0)
    return 'No article fits.'
  const [any] = await listSources(database, { limit: 1 })
  return any === undefined
    ? 'No article yet, and no source. Follow one: winnow add URL'
    : 'No article yet. Poll now: winnow poll --once. What the last polls brought: winnow runs'
}
