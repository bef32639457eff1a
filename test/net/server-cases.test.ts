/** Every hostile answer of the shared server cases ends as what it is labelled, and costs next to nothing. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runServerCases } from '../fixtures/server-cases.ts'

const file = fileURLToPath(new URL('../../../shared/corpora/hostile/server-cases.json', import.meta.url))
const soon = { patience: { totalMs: 2_000, timeouts: { connectMs: 500, headersMs: 1_000, bodyMs: 1_500 } } }

describe.skipIf(!existsSync(file))('the server cases (skipped where the shared corpora are absent)', () => {
  test('each ends as labelled, in its own process, with at most 64 MB more than before', {
    timeout: 60_000,
  }, async () => {
    const results = await runServerCases(file, soon)
    const run = results.filter(({ skipped }) => skipped === undefined)
    expect(run.filter(({ ok }) => !ok)).toEqual([])
    expect(run.length).toBeGreaterThanOrEqual(21)
    expect(results).toHaveLength(22)
  })
})

test('a case that is labelled otherwise, or that nobody plays or checks, is not passed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'winnow-server-cases-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const wrong = [
    { name: '410-gone', expect: { errorKind: 'timeout' } },
    { name: '410-gone', expect: { sourceDisabledWithReason: true, madeOfCheese: true } },
    { name: '304-without-request', expect: { sourceDisabledWithReason: true } },
    { name: 'redirect-21', hops: 2, expect: { errorKind: 'too-many-redirects' } },
    { name: 'body-endless-no-length', expect: { errorKind: 'too-large', boundedRssMb: 1 } },
    { name: 'feed-100k-items', items: 99_999, expect: { nothingLostOrClearCap: true } },
    { name: '429-a', headers: { 'retry-after': '30' }, expect: { nextAttempt: '>=120s' } },
    { name: 'made-of-cheese', expect: {} },
  ]
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(wrong))
  const results = await runServerCases(join(folder, 'cases.json'), soon)
  expect(results.filter(({ ok }) => ok)).toEqual([])
  expect(results.map(({ case: name }) => name)).toEqual(wrong.map(({ name }) => name))
  expect(results.at(-1)).toMatchObject({ skipped: 'no server plays this case' })
})
