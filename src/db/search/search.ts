/** Search: candidates are the newest that match, titles for themselves, and are ranked by how well and how lately; so the time it takes is bounded however common the words are. */

import type { View } from '../article-list.ts'
import { uuids } from '../binary.ts'
import type { Database } from '../database.ts'
import { every, type Statement, sql } from '../statement.ts'

export type SearchFilter = Readonly<{
  view: View
  sourceIds?: readonly string[]
  language?: string
  from?: Date
  to?: Date
}>

/** `asOf` freezes what is found and how old it is, so that the next page goes on in the same order. */
export type SearchPosition = Readonly<{ asOf: string; score: string; id: string }>

export type Piece = Readonly<{ text: string; mark: boolean }>
export type Hit = Readonly<{ id: string; title: readonly Piece[]; snippet: readonly Piece[] }>
export type Found = Readonly<{ hits: readonly Hit[]; next: SearchPosition | null }>

export type SearchOptions = Readonly<{ limit: number; after?: SearchPosition; deadlineMs: number }>

/** Candidates of each kind: the most that paging can reach is twice as many. */
const CANDIDATES = 200
/** Characters of a text that snippets are taken from. */
const SNIPPET_FROM = 12_000
/** What marks the matches on their way out of the database; taken out of the texts first, so no text can forge one. */
const OPEN = '\u0002'
const CLOSE = '\u0003'

/**
 * Rank is `ts_rank` (titles 1, summaries .5, texts .2) brought under 1, times .5 to 1 by age (half of the bonus is gone after 30 days).
 * Any text may be asked; the syntax is websearch_to_tsquery's. Two round trips. Rejects with SQLSTATE 57014 after `deadlineMs`.
 */
export async function searchArticles(
  database: Database,
  asked: string,
  filter: SearchFilter,
  { limit, after, deadlineMs }: SearchOptions,
): Promise<Found> {
  const wanted = every(await conditions(filter))
  const [question] = await database.query(
    sql`select search_query(${asked})::text as query, coalesce(${after?.asOf ?? null}::timestamptz, now())::text as as_of`,
  )
  if (question === undefined || question.query === '') return { hits: [], next: null }
  // As values, not as the columns of another query: the planner then knows how common the words are, and walks from the newest
  // where they are common, or asks the index where they are rare.
  const query = sql`${question.query}::tsquery`
  const asOf = sql`${question.as_of}::timestamptz`
  const [, rows = []] = await database.batch(
    [
      // The server ends it in time; our own deadline is for a server that does not.
      sql`select set_config('statement_timeout', ${String(deadlineMs)}, true)`,
      sql`with candidates as materialized (
          (select s.article_id, s.sort_at from article_search s where s.words @@ ${query} and s.indexed_at <= ${asOf} and ${wanted}
            order by s.sort_at desc, s.article_id limit ${CANDIDATES})
          union
          (select s.article_id, s.sort_at from article_search s where s.title @@ ${query} and s.indexed_at <= ${asOf} and ${wanted}
            order by s.sort_at desc, s.article_id limit ${CANDIDATES})
        ), scored as materialized (
          select c.article_id, s.config, ts_rank('{0.1, 0.2, 0.5, 1.0}', s.words, ${query}, 32)::float8
            * (0.5 + 0.5 / (1 + greatest(extract(epoch from ${asOf} - c.sort_at)::float8, 0) / 2592000)) as score
          from candidates c join article_search s on s.article_id = c.article_id
        ), page as materialized (
          select * from scored where ${beyond(after)} order by score desc, article_id limit ${limit + 1}
        )
        select p.article_id as id, p.score::text as score, ${headlines(query)}
        from page p join articles a on a.id = p.article_id
        left join lateral (select content_text from extractions where article_id = a.id order by stored_at desc limit 1) x on true
        order by p.score desc, p.article_id`,
    ],
    database.engine === 'pglite' ? undefined : deadlineMs + GRACE_MS,
  )
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    hits: shown.map(row => readHit(row, asked)),
    next: last === undefined ? null : { asOf: question.as_of, score: last.score, id: last.id },
  }
}

/** The embedded engine knows no statement_timeout, and a deadline of ours restarts it: there the usual, long one holds. */
const GRACE_MS = 500

function beyond(after: SearchPosition | undefined): Statement {
  if (after === undefined) return sql`true`
  return sql`score <= ${after.score}::float8 and (score < ${after.score}::float8 or article_id > ${after.id}::uuid)`
}

const marks = `StartSel=${OPEN}, StopSel=${CLOSE}`
const headlines = (query: Statement) => sql`
  ts_headline(p.config::regconfig, translate(a.title, ${OPEN + CLOSE}, ''), ${query}, ${`${marks}, HighlightAll=true`}) as title,
  ts_headline(p.config::regconfig, translate(left(coalesce(x.content_text, a.content_text), ${SNIPPET_FROM}), ${OPEN + CLOSE}, ''), ${query},
    ${`${marks}, MaxFragments=2, MaxWords=30, MinWords=12, FragmentDelimiter=" … "`}) as snippet,
  left(coalesce(x.content_text, a.content_text), ${SNIPPET_FROM}) as body`

async function conditions({ view, sourceIds, language, from, to }: SearchFilter): Promise<Statement[]> {
  const all: Statement[] = []
  if (sourceIds) all.push(sql`s.source_id = any(${await uuids(sourceIds)}::uuid[])`)
  if (language !== undefined) all.push(sql`s.language = ${language.split('-')[0] ?? ''}`)
  if (from) all.push(sql`s.sort_at >= ${from}::timestamptz`)
  if (to) all.push(sql`s.sort_at < ${to}::timestamptz`)
  if (view === 'unread')
    all.push(
      sql`exists (select from unread u where u.source_id = s.source_id and u.sort_at = s.sort_at and u.article_id = s.article_id)`,
    )
  if (view === 'starred')
    all.push(sql`exists (select from marks m where m.article_id = s.article_id and m.starred_at is not null)`)
  if (view === 'archive')
    all.push(sql`exists (select from marks m where m.article_id = s.article_id and m.archived_at is not null)`)
  return all
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readHit(row: any, asked: string): Hit {
  const snippet = piecesOf(row.snippet)
  return {
    id: row.id,
    title: withRuns(piecesOf(row.title), asked),
    snippet: snippet.some(piece => piece.mark) ? snippet : snippetOfRuns(row.body, asked, snippet),
  }
}

/** `a[b]c` becomes three pieces; white space is one blank. */
export function piecesOf(marked: string): Piece[] {
  return marked
    .replace(/\s+/g, ' ')
    .split(new RegExp(`[${OPEN}${CLOSE}]`))
    .map((text, at) => ({ text, mark: at % 2 === 1 }))
    .filter(piece => piece.text !== '')
}

/** Scripts without spaces, as in migration 0004. */
const runs = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g

/** PostgreSQL takes a sentence without spaces for one word and marks nothing in it: what was asked is looked for as it is. */
function withRuns(pieces: readonly Piece[], asked: string): Piece[] {
  const wanted = asked.match(runs) ?? []
  return pieces.flatMap(piece => (piece.mark || wanted.length === 0 ? [piece] : split(piece.text, wanted)))
}

function split(text: string, wanted: readonly string[]): Piece[] {
  const found = new RegExp(`(${wanted.join('|')})`, 'g')
  return text
    .split(found)
    .map((part, at) => ({ text: part, mark: at % 2 === 1 }))
    .filter(piece => piece.text !== '')
}

function snippetOfRuns(body: string, asked: string, fallback: Piece[]): Piece[] {
  const wanted = asked.match(runs) ?? []
  const at = Math.min(...wanted.map(run => body.indexOf(run)).filter(index => index >= 0))
  if (!Number.isFinite(at)) return fallback
  const around = body.slice(Math.max(0, at - 40), at + 120).toWellFormed()
  return split(`${at > 40 ? '… ' : ''}${around.replace(/\s+/g, ' ')} …`, wanted)
}
