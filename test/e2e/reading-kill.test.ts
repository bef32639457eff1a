/** Law 11 of readings: kill -9 at any moment, then start again: every accepted URL ends, and what was stored is neither fetched nor bought again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_ATTEMPTS } from '../../src/db/reading/claim.ts'
import { sql } from '../../src/db/statement.ts'
import { checkEnded, checkInvariants } from '../fixtures/check-invariants.ts'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { readingConfig, type Site, startReader, startSite, statuses } from '../fixtures/reading.ts'
import { until } from '../fixtures/until.ts'

const program = fileURLToPath(new URL('../fixtures/reading-process.ts', import.meta.url))
const urlCount = 20
/** One more without a result in between, and a reading is given up, as it should be. */
const kills = MAX_ATTEMPTS - 1
/** Calls that may be in flight when the process dies; each of them may have to be made again. */
const slots = { fetch: 4, llm: 4 }
/** Other moments: another seed. */
const seed = 20_261_123

test(`${urlCount} URLs, ${kills} times killed at moments of chance: every one is read, and only what was in flight is asked again`, async () => {
  const store = await openStore('postgres')
  onTestFinished(() => store.close())
  const site = await startSite()
  onTestFinished(() => site.close())
  site.llm.answer(() => ({ delayMs: 40 }))
  const urls = site.articles(urlCount, { latencyMs: 20 })
  const start = await readingProcess(store, site)
  const desk = startReader(store.database, readingConfig(site))
  onTestFinished(() => desk.stop())
  for (const url of urls) await desk.submit(url)

  const fetches = () => site.pages.requests().length
  const purchases = () => site.llm.calls().length
  const random = mulberry32(seed)
  const hit: Hit[] = []
  for (let nth = 0; nth < kills; nth++) {
    const process = start()
    // First while pages are fetched, then while texts are bought.
    const { made, most } = nth < kills / 2 ? { made: fetches, most: urlCount / 2 } : { made: purchases, most: urlCount }
    const further = made() + Math.ceil(random() * most)
    await until(() => made() >= further || process.exitCode !== null, { what: 'the process works', everyMs: 1 })
    process.kill('SIGKILL')
    await once(process, 'exit')
    expect(process.signalCode).toBe('SIGKILL')
    hit.push(await standing(store))
    // What was killed gave nothing back: nobody else may work on it before the lease ends.
    await store.database.batch([
      sql`update readings set lease_until = now() where lease_until is not null`,
      sql`update purchases set lease_until = now() where lease_until is not null`,
    ])
  }
  const last = start()
  await until(async () => (await checkEnded(store.database)).length === 0, {
    what: 'every accepted URL has ended',
    timeoutMs: 30_000,
  })
  last.kill('SIGTERM')
  await once(last, 'exit')

  expect(await statuses(store.database)).toEqual({ done: urlCount })
  expect(await checkInvariants(store.database)).toEqual([])
  // By the site's and the model's own ledgers: once, and once more for each kill that hit it before its result was stored.
  for (const url of urls) {
    const fetched = site.fetched(url)
    const interrupted = hit.filter(one => one.unfetched.has(url)).length
    expect([url, fetched, fetched <= 1 + interrupted]).toEqual([url, fetched, true])
    const about = new URL(url).pathname.replace(/\W+/g, ' ').trim()
    for (const purpose of ['summary', 'insights'] as const) {
      const bought = site.llm
        .calls()
        .filter(
          call =>
            call.schemaName === purpose &&
            call.messages.some(({ content }) => content.includes(`debate on ${about} took`)),
        )
      const again = hit.filter(one => one.claimed.has(`${purpose} ${url}`)).length
      expect([url, purpose, bought.length, bought.length >= 1 && bought.length <= 1 + again]).toEqual([
        url,
        purpose,
        bought.length,
        true,
      ])
    }
  }
  // A claim that ran out is counted as one that may have been paid for.
  const [counted] = await store.database.query(sql`select sum(bought_again)::int as again from purchases`)
  expect(purchases()).toBeLessThanOrEqual(2 * urlCount + counted?.again)
}, 120_000)

type Hit = Readonly<{ unfetched: ReadonlySet<string>; claimed: ReadonlySet<string> }>

/** What a kill may have cost: pages that were being fetched, texts that were being bought. */
async function standing({ database }: TestStore): Promise<Hit> {
  const unfetched = await database.query(sql`select url from readings where status = 'fetching'`)
  const claimed =
    await database.query(sql`select p.purpose, r.url from purchases p join readings r on r.id = p.reading_id
    where p.state = 'claimed'`)
  return {
    unfetched: new Set(unfetched.map(row => row.url)),
    claimed: new Set(claimed.map(row => `${row.purpose} ${row.url}`)),
  }
}

async function readingProcess(store: TestStore, site: Site): Promise<() => ChildProcess> {
  const cwd = await mkdtemp(join(tmpdir(), 'winnow-read-kill-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const lines = [
    `fetch: { concurrency: ${slots.fetch}, perHost: 20, trusted: ["${site.pages.origin}"] }`,
    'reading: { tick: 100ms, lease: 10m }',
    `llm: { provider: openai_compatible, baseUrl: "${site.llm.baseUrl}", models: [small], concurrency: ${slots.llm} }`,
  ]
  await writeFile(join(cwd, 'winnow.yaml'), `${lines.join('\n')}\n`)
  return () => {
    const child = spawn(process.execPath, [program], {
      cwd,
      env: { PATH: process.env.PATH, DATABASE_URL: store.url },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
}

/** The same numbers from the same seed: Tommy Ettinger's mulberry32, in the public domain. */
function mulberry32(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
