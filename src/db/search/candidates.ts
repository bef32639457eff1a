/** Where the newest matches are, and how good they are: an index of words and facets is asked about the newest days, then about as much more as the words are frequent, at last about everything. */
import { uuids } from '../binary.ts'
import { every, type Statement, sql } from '../statement.ts'
import type { SearchFilter } from './found.ts'

/** Where articles lie in time. Days are counted since 1970. */
export type Edge = Readonly<{ newest: number; first: number }> & Near
/**
 * The day of the oldest of the newest 4,000, how many there are from that day on, and how many a day has before it: by the table's
 * statistics, or as many as the newest days where there are none yet.
 */
export type Near = Readonly<{ near: number; nearby: number; perDay: number }>

/** Words of a text, and those of its title, of which there are few: each is looked for as far back as it needs. */
export type Kind = 'words' | 'titles'

/** How many days one goes back; Infinity: all. A kind that is absent is not asked about. */
export type Reach = Readonly<Partial<Record<Kind, number>>>

/** Candidates of each kind: the most that paging can reach is twice as many. */
export const CANDIDATES = 200
/** Articles of the narrowest span: a word that is in one of twenty has enough candidates there. */
const NEAR = 4_000
const WIDER = 16
const ALL = Number.POSITIVE_INFINITY
/** Articles through which a phrase is followed step by step. */
const FURTHEST = NEAR * WIDER * WIDER
/** So much further than the words' frequency asks for, because they are not spread evenly. */
const SPARE = 1.5
/** However many were found, a span is so much wider than the last: what was frequent only lately is not followed by small steps. */
const LEAST_WIDER = 3
/** So many matches are looked at sooner than the index narrows them down by a span of a year. */
const SOME = 1_000
/** Facets asked for at once: a span of more days is asked for by 32 days (one of which costs the index as much as five of a day), and a longer one not at all. */
const MOST_DAYS = 8
const MOST_MONTHS = 24
/** More sources are no facets, but a filter. */
const MOST_SOURCES = 64

/**
 * One statement; its row is an `Edge`. No row: nothing is there, or little enough to look at all of it.
 * @param near As it was a while ago, if that is known: it only says where to begin, and is what takes time to find.
 */
export function newestDays(to: Date | undefined, near: Near | null): Statement {
  const day = sql`floor(extract(epoch from sort_at) / 86400)::int4`
  const before = to === undefined ? sql`true` : sql`sort_at < ${to}::timestamptz`
  const counted = sql`(select count(*) as nearby from article_search where sort_at >= to_timestamp(o.near::float8 * 86400))`
  const found = sql`(select ${day} as near from article_search where ${before} order by sort_at desc offset ${NEAR} limit 1) o
    cross join lateral ${to === undefined ? counted : sql`(select ${NEAR}::bigint as nearby)`} c
    cross join lateral (select case when reltuples > 0 then greatest(reltuples - c.nearby, 0)::float8 / greatest(o.near - f.first, 1)
      else c.nearby::float8 / (n.newest - o.near + 1) end as perday from pg_class where oid = 'article_search'::regclass) d`
  const known = sql`(select ${near?.near ?? 0}::int4 as near, ${near?.nearby ?? 0}::bigint as nearby, ${near?.perDay ?? 0}::float8 as perday) o`
  return sql`select newest, least(near, newest) as near, first, nearby, perday as "perDay"
    from (select ${day} as newest from article_search where ${before} order by sort_at desc limit 1) n,
      (select ${day} as first from article_search order by sort_at limit 1) f, ${near === null ? found : known}`
}

/** Filters that leave little are asked at once about everything. */
export function firstReach(edge: Edge | null, filter: SearchFilter): Reach {
  if (edge === null || filter.sourceIds?.length === 1) return { words: ALL, titles: ALL }
  return { words: edge.newest - edge.near + 1, titles: daysOf(edge, NEAR * WIDER) }
}

/**
 * Null: every kind has its candidates, or there are no more. Else as far as what was found says that they lie: each match that is
 * looked at is a page of the table, and a word that is in one of a thousand has as many of them as a long memory.
 * @param found How many matches of each kind came from `reach`.
 * @param isPhrase The index knows no order of words: each article that has them all is looked into, match or not.
 */
export function nextReach(
  edge: Edge | null,
  reach: Reach,
  found: Readonly<Record<Kind, number>>,
  isPhrase: boolean,
): Reach | null {
  const next: Partial<Record<Kind, number>> = {}
  for (const [kind, days] of Object.entries(reach) as [Kind, number][]) {
    const n = found[kind]
    if (n >= CANDIDATES || edge === null || firstDay(edge, days) <= edge.first) continue
    const seen = articlesIn(edge, days)
    const more = Math.max(LEAST_WIDER, (SPARE * CANDIDATES) / Math.max(1, n))
    const articles = seen * (isPhrase ? Math.min(WIDER, more) : more)
    const wanted = daysOf(edge, articles)
    const isRare = (n / seen) * articlesIn(edge, edge.newest - edge.first + 1) <= SOME
    const isAll = firstDay(edge, wanted) <= edge.first || (isPhrase ? articles > FURTHEST : isRare)
    next[kind] = isAll ? ALL : wanted
  }
  return Object.keys(next).length === 0 ? null : next
}

function articlesIn({ newest, near, nearby, perDay }: Edge, days: number): number {
  return nearby + perDay * Math.max(0, days - (newest - near + 1))
}

/** How many days have so many articles; Infinity when they never do. */
function daysOf({ newest, near, nearby, perDay }: Edge, articles: number): number {
  return newest - near + 1 + (articles <= nearby ? 0 : Math.ceil((articles - nearby) / perDay))
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

/** The newest matches of a view of few; its rows have `id` and `score`. */
export async function walked(asked: Asked): Promise<Statement> {
  const { query, asOf, filter } = asked
  const { inside, outside } = await conditions(filter)
  const newest = sql`
    select found.at from ${filter.view === 'all' ? views.unread : views[filter.view]}
    cross join lateral (
      select s.ctid as at from article_search s where s.article_id = v.article_id and s.words @@ ${query} and s.indexed_at <= ${asOf}
        and ${every([...inside, ...outside])} limit 1
    ) found
    order by v.sort_at desc, v.article_id limit ${CANDIDATES}`
  return scored('words', newest, asked)
}

/**
 * Rank is `ts_rank` (titles 1, summaries .5, texts .2) brought under 1, times .5 to 1 by age (half of the bonus is gone after 30 days).
 * @param newest Places in the table (`at`), good as long as the statement sees them: one page each, where a key costs four.
 */
function scored(kind: Kind, newest: Statement, { query, asOf }: Asked): Statement {
  return sql`with newest as materialized (${newest})
    select ${kind} as kind, s.article_id as id, (ts_rank('{0.1, 0.2, 0.5, 1.0}', s.words, ${query}, 32)::float8
      * (0.5 + 0.5 / (1 + greatest(extract(epoch from ${asOf} - s.sort_at)::float8, 0) / 2592000)))::text as score
    from newest join article_search s on s.ctid = newest.at`
}

type Asked = Readonly<{ query: Statement; asOf: Statement; filter: SearchFilter }>

/** The newest matches of each kind that is asked about; its rows have `kind`, `id` and `score`. Materialised: only what the index can tell stands inside. */
export async function candidatesWithin(edge: Edge | null, reach: Reach, asked: Asked): Promise<Statement> {
  const { query, asOf, filter } = asked
  const { inside, outside } = await conditions(filter)
  const newest = (kind: Kind, days: number) =>
    sql`(${scored(
      kind,
      sql`with matched as materialized (
        select s.ctid as at, s.article_id, s.source_id, s.sort_at from article_search s
        where ${columns[kind]} @@ ${query} and s.indexed_at <= ${asOf} and ${every([...inside, ...within(edge, days)])}
      )
      select s.at from matched s ${present(filter.view)} where ${every(outside)}
      order by s.sort_at desc, s.article_id limit ${CANDIDATES}`,
      asked,
    )})`
  const [first, second] = (Object.entries(reach) as [Kind, number][]).map(([kind, times]) => newest(kind, times))
  if (first === undefined) throw new Error('nothing is asked about')
  return second === undefined ? first : sql`${first} union all ${second}`
}

const columns: Readonly<Record<Kind, Statement>> = { words: sql`s.words`, titles: sql`s.title` }

function within(edge: Edge | null, days: number): Statement[] {
  if (edge === null || days === ALL) return []
  const { newest } = edge
  const first = firstDay(edge, days)
  if (newest - first < MOST_DAYS) return [anyOf(seriesOf('d', first, newest))]
  const [from, to] = [first >> 5, newest >> 5]
  return to - from < MOST_MONTHS ? [anyOf(seriesOf('m', from, to))] : []
}

function firstDay({ newest }: Edge, days: number): number {
  return newest - days + 1
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
