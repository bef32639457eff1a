/** Search looks in the newest days first, and must find the same as if it had looked everywhere. */
import { beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import { withRival, withStore } from '../../../test/fixtures/with-store.ts'
import { sourceId } from '../../core/identity.ts'
import type { Database, Send } from '../database.ts'
import { sql } from '../statement.ts'
import { findArticles } from './find.ts'
import type { Found, SearchFilter, SearchPosition } from './found.ts'
import { searchArticles } from './search.ts'

/** More than the narrowest span holds, over so many days that the wider one needs facets of 32 days. */
const ARTICLES = 12_000
const DAYS = 1_200
const [first, second] = [sourceId('https://one.example/rss'), sourceId('https://two.example/rss')]
const newest = new Date('2026-11-01T00:00:00Z')

describe.each(engines)('%s', engine => {
  const store = withStore(engine, { after: 'keep' })
  beforeAll(async () => {
    // Article n of 12,000 is n tenths of a day old; every word has a number: the articles that have it are its multiples.
    await store.database.query(sql`insert into articles (id, source_id, run_id, history, url, title, language, content_text, content_hash, sort_at)
      select md5(n::text)::uuid, case when n % 2 = 0 then ${first}::uuid else ${second}::uuid end, ${first}::uuid, false, 'https://a.example/' || n,
        'Title ' || n || case when n % 5000 = 4999 then ' headlined' else '' end, case when n % 3 = 0 then 'de' else 'en' end,
        'always' || case when n % 7 = 0 then ' seven' else '' end || case when n % 3000 = 2999 then ' rare' else '' end
          || case when n = 11111 then ' lonely words together' else ' words apart together' end,
        md5(n::text)::uuid, ${newest}::timestamptz - n * (${DAYS}::float8 / ${ARTICLES}) * interval '1 day'
      from generate_series(0, ${ARTICLES - 1}) n`)
    await store.database.query(sql`insert into article_search (article_id, source_id, sort_at, language, config, title, words, indexed_at)
      select id, source_id, sort_at, language, 'simple', to_tsvector('simple', title),
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', content_text), 'C'), '2026-11-01' from articles`)
    await store.database.query(
      sql`insert into unread (source_id, sort_at, article_id) select source_id, sort_at, id from articles where url !~ '[05]$'`,
    )
    await store.database.query(
      sql`insert into marks (article_id, source_id, sort_at, starred_at) select id, source_id, sort_at, now() from articles where url ~ '99$'`,
    )
  })

  async function found(asked: string, filter: Partial<SearchFilter> = {}, limit = 100): Promise<number[]> {
    const numbers: number[] = []
    let after: SearchPosition | undefined
    for (;;) {
      const page: Found = await searchArticles(
        store.database,
        asked,
        { view: 'all', ...filter },
        { limit, after, deadlineMs: 20_000 },
      )
      for (const hit of page.hits) numbers.push(Number(/\d+/.exec(hit.title.map(piece => piece.text).join(''))?.[0]))
      if (page.next === null) return numbers.sort((a, b) => a - b)
      after = page.next
    }
  }
  const all = Array.from({ length: ARTICLES }, (_, n) => n)

  test('a word that all have brings the newest of them', async () => {
    expect(await found('always')).toEqual(all.slice(0, 200))
  })

  test('a word that few have is found however old they are', async () => {
    expect(await found('rare')).toEqual([2999, 5999, 8999, 11999])
    expect(await found('"lonely words"')).toEqual([11_111])
    expect(await found('"words together"')).toEqual([11_111])
  })

  test('a word of a title is found beyond the newest texts that mention it', async () => {
    expect(await found('headlined')).toEqual([4999, 9999])
    expect(await found('headlined or always')).toEqual([...all.slice(0, 200), 4999, 9999])
  })

  test('a word in one of seven fills up from further back', async () => {
    expect(await found('seven')).toEqual(all.filter(n => n % 7 === 0).slice(0, 200))
  })

  test('filters leave what they say', async () => {
    expect(await found('seven', { sourceIds: [second] })).toEqual(
      all.filter(n => n % 7 === 0 && n % 2 === 1).slice(0, 200),
    )
    expect(await found('rare', { sourceIds: [first, second], language: 'en' })).toEqual([2999, 5999, 8999, 11999])
    expect(await found('rare', { sourceIds: [] })).toEqual([])
    expect(await found('always', { language: 'de-at' })).toEqual(all.filter(n => n % 3 === 0).slice(0, 200))
    const [from, to] = [new Date('2025-01-01T00:00:00Z'), new Date('2025-01-04T00:00:00Z')]
    const days = (date: Date) => ((newest.getTime() - date.getTime()) / 86_400_000) * (ARTICLES / DAYS)
    expect(await found('always', { from, to })).toEqual(all.filter(n => n > days(to) && n <= days(from)))
  })

  test('a view of many and a view of few', async () => {
    expect(await found('seven', { view: 'unread' })).toEqual(all.filter(n => n % 7 === 0 && n % 5 !== 0).slice(0, 200))
    expect(await found('rare', { view: 'starred' })).toEqual([2999, 5999, 8999, 11999])
    expect(await found('always', { view: 'starred', sourceIds: [first] })).toEqual([])
    expect(await found('always', { view: 'archive' })).toEqual([])
  })

  test('what was meant is paged like what was asked', async () => {
    await store.database.query(sql`insert into search_words (word) values ('seven')`)
    const options = { limit: 150, deadlineMs: 20_000 }
    const first = await findArticles(store.database, 'sevenn', { view: 'all' }, options)
    const second = await findArticles(
      store.database,
      'sevenn',
      { view: 'all' },
      { ...options, after: first.next ?? undefined },
    )
    expect([first.meant, second.meant]).toEqual(['seven', 'seven'])
    expect(new Set([...first.hits, ...second.hits].map(hit => hit.article.id)).size).toBe(200)
  })

  /** The store, where the nth look into the index takes so long. */
  function slowAt(nth: number, seconds: number): Database {
    let looks = 0
    const batch: Send = (statements, deadlineMs) => {
      const isSlow = statements.some(({ text }) => text.includes('enable_indexscan')) && ++looks === nth
      const sleep = isSlow ? [sql`select pg_sleep(${seconds}::float8)`] : []
      return store.database.batch([...statements.slice(0, -1), ...sleep, ...statements.slice(-1)], deadlineMs)
    }
    return { ...store.database, batch }
  }
  const soon = { limit: 100, deadlineMs: 2_000 }

  test('when time is over, what was found until then is the answer, and says that it is a part', async () => {
    // The embedded engine ends no statement by time: there the first look takes all of it, elsewhere the second one never ends.
    const slow = engine === 'pglite' ? slowAt(1, 1.6) : slowAt(2, 600)
    const answer = await findArticles(slow, 'rare', { view: 'all' }, soon)
    expect(answer.hits.map(hit => hit.title.map(piece => piece.text).join(''))).toEqual(['Title 2999'])
    expect([answer.isPartial, answer.meant]).toEqual([true, null])
  })

  test('when time is over before anything is found, nobody says that there is nothing', async () => {
    const slow = slowAt(1, engine === 'pglite' ? 1.6 : 600)
    const answer = await findArticles(slow, 'rarre', { view: 'all' }, soon)
    expect(answer).toEqual({ hits: [], next: null, isPartial: true, waiting: 0, meant: null })
  })

  test('what is newer and older than all that was there a moment ago is found at once', async () => {
    expect(await found('rare')).toHaveLength(4)
    const at = ['2026-12-24', '1999-12-24']
    for (const day of at)
      await store.database.query(sql`insert into articles (id, source_id, run_id, history, url, title, language, content_text, content_hash, sort_at)
        values (md5(${day})::uuid, ${first}::uuid, ${first}::uuid, false, ${day}, ${`Title ${day.slice(0, 4)}`}, 'en', 'rare', md5(${day})::uuid, ${day}::timestamptz)`)
    await store.database.query(sql`insert into article_search (article_id, source_id, sort_at, language, config, title, words, indexed_at)
      select id, source_id, sort_at, language, 'simple', to_tsvector('simple', title), to_tsvector('simple', content_text), '2026-11-01'
      from articles where not exists (select from article_search where article_id = articles.id)`)
    expect(await found('rare')).toEqual([1999, 2026, 2999, 5999, 8999, 11999])
  })
})

describe('on a table that somebody holds', () => {
  const store = withStore('postgres')
  const rival = withRival(store)

  test('not even the first question waits longer than its time', async () => {
    const letGo = await rival.holding('lock table article_search in access exclusive mode')
    const answer = searchArticles(store.database, 'word', { view: 'all' }, { limit: 10, deadlineMs: 200 })
    await expect(answer).rejects.toMatchObject({ code: '57014', severity: 'ERROR' })
    await letGo()
  })
})
