/** The two lanes that store what is new, behind one function: `on conflict do nothing returning` everywhere, binary COPY where there is a real server. */
import { offeredOf } from '../../core/chunk.ts'
import { bools, type CopyColumn, encodeCopy, ints, texts, times, uuids } from '../binary.ts'
import { type Statement, sql } from '../statement.ts'
import type { Plan, Row } from './plan.ts'

export type Lane = 'copy' | 'insert'

/** Stores the plan's rows and its tallies; in both lanes the tally counts what the database says is new (law 3). */
export async function storeArticles(plan: Plan, lane: Lane): Promise<Statement[]> {
  return lane === 'copy' ? await copyArticles(plan) : [await insertArticles(plan)]
}

export const articleColumns: readonly CopyColumn<Row>[] = [
  { name: 'id', type: 'uuid', of: row => row.article.id },
  { name: 'source_id', type: 'uuid', of: row => row.chunk.run.sourceId },
  { name: 'run_id', type: 'uuid', of: row => row.chunk.run.id },
  { name: 'history', type: 'bool', of: row => row.chunk.run.history },
  { name: 'url', type: 'text', of: row => row.article.url },
  { name: 'guid', type: 'text', of: row => row.article.guid },
  { name: 'title', type: 'text', of: row => row.article.title },
  { name: 'author', type: 'text', of: row => row.article.author },
  { name: 'language', type: 'text', of: row => row.article.language },
  { name: 'content_html', type: 'text', of: row => row.article.contentHtml },
  { name: 'content_text', type: 'text', of: row => row.article.contentText },
  { name: 'content_hash', type: 'uuid', of: row => row.article.contentHash },
  { name: 'published_at', type: 'time', of: row => row.article.publishedAt },
  { name: 'published_raw', type: 'text', of: row => row.article.publishedRaw },
  { name: 'sort_at', type: 'time', of: row => row.article.sortAt },
]
const names = articleColumns.map(column => column.name).join(', ')
const arrays = { uuid: uuids, text: texts, time: times, bool: bools, int: ints, bigint: ints } as const
const sqlTypes = {
  uuid: 'uuid',
  text: 'text',
  time: 'timestamptz',
  bool: 'boolean',
  int: 'integer',
  bigint: 'bigint',
} as const

/**
 * First article wins. Rows come sorted by id, so overlapping flushes queue instead of deadlocking. A row that a rival
 * stored between probe and write is a duplicate and a sighting; the tally is computed here, from RETURNING.
 */
async function insertArticles(plan: Plan): Promise<Statement> {
  const encoded = await Promise.all(articleColumns.map(column => arrays[column.type](plan.rows.map(column.of))))
  const values = articleColumns.map((column, at) => `$${at + 1}::${sqlTypes[column.type]}[]`).join(', ')
  const stored: Statement = {
    text: `stored as (
      insert into articles (${names}) select * from unnest(${values}) on conflict do nothing returning id
    )`,
    params: encoded,
  }
  const ids = await uuids(plan.rows.map(row => row.article.id))
  const ordinals = await ints(plan.rows.map(row => row.ordinal))
  return sql`with ${stored}, chunk as (${await chunkRows(plan)}), entry as (
      select entry.id, entry.ordinal, stored.id is not null as saved
      from unnest(${ids}::uuid[], ${ordinals}::integer[]) as entry (id, ordinal) left join stored using (id)
    ), lost as (
      insert into sightings (article_id, source_id, run_id)
      select entry.id, chunk.source_id, chunk.run_id from entry join chunk using (ordinal) where not saved order by 1, 2
      on conflict do nothing
    ), counted as (
      select ordinal, count(*) filter (where saved) as saved, count(*) filter (where not saved) as lost
      from entry group by ordinal
    )
    insert into run_chunks (run_id, chunk, source_id, last, offered, saved, duplicate, old, filtered, rejected)
    select run_id, index, source_id, last, offered, coalesce(saved, 0), duplicate + coalesce(lost, 0), old, filtered, rejected
    from chunk left join counted using (ordinal)
    on conflict do nothing`
}

/** All or nothing: the ids that go in are the ids that were new, so the tally is known beforehand; a rival's row fails the flush, which runs again. */
async function copyArticles(plan: Plan): Promise<Statement[]> {
  const text = `copy articles (${names}) from stdin (format binary)`
  const saved = await ints(savedPerChunk(plan))
  return [
    { text, params: [], copy: await encodeCopy(articleColumns, plan.rows) },
    sql`with chunk as (${await chunkRows(plan)})
    insert into run_chunks (run_id, chunk, source_id, last, offered, saved, duplicate, old, filtered, rejected)
    select run_id, index, source_id, last, offered, counted.saved, duplicate, old, filtered, rejected
    from chunk join unnest(${saved}::integer[]) with ordinality as counted (saved, position) on position = ordinal + 1
    on conflict do nothing`,
  ]
}

function savedPerChunk(plan: Plan): number[] {
  const saved = plan.chunks.map(() => 0)
  for (const row of plan.rows) saved[row.ordinal] = (saved[row.ordinal] ?? 0) + 1
  return saved
}

/** The chunks of the flush as rows: who they are, and what of their tally is known before the write. */
async function chunkRows(plan: Plan): Promise<Statement> {
  const { chunks } = plan
  const count = (outcome: string) => chunks.map(chunk => chunk.decided.filter(one => one.outcome === outcome).length)
  const rejected = count('rejected').map(
    (own, at) => own + (chunks[at]?.refused?.entries ?? 0) + (plan.flooded[at] ?? 0),
  )
  return sql`select * from unnest(
      ${await ints(chunks.map((_, at) => at))}::integer[], ${await uuids(chunks.map(chunk => chunk.run.id))}::uuid[],
      ${await ints(chunks.map(chunk => chunk.index))}::integer[], ${await uuids(chunks.map(chunk => chunk.run.sourceId))}::uuid[],
      ${await bools(chunks.map(chunk => chunk.last))}::boolean[], ${await ints(chunks.map(offeredOf))}::integer[],
      ${await ints(plan.duplicates)}::integer[], ${await ints(count('old'))}::integer[],
      ${await ints(count('filtered'))}::integer[], ${await ints(rejected)}::integer[]
    ) as chunk (ordinal, run_id, index, source_id, last, offered, duplicate, old, filtered, rejected)`
}
