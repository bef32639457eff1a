/** A worker that oversleeps its lease writes nothing of that source; the flush's other chunks commit. Polls are claimed by one worker at a time. */
import { describe, expect, test } from 'vitest'
import { type Claim, releaseLeases } from '../../src/db/claim.ts'
import { removeSources } from '../../src/db/sources.ts'
import { sql } from '../../src/db/statement.ts'
import { engines, lanes } from '../fixtures/database.ts'
import { addSources, article, chunk, claimSources, flushOf, polledSources } from '../fixtures/samples.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)

  const claim = (worker: string, different: Partial<Claim> = {}) =>
    claimSources(store.database, { worker, leaseS: 60, ...different })

  test.each(lanes(engine))(
    'a chunk polled under an older lease is refused, the others of its flush commit (%s lane)',
    async lane => {
      const [late, punctual] = await polledSources(store.database, 2)
      await store.database.query(
        sql`update bookmarks set lease_until = now() - interval '1 s' where source_id = ${late!.sourceId}`,
      )
      const [rival] = await claim('rival')
      expect(rival?.source.id).toBe(late!.sourceId)

      const settled = await flushOf(store.database, { lane })([
        chunk(late!, [article('late')]),
        chunk(punctual!, [article('punctual')]),
      ])
      expect(settled.map(one => one.refusedBy)).toEqual(['newerLease', null])
      expect(await store.database.query(sql`select url from articles`)).toEqual([
        { url: 'https://paper.example/punctual' },
      ])
      const [bookmark] = await store.database.query(
        sql`select etag, leased_by from bookmarks where source_id = ${late!.sourceId}`,
      )
      expect(bookmark).toEqual({ etag: null, leased_by: 'rival' })
    },
  )

  test('a source removed while its poll was in flight is refused like a stale lease', async () => {
    const [gone] = await polledSources(store.database, 1)
    await removeSources(store.database, [gone!.sourceId], false)
    const settled = await flushOf(store.database)([chunk(gone!, [article('a')])])
    expect(settled.map(one => one.refusedBy)).toEqual(['newerLease'])
    expect(await store.database.query(sql`select * from articles`)).toEqual([])
  })

  test('what one worker holds nobody else gets, until it gives it back or its lease ends', async () => {
    await addSources(store.database, 3)
    expect(await claim('first', { limit: 2 })).toHaveLength(2)
    expect(await claim('second')).toHaveLength(1)
    await releaseLeases(store.database, 'first')
    expect(await claim('second')).toHaveLength(2)
    await store.database.query(sql`update bookmarks set lease_until = now() - interval '1 s'`)
    expect(await claim('third')).toHaveLength(3)
  })

  test('what a worker still holds it does not claim again, whatever the lease says', async () => {
    const [held] = await addSources(store.database, 2)
    expect((await claim('first', { held: [held!] })).map(due => due.source.id)).not.toContain(held)
  })

  const older = (by: string) =>
    store.database.query(sql`update bookmarks set lease_until = lease_until - ${by}::interval`)

  test('a claim whose answer was lost holds its source for a minute and a half, not for the whole lease', async () => {
    const [lost, held] = await addSources(store.database, 2)
    const again = () => claim('first', { leaseS: 600, held: [held!] })
    expect(await claim('first', { leaseS: 600 })).toHaveLength(2)
    await older('80 s')
    expect(await again()).toEqual([])
    await older('11 s')
    expect(await claim('second', { leaseS: 600 })).toEqual([])
    expect((await again()).map(due => due.source.id)).toEqual([lost])
    expect(await again()).toEqual([])
  })

  test('a lost claim counts for its host no longer than that', async () => {
    await addSources(store.database, 2)
    await store.database.query(sql`update bookmarks set host = 'paper.example'`)
    await store.database.query(sql`insert into hosts (host) values ('paper.example') on conflict do nothing`)
    const again = () => claim('first', { leaseS: 600, perHost: 1 })
    expect(await again()).toHaveLength(1)
    expect(await again()).toEqual([])
    await older('91 s')
    expect(await again()).toHaveLength(1)
  })

  test('the time that counts is the database’s: a lease of a minute is over when its clock says so', async () => {
    await addSources(store.database, 1)
    await claim('first')
    const [row] = await store.database.query(
      sql`select extract(epoch from lease_until - now())::int as s from bookmarks`,
    )
    expect(row?.s).toBeGreaterThan(50)
    expect(row?.s).toBeLessThanOrEqual(60)
  })
})
