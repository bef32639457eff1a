/** Articles as lists, exports and followers read them: by keyset, never by offset, and never by a timestamp where a late commit could hide one. */
import { storableText } from '../core/text.ts'
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import { type Page, type PageOptions, pageLimit, pageOf } from './page.ts'
import { every, type Statement, sql } from './statement.ts'

export type ArticleRow = Readonly<{
  id: string
  url: string
  title: string
  author: string | null
  /** BCP 47. */
  language: string | null
  publishedAt: Date | null
  /** `publishedAt`, but never later than the poll that brought it; that poll's time when there is no date. */
  sortAt: Date
  storedAt: Date
  /** It came with the first success of its source. */
  history: boolean
  runId: string
  sourceId: string
  sourceTitle: string | null
  sourceUrl: string | null
  group: string | null
  /** How many other sources carried it too. */
  sightings: number
}>

export type FullArticleRow = ArticleRow &
  Readonly<{ guid: string | null; contentHtml: string | null; contentText: string }>

/** What is absent does not filter. */
export type ArticleFilter = Readonly<{
  ids?: readonly string[]
  sourceIds?: readonly string[]
  runId?: string
  group?: string
  /** By `sortAt`; `since` included, `until` not. */
  since?: Date
  until?: Date
  /** Part of the title, in any case. */
  search?: string
  /** BCP 47; `en` finds `en-GB` too. */
  language?: string
  history?: boolean
}>

/** Newest first. */
export async function listArticles(
  database: Database,
  filter: ArticleFilter,
  options: PageOptions,
): Promise<Page<ArticleRow>> {
  const rows = await database.query(await pageStatement(sql``, filter, options))
  return pageOf(rows as { position: string; id: string }[], options, readArticle)
}

/** The same with the texts. */
export async function listFullArticles(
  database: Database,
  filter: ArticleFilter,
  options: PageOptions,
): Promise<Page<FullArticleRow>> {
  const rows = await database.query(await pageStatement(sql`a.guid, a.content_html, a.content_text, `, filter, options))
  return pageOf(rows as RawFull[], options, row => ({
    ...readArticle(row),
    guid: row.guid,
    contentHtml: row.content_html,
    contentText: row.content_text,
  }))
}

type RawFull = Readonly<{
  position: string
  id: string
  guid: string | null
  content_html: string | null
  content_text: string
}>

async function pageStatement(more: Statement, filter: ArticleFilter, options: PageOptions): Promise<Statement> {
  const { after } = options
  const beyond = sql`a.sort_at <= ${after?.at ?? null}::timestamptz and (a.sort_at < ${after?.at ?? null}::timestamptz or a.id > ${after?.id ?? null}::uuid)`
  return sql`select ${more}${columns} from articles a left join sources s on s.id = a.source_id
    where ${every([...(await conditions(filter)), ...(after ? [beyond] : [])])}
    order by a.sort_at desc, a.id limit ${pageLimit(options) + 1}`
}

/**
 * Everything stored by transactions before this one (a text, PostgreSQL's xid8) has been committed or never will be: whoever
 * reads up to it misses nothing that commits late, as a cursor on a time or a sequence would.
 */
export async function readHorizon(database: Database): Promise<string> {
  const [row] = await database.query(sql`select followed_horizon()::text as horizon`)
  return row?.horizon
}

/**
 * What can be seen now, as PostgreSQL's pg_snapshot. Its first number is where to follow from: flushes behind it may be visible all
 * the same, while an older transaction is open, and only the snapshot knows which.
 */
export async function readSnapshot(database: Database): Promise<string> {
  const [row] = await database.query(sql`select pg_current_snapshot()::text as snapshot`)
  return row?.snapshot
}

/** Flushes that one step of a follower takes, each of at most 1,000 articles. */
const STEP_FLUSHES = 5

/**
 * The articles of the flushes and readings from transaction `from` on, as they were stored, and where the next step begins. Steps end at
 * `readHorizon`; `from` is an earlier answer of it, or of this. A chunk and its articles share one transaction, hence one `now()`.
 * @param seen An earlier answer of `readSnapshot`: what was visible then is left out.
 */
export async function articlesStoredSince(
  database: Database,
  filter: ArticleFilter,
  from: string,
  seen: string | null = null,
): Promise<Readonly<{ articles: ArticleRow[]; next: string }>> {
  const unseen = sql`(${seen}::text is null or not pg_visible_in_snapshot(stored_by, ${seen}::text::pg_snapshot))`
  const horizon = await readHorizon(database)
  const flushes = await database.query(sql`select distinct stored_by::text as flush, stored_by from (
      select stored_by from run_chunks where stored_by >= ${from}::xid8 and stored_by < ${horizon}::xid8 and saved > 0
      union all select brought_by from readings where brought_by >= ${from}::xid8 and brought_by < ${horizon}::xid8
    ) as news (stored_by) where ${unseen} order by stored_by limit ${STEP_FLUSHES}`)
  if (flushes.length === 0) return { articles: [], next: horizon }
  const next = flushes.length < STEP_FLUSHES ? horizon : String(BigInt(flushes.at(-1)?.flush) + 1n)
  const rows = await database.query(sql`select ${columns} from articles a left join sources s on s.id = a.source_id
    where ((a.run_id, a.stored_at) in (
        select run_id, stored_at from run_chunks where stored_by >= ${from}::xid8 and stored_by < ${next}::xid8 and ${unseen})
      or a.run_id in (select id from (
        select id, brought_by from readings where brought_by >= ${from}::xid8 and brought_by < ${next}::xid8
      ) as brought (id, stored_by) where ${unseen}))
      and ${every(await conditions(filter))}
    order by a.stored_at, a.sort_at, a.id`)
  return { articles: rows.map(readArticle), next }
}

const columns = sql`a.id, a.url, a.title, a.author, a.language, a.published_at, a.sort_at, a.sort_at::text as position, a.stored_at, a.history,
  a.run_id, a.source_id, s.title as source_title, s.url as source_url, s.group_name,
  (select count(*) from sightings g where g.article_id = a.id) as sightings`

async function conditions(filter: ArticleFilter): Promise<Statement[]> {
  const all: Statement[] = []
  if (filter.ids) all.push(sql`a.id = any(${await uuids(filter.ids)}::uuid[])`)
  if (filter.sourceIds) all.push(sql`a.source_id = any(${await uuids(filter.sourceIds)}::uuid[])`)
  if (filter.runId !== undefined) all.push(sql`a.run_id = ${filter.runId}::uuid`)
  if (filter.group !== undefined) all.push(sql`s.group_name = ${storableText(filter.group)}`)
  if (filter.since) all.push(sql`a.sort_at >= ${filter.since}::timestamptz`)
  if (filter.until) all.push(sql`a.sort_at < ${filter.until}::timestamptz`)
  if (filter.search !== undefined) all.push(sql`a.title ilike ${containing(filter.search)}`)
  if (filter.language !== undefined)
    all.push(sql`starts_with(lower(a.language) || '-', lower(${storableText(filter.language)}::text) || '-')`)
  if (filter.history !== undefined) all.push(sql`a.history = ${filter.history}`)
  return all
}

/** The pattern that finds the text itself, whatever it contains. */
function containing(text: string): string {
  return `%${storableText(text).replace(/[\\%_]/g, '\\$&')}%`
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of `columns`.
function readArticle(row: any): ArticleRow {
  const { id, url, title, author, language, history, sightings } = row
  return {
    id,
    url,
    title,
    author,
    language,
    publishedAt: row.published_at,
    sortAt: row.sort_at,
    storedAt: row.stored_at,
    history,
    runId: row.run_id,
    sourceId: row.source_id,
    sourceTitle: row.source_title,
    sourceUrl: row.source_url,
    group: row.group_name,
    sightings,
  }
}
