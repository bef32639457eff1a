/** Laws 1, 3, 4: counts come from what the database says is new, every poll balances, and the first article wins. */
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { engines, lanes } from '../fixtures/database.ts'
import { article, chunk, filtered, flushOf, polledSources } from '../fixtures/samples.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)

  describe.each(lanes(engine))('%s lane', lane => {
    test('bulk insert counts duplicates: two entries, one URL, one batch are one row, saved 1, duplicate 1', async () => {
      const [source] = await polledSources(store.database, 1)
      const [settled] = await flushOf(store.database, { lane })([
        chunk(source!, [article('a'), article('a', { title: 'Later' })]),
      ])
      expect(settled?.tally).toEqual({ offered: 2, saved: 1, duplicate: 1, old: 0, filtered: 0, rejected: 0 })
      expect(await store.database.query(sql`select url, title from articles`)).toEqual([
        { url: 'https://paper.example/a', title: 'Title of a' },
      ])
    })

    test('two sources of one flush bring the same article: the earlier is saved, the later a duplicate and a sighting', async () => {
      const [first, second] = await polledSources(store.database, 2)
      const settled = await flushOf(store.database, { lane })([
        chunk(second!, [article('a')]),
        chunk(first!, [article('a'), article('b')]),
      ])
      expect(settled.map(one => [one.tally.saved, one.tally.duplicate])).toEqual([
        [1, 0],
        [1, 1],
      ])
      expect(await store.database.query(sql`select source_id from articles where url like '%/a'`)).toEqual([
        { source_id: second!.sourceId },
      ])
      expect(await store.database.query(sql`select source_id from sightings`)).toEqual([{ source_id: first!.sourceId }])
    })

    test('the first article wins: a changed version is recorded, and the article stays as it was', async () => {
      const [source] = await polledSources(store.database, 1)
      const flush = flushOf(store.database, { lane })
      await flush([chunk(source!, [article('a')])])
      const [again] = await polledSources(store.database, 1)
      const changed = article('a', { title: 'Corrected', contentText: 'Other text.' })
      const [settled] = await flush([chunk(again!, [changed])])
      expect(settled?.tally).toMatchObject({ saved: 0, duplicate: 1 })
      expect(await store.database.query(sql`select title from articles`)).toEqual([{ title: 'Title of a' }])
      expect(await store.database.query(sql`select title from article_versions`)).toEqual([{ title: 'Corrected' }])
    })

    test('versions are capped at 20 an article, whether they come one by one or all at once', async () => {
      const [source] = await polledSources(store.database, 1)
      const flush = flushOf(store.database, { lane })
      const changed = (from: number, count: number) =>
        Array.from({ length: count }, (_, n) => article('a', { contentText: `Version ${from + n}.` }))
      const versions = async () => (await store.database.query(sql`select count(*) as n from article_versions`))[0]?.n
      await flush([chunk(source!, [article('a')])])
      await flush([chunk(source!, changed(0, 1))])
      await flush([chunk(source!, changed(1, 1))])
      expect(await versions()).toBe(2)
      await flush([chunk(source!, changed(2, 30))])
      expect(await versions()).toBe(20)
      await flush([chunk(source!, changed(50, 1))])
      expect(await versions()).toBe(20)
      expect(await store.database.query(sql`select content_text from articles`)).toEqual([
        { content_text: 'Text of a.' },
      ])
    })

    test('what an alias points to is a duplicate of its article', async () => {
      const [source] = await polledSources(store.database, 1)
      const flush = flushOf(store.database, { lane })
      await flush([chunk(source!, [article('a')])])
      await store.database.query(sql`insert into url_aliases (alias_id, article_id, url, reason)
        values (${article('a/').id}, ${article('a').id}, 'https://paper.example/a/', 'trailing slash')`)
      const [again] = await polledSources(store.database, 1)
      const [settled] = await flush([chunk(again!, [article('a/'), article('c')])])
      expect(settled?.tally).toMatchObject({ offered: 2, saved: 1, duplicate: 1 })
    })

    test('decisions are kept once, changed when the reason changes, and overturned when the entry passes', async () => {
      const flush = flushOf(store.database, { lane })
      const decisions = () => store.database.query(sql`select reason, run_id from decisions`)
      const poll = async (fresh: string[], decided: ReturnType<typeof filtered>[]) => {
        const [source] = await polledSources(store.database, 1)
        const [settled] = await flush([
          chunk(
            source!,
            fresh.map(slug => article(slug)),
            { decided },
          ),
        ])
        return settled!
      }
      const first = await poll([], [filtered('a')])
      expect(first.tally).toMatchObject({ offered: 1, filtered: 1 })
      await poll([], [filtered('a')])
      expect(await decisions()).toEqual([{ reason: 'excluded by keyword "casino"', run_id: first.chunk.run.id }])
      const other = await poll([], [filtered('a', 'no include keyword matched')])
      expect(await decisions()).toEqual([{ reason: 'no include keyword matched', run_id: other.chunk.run.id }])
      const passed = await poll(['a'], [])
      expect(passed.tally).toMatchObject({ saved: 1 })
      expect(await decisions()).toEqual([])
    })

    test.each([1, 499, 500, 501, 1_000])('%i entries in one chunk are all counted', async count => {
      const [source] = await polledSources(store.database, 1)
      const articles = Array.from({ length: count }, (_, at) => article(`n${at}`))
      const [settled] = await flushOf(store.database, { lane })([chunk(source!, articles)])
      expect(settled?.tally).toMatchObject({ offered: count, saved: count })
    })
  })
})
