/** Rows a second of the article insert and of the whole flush, as ratios to binary COPY of the same rows into an identical table. */
import type { Article } from '../src/core/article.ts'
import { encodeCopy } from '../src/db/binary.ts'
import type { Database } from '../src/db/database.ts'
import { articleColumns, type Lane, storeArticles } from '../src/db/flush/articles.ts'
import { planFlush, type Row } from '../src/db/flush/plan.ts'
import { probe } from '../src/db/flush/probe.ts'
import { startJobs } from '../src/db/jobs.ts'
import type { sql } from '../src/db/statement.ts'
import { chunk, flushOf, type Polled, polledSources } from '../test/fixtures/samples.ts'
import { insertOne, insertValues } from './rivals.ts'
import { median, newArticles, openBenchStore, rounded, timed } from './store.ts'

/** Bytes of text and rows of a flush; 5,000 rows are for the record, Winnow's flushes hold 1,000 at most. */
const sizes = [
  [1_000, 500],
  [1_000, 1_000],
  [1_000, 5_000],
  [4_000, 500],
  [4_000, 1_000],
] as const
/** Rows of one measurement, whatever the size of its flushes; rounds of each case, interleaved with all others. */
const ROWS = 4_000
const ROUNDS = 5
const JOB_ARTICLES = 100

type Shape = 'copy' | 'winnow' | 'winnowInsert' | 'winnowFlush' | 'winnowFlushInsert' | 'values' | 'nPlusOne'
type Case = Readonly<{ shape: Shape; known: number; bytes: number; flush: number }>
type Store = (articles: readonly Article[]) => Promise<unknown>

const shapes: readonly Shape[] = [
  'copy',
  'winnow',
  'winnowInsert',
  'winnowFlush',
  'winnowFlushInsert',
  'values',
  'nPlusOne',
]

export async function run(say: (line: string) => void) {
  const { database, version, close } = await openBenchStore()
  say(version ?? '')
  await database.execute('create table ceiling (like articles including all)')
  const jobs = await startJobs(database, [{ name: 'follow', policy: 'standard' }], () => {})
  const followUps = async (rows: readonly Row[]) => [await jobs.insertStatement('follow', packed(rows))]
  const [polled] = await polledSources(database, 1)
  const stores = storesOf(database, polled as Polled, followUps)
  const results: (Case & { rowsPerS: number; ratio: number })[] = []
  let ceilingRowsPerS = 0
  for (const [bytes, flush] of sizes) {
    for (const known of [0, 50, 95]) {
      {
        const speeds = await measure(database, stores, { known, bytes, flush })
        const ceiling = speeds.copy
        if (bytes === 1_000 && flush === 1_000 && known === 0) ceilingRowsPerS = Math.round(ceiling)
        for (const shape of shapes) {
          results.push({
            shape,
            known,
            bytes,
            flush,
            rowsPerS: Math.round(speeds[shape]),
            ratio: rounded(speeds[shape] / ceiling),
          })
        }
        say(
          `${bytes} B, flush ${flush}, ${known} % known: ${shapes.map(shape => `${shape} ${rounded(speeds[shape] / ceiling)}`).join(', ')}`,
        )
      }
    }
  }
  const statementsPerFlush = await countStatements(database, polled as Polled, followUps)
  await jobs.stop(1_000)
  await close()
  return { ceilingRowsPerS, cases: results, statementsPerFlush }
}

/** Median rows offered a second by shape; every round measures every shape on rows of its own, from an empty, analysed start. */
async function measure(database: Database, stores: Record<Shape, Store>, { known, bytes, flush }: Omit<Case, 'shape'>) {
  const speeds = Object.fromEntries(shapes.map(shape => [shape, [] as number[]])) as Record<Shape, number[]>
  for (let round = 0; round < ROUNDS; round++) {
    for (const shape of rotated(shapes, round)) {
      const rows = shape === 'nPlusOne' ? 200 : Math.max(flush, ROWS)
      const old = newArticles(Math.round((rows * known) / 100), bytes)
      await database.execute('truncate articles, ceiling, runs, run_chunks')
      for (let at = 0; at < old.length; at += 1_000) await stores.winnow(old.slice(at, at + 1_000))
      const offered = shuffled([...old, ...newArticles(rows - old.length, bytes)])
      const ms = await timed(async () => {
        for (let at = 0; at < offered.length; at += flush) await stores[shape](offered.slice(at, at + flush))
      })
      speeds[shape].push((rows / ms) * 1_000)
    }
  }
  return Object.fromEntries(shapes.map(shape => [shape, median(speeds[shape])])) as Record<Shape, number>
}

function storesOf(
  database: Database,
  polled: Polled,
  followUps: (rows: readonly Row[]) => Promise<never[] | ReturnType<typeof sql>[]>,
): Record<Shape, Store> {
  const articlesAlone = (lane: Lane) => async (articles: readonly Article[]) => {
    const chunks = [chunk(polled, articles)]
    // The `on conflict` lane needs no probe to be right; the COPY lane may only take what is unknown.
    const known =
      lane === 'copy'
        ? await probe(database.batch, chunks)
        : { articles: new Map(), decisions: new Map(), savedOfRuns: new Map() }
    const [statement, ...rest] = await storeArticles(planFlush(chunks, known), lane)
    if (statement !== undefined) await database.batch(lane === 'copy' ? [statement] : [statement, ...rest])
  }
  const wholeFlush = (lane: Lane) => {
    const flush = flushOf(database, { lane, followUps })
    // The bookmark stays where it is, so that the lease holds for the next flush.
    return (articles: readonly Article[]) => flush([chunk(polled, articles, { bookmark: null })])
  }
  return {
    copy: async articles => {
      const text = `copy ceiling (${articleColumns.map(column => column.name).join(', ')}) from stdin (format binary)`
      const rows = articles.map(article => ({ article, chunk: chunk(polled, []), ordinal: 0 }))
      await database.batch([{ text, params: [], copy: await encodeCopy(articleColumns, rows) }])
    },
    winnow: articlesAlone('copy'),
    winnowInsert: articlesAlone('insert'),
    winnowFlush: wholeFlush('copy'),
    winnowFlushInsert: wholeFlush('insert'),
    values: articles => insertValues(database, chunk(polled, []).run, articles),
    nPlusOne: async articles => {
      for (const article of articles) await insertOne(database, chunk(polled, []).run, article)
    },
  }
}

async function countStatements(
  database: Database,
  polled: Polled,
  followUps: (rows: readonly Row[]) => Promise<ReturnType<typeof sql>[]>,
) {
  let statements = 0
  const counting: Database = {
    ...database,
    batch: (batch, deadlineMs) => {
      statements += batch.length
      return database.batch(batch, deadlineMs)
    },
  }
  await flushOf(counting, { followUps })([chunk(polled, newArticles(1_000, 100), { bookmark: null })])
  return statements
}

function packed(rows: readonly Row[]) {
  const jobs = []
  for (let at = 0; at < rows.length; at += JOB_ARTICLES)
    jobs.push({ data: { articleIds: rows.slice(at, at + JOB_ARTICLES).map(row => row.article.id) } })
  return jobs
}

function rotated<T>(items: readonly T[], by: number): T[] {
  return items.map((_, at) => items[(at + by) % items.length] as T)
}

function shuffled<T>(items: T[]): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[items[at], items[other]] = [items[other] as T, items[at] as T]
  }
  return items
}
