/** `winnow why URL|ID`: everything that is on record about one address, one poll or one submission, in plain words, by correlation id. */
import type { Command } from 'commander'
import pc from 'picocolors'
import { articleId } from '../../core/identity.ts'
import { storableText } from '../../core/text.ts'
import { canonicalUrl, offeredUrl } from '../../core/url.ts'
import type { ArticleRow } from '../../db/articles.ts'
import type { Database } from '../../db/database.ts'
import { articlesOfRequests } from '../../db/reading/facts.ts'
import { findRunIds, listRuns } from '../../db/runs.ts'
import { listSources } from '../../db/sources.ts'
import { entryIdsOfUrls, type Facts, factsAbout } from '../../db/why.ts'
import { CommandError, type Context, exitCodes } from '../context.ts'
import type { Moment } from './moment.ts'
import { address, clean, facts, moment, nameOf, shortId, sourceNameOf } from './output.ts'
import { pageAddress } from './page-address.ts'
import { printMoments } from './print-moments.ts'
import { masked, publicRun } from './public.ts'
import { during } from './read-failure.ts'
import type { Run } from './run.ts'
import { findRunId, showRun } from './show-run.ts'
import { storyOf } from './timeline.ts'

export function register(program: Command, run: Run): void {
  program
    .command('why')
    .argument('<what>', 'the address of an article, or the id of a run, a submission (Error ID) or an article')
    .description('tell everything about one address: polled, filtered, saved, read, paid for, and why')
    .action(run(async (context, what: string) => context.withDatabase(database => why(context, database, what.trim()))))
}

async function why(context: Context, database: Database, what: string): Promise<void> {
  if (uuid.test(what)) return await whyId(context, database, what.toLowerCase())
  if (/^[0-9a-f-]{6,36}$/i.test(what)) return await whyPart(context, database, what)
  const url = /^urn:/i.test(what) ? what : pageAddress(what)
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
  const [request] = await articlesOfRequests(database, id)
  const found = await factsAbout(database, [request?.articleId ?? id])
  if (isEmpty(found))
    throw new CommandError(`no run, submission, article or entry has the id ${id}`, exitCodes.notFound)
  tell(context, addressIn(found), found)
}

/** A part of the id of a run, else of a submission. */
async function whyPart(context: Context, database: Database, part: string): Promise<void> {
  const requests = await articlesOfRequests(database, part)
  const articles = [...new Set(requests.map(request => request.articleId))]
  const runs = await findRunIds(database, part)
  if (runs.length > 0 || articles.length === 0) return await showRun(context, database, await findRunId(database, part))
  if (articles.length > 1)
    throw new CommandError(
      `several submissions have ${part}: ${requests.map(request => request.requestId).join(', ')}`,
      exitCodes.notFound,
    )
  const found = await factsAbout(database, articles)
  tell(context, addressIn(found), found)
}

function addressIn({ articles, requests }: Facts): string | null {
  return articles[0]?.url ?? requests[0]?.url ?? null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

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

function isEmpty({ articles, decisions, rejections, requests }: Facts): boolean {
  return articles.length + decisions.length + rejections.length + requests.length === 0
}

function tell({ out, json }: Context, url: string | null, found: Facts): void {
  const timeline = storyOf(found)
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

function verdict({ decisions, rejections, readings }: Facts): string {
  const reading = readings.at(-1)
  if (reading?.failure)
    return `${clean(reading.failure.message)} (${reading.failure.kind}, while ${during(reading.failure.stage)})`
  if (reading !== undefined) return reading.status
  const [last] = [...decisions].sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
  if (last !== undefined) return `${last.outcome} (${clean(last.reason)})`
  return `rejected (${clean(rejections[0]?.reason ?? '')})`
}

function asJson(url: string | null, found: Facts, timeline: readonly Moment[]) {
  const { articles, aliases, sightings, versions, decisions, rejections, runs } = found
  const { requests, readings, fetches, extractions, calls, notes } = found
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
    requests,
    readings,
    fetches,
    extractions,
    calls,
    notes,
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
