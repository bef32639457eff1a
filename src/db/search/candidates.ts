/** Where the newest matches are: an index of words and facets is asked about the newest days, then about sixteen times as long, then about everything. */
import { uuids } from '../binary.ts'
import { every, type Statement, sql } from '../statement.ts'
import type { SearchFilter } from './found.ts'

/** Days since 1970: of the newest article, and of the one behind which the newest 4,000 come. */
export type Edge = Readonly<{ newest: number; oldest: number }>

/** The days, both included, in which words and titles are looked for; null: all. Titles have few words, so they are looked for further back. */
export type Span = Readonly<{ words: Days | null; titles: Days | null }>
type Days = Readonly<{ from: number; to: number }>

/** Articles of the narrowest span: a word that is in one of twenty has enough candidates there. */
const NEAR = 4_000
export const WIDER = 16
/** Facets asked for at once; a span of more days is asked for by 32 days, and a longer one not at all. */
const MOST_FACETS = 24
/** More sources are no facets, but a filter. */
const MOST_SOURCES = 64

/** One statement; its row is an `Edge`. No row: nothing is there, or little enough to look at all of it. */
export function newestDays(to: Date | undefined): Statement {
  const day = sql`floor(extract(epoch from sort_at) / 86400)::int4`
  const before = to === undefined ? sql`true` : sql`sort_at < ${to}::timestamptz`
  return sql`select newest, oldest from (select ${day} as newest from article_search where ${before} order by sort_at desc limit 1) n,
    (select ${day} as oldest from article_search where ${before} order by sort_at desc offset ${NEAR} limit 1) o`
}

/** From narrow to all. Filters that leave little are asked at once about everything. */
export function spansFrom(edge: Edge | null, filter: SearchFilter): Span[] {
  const all: Span = { words: null, titles: null }
  if (edge === null || filter.sourceIds?.length === 1) return [all]
  const reach = (times: number): Days => ({
    from: edge.newest - (edge.newest - edge.oldest + 1) * times,
    to: edge.newest,
  })
  return [{ words: reach(1), titles: reach(WIDER) }, { words: reach(WIDER), titles: null }, all]
}

/** What a person keeps is little: up to so many rows of a view are looked at one by one, whatever the words. */
const FEW = 5_000

const views = {
  unread: sql`unread v`,
  starred: sql`(select * from marks where starred_at is not null) v`,
  archive: sql`(select * from marks where archived_at is not null) v`,
} as const

/** One statement; its row has `n`, at most one more than few. */
export function countFew(view: SearchFilter['view']): Statement {
  return view === 'all'
    ? sql`select 0 as n`
    : sql`select count(*) as n from (select from ${views[view]} limit ${FEW + 1}) kept`
}

export function isFew(view: SearchFilter['view'], n: number): boolean {
  return view !== 'all' && n <= FEW
}

/** The newest matches of a view of few. */
export async function walked({ query, asOf, filter, most }: Asked): Promise<Statement> {
  const { inside, outside } = await conditions(filter)
  return sql`select v.article_id as id from ${filter.view === 'all' ? views.unread : views[filter.view]}
    cross join lateral (
      select from article_search s where s.article_id = v.article_id and s.words @@ ${query} and s.indexed_at <= ${asOf}
        and ${every([...inside, ...outside])} limit 1
    ) found
    order by v.sort_at desc, v.article_id limit ${most}`
}

type Asked = Readonly<{ query: Statement; asOf: Statement; filter: SearchFilter; most: number }>

/** The newest `most` matches of each kind (`words`, `titles`). Materialised: only what the index can tell stands inside. */
export async function candidatesWithin(span: Span, { query, asOf, filter, most }: Asked): Promise<Statement> {
  const { inside, outside } = await conditions(filter)
  const newest = (kind: 'words' | 'titles', column: Statement, days: Days | null) => sql`
    (with matched as materialized (
        select s.article_id, s.source_id, s.sort_at from article_search s
        where ${column} @@ ${query} and s.indexed_at <= ${asOf} and ${every([...inside, ...within(days)])}
      )
      select ${kind} as kind, s.article_id as id from matched s ${present(filter.view)} where ${every(outside)}
      order by s.sort_at desc, s.article_id limit ${most})`
  return sql`${newest('words', sql`s.words`, span.words)} union all ${newest('titles', sql`s.title`, span.titles)}`
}

function within(days: Days | null): Statement[] {
  if (days === null) return []
  const count = days.to - days.from + 1
  if (count <= MOST_FACETS) return [anyOf(seriesOf('d', days.from, days.to))]
  const [from, to] = [days.from >> 5, days.to >> 5]
  return to - from < MOST_FACETS ? [anyOf(seriesOf('m', from, to))] : []
}

function seriesOf(letter: 'd' | 'm', from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`)
}

/** Facets are letters, digits and hyphens, so they need no quoting in an array's text. */
function anyOf(facets: readonly string[]): Statement {
  return sql`s.facets && ${`{${facets.join(',')}}`}::text[]`
}

async function conditions({ sourceIds, language, from, to }: SearchFilter) {
  const inside: Statement[] = []
  const outside: Statement[] = []
  if (sourceIds !== undefined && sourceIds.length <= MOST_SOURCES) inside.push(anyOf(sourceIds.map(id => `s${id}`)))
  else if (sourceIds !== undefined) outside.push(sql`s.source_id = any(${await uuids(sourceIds)}::uuid[])`)
  if (language !== undefined) inside.push(sql`s.facets @> array[${`l${language.split('-')[0] ?? ''}`}::text]`)
  if (from !== undefined) outside.push(sql`s.sort_at >= ${from}::timestamptz`)
  if (to !== undefined) outside.push(sql`s.sort_at < ${to}::timestamptz`)
  return { inside, outside }
}

/** Each match is looked up in the view by itself; `limit` keeps the planner from reading all of the view instead. */
function present(view: SearchFilter['view']): Statement {
  if (view === 'unread')
    return sql`cross join lateral (select from unread u
      where u.source_id = s.source_id and u.sort_at = s.sort_at and u.article_id = s.article_id limit 1) here`
  if (view === 'starred')
    return sql`cross join lateral (select from marks m where m.article_id = s.article_id and m.starred_at is not null limit 1) here`
  if (view === 'archive')
    return sql`cross join lateral (select from marks m where m.article_id = s.article_id and m.archived_at is not null limit 1) here`
  return sql``
}
