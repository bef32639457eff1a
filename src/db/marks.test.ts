/** Unread follows the flushes and nothing else brings it back; "all read" spares what nobody can have seen. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../../test/fixtures/samples.ts'
import { until } from '../../test/fixtures/until.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { listForReader } from './article-list.ts'
import { countUnread, fillUnread, markAllRead, markArticles, undoMarkAll } from './marks.ts'
import { removeSources } from './sources.ts'
import { sql } from './statement.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine, { after: 'empty' })

  const unread = async () =>
    (await listForReader(store.database, { view: 'unread' }, { limit: 100 })).rows.map(row => row.id).sort()

  /** Other tests write in the same cluster: what they hold open holds the horizon. */
  async function follow(until_: number): Promise<void> {
    await until(async () => {
      await fillUnread(store.database)
      const [row] = await store.database.query(sql`select count(*) as n from search_queue`)
      return row?.n >= until_
    })
  }

  test('a stored article is unread once; read, it stays read however often the flushes are followed', async () => {
    const [one, two] = await polledSources(store.database, 2)
    const articles = [article('a'), article('b')]
    await flushOf(store.database)([chunk(one!, articles)])
    await follow(2)
    const [a = '', b = ''] = articles.map(each => each.id)
    expect(await markArticles(store.database, [a, a], 'read')).toBe(1)
    expect(await markArticles(store.database, [a], 'read')).toBe(0)
    await flushOf(store.database)([chunk(two!, articles)])
    await store.database.query(sql`delete from projections`)
    await follow(2)
    expect(await unread()).toEqual([b])
    expect(await countUnread(store.database)).toMatchObject({ unread: 1, starred: 0 })
  })

  test('the numbers are those of the rows, whatever was done, also when they were added up', async () => {
    const polled = await polledSources(store.database, 2)
    const articles = Array.from({ length: 30 }, (_, n) => article(`n${n}`))
    await flushOf(store.database)([chunk(polled[0]!, articles.slice(0, 20)), chunk(polled[1]!, articles.slice(20))])
    await follow(30)
    const counted = async () => {
      const { sources, unread: all } = await countUnread(store.database)
      return { all, sources: sources.map(({ id, unread: n }) => ({ id, n })) }
    }
    const rows = async () => {
      const sources = await store.database.query(
        sql`select source_id as id, count(*) as n from unread group by source_id order by source_id`,
      )
      return { all: sources.reduce((sum, row) => sum + row.n, 0), sources }
    }
    const ids = articles.map(each => each.id)
    await markArticles(store.database, ids.slice(5, 25), 'read')
    await markArticles(store.database, ids.slice(15, 22), 'unread')
    await markArticles(store.database, ids.slice(0, 2), 'archive')
    expect(await counted()).toEqual(await rows())
    await store.database.query(sql`update unread set source_id = ${polled[1]!.sourceId} where article_id = ${ids[3]!}`)
    expect(await counted()).toEqual(await rows())
    const { undo } = await markAllRead(store.database, { sourceIds: [polled[0]!.sourceId] })
    expect(await counted()).toEqual(await rows())
    await undoMarkAll(store.database, undo)
    for (let turn = 0; turn < 300; turn++)
      await markArticles(store.database, [ids[0]!], turn % 2 === 0 ? 'unread' : 'read')
    await store.database.query(
      sql`insert into unread_counts (source_id, n) select ${polled[0]!.sourceId}::uuid, 0 from generate_series(1, 300)`,
    )
    await fillUnread(store.database)
    expect(await counted()).toEqual(await rows())
    const [left] = await store.database.query(sql`select count(*) as n from unread_counts`)
    expect(left?.n).toBe(2)
  })

  test('marked before it was followed, it does not become unread', async () => {
    const [one] = await polledSources(store.database, 1)
    await flushOf(store.database)([chunk(one!, [article('a'), article('b')])])
    await markArticles(store.database, [article('a').id], 'read')
    await markArticles(store.database, [article('b').id], 'archive')
    await follow(2)
    expect(await unread()).toEqual([])
  })

  test('what somebody made unread before it was followed is unread once, and counted once', async () => {
    const [one] = await polledSources(store.database, 1)
    await flushOf(store.database)([chunk(one!, [article('a'), article('b')])])
    await markArticles(store.database, [article('a').id], 'read')
    await markArticles(store.database, [article('a').id], 'unread')
    expect(await unread()).toEqual([article('a').id])
    await follow(2)
    expect(await unread()).toEqual([article('a').id, article('b').id].sort())
    expect(await countUnread(store.database)).toMatchObject({ unread: 2 })
  })

  test('"all read" leaves what was stored after the list was taken, whatever its date', async () => {
    const [one, two] = await polledSources(store.database, 2)
    await flushOf(store.database)([chunk(one!, [article('a')])])
    await follow(1)
    const { first, snapshot } = await listForReader(store.database, { view: 'unread' }, { limit: 10 })
    const late = article('late', { sortAt: new Date('2020-01-01T00:00:00Z') })
    await flushOf(store.database)([chunk(two!, [late])])
    await follow(2)
    const marked = await markAllRead(store.database, { upTo: first!, snapshot: snapshot ?? undefined })
    expect(marked.changed).toBe(1)
    expect(await unread()).toEqual([late.id])
    expect(await undoMarkAll(store.database, marked.undo)).toBe(1)
    expect(await undoMarkAll(store.database, marked.undo)).toBeNull()
    expect(await unread()).toHaveLength(2)
  })

  test('articles that go with their source take their marks along; those another source carries pass to it, still unread', async () => {
    const [one, two] = await polledSources(store.database, 2)
    await flushOf(store.database)([chunk(one!, [article('only'), article('shared')])])
    await flushOf(store.database)([chunk(two!, [article('shared')])])
    await follow(2)
    await markArticles(store.database, [article('only').id], 'star')
    await removeSources(store.database, [one!.sourceId], true)
    expect(await unread()).toEqual([article('shared').id])
    const { sources, starred } = await countUnread(store.database)
    expect([sources.map(source => source.id), starred]).toEqual([[two!.sourceId], 0])
  })

  test.each(['unread', 'all', 'starred', 'archive'] as const)(
    'the view %s narrows by source, language and time',
    async view => {
      const [one, two] = await polledSources(store.database, 2)
      const at = (day: number) => ({ sortAt: new Date(Date.UTC(2026, 10, day)) })
      const german = article('de', { ...at(2), language: 'de-AT' })
      await flushOf(store.database)([chunk(one!, [article('en', at(1)), german])])
      await flushOf(store.database)([chunk(two!, [article('other', at(3))])])
      await follow(3)
      const { fillSearch } = await import('./search/fill.ts')
      await fillSearch(store.database, 10)
      const all = [article('en').id, german.id, article('other').id]
      if (view === 'starred') await markArticles(store.database, all, 'star')
      if (view === 'archive') await markArticles(store.database, all, 'archive')
      const list = async (filter: object) =>
        (await listForReader(store.database, { view, ...filter }, { limit: 10 })).rows.map(row => row.id)
      expect(await list({})).toEqual([article('other').id, german.id, article('en').id])
      expect(await list({ language: 'de' })).toEqual([german.id])
      expect(await list({ language: 'de', sourceIds: [two!.sourceId] })).toEqual([])
      expect(await list({ sourceIds: [one!.sourceId] })).toEqual([german.id, article('en').id])
      expect(await list({ sourceIds: [] })).toEqual([])
      expect(await list({ from: new Date('2026-11-02T00:00:00Z'), to: new Date('2026-11-03T00:00:00Z') })).toEqual([
        german.id,
      ])
      const many = [
        ...Array.from({ length: 80 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
        one!.sourceId,
      ]
      expect(await list({ sourceIds: many })).toEqual([german.id, article('en').id])
    },
  )
})
