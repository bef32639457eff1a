/** The oldest PostgreSQL we promise (15) takes the same migrations, claims and flushes, in both lanes; it is Debian's server, where there is one. */
import { expect, test } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { connectTo } from '../fixtures/database.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { hasPostgres15 } from '../fixtures/postgres-binaries.ts'
import { article, chunk, filtered, flushOf, polledSources } from '../fixtures/samples.ts'

const lanes = ['copy', 'insert'] as const

for (const lane of lanes)
  test(`on PostgreSQL 15 a poll is claimed and stored in the ${lane} lane`, async ({ skip }) => {
    if (!(await hasPostgres15())) skip('no PostgreSQL 15 is installed (package postgresql-15)')
    const { url, drop } = await createDatabase({ version: 15 })
    const database = connectTo(url, 2)
    await migrate(database)
    const [row] = await database.query(sql`show server_version_num`)
    expect(Number(row?.server_version_num)).toBeLessThan(160_000)
    const flush = flushOf(database, { lane })
    for (const saved of [2, 0]) {
      const [source] = await polledSources(database, 1)
      const offered = chunk(source!, [article('a'), article('b'), article('b')], { decided: [filtered('c')] })
      const [settled] = await flush([offered])
      expect(settled?.tally).toMatchObject({ offered: 4, saved, duplicate: 3 - saved, filtered: 1 })
    }
    expect(await checkInvariants(database)).toEqual([])
    await database.close()
    await drop()
  })
