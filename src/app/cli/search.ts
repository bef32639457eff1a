/** `winnow search QUERY`: the same search as the web's, in a terminal. */
import { type Command, InvalidArgumentError } from 'commander'
import pc from 'picocolors'
import { storableText } from '../../core/text.ts'
import type { Database } from '../../db/database.ts'
import { fillUnread } from '../../db/marks.ts'
import { fillSearch } from '../../db/search/fill.ts'
import { findArticles } from '../../db/search/find.ts'
import type { Piece } from '../../db/search/found.ts'
import type { Context } from '../context.ts'
import { findSources } from './find-sources.ts'
import { parseTime } from './options.ts'
import { clean, counted, moment, sourceNameOf } from './output.ts'
import { masked } from './public.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ source?: string[]; language?: string; since?: Date; until?: Date; limit: number }>

const DEADLINE_MS = 10_000

export function register(program: Command, run: Run): void {
  program
    .command('search')
    .argument('<query...>', 'words; "a phrase", or, -without')
    .option('--source <source...>', 'only of these (id, address, or part of the title)')
    .option('--language <tag>', 'only in this language, such as en')
    .option('--since <time>', 'from this time on, such as 7d or 2026-11-23', parseTime)
    .option('--until <time>', 'before this time', parseTime)
    .option('--limit <n>', 'at most so many, 1 to 100', parseMost, 20)
    .description('search titles, summaries and texts')
    .action(
      run(async (context, words: string[], options: Options) =>
        context.withDatabase(database => search(context, database, words.join(' '), options)),
      ),
    )
}

async function search({ out, json }: Context, database: Database, words: string, options: Options): Promise<void> {
  const asked = storableText(words).slice(0, 500)
  const filter = {
    view: 'all' as const,
    sourceIds: options.source && (await findSources(database, options.source)).map(source => source.id),
    language: options.language?.toLowerCase(),
    from: options.since,
    to: options.until,
  }
  await bringUpToDate(database)
  const { hits, meant, isPartial, waiting } = await findArticles(database, asked, filter, {
    limit: options.limit,
    deadlineMs: DEADLINE_MS,
  })
  if (meant !== null && hits.length > 0 && !json)
    out.note(`Nothing has ${JSON.stringify(clean(asked))}; this is for ${JSON.stringify(clean(meant))}.`)
  for (const hit of hits) {
    const row = hit.article
    const article = masked({ ...row, sourceTitle: row.source?.title ?? null, sourceUrl: row.source?.url ?? null })
    if (json) out.json({ ...article, source: undefined, titlePieces: hit.title, snippet: hit.snippet, meant })
    else {
      out.line(`${pc.dim(moment(row.sortAt).slice(0, 16))}  ${shown(hit.title)}`)
      out.line(`  ${pc.cyan(sourceNameOf(article))}  ${pc.dim(clean(row.url))}`)
      out.line(`  ${shown(hit.snippet)}`)
    }
  }
  if (isPartial)
    out.note(
      `Time was over after ${DEADLINE_MS / 1_000} s: older articles may be missing. Narrow it: --since 30d, --source, --language.`,
    )
  else if (hits.length === 0) out.note('No article matches.')
  noteWaiting(out, waiting)
}

/** What `winnow up` would have done by now; a long backlog is left to it. */
async function bringUpToDate(database: Database): Promise<void> {
  await fillUnread(database)
  for (let batch = 0; batch < MOST_BATCHES; batch++) if ((await fillSearch(database, BATCH)) < BATCH) return
}

const BATCH = 200
const MOST_BATCHES = 10

function noteWaiting(out: Context['out'], waiting: number): void {
  if (waiting > 0)
    out.note(
      `${waiting >= 1_000 ? 'At least 1,000 articles are' : `${counted(waiting, 'article')} ${waiting === 1 ? 'is' : 'are'}`} not in the index yet; \`winnow up\` brings them in.`,
    )
}

/** `clean` trims, and the blanks between the pieces are theirs. */
function shown(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, mark }) => {
      const words = clean(text)
      const before = /^\s/.test(text) ? ' ' : ''
      const after = words !== '' && /\s$/.test(text) ? ' ' : ''
      return before + (mark ? pc.bold(words) : words) + after
    })
    .join('')
}

function parseMost(text: string): number {
  const most = Number(text)
  if (!/^\d{1,3}$/.test(text) || most < 1 || most > 100) throw new InvalidArgumentError('must be 1 to 100.')
  return most
}
