/** One session behind the socket, many clients: each gets its own answers, a transaction keeps the others out, and no client leaves a mess. */
import type { Worker } from 'node:worker_threads'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type DataDir, freshDataDir } from '../../../test/fixtures/data-dir.ts'
import type { Database } from '../database.ts'
import { openDatabase } from '../open.ts'
import { sql } from '../statement.ts'
import { SOCKET_PORT, socketDirOf } from './engine.ts'

let dataDir: DataDir
let host: Database
const threads: Worker[] = []
const rememberThread = (thread: Worker) => void threads.push(thread)
beforeAll(async () => {
  process.on('worker', rememberThread)
  dataDir = await freshDataDir()
  host = await open('host')
  await host.execute('create table kept (n integer primary key)')
})
afterAll(async () => {
  process.off('worker', rememberThread)
  await host.close()
  await dataDir.remove()
})
beforeEach(async () => {
  await host.execute('truncate kept')
})

const numbers = async (database: Database) =>
  (await database.query(sql`select n from kept order by n`)).map(row => row.n)

test('two clients that ask big and small things at once never get each other’s answers', async () => {
  const [big, small] = [await guest(), await guest()]
  // A statement of 3 MB reaches the engine in many pieces, between which the other client's arrive.
  const bigAnswers = Array.from({ length: 12 }, async (_, n) => {
    const text = `${n}:`.padEnd(3_000_000 + n, 'x')
    const [row] = await big.query(sql`select ${n}::integer as n, length(${text}) as length, ${text} as echo`)
    return row?.n === n && row.length === text.length && row.echo === text
  })
  const smallAnswers = Array.from({ length: 300 }, async (_, n) => {
    const rows = await small.batch([sql`select ${n}::integer as n`, sql`select ${-n}::integer as n`])
    return rows.map(([row]) => row?.n).join() === [n, -n].join()
  })
  expect(new Set(await Promise.all([...bigAnswers, ...smallAnswers]))).toEqual(new Set([true]))
})

test('a transaction keeps everybody else out until it ends', async () => {
  const [writer, reader] = [await client(), await guest()]
  await writer.query('begin')
  await writer.query('insert into kept values (1)')
  const seen = numbers(reader)
  const added = host.query(sql`insert into kept values (2)`)
  await manyTurns(writer)
  await writer.query('rollback')
  await added
  expect([[], [2]]).toContainEqual(await seen)
  expect(await numbers(host)).toEqual([2])
})

test.each(['ends its connection', 'is gone all at once'])(
  'a client that %s in the middle of a transaction is rolled back, and the others go on',
  async how => {
    const leaver = await client()
    await leaver.query('begin')
    await leaver.query('insert into kept values (1)')
    const waiting = host.query(sql`insert into kept values (2)`)
    if (how === 'ends its connection') await leaver.end()
    else socketOf(leaver).destroy()
    await waiting
    expect(await numbers(host)).toEqual([2])
  },
)

test('a client that leaves while others wait takes only its own statements along', async () => {
  const [holder, leaver, stayer] = [await client(), await client(), await guest()]
  await holder.query('begin')
  const lost = leaver.query('insert into kept values (1)').catch(() => 'lost')
  const stays = stayer.query(sql`insert into kept values (2)`)
  await manyTurns(holder)
  socketOf(leaver).destroy()
  expect(await lost).toBe('lost')
  await manyTurns(holder)
  await holder.query('commit')
  await stays
  expect(await numbers(host)).toEqual([2])
})

test('an error in a batch undoes the batch and leaves every client usable', async () => {
  const other = await guest()
  const broken = [sql`insert into kept values (1)`, sql`select 1 / 0`, sql`insert into kept values (2)`]
  await expect(host.batch(broken)).rejects.toMatchObject({ code: '22012' })
  await expect(other.batch(broken)).rejects.toMatchObject({ code: '22012' })
  await expect(host.execute('insert into kept values (3); select 1 / 0')).rejects.toMatchObject({ code: '22012' })
  expect([await numbers(host), await numbers(other)]).toEqual([[], []])
  await host.query(sql`insert into kept values (4)`)
  expect(await numbers(other)).toEqual([4])
})

test('an error in a transaction is its client’s own: it rolls back, the others never see 25P02', async () => {
  const [sick, well] = [await client(), await guest()]
  await sick.query('begin')
  await expect(sick.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' })
  const waiting = well.query(sql`insert into kept values (1)`)
  await expect(sick.query('select 1')).rejects.toMatchObject({ code: '25P02' })
  await sick.query('rollback')
  await waiting
  expect(await numbers(host)).toEqual([1])
})

test('a statement past its deadline ends with another engine: what was committed is there, and everybody goes on', async () => {
  const other = await guest()
  await host.query(sql`insert into kept values (1)`)
  await expect(host.query(sql`select pg_sleep(3600)`, 200)).rejects.toMatchObject({ code: '57014' })
  await host.query(sql`insert into kept values (2)`)
  await expect.poll(() => numbers(other).catch(() => null), { timeout: 10_000 }).toEqual([1, 2])
})

test('an engine that dies is replaced: what was committed is there, and everybody goes on', async () => {
  await host.query(sql`insert into kept values (1)`)
  await threads.at(-1)?.terminate()
  await expect.poll(() => numbers(host).catch(() => null), { timeout: 10_000 }).toEqual([1])
})

test('COPY FROM STDIN, which ends the engine, ends only the client that asked for it', async () => {
  const reckless = await guest()
  await host.query(sql`insert into kept values (1)`)
  await expect(reckless.execute('copy kept from stdin')).rejects.toThrow()
  await expect.poll(() => numbers(host).catch(() => null), { timeout: 10_000 }).toEqual([1])
})

async function open(role: 'host' | 'guest'): Promise<Database> {
  const opened = await openDatabase({ dataDir: dataDir.path, poolSize: 1, role })
  if (!('database' in opened)) throw new Error('the data directory is held by somebody')
  return opened.database
}

async function guest(): Promise<Database> {
  const database = await open('guest')
  onTestFinished(() => database.close())
  return database
}

/** One connection of one's own, for transactions that a test holds open. */
async function client(): Promise<pg.Client> {
  const connection = { host: socketDirOf(dataDir.path), port: SOCKET_PORT, user: 'postgres', database: 'postgres' }
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  onTestFinished(async () => void (await client.end().catch(() => {})))
  return client
}

/** So many that whatever the others sent before has reached the engine; were it not kept waiting, it would have been answered. */
async function manyTurns(client: pg.Client): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await client.query('select 1')
}

function socketOf(client: pg.Client): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
}
