/** The embedded engine never starves the loop: it lives in a worker. Nothing is timed: each write waits, inside the engine, until the loop has turned. */
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { openDatabase } from '../../src/db/open.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { type DataDir, freshDataDir } from '../fixtures/data-dir.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'

let dataDir: DataDir
let database: Database
beforeAll(async () => {
  dataDir = await freshDataDir()
  const opened = await openDatabase({ dataDir: dataDir.path, poolSize: 1, role: 'host' })
  if (!('database' in opened)) throw new Error('a fresh data directory is held by somebody')
  database = opened.database
  // The engine says that the write has begun, and goes on when it is told that the loop has turned: both by a file beside its own.
  await database.execute(`create function wait_for_turn() returns trigger language plpgsql as $$
    declare
      since timestamptz := clock_timestamp();
      flush bigint := (select count(*) from runs);
    begin
      execute format('copy (select 1) to %L', current_setting('data_directory') || '/began-' || flush);
      while (pg_stat_file('turned-' || flush, true)).size is null loop
        if clock_timestamp() - since > interval '3 s' then
          raise exception 'the loop did not turn while the engine worked' using errcode = '57014';
        end if;
      end loop;
      return null;
    end $$`)
  await database.execute(
    'create trigger turn after insert on articles for each statement execute function wait_for_turn()',
  )
})
afterAll(async () => {
  await database.close()
  await dataDir.remove()
})

test('during each of 20 flushes of 1,000 rows a timer and a loopback request get their turns', async () => {
  const ask = await startLoopback()
  const turns: string[][] = []
  for (let round = 1; round <= 20; round++) {
    const file = (name: string) => join(dataDir.path, 'pglite', `${name}-${round}`)
    const [source] = await polledSources(database, 1)
    const articles = Array.from({ length: 1_000 }, (_, n) =>
      article(`${round}-${n}`, { contentText: 'x'.repeat(1_000) }),
    )
    const had: string[] = []
    const timer = setInterval(() => {
      if (!existsSync(file('began'))) return
      clearInterval(timer)
      had.push('timer')
      void ask().then(() => {
        had.push('request')
        writeFileSync(file('turned'), '')
      })
    }, 1)
    const [settled] = await flushOf(database)([chunk(source!, articles)])
    clearInterval(timer)
    expect(settled?.tally.saved).toBe(1_000)
    turns.push(had)
  }
  expect(turns).toEqual(Array.from({ length: 20 }, () => ['timer', 'request']))
  expect(await checkInvariants(database)).toEqual([])
})

async function startLoopback(): Promise<() => Promise<void>> {
  const server = createServer((_, response) => response.end('here'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => void (await (await fetch(url)).text())
}
