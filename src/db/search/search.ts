/** Search: candidates are the newest that match, titles for themselves, and are ranked by how well and how lately; they are looked for in the newest days first, so the time it takes is bounded however common the words are. */
import { listedStatement, readListed } from '../article-list.ts'
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
  type Near,
  newestDays,
  nextReach,
  type Reach,
  walked,
} from './candidates.ts'
import { waitingStatement } from './fill.ts'
import type { Found, SearchFilter, SearchOptions } from './found.ts'
import { headlines, readHit } from './snippets.ts'

/**
 * Any text may be asked; the syntax is websearch_to_tsquery's. Three round trips, rarely more. Looking further back ends when three
 * quarters of `deadlineMs` are over: what was found until then is the answer. Rejects with SQLSTATE 57014 after `deadlineMs`.
 */
export async function searchArticles(
  database: Database,
  asked: string,
  filter: SearchFilter,
  { limit, after, deadlineMs }: SearchOptions,
): Promise<Found> {
  const began = performance.now()
  /** The server ends it in time; our own deadline is for a server that does not. It need not tell of every long word. */
  const leftOf = (share: number) => Math.ceil(began + share * deadlineMs - performance.now())
  const timed = async (share: number, statements: readonly Statement[]) => {
    const leftMs = Math.max(1, leftOf(share))
    const first = sql`select set_config('statement_timeout', ${String(leftMs)}, true), set_config('client_min_messages', 'warning', true)`
    return await database.batch([first, ...statements], database.engine === 'pglite' ? undefined : leftMs + GRACE_MS)
  }

  const near = filter.to === undefined ? nearOf(database) : null
  const [, [question] = [], [edge] = [], [some] = [], [queue] = []] = await timed(1, [
    sql`select search_query(${asked})::text as query, coalesce(${after?.asOf ?? null}::timestamptz, now())::text as as_of`,
    newestDays(filter.to, near),
    countFew(filter.view),
    waitingStatement,
  ])
  const nothing: Found = { hits: [], next: null, isPartial: false, waiting: queue?.n ?? 0 }
  if (question === undefined || question.query === '') return nothing
  const query = sql`${question.query}::tsquery`
  const isPhrase = question.query.includes('<')
  const sought = { query, asOf: sql`${question.as_of}::timestamptz`, filter }

  const days = (edge as Edge | undefined) ?? null
  if (days !== null && near === null && filter.to === undefined) keepNear(database, days)
  const scores = new Map<string, string>()
  /** Whether it was ended before all was looked at. */
  const look = async (): Promise<boolean> => {
    let reach: Reach | null = isFew(filter.view, some?.n) ? null : firstReach(days, filter)
    if (reach === null) {
      const found = await timed(LOOKING, [await walked(sought)])
      for (const { id, score } of found.at(-1) ?? []) scores.set(id, score)
    }
    while (reach !== null) {
      if (leftOf(LOOKING) <= 0) return true
      const found = (await timed(LOOKING, [bitmapsOnly, await candidatesWithin(days, reach, sought)])).at(-1) ?? []
      for (const { id, score } of found) scores.set(id, score)
      const count = (kind: Kind) => found.filter(one => one.kind === kind).length
      reach = nextReach(days, reach, { words: count('words'), titles: count('titles') }, isPhrase)
    }
    return false
  }
  const isPartial = await look().catch(error => {
    if (isCancelled(error)) return true
    throw error
  })
  const best = inOrder(scores, after)
  const page = best.slice(0, limit)
  const last = best.length > limit ? page.at(-1) : undefined
  if (page.length === 0) return { ...nothing, isPartial }
  const ids = page.map(({ id }) => id)
  const [, shown = [], listed = []] = await timed(1, [await shownOf(ids, query, asked), await listedStatement(ids)])
  const articles = new Map(listed.map(row => [row.id, readListed(row)]))
  return {
    ...nothing,
    hits: shown.flatMap(row => {
      const article = articles.get(row.id)
      return article === undefined ? [] : [{ article, ...readHit(row, asked) }]
    }),
    next: last === undefined ? null : { asOf: question.as_of, ...last },
    isPartial,
  }
}

type Scored = Readonly<{ id: string; score: string }>

/** The best first, of those the lesser id, from the place that the page before ended at. */
function inOrder(scores: ReadonlyMap<string, string>, after: Scored | undefined): Scored[] {
  const order = (a: Scored, b: Scored) => Number(b.score) - Number(a.score) || (a.id < b.id ? -1 : Number(a.id > b.id))
  const all = [...scores].map(([id, score]) => ({ id, score })).sort(order)
  return after === undefined ? all : all.filter(one => order(after, one) < 0)
}

/** Of the deadline; the rest is left to show what was found. */
const LOOKING = 0.75

/** Of each database, for a minute. */
const NEAR_MS = 60_000
const kept = new WeakMap<Database, Readonly<{ near: Near; until: number }>>()

function nearOf(database: Database): Near | null {
  const known = kept.get(database)
  return known !== undefined && performance.now() < known.until ? known.near : null
}

function keepNear(database: Database, { near, nearby, perDay }: Near): void {
  kept.set(database, { near: { near, nearby, perDay }, until: performance.now() + NEAR_MS })
}

/** The embedded engine knows no statement_timeout, and a deadline of ours restarts it: there the usual, long one holds. */
const GRACE_MS = 500

/**
 * The planner takes a vector in a row for as cheap as a number, and would walk from the newest article to the oldest looking
 * into each (measured: 20 s for a phrase at a million articles). The index with the facets is the only way that is bounded.
 */
const bitmapsOnly = sql`select set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)`

/** What is shown of these articles, in their order. */
async function shownOf(ids: readonly string[], query: Statement, asked: string): Promise<Statement> {
  return sql`select a.id, ${headlines(query, asked)}
    from unnest(${await uuids(ids)}::uuid[]) with ordinality as p (id, nth)
    join article_search s on s.article_id = p.id join articles a on a.id = p.id
    left join lateral (select content_text from extractions where article_id = a.id order by stored_at desc limit 1) x on true
    order by p.nth`
}
