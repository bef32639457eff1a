/** `winnow why URL|RUN-ID`: everything that is on record about one address or one poll, in plain words, by correlation id. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { articleId } from '../../core/identity.ts'
import { storableText } from '../../core/text.ts'
import { canonicalUrl, offeredUrl } from '../../core/url.ts'
import type { ArticleRow } from '../../db/articles.ts'
import type { Database } from '../../db/database.ts'
import { listRuns } from '../../db/runs.ts'
import { listSources } from '../../db/sources.ts'
import { entryIdsOfUrls, type Facts, factsAbout } from '../../db/why.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import { address, clean, facts, moment, nameOf, shortId, sourceNameOf } from './output.ts'
import { printMoments } from './print-moments.ts'
import { masked, publicRun } from './public.ts'
import type { Run } from './run.ts'
import { findRunId, showRun } from './show-run.ts'
import { type Moment, momentsOf } from './timeline.ts'

export function register(program: Command, run: Run): void {
  program
    .command('why')
    .argument('<what>', 'the address of an article, or the id of a run or an article')
    .description('tell everything about one address: polled, filtered, saved, seen again, and why')
    .action(run(async (context, what: string) => context.withDatabase(database => why(context, database, what.trim()))))
}

async function why(context: Context, database: Database, what: string): Promise<void> {
  if (uuid.test(what)) return await whyId(context, database, what.toLowerCase())
  if (/^[0-9a-f-]{6,36}$/i.test(what)) return await showRun(context, database, await findRunId(database, what))
  const url = addressOf(what)
  if (url === null)
    throw new CommandError(`${JSON.stringify(clean(what))} is neither an address nor the id of a run`, exitCodes.usage)
  const ids = idsOf(url)
  const direct = await factsAbout(database, ids)
  const found = isEmpty(direct) ? await factsByText(database, url) : direct
  if (isEmpty(found)) throw new CommandError(await unknown(database, url), exitCodes.notFound)
  tell(context, url, found)
}

async function whyId(context: Context, database: Database, id: string): Promise<void> {
  const { rows } = await listRuns(database, { ids: [id] }, { limit: 1 })
  if (rows.length > 0) return await showRun(context, database, id)
  const found = await factsAbout(database, [id])
  if (isEmpty(found)) throw new CommandError(`no run, article or entry has the id ${id}`, exitCodes.notFound)
  tell(context, found.articles[0]?.url ?? null, found)
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A bare host gets https; the scheme is no part of an article's identity. */
function addressOf(text: string): string | null {
  if (/^urn:/i.test(text)) return text
  const bare = /^[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}[\p{L}\p{N}-]*(?::\d+)?(?:[/?#]|$)/u
  return canonicalUrl(bare.test(text) ? `https://${text}` : text) === null
    ? null
    : bare.test(text)
      ? `https://${text}`
      : text
}

/** As entries are known: by the canonical address, with the fragment where a publisher names entries by it. */
function idsOf(url: string): string[] {
  const forms = [canonicalUrl(url), canonicalUrl(url, undefined, 'all'), url.startsWith('urn:') ? url : null]
  return [...new Set(forms.flatMap(form => (form === null ? [] : [articleId(form)])))]
}

/** Rejected entries are known by other things than a canonical address. */
async function factsByText(database: Database, url: string): Promise<Facts> {
  const spellings = [url, offeredUrl(url), offeredUrl(url, undefined, 'all')].flatMap(one =>
    one === null ? [] : [storableText(one)],
  )
  return await factsAbout(database, await entryIdsOfUrls(database, [...new Set(spellings)]))
}

function isEmpty({ articles, decisions, rejections }: Facts): boolean {
  return articles.length + decisions.length + rejections.length === 0
}

function tell({ out, json }: Context, url: string | null, found: Facts): void {
  const timeline = momentsOf(found)
  if (json) {
    out.json(asJson(url, found, timeline))
    return
  }
  for (const article of found.articles) out.line(describe(article, found))
  if (found.articles.length === 0) out.line(`${clean(url ?? '')}\nNo article: ${verdict(found)}`)
  out.line()
  printMoments(out, timeline)
}

function describe(article: ArticleRow, { sightings }: Facts): string {
  const others = sightings.filter(one => one.articleId === article.id).map(sourceNameOf)
  return facts([
    ['Article', pc.bold(clean(article.title))],
    ['Address', clean(article.url)],
    ['Id', article.id],
    ['Saved', `${moment(article.storedAt)} by ${sourceNameOf(article)}`],
    ...(others.length > 0 ? [['Also in', others.join(', ')] as const] : []),
  ])
}

function verdict({ decisions, rejections }: Facts): string {
  const [last] = [...decisions].sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
  if (last !== undefined) return `${last.outcome} (${clean(last.reason)})`
  return `rejected (${clean(rejections[0]?.reason ?? '')})`
}

function asJson(url: string | null, found: Facts, timeline: readonly Moment[]) {
  const { articles, aliases, sightings, versions, decisions, rejections, runs } = found
  return {
    url,
    canonicalUrl: url === null ? null : canonicalUrl(url),
    articles: articles.map(masked),
    aliases,
    sightings: sightings.map(masked),
    versions,
    decisions: decisions.map(masked),
    rejections: rejections.map(masked),
    runs: runs.map(publicRun),
    timeline,
  }
}

async function unknown(database: Database, url: string): Promise<string> {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''
  const near = host === '' ? [] : await listSources(database, { like: host, limit: 3 })
  const lines = [`nothing is known about ${clean(url)}`]
  if (near.length === 0)
    lines.push(
      `No source lies at ${host || 'that place'}. Follow it: winnow add ${host === '' ? 'URL' : `https://${host}/`}`,
    )
  for (const source of near) {
    const polled =
      source.polledAt === null ? 'was never polled' : `was last polled ${moment(source.polledAt)} and did not offer it`
    lines.push(`${nameOf(source)} (${address(source.url)}) ${polled}. Poll it now: winnow poll ${shortId(source.id)}`)
  }
  return lines.join('\n')
}
