/** One article whole, as a reader opens it: one round trip of primary keys. */
import type { Extraction, Note } from '../core/reading.ts'
import { type ListedArticle, listedStatement, readListed } from './article-list.ts'
import type { Database } from './database.ts'
import { extractionColumns, noteColumns, readExtraction, readNote } from './reading/stored.ts'
import { sql } from './statement.ts'

export type WholeArticle = Readonly<{
  listed: ListedArticle
  contentHtml: string | null
  contentText: string
  contentHash: string
  runId: string
  history: boolean
  extraction: Extraction | null
  /** Newest first. */
  notes: readonly (Note & Readonly<{ at: Date }>)[]
  sightings: readonly Readonly<{
    source: ListedArticle['source']
    sourceId: string
    runId: string
    seenAt: Date
  }>[]
  versions: readonly Readonly<{ title: string; characters: number; seenAt: Date; runId: string }>[]
  /** The newest reading of it, with the request that a person would ask about. */
  submission: Readonly<{ id: string; status: string; failure: string | null }> | null
}>

/** Most notes, sightings and versions that are shown. */
const MOST = 100

/** Null: there is none of this id. One round trip. */
export async function readArticle(database: Database, id: string): Promise<WholeArticle | null> {
  const results = await database.batch([
    await listedStatement([id]),
    sql`select a.content_html, a.content_text, a.content_hash, a.run_id, a.history, ${extractionColumns} from articles a
      left join lateral (select * from extractions where article_id = a.id order by stored_at desc limit 1) x on true where a.id = ${id}::uuid`,
    sql`select ${noteColumns}, n.at from notes n where n.article_id = ${id}::uuid order by n.at desc, n.id limit ${MOST}`,
    sql`select g.source_id, g.run_id, g.seen_at, s.title, s.url, s.group_name, s.origin from sightings g left join sources s on s.id = g.source_id
        where g.article_id = ${id}::uuid order by g.seen_at, g.source_id limit ${MOST}`,
    sql`select title, length(content_text) as characters, seen_at, run_id from article_versions where article_id = ${id}::uuid
        order by seen_at desc limit ${MOST}`,
    sql`select q.id, r.status, r.failure_text from readings r join requests q on q.reading_id = r.id
        where r.article_id = ${id}::uuid order by r.accepted_at desc, q.submitted_at desc limit 1`,
  ])
  const [[listed] = [], rows = [], notes = [], sightings = [], versions = [], readings = []] = results
  const [row] = rows
  const [reading] = readings
  if (listed === undefined || row === undefined) return null
  return {
    listed: readListed(listed),
    contentHtml: row.content_html,
    contentText: row.content_text,
    contentHash: row.content_hash,
    runId: row.run_id,
    history: row.history,
    extraction: row.x_content_hash === null ? null : readExtraction(row),
    notes: notes.map(note => ({ ...readNote(note), at: note.at })),
    sightings: sightings.map(one => ({
      source:
        one.url === null
          ? null
          : { id: one.source_id, title: one.title, url: one.url, group: one.group_name, demo: one.origin === 'demo' },
      sourceId: one.source_id,
      runId: one.run_id,
      seenAt: one.seen_at,
    })),
    versions: versions.map(one => ({
      title: one.title,
      characters: one.characters,
      seenAt: one.seen_at,
      runId: one.run_id,
    })),
    submission:
      reading === undefined ? null : { id: reading.id, status: reading.status, failure: reading.failure_text },
  }
}
