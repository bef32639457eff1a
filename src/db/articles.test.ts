/** Lists lose nothing between pages, and a follower loses nothing that commits late. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { everyRow } from '../../test/fixtures/pages.ts'
import { createDatabase } from '../../test/fixtures/postgres.ts'
import { article, chunk, flushOf, polledSources, run } from '../../test/fixtures/samples.ts'
import { until } from '../../test/fixtures/until.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { uuidV8 } from '../core/identity.ts'
import {
  type ArticleFilter,
  articlesStoredSince,
  listArticles,
  listFullArticles,
  readHorizon,
  readSnapshot,
} from './articles.ts'
import { sql } from './statement.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine)

  const titles = async (filter: ArticleFilter) =>
    (await listArticles(database, filter, { limit: 50 })).rows.map(row => row.title).sort()

  test('pages follow one another without a gap or a repeat, also where times differ by microseconds or not at all', async () => {
    const [source] = await polledSources(database, 1)
    const slugs = Array.from({ length: 25 }, (_, at) => `story-${at}`)
    await flushOf(database)([
      chunk(
        source!,
        slugs.map(slug => article(slug)),
      ),
    ])
    // Five of each time, a few microseconds apart: less than a Date can hold.
    await database.query(sql`update articles set sort_at = sort_at + (n % 5) * interval '3 microseconds'
      from (select id, row_number() over (order by id) as n from articles) numbered where articles.id = numbered.id`)

    const seen = await everyRow(after => listArticles(database, {}, { limit: 4, after }))
    expect(seen).toHaveLength(25)
    const inOrder = await database.query(sql`select id from articles order by sort_at desc, id`)
    expect(seen.map(row => row.id)).toEqual(inOrder.map(row => row.id))
  })

  test('an article of 4 kB lies in its row as it is; a longer one is compressed', async () => {
    const [source] = await polledSources(database, 1)
    const [short, long] = [3_400, 12_000].map(length => 'All the words there are. '.repeat(600).slice(0, length))
    await flushOf(database)([
      chunk(source!, [article('short', { contentText: short }), article('long', { contentText: long })]),
    ])
    const rows = await database.query(
      sql`select title, pg_column_compression(content_text) is not null as packed from articles order by title`,
    )
    expect(rows.map(row => row.packed)).toEqual([true, false])
  })

  test('filters choose by source, group, time, title, language and history, and take every sign of the text literally', async () => {
    const [one, two] = await polledSources(database, 2)
    await database.query(sql`update sources set group_name = 'Science', title = 'One' where id = ${one!.sourceId}`)
    const day = (n: number) => new Date(Date.UTC(2026, 10, n))
    await flushOf(database)([
      chunk(one!, [
        article('a', { title: '100% of it', language: 'en-GB', sortAt: day(1) }),
        article('b', { title: '1000 of it', language: 'eng', sortAt: day(2) }),
      ]),
      chunk(two!, [article('c', { title: 'snake_case \\ ok', language: null, sortAt: day(3) })], {
        run: run(two!.sourceId, { history: true }),
      }),
    ])
    expect(await titles({})).toHaveLength(3)
    expect(await titles({ sourceIds: [one!.sourceId] })).toEqual(['100% of it', '1000 of it'])
    expect(await titles({ group: 'Science' })).toHaveLength(2)
    expect(await titles({ since: day(2) })).toEqual(['1000 of it', 'snake_case \\ ok'])
    expect(await titles({ until: day(2) })).toEqual(['100% of it'])
    expect(await titles({ search: '0%' })).toEqual(['100% of it'])
    expect(await titles({ search: 'SNAKE_C' })).toEqual(['snake_case \\ ok'])
    expect(await titles({ search: 'snakeXc' })).toEqual([])
    expect(await titles({ search: '\\' })).toEqual(['snake_case \\ ok'])
    expect(await titles({ search: '\0' })).toEqual([])
    expect(await titles({ language: 'EN' })).toEqual(['100% of it'])
    expect(await titles({ history: true })).toEqual(['snake_case \\ ok'])
    expect(await titles({ history: false })).toHaveLength(2)
  })

  test('a list names the source and how many others carried the article; the full one has the texts', async () => {
    const [one, two] = await polledSources(database, 2)
    await flushOf(database)([chunk(one!, [article('a')])])
    await flushOf(database)([chunk(two!, [article('a')])])
    const { rows } = await listFullArticles(database, {}, { limit: 10 })
    expect(rows).toMatchObject([
      { title: 'Title of a', contentText: 'Text of a.', sourceId: one!.sourceId, sourceTitle: 'A feed', sightings: 1 },
    ])
  })

  test('a follower gets each article once, also of a run whose chunks are stored one after the other, and of more flushes than one step takes', async () => {
    const sources = await polledSources(database, 9)
    const flush = flushOf(database)
    let from = await readHorizon(database)
    const seen: string[] = []
    const step = async () => {
      const { articles, next } = await articlesStoredSince(database, {}, from)
      from = next
      seen.push(...articles.map(one => one.title))
      return articles.length
    }
    const long = run(sources[0]!.sourceId)
    await flush([chunk(sources[0]!, [article('first')], { run: long, last: false, bookmark: null })])
    await step()
    await flush([chunk(sources[0]!, [article('second')], { run: long, index: 1 })])
    for (const source of sources.slice(1)) await flush([chunk(source, [article(`of ${source.sourceId}`)])])
    // A transaction of another database holds the horizon back while it ends.
    await until(async () => (await step()) === 0 && seen.length >= 10, { what: 'all of them are seen' })
    expect(seen).toHaveLength(10)
    expect(new Set(seen).size).toBe(10)
    expect(seen.slice(0, 2)).toEqual(['Title of first', 'Title of second'])
  })
})

describe('on postgres, with two connections', () => {
  const store = withStore('postgres', { after: 'keep' })
  let rival: pg.Client
  beforeAll(async () => {
    rival = new pg.Client({ connectionString: store.url })
    await rival.connect()
  })
  afterAll(() => rival.end())

  test('what could be seen when somebody began to follow is not news to them, though an older transaction holds the horizon back', async () => {
    const { database } = store
    const [source] = await polledSources(database, 1)
    await rival.query('begin')
    await rival.query('select pg_current_xact_id()')
    await flushOf(database)([chunk(source!, [article('seen')])])
    const seen = await readSnapshot(database)
    const from = seen.split(':')[0]!
    await rival.query('commit')
    // A transaction of another database holds the horizon back while it ends.
    const all = async () => (await articlesStoredSince(database, {}, from)).articles.map(one => one.title)
    await until(async () => (await all()).length > 0, { what: 'the horizon has passed it' })
    expect(await all()).toEqual(['Title of seen'])
    expect((await articlesStoredSince(database, {}, from, seen)).articles).toEqual([])
  })

  test('a transaction of another database of the server holds nobody back, however long it is open', async () => {
    const { database } = store
    const elsewhere = await createDatabase()
    onTestFinished(elsewhere.drop)
    const other = new pg.Client({ connectionString: elsewhere.url })
    await other.connect()
    onTestFinished(() => other.end())
    await other.query('begin')
    const { rows } = await other.query('select pg_current_xact_id()::text as xid')
    const from = await readHorizon(database)
    const [source] = await polledSources(database, 1)
    await flushOf(database)([chunk(source!, [article('at once')])])
    const look = async () => (await articlesStoredSince(database, {}, from)).articles.map(one => one.title)
    await until(async () => (await look()).length > 0, { what: 'the article is seen' })
    expect(await look()).toEqual(['Title of at once'])
    // It is older than what was seen, and still open.
    expect((await other.query('select pg_xact_status($1::xid8) as status', [rows[0].xid])).rows).toEqual([
      { status: 'in progress' },
    ])
    expect(await other.query('rollback')).toMatchObject({ command: 'ROLLBACK' })
  })

  test('what began earlier and commits later is not lost to a follower that looked in between', async () => {
    const { database } = store
    const [late, quick] = await polledSources(database, 2)
    let from = await readHorizon(database)
    const step = async () => {
      const { articles, next } = await articlesStoredSince(database, {}, from)
      from = next
      return articles.map(one => one.title)
    }
    await rival.query('begin')
    await storeByHand(rival, late!.sourceId, 'late')
    await flushOf(database)([chunk(quick!, [article('quick')])])
    const seen = await step()
    await rival.query('commit')
    // The quick one may be held back, as other databases of the server do too, but nothing may be skipped or shown twice.
    const look = async () => {
      const more = await step()
      seen.push(...more)
      return more.length === 0 && seen.length >= 2
    }
    await until(look, { what: 'both are seen' })
    expect(seen.sort()).toEqual(['Title of late', 'Title of quick'])

    const [times] = await database.query(sql`select
      (select stored_at from articles where title = 'Title of late') < (select stored_at from articles where title = 'Title of quick') as earlier`)
    expect(times?.earlier).toBe(true)
  })
})

/** One article of one run, in whatever transaction the client has open. */
async function storeByHand(client: pg.Client, source: string, slug: string): Promise<void> {
  const one = article(slug)
  const runId = randomUUID()
  await client.query(
    `insert into runs (id, source_id, worker, started_at, duration_ms, bytes, not_modified) values ($1, $2, 'rival', now(), 1, 1, false)`,
    [runId, source],
  )
  await client.query(
    `insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at)
      values ($1, $2, $3, false, $4, $5, '', $6, now())`,
    [one.id, source, runId, one.url, one.title, uuidV8(slug)],
  )
  await client.query(
    `insert into run_chunks (run_id, chunk, source_id, last, offered, saved, duplicate, old, filtered, rejected) values ($1, 0, $2, true, 1, 1, 0, 0, 0, 0)`,
    [runId, source],
  )
}
