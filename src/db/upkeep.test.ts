/** The sweeper mends what state says is missing, and forgetting old runs leaves the store in balance. */
import { describe, expect, test } from 'vitest'
import { checkInvariants } from '../../test/fixtures/check-invariants.ts'
import { engines } from '../../test/fixtures/database.ts'
import { addSources, article, chunk, claimSources, flushOf, polledSources } from '../../test/fixtures/samples.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { sql } from './statement.ts'
import { pruneRuns, sweep, vacuumEmbedded } from './upkeep.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine, { after: 'empty' })

  const claimed = async () => (await claimSources(store.database)).map(due => due.source.id)

  test.each([
    ['bookmark', 'delete from bookmarks; delete from hosts'],
    ['next poll', 'update bookmarks set next_poll_at = null'],
    ['host', 'delete from hosts'],
  ])(
    'an enabled source that has lost its %s is polled again after a sweep; a disabled one is left alone',
    async (_, loss) => {
      const [lost, off] = await addSources(store.database, 2)
      await store.database.query(sql`update sources set enabled = false where id = ${off!}`)
      await store.database.query(sql`update bookmarks set next_poll_at = null where source_id = ${off!}`)
      await store.database.execute(loss)
      expect(await claimed()).toEqual([])
      await sweep(store.database)
      expect(await claimed()).toEqual([lost])
      expect(await sweep(store.database)).toBe(0)
    },
  )

  test('runs past their time go with their chunks, but never the last one of a source', async () => {
    const [source] = await polledSources(store.database, 1)
    const flush = flushOf(store.database)
    const runs = [chunk(source!, [article('a')]), chunk(source!, [article('b')]), chunk(source!, [article('c')])]
    for (const one of runs) await flush([one])
    await store.database.execute(`update runs set started_at = now() - interval '40 days'`)
    expect(await pruneRuns(store.database, 60)).toBe(0)
    expect(await pruneRuns(store.database, 30)).toBe(2)
    const [, , last] = runs
    expect(await store.database.query(sql`select id from runs`)).toEqual([{ id: last?.run.id }])
    expect(await store.database.query(sql`select run_id from run_chunks`)).toEqual([{ run_id: last?.run.id }])
    // Articles outlive the runs that brought them; of what is left the rest holds.
    const wrong = await checkInvariants(store.database)
    expect(wrong.filter(line => !line.includes('is in no tally'))).toEqual([])
  })
})

describe('the embedded engine, which has no autovacuum', () => {
  const store = withStore('pglite')
  const untouched = () =>
    store.database.query(sql`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and reltuples < 0 order by 1`)

  test('has every table vacuumed, whoever made it', async () => {
    await store.database.execute('create table other (n int); insert into other values (1)')
    expect((await untouched()).length).toBeGreaterThan(20)
    await vacuumEmbedded(store.database)
    expect(await untouched()).toEqual([])
  })
})
