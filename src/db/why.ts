/** Every id answers for itself (law 12): all that is on record about some entries, about what one poll brought, or about one request. */
import { type ArticleRow, listArticles } from './articles.ts'
import { texts, uuids } from './binary.ts'
import type { Database } from './database.ts'
import { MAX_PAGE } from './page.ts'
import { noReading, type ReadingFacts, readingFacts } from './reading/facts.ts'
import { listRejections, type RejectionRow } from './rejections.ts'
import { type DecisionRow, listDecisions, listRuns, type RunRow } from './runs.ts'
import { type Statement, sql } from './statement.ts'

export type AliasRow = Readonly<{ aliasId: string; articleId: string; url: string; reason: string; learntAt: Date }>

/** A source that carried an article which another source had brought first. */
export type SightingRow = Readonly<{
  articleId: string
  articleTitle: string
  articleUrl: string
  sourceId: string
  sourceTitle: string | null
  sourceUrl: string | null
  runId: string
  seenAt: Date
}>

/** A later form of an article; the first one stays (law 4). */
export type VersionRow = Readonly<{
  articleId: string
  contentHash: string
  runId: string
  title: string
  characters: number
  seenAt: Date
}>

/** Each list holds at most 1,000 rows. */
export type Facts = Readonly<{
  articles: readonly ArticleRow[]
  aliases: readonly AliasRow[]
  sightings: readonly SightingRow[]
  versions: readonly VersionRow[]
  decisions: readonly DecisionRow[]
  rejections: readonly RejectionRow[]
  /** The polls that all the others name. */
  runs: readonly RunRow[]
}> &
  ReadingFacts

/** `ids` are those of articles, aliases and entries, at most 100. */
export async function factsAbout(database: Database, ids: readonly string[]): Promise<Facts> {
  const aliases = await listAliases(database, ids)
  const articleIds = [...new Set([...ids, ...aliases.map(alias => alias.articleId)])]
  const articles = (await listArticles(database, { ids: articleIds }, { limit: MAX_PAGE })).rows
  const found = sql`article_id = any(${await uuids(articles.map(article => article.id))}::uuid[])`
  return await withRuns(database, {
    articles,
    aliases,
    sightings: await listSightings(database, found),
    versions: await listVersions(database, found),
    decisions: await listDecisions(database, { entryIds: articleIds }, MAX_PAGE),
    rejections: (await listRejections(database, { entryIds: articleIds }, { limit: MAX_PAGE })).rows,
    ...(await readingFacts(database, articleIds)),
  })
}

/** What one poll brought. */
export async function factsOfRun(database: Database, runId: string): Promise<Facts> {
  const caused = sql`x.run_id = ${runId}::uuid`
  return await withRuns(
    database,
    {
      articles: (await listArticles(database, { runId }, { limit: MAX_PAGE })).rows,
      aliases: [],
      sightings: await listSightings(database, caused),
      versions: await listVersions(database, caused),
      decisions: await listDecisions(database, { runId }, MAX_PAGE),
      rejections: (await listRejections(database, { runId }, { limit: MAX_PAGE })).rows,
      ...noReading,
    },
    [runId],
  )
}

/** The ids under which exactly these addresses were offered, as text: for entries that are not known by their address. Reads whole tables. */
export async function entryIdsOfUrls(database: Database, urls: readonly string[]): Promise<string[]> {
  const offered = sql`url = any(${await texts(urls)}::text[])`
  const rows = await database.query(sql`
    select id from articles where ${offered} union select entry_id from decisions where ${offered}
    union select entry_id from rejections where ${offered} limit 100`)
  return rows.map(row => row.id)
}

async function withRuns(database: Database, facts: Omit<Facts, 'runs'>, also: readonly string[] = []): Promise<Facts> {
  const named = [...facts.articles, ...facts.sightings, ...facts.versions, ...facts.decisions, ...facts.rejections]
  const ids = [...new Set([...also, ...named.map(row => row.runId)])]
  return { ...facts, runs: (await listRuns(database, { ids }, { limit: MAX_PAGE })).rows }
}

async function listAliases(database: Database, ids: readonly string[]): Promise<AliasRow[]> {
  const wanted = await uuids(ids)
  const rows = await database.query(sql`select alias_id, article_id, url, reason, learnt_at from url_aliases
    where alias_id = any(${wanted}::uuid[]) or article_id = any(${wanted}::uuid[]) order by learnt_at limit ${MAX_PAGE}`)
  return rows.map(({ url, reason, ...row }) => ({
    aliasId: row.alias_id,
    articleId: row.article_id,
    url,
    reason,
    learntAt: row.learnt_at,
  }))
}

async function listSightings(database: Database, condition: Statement): Promise<SightingRow[]> {
  const rows = await database.query(sql`
    select x.*, a.title as article_title, a.url as article_url, s.title as source_title, s.url as source_url
    from sightings x join articles a on a.id = x.article_id left join sources s on s.id = x.source_id
    where ${condition} order by x.seen_at, x.article_id, x.source_id limit ${MAX_PAGE}`)
  return rows.map(row => ({
    articleId: row.article_id,
    articleTitle: row.article_title,
    articleUrl: row.article_url,
    sourceId: row.source_id,
    sourceTitle: row.source_title,
    sourceUrl: row.source_url,
    runId: row.run_id,
    seenAt: row.seen_at,
  }))
}

async function listVersions(database: Database, condition: Statement): Promise<VersionRow[]> {
  const rows = await database.query(sql`
    select article_id, content_hash, run_id, title, length(content_text) as characters, seen_at from article_versions x
    where ${condition} order by seen_at, article_id limit ${MAX_PAGE}`)
  return rows.map(({ title, characters, ...row }) => ({
    articleId: row.article_id,
    contentHash: row.content_hash,
    runId: row.run_id,
    title,
    characters,
    seenAt: row.seen_at,
  }))
}
