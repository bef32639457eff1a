/** Law 11: kill -9 at any moment, then start again: every entry that was served and is still offered is an article exactly once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { freshDataDir } from '../fixtures/data-dir.ts'
import { openStore } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'

const winnow = fileURLToPath(new URL('../../bin/winnow.js', import.meta.url))
/** Other moments: another seed. */
const seed = 20_261_123

test('10 times killed on PostgreSQL, at moments of chance: every entry served is an article exactly once', async () => {
  const store = await openStore('postgres')
  onTestFinished(() => store.close())
  const { feeds, publish } = await startPaper()
  const poll = await pollCommand(feeds, { DATABASE_URL: store.url })
  const random = mulberry32(seed)
  const workMs = await firstPoll(poll, feeds)

  let kills = 0
  for (let round = 1; kills < 10; round++) {
    expect(round, 'rounds in which nobody was killed: the moments come too late').toBeLessThan(20)
    publish()
    await store.database.query(sql`update bookmarks set next_poll_at = now()`)
    for (let attempt = 0; attempt < 2; attempt++) {
      if (await killed(poll(), feeds, random() * workMs)) kills++
      // What was killed gave nothing back: nobody else may poll its sources before the lease ends.
      await store.database.query(sql`update bookmarks set lease_until = now() where lease_until is not null`)
    }
    await finished(poll())
    expect(await difference(store.database, feeds), `seed ${seed}, round ${round}`).toEqual({
      missing: [],
      unserved: [],
    })
    expect(await checkInvariants(store.database)).toEqual([])
  }
}, 120_000)

test('killed on the embedded engine: the data directory opens again, and nothing is missing', async () => {
  const dataDir = await freshDataDir()
  onTestFinished(dataDir.remove)
  const { feeds } = await startPaper()
  const poll = await pollCommand(feeds, { WINNOW_DATA_DIR: dataDir.path })
  const child = poll()
  // In the middle: some feeds have been answered, others not yet.
  await until(() => feeds.requests().filter(one => one.status === 200).length >= feedCount / 2, {
    what: 'half is fetched',
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const unlock = await open(dataDir.path)
  await unlock.query(sql`update bookmarks set lease_until = now() where lease_until is not null`)
  await unlock.close()
  await finished(poll())
  const database = await open(dataDir.path)
  expect(await difference(database, feeds)).toEqual({ missing: [], unserved: [] })
  expect(await checkInvariants(database)).toEqual([])
  await database.close()
}, 60_000)

const feedCount = 20

/** Twenty feeds with entries of their own and of others, one of them so long that its poll has several chunks; `publish` adds to each. */
async function startPaper() {
  const feeds = await startFeedServer()
  onTestFinished(() => feeds.close())
  let edition = 0
  for (let feed = 0; feed < feedCount; feed++) {
    const first = feed === 0 ? 1_100 : 10
    feeds.serve(`/${feed}`, () => ({
      title: `Feed ${feed}`,
      latencyMs: 5 * (feed % 7),
      items: Array.from({ length: first + 10 * edition }, (_, n) => ({
        title: `Entry ${n}`,
        link: `https://paper.example/${n % 3 === 0 ? `shared/${n}` : `${feed}/${n}`}?utm_source=${feed}`,
        text: 'Text. '.repeat(50),
      })),
    }))
  }
  return { feeds, publish: () => void edition++ }
}

/** `winnow poll --once` as a person starts it, in a folder whose winnow.yaml names the feeds. */
async function pollCommand(feeds: FeedServer, env: Record<string, string>): Promise<() => ChildProcess> {
  const cwd = await mkdtemp(join(tmpdir(), 'winnow-kill-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const sources = Array.from({ length: feedCount }, (_, feed) => `  - ${feeds.url(`/${feed}`)}\n`)
  await writeFile(join(cwd, 'winnow.yaml'), `fetch:\n  concurrency: 3\n  perHost: 20\nsources:\n${sources.join('')}`)
  return () => {
    const child = spawn(process.execPath, [winnow, 'poll', '--once', '--json'], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
}

/** Milliseconds from the first request to the end, as long as nobody interferes. */
async function firstPoll(poll: () => ChildProcess, feeds: FeedServer): Promise<number> {
  const child = poll()
  await untilAsked(child, feeds, 0)
  const since = performance.now()
  await finished(child)
  return performance.now() - since
}

/** Kills the process so long after its first request; true unless it was done before. */
async function killed(child: ChildProcess, feeds: FeedServer, afterMs: number): Promise<boolean> {
  await untilAsked(child, feeds, feeds.requests().length)
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  clearTimeout(timer)
  return child.signalCode === 'SIGKILL'
}

async function untilAsked(child: ChildProcess, feeds: FeedServer, before: number): Promise<void> {
  await until(() => feeds.requests().length > before || child.exitCode !== null, {
    what: 'the poll asks a feed',
    everyMs: 1,
  })
}

async function finished(child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.on('data', chunk => (said += chunk))
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
  expect(code, said).toBe(0)
}

/** What the feeds' own ledger and the store say differently: an article is told by its address without the query. */
async function difference(database: Database, feeds: FeedServer) {
  const stored = new Set((await database.query(sql`select url from articles`)).map(row => withoutQuery(row.url)))
  const served = new Set(feeds.itemsServed().map(item => withoutQuery(item.link ?? '')))
  expect(served.size).toBeGreaterThan(1_000)
  return { missing: [...served.difference(stored)].slice(0, 5), unserved: [...stored.difference(served)].slice(0, 5) }
}

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? ''
}

async function open(dataDir: string): Promise<Database> {
  const opened = await openDatabase({ dataDir, poolSize: 1, role: 'host' })
  if (!('database' in opened)) throw new Error(`process ${opened.heldBy?.pid} holds the directory`)
  return opened.database
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
