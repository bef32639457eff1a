/** Search: candidates are the newest that match, titles for themselves, and are ranked by how well and how lately; they are looked for in the newest days first, so the time it takes is bounded however common the words are. */
import { uuids } from '../binary.ts'
import type { Database } from '../database.ts'
import { isCancelled } from '../sqlstate.ts'
import { type Statement, sql } from '../statement.ts'
import {
  candidatesWithin,
  countFew,
  type Edge,
  firstReach,
  isFew,
  type Kind,
  newestDays,
  nextReach,
  type Reach,
  walked,
} from './candidates.ts'
import type { Found, SearchFilter, SearchOptions, SearchPosition } from './found.ts'
import { headlines, readHit } from './snippets.ts'

/**
 * Rank is `ts_rank` (titles 1, summaries .5, texts .2) brought under 1, times .5 to 1 by age (half of the bonus is gone after 30 days).
 * Any text may be asked; the syntax is websearch_to_tsquery's. Three or four round trips, rarely more. Looking further back
 * ends when three quarters of `deadlineMs` are over: what was found until then is ranked. Rejects with SQLSTATE 57014 after `deadlineMs`.
 */
export async function searchArticles(
  database: Database,
  asked: string,
  filter: SearchFilter,
  { limit, after, deadlineMs }: SearchOptions,
): Promise<Found> {
  const began = performance.now()
  const near = filter.to === undefined ? nearDay(database) : null
  const [[question] = [], [edge] = [], [some] = []] = await database.batch([
    sql`select search_query(${asked})::text as query, coalesce(${after?.asOf ?? null}::timestamptz, now())::text as as_of`,
    newestDays(filter.to, near),
    countFew(filter.view),
  ])
  if (question === undefined || question.query === '') return { hits: [], next: null, isPartial: false }
  const query = sql`${question.query}::tsquery`
  const isPhrase = question.query.includes('<')
  const asOf = sql`${question.as_of}::timestamptz`

  /** The server ends it in time; our own deadline is for a server that does not. It need not tell of every long word. */
  const leftOf = (share: number) => Math.ceil(began + share * deadlineMs - performance.now())
  const timed = async (share: number, statement: Statement, planner: readonly Statement[] = []) => {
    const leftMs = Math.max(1, leftOf(share))
    const first = sql`select set_config('statement_timeout', ${String(leftMs)}, true), set_config('client_min_messages', 'warning', true)`
    const results = await database.batch(
      [first, ...planner, statement],
      database.engine === 'pglite' ? undefined : leftMs + GRACE_MS,
    )
    return results.at(-1) ?? []
  }

  const sought = { query, asOf, filter }
  const days = (edge as Edge | undefined) ?? null
  if (days !== null && near === null && filter.to === undefined) keepNearDay(database, days.near)
  const ids = new Set<string>()
  /** Whether it was ended before all was looked at. */
  const look = async (): Promise<boolean> => {
    let reach: Reach | null = isFew(filter.view, some?.n) ? null : firstReach(days, filter)
    if (reach === null) for (const { id } of await timed(LOOKING, await walked(sought))) ids.add(id)
    while (reach !== null) {
      if (leftOf(LOOKING) <= 0) return true
      const found = await timed(LOOKING, await candidatesWithin(days, reach, sought), bitmapsOnly)
      for (const { id } of found) ids.add(id)
      const count = (kind: Kind) => found.filter(one => one.kind === kind).length
      reach = nextReach(days, reach, { words: count('words'), titles: count('titles') }, isPhrase)
    }
    return false
  }
  const isPartial = await look().catch(error => {
    if (isCancelled(error)) return true
    throw error
  })
  if (ids.size === 0) return { hits: [], next: null, isPartial }
  const rows = await timed(1, await ranked([...ids], { query, asked, asOf, after, limit }))
  const shown = rows.filter(row => row.title !== null)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    hits: shown.map(row => readHit(row, asked)),
    next: last === undefined ? null : { asOf: question.as_of, score: last.score, id: last.id },
    isPartial,
  }
}

/** Of the deadline; the rest is left to rank and to mark what was found. */
const LOOKING = 0.75

/** Of each database, for a minute. */
const NEAR_MS = 60_000
const nearDays = new WeakMap<Database, Readonly<{ day: number; until: number }>>()

function nearDay(database: Database): number | null {
  const kept = nearDays.get(database)
  return kept !== undefined && performance.now() < kept.until ? kept.day : null
}

function keepNearDay(database: Database, day: number): void {
  nearDays.set(database, { day, until: performance.now() + NEAR_MS })
}

/** The embedded engine knows no statement_timeout, and a deadline of ours restarts it: there the usual, long one holds. */
const GRACE_MS = 500

/**
 * The planner takes a vector in a row for as cheap as a number, and would walk from the newest article to the oldest looking
 * into each (measured: 20 s for a phrase at a million articles). The index with the facets is the only way that is bounded.
 */
const bitmapsOnly = [
  sql`select set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true)`,
]

type Ranking = Readonly<{
  query: Statement
  asked: string
  asOf: Statement
  after: SearchPosition | undefined
  limit: number
}>

/** One row more than the page holds says that there is more; it has no text. */
async function ranked(ids: readonly string[], { query, asked, asOf, after, limit }: Ranking): Promise<Statement> {
  return sql`with scored as materialized (
      select s.article_id, s.config, ts_rank('{0.1, 0.2, 0.5, 1.0}', s.words, ${query}, 32)::float8
        * (0.5 + 0.5 / (1 + greatest(extract(epoch from ${asOf} - s.sort_at)::float8, 0) / 2592000)) as score
      from article_search s where s.article_id = any(${await uuids(ids)}::uuid[])
    ), page as materialized (
      select *, row_number() over (order by score desc, article_id) as nth from scored where ${beyond(after)}
      order by score desc, article_id limit ${limit + 1}
    )
    select p.article_id as id, p.score::text as score, t.*
    from page p left join lateral (
      select ${headlines(query, asked)} from articles a
      left join lateral (select content_text from extractions where article_id = a.id order by stored_at desc limit 1) x on true
      where a.id = p.article_id and p.nth <= ${limit}
    ) t on true
    order by p.nth`
}

function beyond(after: SearchPosition | undefined): Statement {
  if (after === undefined) return sql`true`
  return sql`score <= ${after.score}::float8 and (score < ${after.score}::float8 or article_id > ${after.id}::uuid)`
}
