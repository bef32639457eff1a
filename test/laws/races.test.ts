/** Laws 3, 4 and 5 under rivals, on real PostgreSQL: race-free, first article wins, no deadlock by construction. */
import { describe, expect, test } from 'vitest'
import type { Chunk } from '../../src/core/chunk.ts'
import { sourceId } from '../../src/core/identity.ts'
import { sum } from '../../src/core/tally.ts'
import { releaseLeases } from '../../src/db/claim.ts'
import type { Row } from '../../src/db/flush/plan.ts'
import { type Jobs, startJobs } from '../../src/db/jobs.ts'
import { listSources, putSources, setEnabled } from '../../src/db/sources.ts'
import { sql } from '../../src/db/statement.ts'
import { sweep } from '../../src/db/upkeep.ts'
import { article, bookmark, chunk, claimSources, flushOf, type Polled, polledSources } from '../fixtures/samples.ts'
import { barrier, until } from '../fixtures/until.ts'
import { withRival, withStore } from '../fixtures/with-store.ts'

const store = withStore('postgres', { poolSize: 20 })
const rival = withRival(store)
const somebodyWaits = async () => (await rival.waiters()) > 0

describe.each(['insert', 'copy'] as const)('in the %s lane', lane => {
  test('concurrent insert of the same url: two workers, one row, one duplicate, no error', async () => {
    const [first, second] = await polledSources(store.database, 2)
    // The rival has inserted 'a' and not committed: its transaction is held open by hand.
    const own = chunk(first!, [article('a')]).run.id
    const letGo = await rival.holding(
      `insert into runs (id, source_id, worker, started_at, duration_ms, bytes, not_modified)
        values ('${own}', '${first!.sourceId}', 'rival', now(), 0, 0, false)`,
      `insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at)
        values ('${article('a').id}', '${first!.sourceId}', '${own}', false, '${article('a').url}', 'First', '', '${article('a').id}', now())`,
      `insert into run_chunks (run_id, chunk, source_id, last, offered, saved, duplicate, old, filtered, rejected)
        values ('${own}', 0, '${first!.sourceId}', true, 1, 1, 0, 0, 0, 0)`,
    )

    const pending = flushOf(store.database, { lane })([chunk(second!, [article('a'), article('b')])])
    await until(somebodyWaits)
    await letGo()

    const [settled] = await pending
    expect(settled?.tally).toMatchObject({ offered: 2, saved: 1, duplicate: 1 })
    expect(await store.database.query(sql`select title from articles order by title`)).toEqual([
      { title: 'First' },
      { title: 'Title of b' },
    ])
    expect(await store.database.query(sql`select source_id from sightings`)).toEqual([{ source_id: second!.sourceId }])
  })

  test('16 writers, 200 overlapping batches each in random order, several chunks per flush and job keys too: no deadlock, and the first article wins', async () => {
    const jobs = await startJobs(store.database, [{ name: 'wake', policy: 'exclusive' }], () => {})
    const deadlocksBefore = await rival.deadlocks()
    const sources = await polledSources(store.database, writers * 2)
    // Everybody begins a batch together: writers that drift apart meet only what is stored already, and no lock.
    const start = barrier(writers)
    const results = await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        write(writer, lane, sources.slice(writer * 2, writer * 2 + 2), jobs, start),
      ),
    )
    await jobs.stop(1_000)

    const total = sum(results.flat())
    const [rows] = await store.database.query(
      sql`select count(*) as n, count(*) filter (where content_text <> 'Brought by ' || source_id) as overwritten from articles`,
    )
    expect(await rival.deadlocks()).toBe(deadlocksBefore)
    expect(total.saved).toBe(rows?.n)
    expect(total.saved + total.duplicate).toBe(total.offered)
    expect(total.offered).toBe(writers * batches * 2 * entries)
    expect(rows?.overwritten).toBe(0)
    const [keys] = await store.database.query(
      sql`select count(distinct singleton_key) as distinct, count(*) as n from jobs.job where name = 'wake'`,
    )
    expect(keys).toEqual({ distinct: batches * keysPerBatch, n: batches * keysPerBatch })
  }, 120_000)
})

test('a flush locks its sources in the order of their ids, wherever they lie and however they come', async () => {
  const polled = await polledSources(store.database, 5)
  const [lowest, ...others] = polled.toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1))
  // A row that was changed lies behind the others: a scan would meet it last.
  await store.database.query(sql`update bookmarks set failures = 1 where source_id = ${lowest!.sourceId}`)
  const letGo = await rival.holding(`select from bookmarks where source_id = '${lowest!.sourceId}' for update`)
  const flushing = flushOf(store.database)([...others, lowest!].map(one => chunk(one, [])))
  await until(somebodyWaits)
  const free = await store.database.query(sql`select source_id from bookmarks for update skip locked`)
  await letGo()
  await flushing
  expect(free).toHaveLength(others.length)
})

test('hosts that ask for a pause are locked in the order of their names, however their sources come', async () => {
  const polled = await polledSources(store.database, 20)
  const hosts = polled.map((one, nth) => ({ host: `${String.fromCharCode(97 + nth)}.example`, of: one.sourceId }))
  for (const { host, of } of hosts) {
    await store.database.query(sql`insert into hosts (host) values (${host})`)
    await store.database.query(sql`update bookmarks set host = ${host} where source_id = ${of}`)
  }
  const letGo = await rival.holding(`select from hosts where host = 'a.example' for update`)
  const flushing = flushOf(store.database)(
    polled.toReversed().map(one => chunk(one, [], { bookmark: bookmark({ hostBlockedS: 60 }) })),
  )
  await until(somebodyWaits)
  const free = await store.database.query(sql`select from hosts where host like '_.example' for update skip locked`)
  await letGo()
  await flushing
  expect(free).toHaveLength(hosts.length - 1)
})

test('a source that comes while a worker claims is claimed whole, or not at all', async () => {
  const url = 'https://late.example/rss'
  const id = sourceId(url)
  // The claim has begun, and sees no source yet; when it looks for bookmarks there is one.
  const letGo = await rival.holding(
    'lock table hosts in access exclusive mode',
    `insert into sources (id, url, origin, own_settings, enabled) values ('${id}', '${url}', 'user', '{}', true)`,
    `insert into hosts (host) values ('late.example')`,
    `insert into bookmarks (source_id, next_poll_at, host) values ('${id}', now(), 'late.example')`,
  )
  const pending = claimSources(store.database)
  await until(somebodyWaits)
  await letGo()
  const claimed = [...(await pending), ...(await claimSources(store.database))]
  expect(claimed.map(due => due.source.url)).toEqual([url])
})

test('people who change sources while they are polled meet no deadlock either', async () => {
  const deadlocksBefore = await rival.deadlocks()
  const polled = await polledSources(store.database, 20)
  const sources = await listSources(store.database)
  const flush = flushOf(store.database)
  let flushing = true
  const whileFlushing = async (change: (turn: number) => Promise<unknown>) => {
    for (let turn = 0; flushing; turn++) await change(turn)
  }
  const flushes = async () => {
    for (let turn = 0; turn < 150; turn++) {
      // A feed that says something new of itself makes its source's row change too.
      const words = bookmark({ siteUrl: `https://paper.example/${turn}` })
      await flush(polled.map(one => chunk(one, [article(`${turn}-${one.sourceId}`)], { bookmark: words })))
    }
  }
  const said = sources.map(({ id, url, title, group, origin, ownSettings }) => ({
    id,
    url,
    title,
    group,
    origin,
    ownSettings,
  }))
  const some = said
    .slice(0, 10)
    .map(source => source.id)
    .reverse()
  const all = [
    flushes().finally(() => {
      flushing = false
    }),
    whileFlushing(turn =>
      putSources(
        store.database,
        said.map(source => ({ ...source, enabled: turn % 2 === 0 })),
      ),
    ),
    whileFlushing(turn => setEnabled(store.database, some, turn % 2 === 0, 'by hand')),
    whileFlushing(() => releaseLeases(store.database, 'test')),
    whileFlushing(() => sweep(store.database)),
  ]
  const failed = (await Promise.allSettled(all)).flatMap(one => (one.status === 'rejected' ? [one.reason.message] : []))
  expect(failed).toEqual([])
  expect(await rival.deadlocks()).toBe(deadlocksBefore)
}, 60_000)

const writers = 16
const batches = 200
/** Of each chunk; two chunks make a flush. */
const entries = 8
const keysPerBatch = 10

async function write(
  writer: number,
  lane: 'insert' | 'copy',
  sources: readonly Polled[],
  jobs: Jobs,
  start: ReturnType<typeof barrier>,
) {
  let batch = 0
  // Every writer offers every key of the batch, in the order of its articles, which is nobody else's.
  const wake = async (rows: readonly Row[]) => [
    await jobs.insertStatement(
      'wake',
      Array.from({ length: keysPerBatch }, (_, n) => ({
        singletonKey: `${batch}-${(n + (Number.parseInt(rows[0]?.article.id.slice(0, 4) ?? '0', 16) % keysPerBatch)) % keysPerBatch}`,
      })),
    ),
  ]
  const flush = flushOf(store.database, { lane, followUps: wake })
  const tallies = []
  for (; batch < batches; batch++) {
    const chunks = sources.map((source): Chunk => chunk(source, articlesOf(writer, batch, source), { bookmark: null }))
    await start.arrive()
    for (const settled of await flush(chunks)) tallies.push(settled.tally)
  }
  return tallies
}

/** Half of the batches offer what others offer in another order; the other half something of their own, so that they meet at the job keys. */
function articlesOf(writer: number, batch: number, { sourceId }: Polled) {
  const shared = batch % 2 === 0
  return Array.from({ length: entries }, (_, n) =>
    article(shared ? `shared-${batch}-${Math.floor(Math.random() * 3 * entries)}` : `own-${writer}-${batch}-${n}`, {
      contentText: `Brought by ${sourceId}`,
    }),
  )
}
