/** The ledger on one screen: what adds up to what, what is left, and what to do where there is nothing. */
import { v7 as uuidV7 } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { good, load } from '../../../test/fixtures/config.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { sql } from '../../db/statement.ts'
import { money } from './money.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
afterEach(() => emptyStore(store.database))

const costs = (argv: string[] = [], yaml = '', env: Record<string, string> = {}) => {
  const { llm } = good(load(yaml, env))
  return runWinnow(store.database, ['costs', ...argv], { config: { llm }, columns: 100 })
}

type Called = Readonly<{ model: string; costUsd: number; isKnown?: boolean; outcome?: string }>

async function called({ model, costUsd, isKnown = true, outcome = 'ok' }: Called): Promise<void> {
  await store.database.query(sql`insert into llm_calls (id, reading_id, purpose, provider, model, mode, attempt, started_at,
      duration_ms, tokens_in, tokens_out, cost_usd, cost_known, outcome, request)
    values (${uuidV7()}::uuid, ${uuidV7()}::uuid, 'summary', 'openrouter', ${model}, 'schema', 1, now(), 10, 12000, 1500,
      ${String(costUsd)}::numeric, ${isKnown}::boolean, ${outcome}, '{}')`)
}

test('lines by model with their sum, and what is left of the day', async () => {
  await called({ model: 'openai/gpt-5-mini', costUsd: 0.4213 })
  await called({ model: 'openai/gpt-5-mini', costUsd: 0, outcome: 'failed' })
  await called({ model: 'qwen3', costUsd: 0, isKnown: false })
  const { out, err } = await costs(['--by', 'model'])
  expect(out.split('\n')).toEqual([
    'Model              Calls  Failed  Tokens in  Tokens out   Cost',
    'openai/gpt-5-mini      2       1     24,000       3,000  $0.42',
    'qwen3                  1       0     12,000       1,500     $0',
    'All                    3       1     36,000       4,500  $0.42',
    '$0.42 spent today, $0.58 left of $1.00',
  ])
  expect(err).toContain('1 call came without a cost')
})

test('an overspent day has nothing left, and without a budget that is said', async () => {
  await called({ model: 'x', costUsd: 2 })
  expect((await costs()).out).toContain('$2.00 spent today, $0 left of $1.00')
  expect((await costs([], 'llm: { budget: { perDay: none } }')).out).toContain('no budget is set')
})

test('an empty ledger says what to do', async () => {
  expect(await costs()).toMatchObject({ code: 0, err: expect.stringContaining('OPENROUTER_API_KEY') })
  expect((await costs([], '', { OPENROUTER_API_KEY: 'k' })).err).toContain('winnow read URL')
})

test('as JSON it is one value; a grouping that is none is a usage error', async () => {
  await called({ model: 'x', costUsd: 0.25 })
  const { json, err } = await costs(['--by', 'purpose', '--since', '1d', '--json'])
  expect(err).toBe('')
  expect(json[0]).toMatchObject({
    by: 'purpose',
    lines: [{ key: 'summary', costUsd: 0.25, calls: 1 }],
    total: { costUsd: 0.25 },
    budget: { limitUsd: 1, spentUsd: 0.25, leftUsd: 0.75 },
  })
  expect(await costs(['--by', 'moon'])).toMatchObject({ code: 2 })
})

test.each([
  [0, '$0'],
  [0.0008, '$0.0008'],
  [0.00081234, '$0.000812'],
  [0.0123, '$0.0123'],
  [0.42, '$0.42'],
  [12.3, '$12.30'],
  [0.00000001, '< $0.000001'],
])('%d dollars are %s', (usd, words) => {
  expect(money(usd)).toBe(words)
})
