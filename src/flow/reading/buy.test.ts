/** Nothing is paid twice, on a real store with real calls: rivals wait, a cascade is on record before it goes on, and whoever leaves keeps nobody waiting. */
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { type LlmServer, startLlmServer } from '../../../test/fixtures/llm/server.ts'
import { askers, never, reallySleep, storeOf, summarising } from '../../../test/fixtures/reading-asked.ts'
import { wants } from '../../../test/fixtures/readings.ts'
import { until } from '../../../test/fixtures/until.ts'
import { failed, ok } from '../../core/failure.ts'
import type { Reading } from '../../core/reading.ts'
import { sql } from '../../db/statement.ts'
import type { Task } from './ask.ts'
import { type Bought, endsCascade } from './buy.ts'
import { claimNow, stepOf } from './step.ts'

let store: TestStore
let server: LlmServer
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
beforeEach(async () => {
  await emptyStore(store.database)
  server = await startLlmServer()
  onTestFinished(() => server.close())
  server.answer(() => ({ content: '{"word": "tide"}' }))
})

const schema = { name: 'word', schema: { type: 'object', properties: {}, required: [], additionalProperties: false } }
const task: Task<string> = {
  purpose: 'summary',
  prompt: nonce => ({ system: 'One word.', user: nonce, schema, maxOutputTokens: 100 }),
  read: answer => (answer.includes('tide') ? ok('tide') : failed({ kind: 'malformed', message: 'there is no word' })),
}

test('two readings of one text: one buys, the other waits for it and pays nothing', async () => {
  const { llm, readings, claimOf } = await two()
  server.hold()
  const first = llm.buy(readings[0]!, claimOf(0), null, task, never)
  await until(() => server.inFlight() === 1)
  const second = llm.buy(readings[1]!, claimOf(1), null, task, never)
  server.release()
  expect(await first).toMatchObject({ is: 'bought', value: 'tide', reused: false, calls: [{ outcome: 'ok' }] })
  await settle(readings[0]!, await first)
  expect(await second).toMatchObject({
    is: 'bought',
    value: 'tide',
    reused: true,
    purchase: null,
    calls: [],
    costUsd: 0,
  })
  expect(server.calls()).toHaveLength(1)
})

test('the next model is asked only when what the first one cost is stored, and its purchase is over', async () => {
  const { llm, readings, claimOf } = await two()
  let refused = 0
  server.answer(({ model }) => {
    // From the last call of the first model on, answers wait until the test has looked.
    if (model === 'maker/one' && ++refused === 4) server.hold()
    return { content: model === 'maker/one' ? '{"no": 1}' : 'tide' }
  })
  const pending = llm.buy(readings[0]!, claimOf(0), null, task, never)
  await until(() => server.calls().some(call => call.model === 'maker/two'))
  expect(await store.database.query(sql`select model, state from purchases order by model`)).toEqual([
    { model: 'maker/one', state: 'failed' },
    { model: 'maker/two', state: 'claimed' },
  ])
  expect(await store.database.query(sql`select count(*)::int as n from llm_calls`)).toEqual([{ n: 4 }])
  server.release()
  expect(await pending).toMatchObject({ is: 'bought', model: 'maker/two', calls: [{ model: 'maker/two' }] })
})

test('who leaves before the first call gives the claim back: the next one need not wait for the lease', async () => {
  const { llm, readings, claimOf, steps } = await two()
  const [answer] = (await claimNow(steps, readings[0]!, [claimOf(0)])) ?? []
  const leaving = AbortSignal.abort()
  const left = await llm.buy(readings[0]!, claimOf(0), answer ?? null, task, leaving)
  expect(left).toMatchObject({
    is: 'failed',
    failure: { kind: 'cancelled' },
    purchase: { state: 'failed', costUsd: 0 },
  })
  await settle(readings[0]!, left)
  expect(await llm.buy(readings[1]!, claimOf(1), null, task, never)).toMatchObject({ is: 'bought', reused: false })
  expect(server.calls()).toHaveLength(1)
})

test('every model asks for patience: the reading is let go for the shortest of it, and what it cost is stored', async () => {
  const { llm, readings, claimOf } = await two()
  server.answer(({ model }) => ({
    headers: { 'retry-after': model === 'maker/one' ? '900' : '300' },
    error: { status: 429, message: 'Later.' },
  }))
  const bought = await llm.buy(readings[0]!, claimOf(0), null, task, never)
  expect(bought).toMatchObject({ is: 'budget', waitS: 300, reason: expect.stringContaining('429') })
  expect(await store.database.query(sql`select state from purchases`)).toEqual([
    { state: 'failed' },
    { state: 'failed' },
  ])
  expect(await store.database.query(sql`select count(*)::int as n from llm_calls`)).toEqual([{ n: 2 }])
})

test('one model asks for patience and the other cannot do it: that is a failure, not a wait', async () => {
  const { llm, readings, claimOf } = await two()
  server.answer(({ model }) =>
    model === 'maker/one'
      ? { headers: { 'retry-after': '900' }, error: { status: 429, message: 'Later.' } }
      : { content: '{"no": 1}' },
  )
  expect(await llm.buy(readings[0]!, claimOf(0), null, task, never)).toMatchObject({
    is: 'failed',
    failure: { kind: 'malformed' },
  })
})

test('a reading that is no longer ours asks nobody', async () => {
  const { llm, readings, claimOf } = await two()
  const stale = { ...readings[0]!, leaseVersion: readings[0]!.leaseVersion - 1 }
  expect(await llm.buy(stale, claimOf(0), null, task, never)).toEqual({ is: 'lost' })
  expect(server.calls()).toEqual([])
})

test.each([
  [{ kind: 'unauthorised', status: 401, message: '' }, true],
  [{ kind: 'unauthorised', status: 403, message: '' }, false],
  [{ kind: 'quota', message: '' }, true],
  [{ kind: 'cancelled', message: '' }, true],
  [{ kind: 'malformed', message: '' }, false],
] as const)('%j ends the cascade: %s', (failure, ends) => {
  expect(endsCascade(failure)).toBe(ends)
})

/** What a stage does with what it bought. */
async function settle({ id, leaseVersion }: Reading, bought: Bought<unknown>): Promise<void> {
  if (bought.is !== 'bought' && bought.is !== 'failed') throw new Error(`nothing to settle: ${bought.is}`)
  const { calls, purchase } = bought
  await storeOf(store.database)(stepOf({ id, leaseVersion }, { calls, purchases: purchase === null ? [] : [purchase] }))
}

/** Two readings with the same text. */
async function two() {
  const steps = storeOf(store.database)
  const llm = askers(server, steps)('key', { sleep: reallySleep })
  const text = { contentText: 'The tide rises.' }
  const readings = await summarising(store.database, { one: text, two: text })
  const claimOf = (at: number) =>
    wants(readings[at]!, { contentHash: readings[at]!.extraction!.contentHash, models: ['maker/one', 'maker/two'] })
  return { steps, llm, readings, claimOf }
}
