/** Bought once: whoever claims a text gets it, waits for it, or is told that there is no money; and every call is on the books. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { bought, byWorker, call, claimed, mine, noBudget, step, wants } from '../../test/fixtures/readings.ts'
import { addSources } from '../../test/fixtures/samples.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { uuidV8 } from '../core/identity.ts'
import type { Claim, ClaimAnswer } from '../core/purchase.ts'
import { listCosts, readBudget } from './costs.ts'
import { type Budgets, purchaseId } from './ledger.ts'
import { storeSteps } from './reading/steps.ts'
import { sql } from './statement.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  type Held = Awaited<ReturnType<typeof claimed>>[number]
  /** A new step every time, so that no claim is taken for the repeat of another one. */
  async function ask(reading: Held, different: Partial<Claim> = {}, budgets: Budgets = noBudget): Promise<ClaimAnswer> {
    const [settled] = await storeSteps(
      database,
      [
        step(reading, {
          claims: [wants(reading, different)],
          events: [{ stage: 'fetching', at: new Date(), detail: {} }],
        }),
      ],
      { ...byWorker, budgets },
    )
    return settled?.claims[0] as ClaimAnswer
  }
  async function askOurs(...args: Parameters<typeof ask>) {
    return mine(await ask(...args))
  }

  test('the first claim is for the first model; others wait, and then have what was bought, by whichever model', async () => {
    const [one, two] = await claimed(database, ['one', 'two'])
    const mine = await askOurs(one!)
    expect(mine).toEqual({
      is: 'mine',
      purchaseId: purchaseId({ ...wants(one!), model: 'model-a' }),
      model: 'model-a',
      version: 1,
    })
    expect(await ask(two!)).toEqual({ is: 'busy' })
    expect(await ask(two!, { models: ['model-c', 'model-a'] })).toEqual({ is: 'busy' })
    await storeSteps(database, [step(one!, { purchases: [bought(mine)] })], byWorker)
    const had = { is: 'bought', purchaseId: mine.purchaseId, model: 'model-a', result: { tldr: 'Short.' } }
    expect(await ask(two!)).toEqual(had)
    expect(await ask(two!, { models: ['model-c', 'model-a'] })).toEqual(had)
    for (const other of [
      { models: ['model-c'] },
      { language: 'de' },
      { promptVersion: 's2' },
      { purpose: 'insights' as const },
      { edition: 'x' },
      { contentHash: uuidV8('y') },
    ])
      expect(await ask(two!, other)).toMatchObject({ is: 'mine', version: 1 })
  })

  test('several claims of one step are answered in their order, and two for the same text are not both ours', async () => {
    const [reading] = await claimed(database, ['one'])
    const claims = ['z', 'a', 'z', 'm'].map(text => wants(reading!, { contentHash: uuidV8(text) }))
    const once = step(reading!, { claims })
    const [settled] = await storeSteps(database, [once], byWorker)
    expect(settled?.claims.map(answer => answer.is)).toEqual(['mine', 'mine', 'busy', 'mine'])
    expect(settled?.claims.map(answer => 'purchaseId' in answer && answer.purchaseId)).toEqual(
      claims.map((one, at) => at !== 2 && purchaseId({ ...one, model: 'model-a' })),
    )
    const [again] = await storeSteps(database, [once], byWorker)
    expect(again?.claims).toEqual(settled?.claims)
  })

  test('a purchase that failed is free again; its settled version can be settled by nobody else', async () => {
    const [one, two] = await claimed(database, ['one', 'two'])
    const mine = await askOurs(one!)
    await storeSteps(
      database,
      [step(one!, { purchases: [bought(mine, { state: 'failed', result: null, costUsd: 0.02 })] })],
      byWorker,
    )
    const next = await askOurs(two!)
    expect(next).toMatchObject({ purchaseId: mine.purchaseId, version: 2 })
    await storeSteps(database, [step(one!, { purchases: [bought(mine)] })], byWorker)
    expect(await ask(one!)).toEqual({ is: 'busy' })
    await storeSteps(database, [step(two!, { purchases: [bought(next, { result: [1] })] })], byWorker)
    expect(await ask(one!)).toMatchObject({ is: 'bought', result: [1] })
    const [row] = await database.query(sql`select claims, bought_again, cost_usd::float8 as cost from purchases`)
    expect(row).toEqual({ claims: 2, bought_again: 0, cost: 0.03 })
  })

  test('a claim whose lease ran out is taken over, counted as bought again, and its late answer is refused', async () => {
    const [one, two] = await claimed(database, ['one', 'two'])
    const mine = await askOurs(one!)
    await database.query(sql`update purchases set lease_until = now() - interval '1 s'`)
    const next = await askOurs(two!)
    expect(next.version).toBe(2)
    await storeSteps(database, [step(one!, { purchases: [bought(mine, { result: 'late' })] })], byWorker)
    expect(await ask(one!)).toEqual({ is: 'busy' })
    const since = new Date(Date.now() - 86_400_000)
    expect(await listCosts(database, 'model', { since })).toMatchObject([{ key: 'model-a', calls: 0, boughtAgain: 1 }])
  })

  test('a late answer of a reading that somebody else has now is kept all the same: it was paid for', async () => {
    const [one, two] = await claimed(database, ['one', 'two'])
    const mine = await askOurs(one!)
    await database.query(sql`update readings set lease_version = lease_version + 1 where id = ${one!.id}`)
    const [refused] = await storeSteps(
      database,
      [step(one!, { purchases: [bought(mine)], status: 'enriching' })],
      byWorker,
    )
    expect(refused?.refused).toBe(true)
    expect(await ask(two!)).toMatchObject({ is: 'bought' })
  })

  test('the day’s budget counts what is spent and what is reserved; what is free always passes', async () => {
    const [one, two] = await claimed(database, ['one', 'two'])
    const budgets = { usdPerDay: 1, usdPerSourceDay: null }
    const other = (name: string, estimateUsd: number) => ({ contentHash: uuidV8(name), estimateUsd })
    const mine = await askOurs(one!, other('a', 0.6), budgets)
    const refused = await ask(two!, other('b', 0.5), budgets)
    expect(refused).toMatchObject({
      is: 'budget',
      waitS: 30,
      reason: 'the budget of 1 USD a day: 0 spent, 0.6 reserved by calls in flight, 0.5 needed',
    })
    expect(await ask(two!, other('free', 0), budgets)).toMatchObject({ is: 'mine' })
    await storeSteps(database, [step(one!, { purchases: [bought(mine)], calls: [call({ costUsd: 0.55 })] })], byWorker)
    expect(await ask(two!, other('b', 0.46), budgets)).toMatchObject({
      is: 'budget',
      reason: expect.stringContaining('0.55 spent'),
    })
    expect(await ask(two!, other('b', 0.45), budgets)).toMatchObject({ is: 'mine' })
    expect(await readBudget(database, budgets)).toMatchObject({
      spentUsd: 0.55,
      reservedUsd: 0.45,
      limitUsd: 1,
      leftUsd: 0,
    })
    expect(await readBudget(database, { usdPerDay: null })).toMatchObject({ leftUsd: null })
  })

  test('what is spent comes back with the next UTC day, and yesterday’s costs do not count', async () => {
    const [one] = await claimed(database, ['one'])
    const budgets = { usdPerDay: 1, usdPerSourceDay: null }
    await storeSteps(database, [step(one!, { calls: [call({ costUsd: 0.9 })] })], byWorker)
    const refused = await ask(one!, {}, budgets)
    if (refused.is !== 'budget') throw new Error(`not refused: ${JSON.stringify(refused)}`)
    const [clock] = await database.query(
      sql`select extract(epoch from date_trunc('day', now() at time zone 'utc') + interval '1 day' - (now() at time zone 'utc'))::float8 as left`,
    )
    expect(Math.abs(refused.waitS - clock?.left)).toBeLessThan(60)
    await database.query(
      sql`update llm_calls set at = date_trunc('day', now() at time zone 'utc') at time zone 'utc' - interval '1 s'`,
    )
    expect(await ask(one!, {}, budgets)).toMatchObject({ is: 'mine' })
  })

  test('a source has a day’s budget of its own; others and people go on', async () => {
    const [source, other] = await addSources(database, 2)
    const [one] = await claimed(database, ['one'], { origin: 'source', sourceId: source! })
    const [two] = await claimed(database, ['two'], { origin: 'source', sourceId: other! })
    const [person] = await claimed(database, ['three'])
    const budgets = { usdPerDay: null, usdPerSourceDay: 0.5 }
    const other3 = (name: string) => ({ contentHash: uuidV8(name) })
    await storeSteps(database, [step(one!, { calls: [call({ costUsd: 0.2 })] })], byWorker)
    expect(await ask(one!, other3('a'), budgets)).toMatchObject({
      is: 'budget',
      reason: expect.stringContaining('of this source'),
    })
    expect(await ask(two!, other3('b'), budgets)).toMatchObject({ is: 'mine' })
    expect(await ask(two!, other3('c'), budgets)).toMatchObject({ is: 'budget', waitS: 30 })
    expect(await ask(person!, other3('d'), budgets)).toMatchObject({ is: 'mine' })
  })

  test('the costs by day, source, model and purpose: failed and repairing calls included', async () => {
    const [source] = await addSources(database, 1)
    const [one] = await claimed(database, ['one'], { origin: 'source', sourceId: source! })
    const [person] = await claimed(database, ['two'])
    const failure = { kind: 'timeout', message: 'late' } as const
    await storeSteps(
      database,
      [
        step(one!, {
          calls: [
            call({ costUsd: 0.03 }),
            call({ mode: 'repair', costUsd: 0.01, purpose: 'insights', outcome: 'bad_answer' }),
          ],
        }),
        step(person!, {
          calls: [call({ model: 'model-b', outcome: 'failed', failure, costUsd: 0, costKnown: false, tokensOut: 0 })],
        }),
      ],
      byWorker,
    )
    const since = new Date(Date.now() - 86_400_000)
    const [day] = await listCosts(database, 'day', { since })
    expect(day).toMatchObject({
      label: day?.key,
      calls: 3,
      failed: 2,
      repairs: 1,
      tokensIn: 3_000,
      tokensOut: 400,
      costUsd: 0.04,
      unknownCost: 1,
      boughtAgain: 0,
    })
    expect(day?.key).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(await listCosts(database, 'source', { since })).toMatchObject([
      { key: source, label: 'https://feed0.example/rss', calls: 2, costUsd: 0.04 },
      { key: null, label: 'submitted by people', calls: 1, costUsd: 0 },
    ])
    expect((await listCosts(database, 'model', { since })).map(row => [row.label, row.calls])).toEqual([
      ['model-a', 2],
      ['model-b', 1],
    ])
    expect((await listCosts(database, 'purpose', { since })).map(row => [row.key, row.costUsd])).toEqual([
      ['summary', 0.03],
      ['insights', 0.01],
    ])
    expect(await listCosts(database, 'day', { since: new Date(0), until: since })).toEqual([])
  })
})
