/** A store of a million articles in minutes: texts are put together from kept bodies and beginnings of their own, indexed by the server's own search_vector, and the wide indexes are made when all rows are in. */
import { sourceId } from '../src/core/identity.ts'
import { encodeCopy, texts } from '../src/db/binary.ts'
import type { Database } from '../src/db/database.ts'
import { putSources } from '../src/db/sources.ts'
import { type Statement, sql } from '../src/db/statement.ts'
import { createLanguages, createRandom, type Language } from './api-words.ts'

export const SOURCES = 200
export const GROUPS = 20
/** Bodies of 900 to 2,700 bytes, each carried by several articles behind a title and a beginning that are theirs alone. */
const BODIES = 40_000
const LOT = 20_000
const SPAN_DAYS = 730
/** The widest index takes ten minutes on a machine that does other things besides. */
const DEADLINE_MS = 3_600_000
/** Sessions at work at once: the texts are the server's work, not ours. */
const SESSIONS = 2

/** As random as a hash, and a UUID of version 8, as ours are. */
const idFunction = `create function bench_id(of text) returns uuid immutable parallel safe language sql as $$
  select overlay(overlay(md5(of) placing '8' from 13) placing '8' from 17)::uuid $$`

type Material = Readonly<{
  nth: number
  source: string
  language: string
  title: string
  lead: string
  body: number
  at: Date
}>

export async function fillStore(database: Database, articles: number, say: (line: string) => void): Promise<void> {
  const random = createRandom(7)
  const languages = createLanguages(random)
  const sources = await addSources(database)
  const wide = await takeIndexesDown(database)
  await database.execute(`${idFunction};
    create unlogged table bench_bodies (nth integer, language text, body text, vector tsvector);
    create unlogged table bench_material (nth integer, source_id uuid, language text, title text, lead text, body_nth integer, sort_at timestamptz)`)
  const perArticle = await fillBodies(database, languages, random)
  say('  bodies are indexed')
  const since = Date.now() - SPAN_DAYS * 86_400_000
  const working: Promise<unknown>[] = []
  for (let from = 0; from < articles; from += LOT) {
    const lot = Array.from({ length: Math.min(LOT, articles - from) }, (_, at): Material => {
      const { language, index } = pickLanguage(languages, random)
      return {
        nth: from + at,
        source: sources[Math.floor(random() * random() * SOURCES)] ?? '',
        language: language.code,
        title: language.title(),
        lead: language.text(80 + random() * 80),
        body: index * BODIES + Math.floor(random() * (perArticle[index] ?? 1)),
        // Stored in about the order of their dates, as polls bring them: up to two days late.
        at: new Date(since + ((from + at) / articles) * SPAN_DAYS * 86_400_000 - random() * 2 * 86_400_000),
      }
    })
    await database.batch([await copyMaterial(lot)], DEADLINE_MS)
    working.push(database.batch(storeLot(from, from + lot.length), DEADLINE_MS))
    if (working.length >= SESSIONS) await working.shift()
    if (from % 200_000 === 0) say(`  ${from.toLocaleString('en')} of ${articles.toLocaleString('en')} stored`)
  }
  await Promise.all(working)
  say('  all rows are in; making the indexes')
  await database.query(await spellingWords(languages), DEADLINE_MS)
  await makeIndexes(database, wide)
  await addReading(database, articles)
  say('  analysing')
  await database.execute('drop table bench_bodies; drop table bench_material; drop function bench_id')
  for (const table of [
    'articles',
    'article_search',
    'unread',
    'marks',
    'notes',
    'extractions',
    'readings',
    'sightings',
    'search_words',
  ])
    await database.query({ text: `vacuum (analyze) ${table}`, params: [] }, DEADLINE_MS)
  await database.execute('analyze')
  await database.execute('checkpoint')
}

async function addSources(database: Database): Promise<string[]> {
  const sources = Array.from({ length: SOURCES }, (_, at) => {
    const url = `https://paper${at}.example/rss`
    const title = `Paper ${at}`
    const group = `Group ${at % GROUPS}`
    return { id: sourceId(url), url, title, group, origin: 'user' as const, ownSettings: {}, enabled: true }
  })
  await putSources(database, sources)
  // None is ever due: what is measured is the web and the flush.
  await database.query(sql`update bookmarks set next_poll_at = null`)
  return sources.map(source => source.id)
}

/** Indexes are made once over all rows; what made them is kept, so that it is the migration's own text. */
async function takeIndexesDown(database: Database): Promise<string[]> {
  const rows = await database.query(sql`select indexname as name, indexdef as text from pg_indexes
    where schemaname = 'public' and tablename in ('articles', 'article_search', 'unread', 'search_words')
      and indexname not in ('articles_pkey', 'article_search_pkey', 'search_words_pkey')`)
  for (const { name } of rows) await database.execute(`drop index ${name}`)
  return rows.map(row => row.text)
}

/** Two at a time, the widest first, so that both cores have work to the end. */
async function makeIndexes(database: Database, texts: readonly string[]): Promise<void> {
  const left = texts.toSorted((a, b) => Number(b.includes('gin')) - Number(a.includes('gin')))
  const lane = async () => {
    for (let text = left.shift(); text !== undefined; text = left.shift()) await index(database, text)
  }
  await Promise.all(Array.from({ length: SESSIONS }, lane))
}

async function index(database: Database, text: string): Promise<void> {
  await database.batch(
    [
      sql`select set_config('maintenance_work_mem', '1500MB', true), set_config('max_parallel_maintenance_workers', '1', true)`,
      { text, params: [] },
    ],
    DEADLINE_MS,
  )
}

/** Resolves with how many there are of each language. */
async function fillBodies(database: Database, languages: readonly Language[], random: () => number): Promise<number[]> {
  const counts = languages.map(language => Math.round(BODIES * language.share))
  for (const [at, { code, text }] of languages.entries()) {
    const bodies = Array.from({ length: counts[at] ?? 0 }, (_, nth) => ({
      nth: at * BODIES + nth,
      language: code,
      body: text(900 + random() * 1_800),
    }))
    const copy = await encodeCopy(
      [
        { name: 'nth', type: 'int', of: row => row.nth },
        { name: 'language', type: 'text', of: row => row.language },
        { name: 'body', type: 'text', of: row => row.body },
      ],
      bodies,
    )
    await database.batch(
      [{ text: 'copy bench_bodies (nth, language, body) from stdin (format binary)', params: [], copy }],
      DEADLINE_MS,
    )
  }
  const halves = [0, 1].map(half =>
    database.query(
      sql`update bench_bodies set vector = setweight(search_vector(search_config(language), body), 'C') where nth % 2 = ${half}::integer`,
      DEADLINE_MS,
    ),
  )
  await Promise.all(halves)
  await database.execute('create unique index on bench_bodies (nth); analyze bench_bodies')
  return counts
}

/** As often as it is spoken. */
export function pickLanguage(
  languages: readonly Language[],
  random: () => number,
): { language: Language; index: number } {
  let left = random()
  for (const [index, language] of languages.entries()) {
    left -= language.share
    if (left < 0) return { language, index }
  }
  return { language: languages[0] as Language, index: 0 }
}

async function copyMaterial(lot: readonly Material[]): Promise<Statement> {
  const copy = await encodeCopy<Material>(
    [
      { name: 'nth', type: 'int', of: row => row.nth },
      { name: 'source_id', type: 'uuid', of: row => row.source },
      { name: 'language', type: 'text', of: row => row.language },
      { name: 'title', type: 'text', of: row => row.title },
      { name: 'lead', type: 'text', of: row => row.lead },
      { name: 'body_nth', type: 'int', of: row => row.body },
      { name: 'sort_at', type: 'time', of: row => row.at },
    ],
    lot,
  )
  return {
    text: `copy bench_material (nth, source_id, language, title, lead, body_nth, sort_at) from stdin (format binary)`,
    params: [],
    copy,
  }
}

/** As fillSearch does it: title A, text C; the vector of the body is only made once. A poll brings 25 articles. */
function storeLot(from: number, to: number): Statement[] {
  return [
    sql`insert into articles (id, source_id, run_id, history, url, title, author, language, content_text, content_hash, published_at, sort_at, stored_at)
      select bench_id('bench ' || m.nth), m.source_id, bench_id('run ' || m.nth / 25), false, 'https://paper.example/' || m.nth, m.title,
        case when m.nth % 3 = 0 then 'A. Writer' end, m.language, m.lead || b.body, bench_id('text ' || m.nth), m.sort_at, m.sort_at, m.sort_at + interval '1 hour'
      from bench_material m join bench_bodies b on b.nth = m.body_nth where m.nth >= ${from}::integer and m.nth < ${to}::integer order by m.nth`,
    sql`insert into article_search (article_id, source_id, sort_at, language, config, title, words, indexed_at)
      select id, source_id, sort_at, language, config, title, setweight(title, 'A') || setweight(search_vector(config, lead), 'C') || vector, sort_at + interval '1 hour'
      from (
        select bench_id('bench ' || m.nth) as id, m.nth, m.source_id, m.sort_at, m.language, search_config(m.language) as config,
          search_vector(search_config(m.language), m.title) as title, m.lead, b.vector
        from bench_material m join bench_bodies b on b.nth = m.body_nth where m.nth >= ${from}::integer and m.nth < ${to}::integer offset 0
      ) made order by nth`,
  ]
}

async function spellingWords(languages: readonly Language[]): Promise<Statement> {
  const words = languages.filter(({ code }) => code !== 'ja' && code !== 'zh').flatMap(language => language.words)
  return sql`insert into search_words (word) select distinct word from unnest(${await texts(words)}::text[]) as word
    where length(word) between 4 and 30 on conflict do nothing`
}

/** What people and models did: the newest third and some older ones are unread, some are starred, archived, read in full, summarised. */
async function addReading(database: Database, articles: number): Promise<void> {
  const statements = [
    sql`set local session_replication_role = replica`,
    sql`insert into unread (source_id, sort_at, article_id, language) select m.source_id, m.sort_at, bench_id('bench ' || m.nth), m.language from bench_material m
      where m.nth > ${Math.round(articles * 0.7)}::integer or m.nth % 20 = 0`,
    sql`insert into unread_counts (source_id, n) select source_id, count(*) from unread group by source_id`,
    sql`insert into marks (article_id, source_id, sort_at, read_at, starred_at, archived_at)
      select bench_id('bench ' || m.nth), m.source_id, m.sort_at, now(), case when m.nth % 200 = 1 then now() end, case when m.nth % 50 = 2 then now() end
      from bench_material m where m.nth <= ${Math.round(articles * 0.7)}::integer and m.nth % 10 in (1, 2)`,
    sql`insert into sightings (article_id, source_id, run_id)
      select bench_id('bench ' || m.nth), m.source_id, bench_id('sighting ' || m.nth) from bench_material m where m.nth % 10 = 3`,
    sql`insert into readings (id, article_id, source_id, url, depth, priority, status, due_at, accepted_at, ended_at)
      select bench_id('reading ' || m.nth), bench_id('bench ' || m.nth), m.source_id, 'https://paper.example/' || m.nth, 'summary', 1, 'done', null, m.sort_at, m.sort_at
      from bench_material m where m.nth % 10 = 4`,
    sql`insert into extractions (article_id, content_hash, reading_id, extractor, title, language, word_count, content_html, content_text, excerpt)
      select bench_id('bench ' || m.nth), bench_id('text ' || m.nth), bench_id('reading ' || m.nth), 'readability', m.title, m.language, 400,
        '<p>' || replace(m.lead || b.body, E'\n\n', '</p><p>') || '</p>', m.lead || b.body, m.lead
      from bench_material m join bench_bodies b on b.nth = m.body_nth where m.nth % 10 = 4`,
    sql`insert into notes (id, article_id, reading_id, purpose, content_hash, language, edition, provider, prompt_version, content, dropped, failed_segments, duration_ms)
      select bench_id('note ' || m.nth), bench_id('bench ' || m.nth), bench_id('reading ' || m.nth), 'summary', bench_id('text ' || m.nth), m.language, '', 'builtin', '1',
        jsonb_build_object('tldr', m.lead, 'summary_1000', m.lead || m.lead, 'topic_tags', '[]'::jsonb), '[]', '[]', 5
      from bench_material m where m.nth % 10 = 4`,
    sql`insert into search_configs (config) select distinct search_config(language) from bench_material on conflict do nothing`,
    sql`delete from search_queue`,
    sql`update projections set position = followed_horizon() where name = 'unread'`,
  ]
  await database.batch(statements, DEADLINE_MS)
}
