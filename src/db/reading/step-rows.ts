/** What steps bring, as rows: articles, aliases, attempts, texts, notes. One statement each, in the order of their keys (law 5). */
import type { Article } from '../../core/article.ts'
import type { Extraction, Note, PageFetch, Step } from '../../core/reading.ts'
import { type Statement, sql } from '../statement.ts'
import { type Column, namesOf, rowsAs } from './rows.ts'
import { SUBMITTED_SOURCE } from './submitted.ts'

/** A step with the key that tells one that comes twice from one that comes late. */
export type KeyedStep = Readonly<{ step: Step; key: string }>

/** What belongs to a step, with the step's own key: rows of a step that does not hold are left out by `holding`. */
export type Of<T> = Readonly<{ keyed: KeyedStep; it: T }>

export function each<T>(batch: readonly KeyedStep[], of: (step: Step) => readonly T[]): Of<T>[] {
  return batch.flatMap(one => of(one.step).map(it => ({ keyed: one, it })))
}

const fence = <T>(): readonly Column<Of<T>>[] => [
  ['reading_id', 'uuid', one => one.keyed.step.readingId],
  ['lease_version', 'bigint', one => one.keyed.step.leaseVersion],
  ['step_key', 'uuid', one => one.keyed.key],
]

export async function holding<T>(columns: readonly Column<Of<T>>[], rows: readonly Of<T>[]): Promise<Statement> {
  return sql`${await rowsAs('said', [...columns, ...fence<T>()], rows)}
    join readings r on r.id = said.reading_id and step_holds(said.reading_id, said.lease_version, said.step_key)`
}

/** The step's word on who the article is; `moveToKnown` has the last one. */
const identityColumns: readonly Column<Of<Article>>[] = [
  ['id', 'uuid', one => one.it.id],
  ['url', 'text', one => one.it.url],
]

const articleColumns: readonly Column<Of<Article>>[] = [
  ['guid', 'text', one => one.it.guid],
  ['title', 'text', one => one.it.title],
  ['author', 'text', one => one.it.author],
  ['language', 'text', one => one.it.language],
  ['content_html', 'text', one => one.it.contentHtml],
  ['content_text', 'text', one => one.it.contentText],
  ['content_hash', 'uuid', one => one.it.contentHash],
  ['published_at', 'time', one => one.it.publishedAt],
  ['published_raw', 'text', one => one.it.publishedRaw],
  ['sort_at', 'time', one => one.it.sortAt],
]

/**
 * First article wins (law 4). Sorted like a flush's, which it may meet (law 5). Its run is the reading that brought it, which
 * remembers the transaction for those who follow what is new.
 */
export async function insertArticles(batch: readonly KeyedStep[]): Promise<Statement> {
  const rows = each(batch, step => (step.article === null ? [] : [step.article]))
  return sql`with brought as (
      insert into articles (id, url, ${namesOf(articleColumns)}, source_id, run_id, history)
      select r.article_id, case when said.id = r.article_id then said.url else r.url end, ${namesOf(articleColumns, 'said.')},
        coalesce(r.source_id, ${SUBMITTED_SOURCE}::uuid), r.id, false
      from ${await holding([...identityColumns, ...articleColumns], rows)} order by r.article_id
      on conflict do nothing returning run_id
    )
    update readings set brought_by = pg_current_xact_id() from brought where readings.id = brought.run_id`
}

/** Never onto itself, never over an article of its own, and never a chain: whoever follows an alias takes one step. */
export async function insertAliases(batch: readonly KeyedStep[]): Promise<Statement> {
  const columns: readonly Column<Of<Step['aliases'][number]>>[] = [
    ['alias_id', 'uuid', one => one.it.id],
    ['url', 'text', one => one.it.url],
    ['reason', 'text', one => one.it.reason],
  ]
  const rows = each(batch, step => step.aliases)
  return sql`insert into url_aliases (alias_id, article_id, url, reason)
    select said.alias_id, r.article_id, said.url, said.reason from ${await holding(columns, rows)}
    where said.alias_id <> r.article_id
      and not exists (select from articles where id = said.alias_id)
      and not exists (select from url_aliases twin where twin.alias_id = r.article_id)
      and not exists (select from url_aliases twin where twin.article_id = said.alias_id)
    order by said.alias_id
    on conflict do nothing`
}

const fetchColumns: readonly Column<Of<PageFetch>>[] = [
  ['id', 'uuid', one => one.it.id],
  ['extractor', 'text', one => one.it.extractor],
  ['why', 'text', one => one.it.why],
  ['url', 'text', one => one.it.url],
  ['final_url', 'text', one => one.it.finalUrl],
  ['http_status', 'int', one => one.it.httpStatus],
  ['bytes', 'bigint', one => one.it.bytes],
  ['duration_ms', 'int', one => one.it.durationMs],
  ['started_at', 'time', one => one.it.startedAt],
  ['failure_kind', 'text', one => one.it.failure?.kind ?? null],
  ['failure_text', 'text', one => one.it.failure?.message ?? null],
  ['low_value', 'text', one => one.it.lowValue],
]

export async function insertFetches(batch: readonly KeyedStep[]): Promise<Statement> {
  return sql`insert into page_fetches (${namesOf(fetchColumns)}, reading_id, article_id)
    select ${namesOf(fetchColumns, 'said.')}, r.id, r.article_id
    from ${await holding(
      fetchColumns,
      each(batch, step => step.fetches),
    )} order by said.id
    on conflict do nothing`
}

const extractionColumns: readonly Column<Of<Extraction>>[] = [
  ['content_hash', 'uuid', one => one.it.contentHash],
  ['extractor', 'text', one => one.it.extractor],
  ['title', 'text', one => one.it.title],
  ['byline', 'text', one => one.it.byline],
  ['site', 'text', one => one.it.site],
  ['language', 'text', one => one.it.language],
  ['published_at', 'time', one => one.it.publishedAt],
  ['modified_at', 'time', one => one.it.modifiedAt],
  ['canonical_url', 'text', one => one.it.canonicalUrl],
  ['image_url', 'text', one => one.it.imageUrl],
  ['word_count', 'int', one => one.it.wordCount],
  ['content_html', 'text', one => one.it.contentHtml],
  ['content_text', 'text', one => one.it.contentText],
  ['excerpt', 'text', one => one.it.excerpt],
  ['low_value', 'text', one => one.it.lowValue],
]

export async function insertExtractions(batch: readonly KeyedStep[]): Promise<Statement> {
  const rows = each(batch, step => (step.extraction === null ? [] : [step.extraction]))
  return sql`insert into extractions (${namesOf(extractionColumns)}, article_id, reading_id)
    select ${namesOf(extractionColumns, 'said.')}, r.article_id, r.id
    from ${await holding(extractionColumns, rows)} order by r.article_id, said.content_hash
    on conflict do nothing`
}

const noteColumns: readonly Column<Of<Note>>[] = [
  ['id', 'uuid', one => one.it.id],
  ['purpose', 'text', one => one.it.purpose],
  ['content_hash', 'uuid', one => one.it.contentHash],
  ['language', 'text', one => one.it.language],
  ['provider', 'text', one => one.it.provider],
  ['model', 'text', one => one.it.model],
  ['prompt_version', 'text', one => one.it.promptVersion],
  ['content', 'json', one => one.it.content],
  ['dropped', 'json', one => one.it.dropped],
  ['failed_segments', 'json', one => one.it.failedSegments],
  ['cost_usd', 'number', one => one.it.costUsd],
  ['duration_ms', 'int', one => one.it.durationMs],
]

export async function insertNotes(batch: readonly KeyedStep[]): Promise<Statement> {
  return sql`insert into notes (${namesOf(noteColumns)}, article_id, reading_id, edition)
    select ${namesOf(noteColumns, 'said.')}, r.article_id, r.id, r.edition
    from ${await holding(
      noteColumns,
      each(batch, step => step.notes),
    )} order by said.id
    on conflict do nothing`
}
