/** The commands that look at the database as it is, and at what surrounds it. */
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { good, load } from '../../../test/fixtures/config.ts'
import { openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { createDatabase } from '../../../test/fixtures/postgres.ts'
import { addSources } from '../../../test/fixtures/samples.ts'
import type { Config } from '../../config.ts'
import { serve } from '../../net/loopback.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())

test('migrate and doctor look at the database itself, and doctor says what to do when there is none', async () => {
  const database = { url: store.url, poolSize: 1 }
  const here = await runWinnow(store.database, ['migrate', '--dry-run', '--json'], { config: { database } })
  expect(here.json).toEqual([{ dryRun: true, migrations: [] }])
  const well = await runWinnow(store.database, ['doctor', '--json'], { config: { database } })
  expect(well).toMatchObject({ code: 0, json: [{ ok: true }] })
  expect(well.json[0].checks.map((check: { name: string }) => check.name)).toEqual([
    'configuration',
    'database',
    'clock',
    'schema',
    'network',
    'extraction',
    'summaries',
    'budget',
  ])

  const gone = { url: 'postgres://someone:hush@127.0.0.1:1/none', poolSize: 1 }
  const ill = await runWinnow(store.database, ['doctor'], { config: { database: gone } })
  expect(ill).toMatchObject({
    code: 1,
    out: expect.stringMatching(/FAIL {2}database .*\n.*check DATABASE_URL/),
    err: '1 of 5 checks failed',
  })
  expect(ill.out + ill.err).not.toContain('hush')
})

test('migrate says what it would apply, applies it, and the second time has nothing to do', async () => {
  const { url, drop } = await createDatabase()
  onTestFinished(drop)
  const migrate = (...argv: string[]) =>
    runWinnow(store.database, ['migrate', ...argv], { config: { database: { url, poolSize: 1 } } })
  expect((await migrate('--dry-run')).out).toMatch(/^1? ?\d* ?migrations? would be applied:\n {2}0001_ingest\.sql/)
  expect((await migrate()).out).toMatch(/applied:\n {2}0001_ingest\.sql/)
  expect((await migrate()).out).toBe('The schema is up to date.')
})

test('doctor names the sources that do not answer, and refuses to ask an inside', async () => {
  const [id] = await addSources(store.database, 1, 'localhost')
  await store.database.execute(`update sources set url = 'http://localhost/feed', title = 'Inside' where id = '${id}'`)
  const config = { database: { url: store.url, poolSize: 1 } }
  const { code, out } = await runWinnow(store.database, ['doctor'], { config, columns: 200 })
  expect(code).toBe(0)
  expect(out).toMatch(/ok +name +localhost has \d address/)
  expect(out).toMatch(/warn +source +Inside: localhost is a private or reserved address/)
})

test('doctor makes the data directory of the embedded database private, and warns when it is not', async () => {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'winnow-doctor-')), 'data')
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const doctor = async () => {
    const { json } = await runWinnow(store.database, ['doctor', '--json'], { config: { dataDir } })
    return json[0].checks.map((check: { name: string; result: string }) => `${check.name} ${check.result}`)
  }
  expect(await doctor()).toEqual([
    'configuration ok',
    'data directory ok',
    'disk space ok',
    'database ok',
    'clock ok',
    'schema warn',
    'extraction ok',
    'summaries ok',
    'budget ok',
  ])
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
  await chmod(dataDir, 0o755)
  expect(await doctor()).toContain('data directory warn')
})

describe('reading', () => {
  const checks = async (config: Partial<Config>) => {
    const database = { url: store.url, poolSize: 1 }
    const { json } = await runWinnow(store.database, ['doctor', '--json'], { config: { ...config, database } })
    const found: { name: string; result: string; found: string; advice: string | null }[] = json[0].checks
    return (name: string) => found.find(check => check.name === name)
  }

  test('a server is asked for its models, which costs nothing, and what it lacks is said', async () => {
    const asked: (string | undefined)[] = []
    const server = await serve((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
      response.setHeader('Content-Type', 'application/json').end('{"data":[{"id":"a"}]}')
    })
    const env = {
      WINNOW_LLM_BASE_URL: `${server.origin}/v1`,
      WINNOW_LLM_MODELS: 'a,b',
      WINNOW_LLM_API_KEY: 'hush-hush',
    }
    const { llm } = good(load('', env))
    const check = await checks({ llm })
    expect(check('summaries')).toMatchObject({ result: 'warn', advice: expect.stringContaining('does not list b') })
    expect(JSON.stringify(check('summaries'))).not.toContain('hush')
    expect(asked).toEqual(['GET /v1/models Bearer hush-hush'])
    expect((await checks({ llm: { ...llm, models: ['a'] } }))('summaries')).toMatchObject({ result: 'ok' })
  })

  test('a server that is not there is a warning, and a day without a budget too', async () => {
    const env = { WINNOW_LLM_BASE_URL: 'http://127.0.0.1:1/v1', WINNOW_LLM_MODELS: 'a' }
    const check = await checks({ llm: good(load('llm: { budget: { perDay: none } }', env)).llm })
    expect(check('summaries')).toMatchObject({ result: 'warn', advice: expect.stringContaining('llm.baseUrl') })
    expect(check('budget')).toMatchObject({ result: 'warn' })
  })

  test('OpenRouter and Firecrawl are named, never tried, and their keys never shown', async () => {
    const { llm, firecrawl } = good(load('', { OPENROUTER_API_KEY: 'hush', FIRECRAWL_API_KEY: 'hush' }))
    const check = await checks({ llm, firecrawl })
    expect(check('summaries')).toMatchObject({ result: 'ok', found: expect.stringContaining('not tried') })
    expect(check('extraction')).toMatchObject({ found: expect.stringContaining('asked first') })
    expect(check('budget')).toMatchObject({ found: '$1.00 a day' })
    expect(JSON.stringify([check('summaries'), check('extraction')])).not.toContain('hush')
  })
})
