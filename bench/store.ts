/** A real PostgreSQL of the bench's own, migrated; articles and chunks as the flow makes them; medians of interleaved rounds. */
import { randomBytes } from 'node:crypto'
import { migrate } from '../src/db/migrate.ts'
import { sql } from '../src/db/statement.ts'
import { connectTo } from '../test/fixtures/database.ts'
import { startPostgres } from '../test/fixtures/postgres.ts'
import { article } from '../test/fixtures/samples.ts'

export async function openBenchStore(poolSize = 4) {
  const server = await startPostgres()
  const database = connectTo(server.url, poolSize)
  await migrate(database)
  const [row] = await database.query(sql`select version() as version`)
  return {
    database,
    url: server.url,
    version: String(row?.version).split(' on ')[0],
    async close() {
      await database.close()
      await server.stop()
    },
  }
}

const words =
  'tide harbour river gauge night bridge council storm ferry market pilot lantern signal harvest engine paper'.split(
    ' ',
  )

/** Text of about `bytes` bytes that compresses like prose: words in random order, no two texts alike. */
export function prose(bytes: number): string {
  let text = randomBytes(8).toString('hex')
  while (text.length < bytes)
    text += ` ${words[Math.floor(Math.random() * words.length)]}${Math.random() < 0.1 ? Math.floor(Math.random() * 1_000) : ''}`
  return text.slice(0, bytes)
}

let made = 0
/** Articles nobody has seen, each with a text of `bytes`. */
export function newArticles(count: number, bytes: number) {
  return Array.from({ length: count }, () => article(`bench-${process.pid}-${++made}`, { contentText: prose(bytes) }))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
