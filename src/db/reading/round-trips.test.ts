/** Law 2, constant statements in one round trip; what happens when an answer is lost; and the oldest PostgreSQL we promise. */
import { expect, test } from 'vitest'
import { connectTo } from '../../../test/fixtures/database.ts'
import { createDatabase } from '../../../test/fixtures/postgres.ts'
import { hasPostgres15 } from '../../../test/fixtures/postgres-binaries.ts'
import {
  bought,
  byWorker,
  call,
  claim,
  claimed,
  event,
  extracted,
  extraction,
  mine,
  note,
  request,
  step,
  wants,
} from '../../../test/fixtures/readings.ts'
import { withProxy, withStore } from '../../../test/fixtures/with-store.ts'
import { articleId, uuidV8 } from '../../core/identity.ts'
import type { Reading } from '../../core/reading.ts'
import { migrate } from '../migrate.ts'
import { sql } from '../statement.ts'
import { storeSteps } from './steps.ts'
import { submitRequests } from './submit.ts'

const store = withStore('postgres', { after: 'empty' })
const { proxy, through } = withProxy(store, { poolSize: 2 })

test('a batch of steps is the same number of statements in one round trip for 1 and 200 steps, empty or full; so is a submission', async () => {
  const readings = await claimed(
    store.database,
    Array.from({ length: 401 }, (_, n) => `a${n}`),
  )
  await through.query(sql`select 1`)
  async function cost(work: () => Promise<unknown>) {
    proxy.resetCounts()
    await work()
    return [proxy.statements(), proxy.roundTrips()]
  }
  const full = (reading: Reading, n: number) =>
    extracted(reading, `a${n}`, {
      claims: [wants(reading, { contentHash: uuidV8(`${n}`) }), wants(reading, { purpose: 'insights' })],
      notes: [note(uuidV8(`${n}`))],
      calls: [call(), call()],
      aliases: [{ id: articleId(`https://paper.example/a${n}/`), url: 'x', reason: 'x', certain: false }],
      events: [event('extracted'), event('summarising')],
    })
  const costs = [
    await cost(() => storeSteps(through, [step(readings[0]!)], byWorker)),
    await cost(() =>
      storeSteps(
        through,
        readings.slice(1, 201).map(reading => step(reading)),
        byWorker,
      ),
    ),
    await cost(() => storeSteps(through, readings.slice(200, 201).map(full), byWorker)),
    await cost(() =>
      storeSteps(through, readings.slice(201).map(full), {
        worker: 'w',
        budgets: { usdPerDay: 5, usdPerSourceDay: 1 },
      }),
    ),
  ]
  expect(costs).toEqual(costs.map(() => [13, 1]))
  const submissions = [
    await cost(() => submitRequests(through, [request('x')])),
    await cost(() =>
      submitRequests(
        through,
        Array.from({ length: 200 }, (_, n) => request(`a${n}`, { language: 'de' })),
      ),
    ),
  ]
  expect(submissions).toEqual([
    [6, 1],
    [6, 1],
  ])
  expect(await cost(() => claim(through, { limit: 100 }))).toEqual([3, 1])
})

test('the answer to a COMMIT is lost: the same batch again answers as it would have, and nothing is there twice', async () => {
  const [a, b] = await claimed(store.database, ['a', 'b'])
  const batch = [
    extracted(a!, 'a', { claims: [wants(a!)], calls: [call()] }),
    step(b!, { status: 'done', events: [event('done')] }),
  ]
  const lost = proxy.dropReplyAfterCommit('lock_steps')
  await expect(storeSteps(through, batch, byWorker)).rejects.toThrow()
  expect((await lost).errors).toEqual([])
  const settled = await storeSteps(through, batch, byWorker)
  expect(settled).toMatchObject([{ refused: false, claims: [{ is: 'mine', version: 1 }] }, { refused: false }])
  expect(
    await store.database.query(
      sql`select (select count(*) from llm_calls) as calls, (select claims from purchases) as claims`,
    ),
  ).toEqual([{ calls: 1, claims: 1 }])
})

test('on PostgreSQL 15 a URL is submitted, claimed, bought and stored', async ({ skip }) => {
  if (!(await hasPostgres15())) skip('no PostgreSQL 15 is installed (package postgresql-15)')
  const { url, drop } = await createDatabase({ version: 15 })
  const database = connectTo(url, 2)
  await migrate(database)
  const [reading] = await claimed(database, ['a'])
  const budgets = { usdPerDay: 1, usdPerSourceDay: 1 }
  const [settled] = await storeSteps(database, [extracted(reading!, 'a', { claims: [wants(reading!)] })], {
    worker: 'w',
    budgets,
  })
  const done = step(reading!, {
    status: 'done',
    purchases: [bought(mine(settled!.claims[0]))],
    calls: [call()],
    notes: [note(extraction('Full text of a.').contentHash)],
  })
  await storeSteps(database, [done], byWorker)
  expect(await submitRequests(database, [request('a')])).toMatchObject([{ answeredBy: 'stored', status: 'done' }])
  await database.close()
  await drop()
})
