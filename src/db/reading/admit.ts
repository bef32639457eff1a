/** Articles that a source brought and wants read: requests and readings of low priority, once for each article. The statements can ride on a flush (law 9). */
import { v7 as uuidV7 } from 'uuid'
import type { Accepted, Depth } from '../../core/reading.ts'
import type { Database } from '../database.ts'
import { type Statement, sql } from '../statement.ts'
import { type Column, rowsAs } from './rows.ts'

export type Admission = Readonly<{
  articleId: string
  url: string
  sourceId: string
  depth: Depth
  /** '' for the article's own. */
  language: string
}>

/** Begins what was never begun, however it ended: a failed reading is not tried again for the source's sake. Resolves with what is new. */
export async function admitReadings(database: Database, admissions: readonly Admission[]): Promise<Accepted[]> {
  const [rows = []] = await database.batch(await admissionStatements(admissions))
  return rows.map(row => ({
    requestId: row.id,
    readingId: row.id,
    articleId: row.article_id,
    status: 'pending',
    answeredBy: 'new',
  }))
}

/** Always one statement. A new article's row may come with it in one transaction. */
export async function admissionStatements(admissions: readonly Admission[]): Promise<Statement[]> {
  const rows = admissions.map(one => ({ ...one, id: uuidV7() }))
  return [
    sql`with wanted as (
      select distinct on (said.article_id, said.language, said.depth) said.* from ${await rowsAs('said', columns, rows)}
      where not exists (select from readings r where r.article_id = said.article_id
        and (r.language = said.language or said.depth = 'full_text') and (r.depth = said.depth or r.depth = 'summary'))
      order by said.article_id, said.language, said.depth, said.id
    ), begun as (
      insert into readings (id, article_id, source_id, url, depth, language, priority)
      select id, article_id, source_id, url, depth, language, 1 from wanted order by article_id, language, depth
      on conflict do nothing returning *
    ), told as (
      insert into reading_events (reading_id, seq, stage, at, detail)
      select id, 0, 'accepted', accepted_at, jsonb_build_object('origin', 'source', 'url', url) from begun order by id
    )
    insert into requests (id, url, article_id, source_id, origin, depth, language, forced, reading_id, answered_by)
    select id, url, article_id, source_id, 'source', depth, language, false, id, 'new' from begun order by id
    returning id, article_id`,
  ]
}

const columns: readonly Column<Admission & { id: string }>[] = [
  ['id', 'uuid', one => one.id],
  ['article_id', 'uuid', one => one.articleId],
  ['source_id', 'uuid', one => one.sourceId],
  ['url', 'text', one => one.url],
  ['depth', 'text', one => one.depth],
  ['language', 'text', one => one.language],
]

/** What one source wants read. */
export type ReadingSource = Readonly<{
  sourceId: string
  depth: Depth
  /** '' for each article's own. */
  language: string
  /** Of what came with its first poll, only the newest: an archive must not flood the LLM. */
  historyMost: number
}>

export type Unread = Admission & Readonly<{ history: boolean; sortAt: Date }>

/** Stored articles of these sources that nobody began to read, at most `sinceDays` old; newest first. The sweeper's question. */
export async function articlesToRead(
  database: Database,
  sources: readonly ReadingSource[],
  sinceDays: number,
  limit: number,
): Promise<Unread[]> {
  const said = await rowsAs<ReadingSource>(
    'said',
    [
      ['source_id', 'uuid', one => one.sourceId],
      ['depth', 'text', one => one.depth],
      ['language', 'text', one => one.language],
      ['history_most', 'int', one => one.historyMost],
    ],
    sources,
  )
  const rows = await database.query(sql`
    select a.*, said.depth, said.language from ${said} cross join lateral (
      (select id, url, source_id, history, sort_at from articles where source_id = said.source_id and history
        order by sort_at desc limit said.history_most)
      union all
      (select id, url, source_id, history, sort_at from articles where source_id = said.source_id and not history
        and sort_at > now() - make_interval(days => ${sinceDays}))
    ) a
    where starts_with(a.url, 'http') and a.sort_at > now() - make_interval(days => ${sinceDays})
      and not exists (select from readings r where r.article_id = a.id
        and (r.language = said.language or said.depth = 'full_text') and (r.depth = said.depth or r.depth = 'summary'))
    order by a.sort_at desc, a.id limit ${limit}`)
  return rows.map(row => ({
    articleId: row.id,
    url: row.url,
    sourceId: row.source_id,
    depth: row.depth,
    language: row.language,
    history: row.history,
    sortAt: row.sort_at,
  }))
}
