/** How long readers wait at a million articles, and what 100 of them cost the ingest: a real server asked over loopback, beside a worker that stores as fast as it can. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from '../src/db/statement.ts'
import { type Client, createClient, createKinds, type Kind } from './api-ask.ts'
import { openApiStore } from './api-store.ts'
import { median, rounded } from './store.ts'

const ARTICLES = 1_000_000
/** Requests of each kind, after some that warm the caches up: a list has as many kinds as a search. */
const ASKED = { list: 60, article: 600, search: 40 } as const
const WARM = 60
const READERS = 100
const ROUNDS = 5
const ROUND_MS = 4_000
/** Before each round: 100 readers have come one by one, or what was begun for them has ended. */
const SETTLE_MS = 1_000

export async function run(say: (line: string) => void) {
  const { values } = parseArgs({ strict: false, options: { articles: { type: 'string' } } })
  const articles = Number(values.articles ?? ARTICLES)
  const store = await openApiStore(articles, say)
  const server = start('./api-server.ts', store.url)
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const client = createClient(port, READERS)
  const kinds = await createKinds(store.database)
  const parts = await measureParts(client, kinds, say)
  const beside = await measureBeside(client, kinds, store.url, say)
  await client.close()
  server.send('stop')
  await once(server, 'exit')
  const [row] = await store.database.query(sql`select count(*) as n from articles`)
  say(`${row?.n} articles in the end`)
  await store.close()
  return { ...parts.p99, ...beside, articles, hugePages: store.hugePages, warm: store.warm, kinds: parts.table }
}

function start(file: string, url: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), [url])
}

type Figures = Readonly<{ p50Ms: number; p99Ms: number; maxMs: number }>

/** One request at a time: what is measured is the answer, and not a queue. The kinds take turns. */
async function measureParts(client: Client, kinds: readonly Kind[], say: (line: string) => void) {
  const times = new Map<Kind, number[]>(kinds.map(kind => [kind, []]))
  for (const kind of kinds) for (let at = 0; at < WARM; at++) await client.ask(kind.next())
  for (let at = 0; at < Math.max(...Object.values(ASKED)); at++)
    for (const kind of kinds) if (at < ASKED[kind.part]) times.get(kind)?.push(await client.ask(kind.next()))
  const table: Record<string, Figures> = {}
  for (const [kind, taken] of times) {
    const figures = figuresOf(taken)
    table[`${kind.part}: ${kind.name}`] = figures
    say(`${kind.part}: ${kind.name}: p50 ${figures.p50Ms}, p99 ${figures.p99Ms}, at most ${figures.maxMs} ms`)
  }
  const p99 = (part: Kind['part']) =>
    figuresOf(kinds.filter(kind => kind.part === part).flatMap(kind => times.get(kind) ?? [])).p99Ms
  return { p99: { listP99Ms: p99('list'), articleP99Ms: p99('article'), searchP99Ms: p99('search') }, table }
}

/** Rounds with readers and without take turns, so that what else the machine does falls on both. */
async function measureBeside(client: Client, kinds: readonly Kind[], url: string, say: (line: string) => void) {
  const ingest = start('./api-ingest.ts', url)
  await once(ingest, 'message')
  await storedBy(ingest, ROUND_MS)
  const ratios: number[] = []
  const speeds: { alone: number[]; beside: number[] } = { alone: [], beside: [] }
  const waits: number[] = []
  let refused = 0
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? (['alone', 'beside'] as const) : (['beside', 'alone'] as const)
    for (const which of order) {
      const readers = which === 'beside' ? startReaders(client, kinds) : null
      await delay(SETTLE_MS)
      speeds[which].push(await storedBy(ingest, ROUND_MS))
      if (readers !== null) {
        const asked = await readers.stop()
        waits.push(...asked.waits)
        refused += asked.refused
      }
    }
    const ratio = (speeds.beside.at(-1) ?? 0) / (speeds.alone.at(-1) ?? 1)
    ratios.push(ratio)
    say(
      `ingest: ${Math.round(speeds.alone.at(-1) ?? 0)} articles/s, beside ${READERS} readers ${Math.round(speeds.beside.at(-1) ?? 0)}: ${rounded(ratio)}`,
    )
  }
  ingest.send('stop')
  await once(ingest, 'exit')
  const { p50Ms, p99Ms } = figuresOf(waits)
  return {
    ingestRatio: rounded(median(ratios)),
    ingestPerS: Math.round(median(speeds.alone)),
    readersPerS: rounded(waits.length / ((ROUNDS * (SETTLE_MS + ROUND_MS)) / 1_000), 1),
    readersP50Ms: p50Ms,
    readersP99Ms: p99Ms,
    readersRefused: refused,
  }
}

/** Articles a second. */
async function storedBy(ingest: ChildProcess, ms: number): Promise<number> {
  const look = async () => {
    ingest.send('how many?')
    const [{ stored }] = (await once(ingest, 'message')) as [{ stored: number }]
    return { stored, at: performance.now() }
  }
  const before = await look()
  await delay(ms)
  const after = await look()
  return ((after.stored - before.stored) / (after.at - before.at)) * 1_000
}

/** Of ten requests five are lists, three articles, one a search, and one marks an article read or counts what is unread. */
const mix = ['list', 'article', 'list', 'search', 'list', 'article', 'list', 'other', 'list', 'article'] as const

/** Each asks once a second, whatever became of the request before. */
function startReaders(client: Client, kinds: readonly Kind[]) {
  const leaving = new AbortController()
  const waits: number[] = []
  let refused = 0
  const pickOf = (part: Kind['part']) => {
    const some = kinds.filter(kind => kind.part === part)
    return some[Math.floor(Math.random() * some.length)] as Kind
  }
  const request = async (turn: number) => {
    const what = mix[turn % mix.length] ?? 'list'
    if (what !== 'other') return await client.ask(pickOf(what).next())
    if (Math.random() < 0.5) return await client.ask('/api/counts')
    return await client.ask('/api/marks', { ids: [pickOf('article').next().split('/').at(-1)], action: 'read' })
  }
  const reader = async (nth: number) => {
    const asked: Promise<unknown>[] = []
    await quiet((nth / READERS) * 1_000, leaving.signal)
    for (let turn = nth; !leaving.signal.aborted; turn++) {
      // One that is turned away is counted: a machine too busy to answer is a result, and no reason to stop.
      asked.push(
        request(turn).then(
          ms => waits.push(ms),
          () => refused++,
        ),
      )
      await quiet(1_000, leaving.signal)
    }
    await Promise.all(asked)
  }
  const running = Array.from({ length: READERS }, (_, nth) => reader(nth))
  return {
    async stop() {
      leaving.abort()
      await Promise.all(running)
      return { waits, refused }
    },
  }
}

async function quiet(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}

function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0, 1)
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
}
