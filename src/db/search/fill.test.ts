/** The queue of the index is the state: whoever stands in it twice is indexed once, who is gone leaves it, and nobody waits for whoever is at it. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../../../test/fixtures/samples.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { sql } from '../statement.ts'
import { fillSearch, sweepSearch } from './fill.ts'
import { searchArticles } from './search.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })
  const queued = async () => (await database.query(sql`select article_id from search_queue`)).map(row => row.article_id)
  const found = async (asked: string) =>
    (await searchArticles(database, asked, { view: 'all' }, { limit: 10, deadlineMs: 20_000 })).hits.map(
      hit => hit.article.id,
    )
  async function store(...slugs: string[]): Promise<string[]> {
    const [source] = await polledSources(database, 1)
    const articles = slugs.map(slug => article(slug, { title: `About ${slug}` }))
    await flushOf(database)([chunk(source!, articles)])
    return articles.map(one => one.id)
  }

  test('an article that stands in it twice is indexed once, one that is gone leaves it', async () => {
    const [fig = '', gone = ''] = await store('fig', 'gone')
    await database.query(sql`insert into search_queue (article_id) values (${fig}), (${gone}), (${fig})`)
    await database.query(sql`delete from articles where id = ${gone}`)
    expect(await fillSearch(database, 10)).toBe(3)
    expect(await queued()).toEqual([])
    expect(await found('fig')).toEqual([fig])
    expect(await found('gone')).toEqual([])
  })

  test('first come, first served, as many as are asked for', async () => {
    const ids = await store('one', 'two', 'three')
    for (const id of ids) await database.query(sql`insert into search_queue (article_id) values (${id})`)
    expect(await fillSearch(database, 2)).toBe(2)
    expect(await queued()).toEqual(ids.slice(2))
  })

  test('what is in neither is queued by the sweep, once', async () => {
    const ids = await store('lost', 'astray')
    expect(await sweepSearch(database)).toBe(2)
    expect(await sweepSearch(database)).toBe(0)
    expect((await queued()).sort()).toEqual([...ids].sort())
  })
})
