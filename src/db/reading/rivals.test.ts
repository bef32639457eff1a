/** Readings under rivals, on real PostgreSQL: one piece of work, one purchase, the last cent spent once, no deadlock. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectTo } from '../../../test/fixtures/database.ts'
import {
  bought,
  byWorker,
  call,
  claim,
  claimed,
  extracted,
  extraction,
  request,
  step,
  wants,
} from '../../../test/fixtures/readings.ts'
import { article, chunk, flushOf, polledSources } from '../../../test/fixtures/samples.ts'
import { until } from '../../../test/fixtures/until.ts'
import { withRival, withStore } from '../../../test/fixtures/with-store.ts'
import { uuidV8 } from '../../core/identity.ts'
import type { Reading, Step } from '../../core/reading.ts'
import type { Database } from '../database.ts'
import type { Row } from '../flush/plan.ts'
import { purchaseId } from '../ledger.ts'
import { sql } from '../statement.ts'
import { admissionStatements } from './admit.ts'
import { releaseReadings } from './claim.ts'
import { storeSteps } from './steps.ts'
import { readingOf } from './stored.ts'
import { submitRequests } from './submit.ts'

const store = withStore('postgres', { after: 'empty', poolSize: 20 })
const rival = withRival(store)
let other: Database
beforeAll(async () => {
  other = connectTo(store.url, 20)
})
afterAll(() => other.close())

test('50 simultaneous submissions of one URL from two processes: one reading, 50 requests, 50 answers', async () => {
  // Somebody has begun the reading and not committed: all 50 are in the database at once before any of them can answer.
  const first = request('a')
  const letGo = await rival.holding(
    `insert into requests (id, url, article_id, origin, depth, language, forced, reading_id, answered_by)
      values ('${first.id}', '${first.url}', '${first.articleId}', 'cli', 'summary', '', false, '${first.id}', 'new')`,
    `insert into readings (id, article_id, url, depth, priority) values ('${first.id}', '${first.articleId}', '${first.url}', 'summary', 0)`,
  )
  const pending = Promise.all(
    Array.from({ length: 50 }, (_, n) => submitRequests(n % 2 ? store.database : other, [request('a')])),
  )
  await until(async () => (await rival.waiters()) >= 30, { what: 'thirty submissions wait for the rival' })
  await letGo()
  const answers = (await pending).flat()
  expect(new Set(answers.map(one => `${one.readingId} ${one.answeredBy}`))).toEqual(new Set([`${first.id} joined`]))
  expect(
    await store.database.query(sql`select count(*) as n, count(distinct reading_id) as readings from requests`),
  ).toEqual([{ n: 51, readings: 1 }])
  expect(await store.database.query(sql`select count(*) as n from readings`)).toEqual([{ n: 1 }])
})

test('50 simultaneous first submissions, forced and not: one reading each way, one new among them', async () => {
  const answers = (
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        submitRequests(n % 2 ? store.database : other, [request('a', { force: n % 5 === 0 }), request('b')]),
      ),
    )
  ).flat()
  expect(answers.filter(one => one.answeredBy === 'new').length).toBeLessThanOrEqual(3)
  expect(await store.database.query(sql`select count(*) as n from requests`)).toEqual([{ n: 100 }])
  const rows = await store.database.query(sql`select article_id, edition <> '' as forced from readings order by 1, 2`)
  expect(new Set(rows.map(row => `${row.article_id} ${row.forced}`)).size).toBe(rows.length)
  expect(rows.length).toBeLessThanOrEqual(3)
})

test('many workers claim at once: every reading is somebody’s once', async () => {
  await submitRequests(
    store.database,
    Array.from({ length: 100 }, (_, n) => request(`a${n}`)),
  )
  const taken = await Promise.all(
    Array.from({ length: 10 }, (_, n) => claim(n % 2 ? store.database : other, { worker: `w${n}`, limit: 20 })),
  )
  const ids = taken.flat().map(one => one.id)
  expect(new Set(ids).size).toBe(ids.length)
  const rest = await claim(store.database)
  expect(ids.length + rest.length).toBe(100)
})

test('two processes claim one text at the same moment: one buys, the other waits for it', async () => {
  const readings = await claimed(store.database, ['a', 'b'])
  const [a, b] = readings as [Reading, Reading]
  const letGo =
    await rival.holding(`insert into purchases (id, content_hash, prompt_version, model, language, purpose, edition, state, claim_key, reading_id, claimed_by, lease_until, estimate_usd)
    values ('${purchaseId({ ...wants(a), model: 'model-a' })}', '${wants(a).contentHash}', 's1', 'model-a', 'en', 'summary', '', 'claimed', '${a.id}', '${a.id}', 'rival', now() + interval '1 h', 0)`)
  const pending = storeSteps(store.database, [step(b, { claims: [wants(b)] })], byWorker)
  await until(async () => (await rival.waiters()) > 0)
  await letGo()
  expect((await pending)[0]?.claims).toEqual([{ is: 'busy' }])
})

test('twenty processes ask at once for what the budget has room for twice: two may, and nobody overspends', async () => {
  const readings = await claimed(
    store.database,
    Array.from({ length: 20 }, (_, n) => `a${n}`),
  )
  const budgets = { usdPerDay: 1, usdPerSourceDay: null }
  const open = await rival.holding('select pg_advisory_xact_lock(7041777)')
  const pending = Promise.all(
    readings.map((reading, n) =>
      storeSteps(
        n % 2 ? store.database : other,
        [step(reading, { claims: [wants(reading, { contentHash: uuidV8(reading.id) })] })],
        { worker: `w${n}`, budgets },
      ),
    ),
  )
  await until(async () => (await rival.waiters()) >= 15, { what: 'everybody waits to spend' })
  await open()
  const answers = (await pending).flat().map(one => one.claims[0]?.is)
  expect(answers.filter(is => is === 'mine')).toHaveLength(2)
  expect(answers.filter(is => is === 'budget')).toHaveLength(18)
})

test('a step that meets a rival’s article of the same address stores the rest, and the first article wins', async () => {
  const [reading] = await claimed(store.database, ['a'])
  const [polled] = await polledSources(store.database, 1)
  const letGo =
    await rival.holding(`insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at)
    values ('${article('a').id}', '${polled!.sourceId}', '${reading!.id}', false, 'u', 'First', '', '${reading!.id}', now())`)
  const pending = storeSteps(store.database, [extracted(reading!, 'a')], byWorker)
  await until(async () => (await rival.waiters()) > 0)
  await letGo()
  expect((await pending)[0]?.refused).toBe(false)
  expect(await store.database.query(sql`select title from articles`)).toEqual([{ title: 'First' }])
  expect(await readingOf(store.database, reading!.id)).toMatchObject({
    status: 'summarising',
    extraction: { title: 'A title' },
  })
})

test('a batch stores its articles in the order of their ids, as flushes do, however its steps come', async () => {
  const slugs = ['a', 'b', 'c', 'd', 'e', 'f'].toSorted((one, two) => (article(one).id > article(two).id ? -1 : 1))
  const readings = await claimed(store.database, slugs)
  const insert = (
    slug: string,
  ) => `insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at)
    values ('${article(slug).id}', '${readings[0]!.id}', '${readings[0]!.id}', false, 'u', 'First', '', '${readings[0]!.id}', now())`
  const letGo = await rival.holding(insert(slugs.at(-1) as string))
  const pending = storeSteps(
    store.database,
    readings.map((reading, n) => extracted(reading, slugs[n] as string)),
    byWorker,
  )
  await until(async () => (await rival.waiters()) > 0)
  // The batch waits at its first article, and has touched none behind it.
  const rest = await rival.holding(`set local lock_timeout = '1s'`, ...slugs.slice(0, -1).map(insert))
  await rest()
  await letGo()
  expect((await pending).map(one => one.refused)).toEqual(slugs.map(() => false))
})

test('steps, flushes, submissions and claims of the same articles in every order: no deadlock', async () => {
  const before = await rival.deadlocks()
  const slugs = Array.from({ length: 30 }, (_, n) => `s${n}`)
  const readings = await claimed(store.database, slugs)
  const polled = await polledSources(store.database, 4)
  const shuffled = <T>(values: readonly T[]) => values.toSorted(() => Math.random() - 0.5)
  const budgets = { usdPerDay: 1_000, usdPerSourceDay: 1_000 }
  const text = (slug: string) => extraction(`Text of ${slug}.`)
  const storing = async (database: Database, round: number, worker: number) => {
    const options = { worker: `w${worker}`, budgets: worker % 2 ? budgets : byWorker.budgets }
    const steps = shuffled(readings).map((reading, n): Step => {
      const slug = slugs[readings.indexOf(reading)] as string
      return extracted(reading, slug, {
        extraction: text(slug),
        article: article(`${slug}-${round}`),
        claims: [wants(reading, { contentHash: uuidV8(`${round % 3} ${n % 7}`), models: shuffled(['a', 'b', 'c']) })],
        aliases: [{ id: uuidV8(`alias ${round} ${n}`), url: 'x', reason: 'x', certain: false }],
        calls: [call()],
      })
    })
    const settled = await storeSteps(database, steps, options)
    const buys = settled.flatMap(({ step: { readingId: id, leaseVersion }, claims }) =>
      claims.flatMap(answer => {
        if (answer.is !== 'mine') return []
        const purchases = [bought(answer, { state: round % 4 ? 'failed' : 'bought' })]
        return [step({ id, leaseVersion }, { purchases })]
      }),
    )
    await storeSteps(database, shuffled(buys), options)
  }
  const admitting = async (rows: readonly Row[]) =>
    await admissionStatements(
      shuffled(rows).map(({ article: { id, url } }) => {
        return { articleId: id, url, sourceId: polled[0]!.sourceId, depth: 'full_text' as const, language: '' }
      }),
    )
  const act = async (database: Database, round: number, worker: number): Promise<unknown> => {
    if (worker < 6) return await storing(database, round, worker)
    const asked = shuffled(slugs).map(slug => request(`${slug}-${round}`))
    if (worker < 8) return await submitRequests(database, asked)
    if (worker < 9) return await releaseReadings(database, 'nobody')
    const fresh = shuffled(slugs).map(slug => article(`${slug}-${round}`))
    const offered = chunk(polled[worker % 4]!, fresh, { bookmark: null, last: false, index: round })
    return await flushOf(database, { followUps: admitting })([offered])
  }
  // All begin a round together: who comes later meets only what is stored already, and no lock.
  const failed: unknown[] = []
  for (let round = 0; round < 8; round++) {
    const acting = Array.from({ length: 12 }, (_, n) => act(n % 2 ? store.database : other, round, n))
    for (const one of await Promise.allSettled(acting)) if (one.status === 'rejected') failed.push(one.reason.message)
  }
  expect(failed).toEqual([])
  expect(await rival.deadlocks()).toBe(before)
}, 60_000)
