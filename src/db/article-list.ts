/** Articles as a reader lists them: unread, all, starred, archived. The page is found in narrow indexes first, its rows are filled in afterwards. */
import { uuids } from './binary.ts'
import type { Database } from './database.ts'
import type { Position } from './page.ts'
import { every, type Statement, sql } from './statement.ts'

export type View = 'unread' | 'all' | 'starred' | 'archive'

/** What is absent does not filter. */
export type ListFilter = Readonly<{
  view: View
  sourceIds?: readonly string[]
  /** A BCP 47 tag, lower-case; its primary subtag is what the index knows. */
  language?: string
  /** By `sortAt`; `from` included, `to` not. */
  from?: Date
  to?: Date
}>

export type ListedArticle = Readonly<{
  id: string
  url: string
  title: string
  author: string | null
  language: string | null
  publishedAt: Date | null
  sortAt: Date
  storedAt: Date
  source: Readonly<{ id: string; title: string | null; url: string; group: string | null; demo: boolean }> | null
  sightings: number
  read: boolean
  starred: boolean
  archived: boolean
  tldr: string | null
  excerpt: string
  translated: boolean
  /** Of the latest reading; null: there was none. */
  reading: string | null
}>

export type ListedPage = Readonly<{
  rows: readonly ListedArticle[]
  first: Position | null
  next: Position | null
  /** Tells, row by row, what was there to be seen; null where nothing was. */
  snapshot: string | null
}>

export type ListOptions = Readonly<{ limit: number; after?: Position; oldestFirst?: boolean }>

/** Up to so many sources are asked one by one, each by its own index; more are a filter on the list of all. */
const MERGED_SOURCES = 64

/** One round trip. Newest first unless asked otherwise; keyset, so that no page skips or repeats while articles come in. */
export async function listForReader(database: Database, filter: ListFilter, options: ListOptions): Promise<ListedPage> {
  const page = await pageOf(filter, options)
  const rows = await database.query(sql`with page as materialized (${page})
    select p.sort_at::text as position, pg_current_snapshot()::text as snapshot, a.*
    from page p join listed_articles(array(select id from page), ${filter.view === 'unread' ? true : null}::boolean) a on a.id = p.id
    order by ${order(sql`p.sort_at`, sql`p.id`, options.oldestFirst)}`)
  const shown = rows.slice(0, options.limit)
  const last = rows.length > options.limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(readListed),
    first: shown[0] === undefined ? null : { at: shown[0].position, id: shown[0].id },
    next: last === undefined ? null : { at: last.position, id: last.id },
    snapshot: shown[0]?.snapshot ?? null,
  }
}

/** These articles as list rows, in no order. */
export async function listedArticles(database: Database, ids: readonly string[]): Promise<ListedArticle[]> {
  const rows = await database.query(await listedStatement(ids))
  return rows.map(readListed)
}

/** Its rows are for `readListed`. */
export async function listedStatement(ids: readonly string[]): Promise<Statement> {
  return sql`select * from listed_articles(${await uuids(ids)}::uuid[])`
}

type Found = Readonly<{ from: Statement; id: Statement; where: readonly Statement[] }>

/** Where each view finds its rows, as `v`, with the columns that every filter needs. */
const views: Readonly<Record<View, Found>> = {
  unread: { from: sql`unread v`, id: sql`v.article_id`, where: [] },
  all: { from: sql`articles v`, id: sql`v.id`, where: [] },
  starred: { from: sql`marks v`, id: sql`v.article_id`, where: [sql`v.starred_at is not null`] },
  archive: { from: sql`marks v`, id: sql`v.article_id`, where: [sql`v.archived_at is not null`] },
}

/** As the views, in one language. What is kept is little, so there the view leads and each of its rows is looked up. */
function foundBy({ view, language }: ListFilter): Found {
  const found = views[view]
  if (language === undefined) return found
  const primary = language.split('-')[0] ?? ''
  if (view === 'unread') return { ...found, where: [sql`v.language = ${primary}`] }
  if (view === 'all')
    return { from: sql`article_search v`, id: sql`v.article_id`, where: [sql`v.language = ${primary}`] }
  // `limit` keeps the planner from beginning with all that is in the language.
  const spoken = sql`(select from article_search s where s.article_id = v.article_id and s.language = ${primary} limit 1)`
  return { ...found, from: sql`${found.from} cross join lateral ${spoken} spoken` }
}

async function pageOf(filter: ListFilter, { limit, after, oldestFirst = false }: ListOptions): Promise<Statement> {
  const { from, id, where } = foundBy(filter)
  const conditions = [...where]
  if (filter.from) conditions.push(sql`v.sort_at >= ${filter.from}::timestamptz`)
  if (filter.to) conditions.push(sql`v.sort_at < ${filter.to}::timestamptz`)
  if (after) conditions.push(beyond(id, after, oldestFirst))
  const { sourceIds, view } = filter
  if (sourceIds !== undefined) {
    const wanted = await uuids(sourceIds)
    const hasIndex = view === 'unread' || view === 'all'
    if (hasIndex && sourceIds.length <= MERGED_SOURCES)
      return sql`select m.id, m.sort_at from unnest(${wanted}::uuid[]) as s (id) cross join lateral (
          select ${id} as id, v.sort_at from ${from}
          where v.source_id = s.id and ${every(conditions)} order by ${order(sql`v.sort_at`, id, oldestFirst)} limit ${limit + 1}
        ) m order by ${order(sql`m.sort_at`, sql`m.id`, oldestFirst)} limit ${limit + 1}`
    conditions.push(sql`v.source_id = any(${wanted}::uuid[])`)
  }
  return sql`select ${id} as id, v.sort_at from ${from} where ${every(conditions)}
    order by ${order(sql`v.sort_at`, id, oldestFirst)} limit ${limit + 1}`
}

function order(at: Statement, id: Statement, oldestFirst = false): Statement {
  return oldestFirst ? sql`${at}, ${id} desc` : sql`${at} desc, ${id}`
}

function beyond(id: Statement, { at, id: last }: Position, oldestFirst: boolean): Statement {
  return oldestFirst
    ? sql`v.sort_at >= ${at}::timestamptz and (v.sort_at > ${at}::timestamptz or ${id} < ${last}::uuid)`
    : sql`v.sort_at <= ${at}::timestamptz and (v.sort_at < ${at}::timestamptz or ${id} > ${last}::uuid)`
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of `listed_articles`.
export function readListed(row: any): ListedArticle {
  const { id, url, title, author, language, sightings, starred, archived, tldr, translated, reading } = row
  return {
    id,
    url,
    title,
    author,
    language,
    publishedAt: row.published_at,
    sortAt: row.sort_at,
    storedAt: row.stored_at,
    source:
      row.source_url === null
        ? null
        : {
            id: row.source_id,
            title: row.source_title,
            url: row.source_url,
            group: row.group_name,
            demo: row.origin === 'demo',
          },
    sightings,
    read: !row.is_unread,
    starred,
    archived,
    tldr,
    excerpt: row.beginning,
    translated,
    reading,
  }
}
