/** The search index follows what is stored, in batches, so that its upkeep never touches a flush. The queue is the state: whatever is in it is missing or out of date. */
import type { Database } from '../database.ts'
import { sql } from '../statement.ts'

/**
 * Brings at most `limit` places of the queue (1 to 5,000; 200 take about 0.1 s) into the index; resolves with how many.
 * Any number of processes may do it at once. A text is indexed with its newest extraction and summary.
 */
export async function fillSearch(database: Database, limit: number): Promise<number> {
  const most = Math.min(5_000, Math.max(1, Math.trunc(limit)))
  const [row] = await database.query(sql`
    with taken as materialized (
      select nth, article_id from search_queue order by nth limit ${most}::integer for update skip locked
    ), material as materialized (
      select a.id, a.source_id, a.sort_at, a.title, primary_language(coalesce(x.language, a.language)) as language,
        search_config(coalesce(x.language, a.language, '')) as config, coalesce(x.content_text, a.content_text) as body,
        concat_ws(' ', n.content ->> 'tldr', n.content ->> 'summary_1000', n.content ->> 'topic_tags', n.content ->> 'seo_keywords') as summary
      from (select distinct article_id as id from taken) taken join articles a on a.id = taken.id
      left join lateral (select language, content_text from extractions where article_id = a.id order by stored_at desc limit 1) x on true
      left join lateral (select content from notes where article_id = a.id and purpose = 'summary' order by at desc limit 1) n on true
    ), vectors as materialized (
      select id, source_id, sort_at, language, config, search_vector(config, title) as title,
        search_vector(config, summary) as summary, search_vector(config, body) as body
      from material
    ), put as (
      insert into article_search (article_id, source_id, sort_at, language, config, title, words)
      select id, source_id, sort_at, language, config, title, setweight(title, 'A') || setweight(summary, 'B') || setweight(body, 'C')
      from vectors order by id
      on conflict (article_id) do update set source_id = excluded.source_id, sort_at = excluded.sort_at, language = excluded.language,
        config = excluded.config, title = excluded.title, words = excluded.words, indexed_at = now()
    ), changed as materialized (
      -- Whoever has one of these locked is about to take it away.
      select u.source_id, u.sort_at, u.article_id, v.language from vectors v
      join unread u on u.source_id = v.source_id and u.sort_at = v.sort_at and u.article_id = v.id
      where u.language is distinct from v.language for update of u skip locked
    ), spoken as (
      update unread u set language = c.language from changed c
      where u.source_id = c.source_id and u.sort_at = c.sort_at and u.article_id = c.article_id
    ), configs as (
      insert into search_configs (config) select distinct config from vectors order by config on conflict do nothing
    ), spelt as (
      insert into search_words (word)
      select distinct lower(found[1]) from material, regexp_matches(without_bigrams(title), '[[:alpha:]]{4,30}', 'g') as found order by 1
      on conflict do nothing
    ), finished as (
      delete from search_queue using taken where search_queue.nth = taken.nth
    )
    select count(*) as n from taken`)
  return row?.n ?? 0
}

/** Queues what state says is missing; a wake-up that got lost is made good. Reads both tables: once a day is enough. Resolves with how many. */
export async function sweepSearch(database: Database): Promise<number> {
  const rows = await database.query(sql`
    insert into search_queue (article_id)
    select id from articles a where not exists (select from article_search s where s.article_id = a.id)
      and not exists (select from search_queue q where q.article_id = a.id) order by id limit 10000
    returning article_id`)
  return rows.length
}

/** Its row's `n`: articles that wait for the index, counted up to 1,000. */
export const waitingStatement = sql`select count(*) as n from (select from search_queue limit 1000) waiting`
