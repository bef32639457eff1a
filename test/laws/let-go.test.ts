/** A poll that ends for a reason of this machine says so, blames nobody, and its source is due again long before the lease is over (laws 8 and 11). */
import { expect, onTestFinished, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import type { FlowEvent } from '../../src/flow/events.ts'
import { createIngest } from '../../src/flow/ingest.ts'
import { createAddressGuard } from '../../src/net/address-guard.ts'
import { createGate } from '../../src/net/gate.ts'
import { createHttp } from '../../src/net/http.ts'
import { fetchSource } from '../../src/net/kinds/source.ts'
import { createRobots } from '../../src/net/robots.ts'
import { createParser } from '../../src/parse/pool.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { addSources, claimSources } from '../fixtures/samples.ts'
import { testConfig } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

const { database } = withStore('postgres')

test('a feed that no parser could take is let go: no run, no failure, no chunk, and it is polled again', async () => {
  const feeds = await startFeedServer()
  onTestFinished(feeds.close)
  feeds.serve('/feed', { items: [{ title: 'a', link: feeds.url('/a'), date: new Date() }] })
  await addSources(database, 1)
  await database.query(sql`update sources set url = ${feeds.url('/feed')}, origin = 'file'`)
  const claim = () => claimSources(database, { leaseS: 600 })
  const [due] = await claim()

  const guard = createAddressGuard({ trusted: [feeds.origin] })
  const http = createHttp({ guard, userAgent: 'Winnow' })
  onTestFinished(http.close)
  const robots = createRobots({ http, userAgent: 'Winnow' })
  const parser = createParser({ workers: 1, deadlineMs: 1_000 })
  // As one is that the machine has no thread for.
  await parser.close()
  const events: FlowEvent[] = []
  const handedOver: unknown[] = []
  const ingest = createIngest({
    fetchSource: createGate({ name: 'test', limit: 1 }).limited((slot, source, validators) =>
      fetchSource(slot, http, source, validators, { robots }),
    ),
    parse: parser.parse,
    handOver: { put: async chunk => void handedOver.push(chunk) },
    settingsOf: () => testConfig([]).defaults,
    worker: 'test',
    newId: () => '01900000-0000-7000-8000-000000000001',
    clock: () => new Date(),
    random: Math.random,
    watch: event => void events.push(event),
  })
  await ingest(due!)

  expect(feeds.requests('/feed')).toHaveLength(1)
  expect(events.map(event => event.type)).toEqual(['fetching', 'letGo'])
  expect(events.at(-1)).toMatchObject({ source: { id: due!.source.id }, failure: { kind: 'cancelled' } })
  expect(handedOver).toEqual([])
  const [bookmark] = await database.query(sql`select failures, polled_at, next_poll_at <= now() as due from bookmarks`)
  expect(bookmark).toEqual({ failures: 0, polled_at: null, due: true })
  expect(await claim()).toEqual([])
  await database.query(sql`update bookmarks set lease_until = lease_until - interval '91 s'`)
  expect(await claim()).toMatchObject([{ source: { id: due!.source.id } }])
})
