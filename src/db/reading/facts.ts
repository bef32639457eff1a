/** What is on record about the reading of some articles: who asked, what happened, what was fetched, called, paid and made of it. */
import { uuids } from '../binary.ts'
import type { Database } from '../database.ts'
import { MAX_PAGE } from '../page.ts'
import { sql } from '../statement.ts'
import {
  type CallRow,
  type ExtractionRow,
  type FetchRow,
  type NoteRow,
  type ReadingRow,
  type RequestRow,
  readCall,
  readExtractionRow,
  readFetch,
  readNoteRow,
  readReading,
  readRequest,
} from './fact-rows.ts'

/** Each list in the order in which things happened, at most 1,000 rows. */
export type ReadingFacts = Readonly<{
  requests: readonly RequestRow[]
  readings: readonly ReadingRow[]
  fetches: readonly FetchRow[]
  extractions: readonly ExtractionRow[]
  calls: readonly CallRow[]
  notes: readonly NoteRow[]
}>

export const noReading: ReadingFacts = {
  requests: [],
  readings: [],
  fetches: [],
  extractions: [],
  calls: [],
  notes: [],
}

/** One round trip. The articles need not be stored: a reading that failed has none. */
export async function readingFacts(database: Database, articleIds: readonly string[]): Promise<ReadingFacts> {
  const wanted = sql`article_id = any(${await uuids(articleIds)}::uuid[])`
  const ofReadings = sql`reading_id in (select id from readings where ${wanted})`
  const [requests = [], readings = [], events = [], fetches = [], extractions = [], calls = [], notes = []] =
    await database.batch([
      sql`select * from requests where ${wanted} order by submitted_at, id limit ${MAX_PAGE}`,
      sql`select * from readings where ${wanted} order by accepted_at, id limit ${MAX_PAGE}`,
      sql`select * from reading_events where ${ofReadings} order by reading_id, seq limit ${10 * MAX_PAGE}`,
      sql`select * from page_fetches where ${wanted} order by started_at, id limit ${MAX_PAGE}`,
      sql`select article_id, reading_id, content_hash, extractor, title, language, word_count, low_value, stored_at from extractions
        where ${wanted} order by stored_at limit ${MAX_PAGE}`,
      sql`select *, cost_usd::float8 as cost from llm_calls where ${ofReadings} order by started_at, id limit ${MAX_PAGE}`,
      sql`select id, article_id, reading_id, purpose, content_hash, language, edition, provider, model, prompt_version, dropped,
          jsonb_array_length(failed_segments) as failed_segments, cost_usd::float8 as cost, duration_ms, at
        from notes where id in (select unnest(array[summary_id, translation_id, insights_id]) from readings where ${wanted}) or ${wanted}
        order by at, id limit ${MAX_PAGE}`,
    ])
  return {
    requests: requests.map(readRequest),
    readings: readings.map(row => readReading(row, events)),
    fetches: fetches.map(readFetch),
    extractions: extractions.map(readExtractionRow),
    calls: calls.map(readCall),
    notes: notes.map(readNoteRow),
  }
}

/**
 * The articles of requests and readings whose id begins or ends with these hexadecimal digits and dashes, newest first,
 * at most 10; `factsAbout` tells the rest.
 */
export async function articlesOfRequests(
  database: Database,
  part: string,
): Promise<readonly Readonly<{ requestId: string; articleId: string }>[]> {
  const plain = part.toLowerCase()
  const rows = await database.query(sql`select id, article_id from requests
    where starts_with(id::text, ${plain}::text) or right(id::text, ${plain.length}::integer) = ${plain}
    order by submitted_at desc limit 10`)
  return rows.map(row => ({ requestId: row.id, articleId: row.article_id }))
}
