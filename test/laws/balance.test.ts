/** Law 1: offered = saved + duplicate + old + filtered + rejected, for every poll; what is told of it is what is stored, and a mismatch is an error event. */
import { describe, expect, test } from 'vitest'
import { createReport } from '../../src/app/report.ts'
import type { Settled } from '../../src/core/chunk.ts'
import { balances, emptyTally, sum } from '../../src/core/tally.ts'
import { sql } from '../../src/db/statement.ts'
import type { FlowEvent } from '../../src/flow/events.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { engines } from '../fixtures/database.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { keepLog } from '../fixtures/kept-log.ts'
import { chunk, run } from '../fixtures/samples.ts'
import { startWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)

  test('a poll of several chunks with a bit of everything: what is told, what is stored and what was served agree', async () => {
    const feeds = await startFeedServer()
    const item = (n: number) => ({ title: `Entry ${n}`, link: `https://paper.example/${n}`, text: 'Text.' })
    const kinds = {
      saved: Array.from({ length: 1_700 }, (_, n) => item(n)),
      // The same article under another address, in the other chunk.
      duplicate: Array.from({ length: 300 }, (_, n) => ({
        ...item(n),
        link: `http://paper.example/${n}?utm_source=feed`,
      })),
      old: Array.from({ length: 40 }, (_, n) => ({ ...item(5_000 + n), date: new Date('2001-01-01') })),
      filtered: Array.from({ length: 30 }, (_, n) => ({ ...item(6_000 + n), title: 'Casino' })),
      rejected: Array.from({ length: 20 }, (_, n) => ({ title: `Neither link nor guid ${n}` })),
    }
    feeds.serve('/mixed', { items: Object.values(kinds).flat() })
    const winnow = await startWinnow(store.database, [feeds.url('/mixed')], {
      defaults: { windowDays: 90, exclude: ['casino'] },
    })
    await winnow.runtime.worker.once()
    await winnow.runtime.stop(5_000)
    await feeds.close()

    const counts = Object.fromEntries(Object.entries(kinds).map(([kind, items]) => [kind, items.length]))
    const expected = { offered: 2_090, ...counts }
    const [polled] = winnow.events.filter(event => event.type === 'polled')
    expect(polled?.tally).toEqual(expected)
    expect(winnow.lines.find(line => line.event === 'poll.finished')).toMatchObject(expected)
    const stored = await store.database.query(
      sql`select offered, saved, duplicate, old, filtered, rejected from run_chunks order by chunk`,
    )
    expect(stored.map(row => row.offered)).toEqual([1_000, 1_000, 90])
    expect(sum(stored as Settled['tally'][])).toEqual(expected)
    expect(await checkInvariants(store.database)).toEqual([])
  })
})

test('a tally that does not add up is an error event with the id of its poll, and the poll is told all the same', () => {
  const { log, lines } = keepLog()
  const told: FlowEvent[] = []
  const report = createReport(new Map(), log, event => told.push(event))
  const tally = { ...emptyTally, offered: 3, saved: 1, duplicate: 1 }
  expect(balances(tally)).toBe(false)
  const source = '00000000-0000-8000-8000-000000000001'
  const poll = run(source)
  const settled: Settled = {
    chunk: chunk({ sourceId: source, leaseVersion: 1 }, [], { run: poll }),
    tally,
    refusedBy: null,
    articleIds: [],
  }
  report([settled])
  expect(lines.map(({ level, event, correlationId }) => ({ level, event, correlationId }))).toEqual([
    { level: 'error', event: 'balance.broken', correlationId: poll.id },
    { level: 'info', event: 'poll.finished', correlationId: poll.id },
  ])
  expect(told.map(event => event.type)).toEqual(['polled'])
})
