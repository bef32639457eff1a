/** A batch answers the same whether its statements are new to the connection or known to it. */
import { expect, onTestFinished, test } from 'vitest'
import { connectTo } from '../../test/fixtures/database.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import type { Database } from './database.ts'
import { sql } from './statement.ts'

const store = withStore('postgres', { after: 'keep' })

/** One connection with a table of its own. */
async function session(): Promise<Database> {
  const database = connectTo(store.url, 1)
  onTestFinished(() => database.close())
  await database.execute('create temp table things (id integer, name text, at timestamptz)')
  return database
}

test('statements with rows, without rows and with none found answer as they did at first, again and again', async () => {
  const database = await session()
  const ask = (id: number) =>
    database.batch([
      sql`insert into things (id, name) values (${id}, null)`,
      sql`select name, id from things where id = ${id}`,
      sql`select at from things where id < 0`,
      sql`update things set at = 'epoch' where id = ${id} returning at, id::bigint as n`,
      sql`select name, id from things where id = ${id}`,
    ])
  for (const id of [1, 2, 3])
    expect(await ask(id)).toEqual([[], [{ name: null, id }], [], [{ at: new Date(0), n: id }], [{ name: null, id }]])
})

test('a statement that failed where it was new, and one behind it, answer rightly afterwards', async () => {
  const database = await session()
  const ask = (divisor: number) =>
    database.batch([sql`select 6 / ${divisor}::integer as quotient`, sql`select 'behind' as place`])
  await expect(ask(0)).rejects.toMatchObject({ code: '22012' })
  expect(await ask(2)).toEqual([[{ quotient: 3 }], [{ place: 'behind' }]])
  await expect(ask(0)).rejects.toMatchObject({ code: '22012' })
  expect(await ask(3)).toEqual([[{ quotient: 2 }], [{ place: 'behind' }]])
})

test.each([
  ['another type', 'alter table things alter name type integer using 7', { name: 7 }],
  ['another name', 'alter table things rename name to title', { title: 'a' }],
  ['another place', 'alter table things drop name; alter table things add extra integer default 5', { extra: 5 }],
])(
  'a column that became one of %s is never read as it was: the server refuses once, then it is read as it is',
  async (_, change, part) => {
    const database = await session()
    const all = sql`select * from things`
    await database.query(sql`insert into things (id, name) values (1, 'a')`)
    for (const _time of ['new', 'known']) expect(await database.query(all)).toEqual([{ id: 1, name: 'a', at: null }])
    await database.execute(change)
    await expect(database.query(all)).rejects.toMatchObject({ code: '0A000' })
    expect(await database.query(all)).toEqual([{ id: 1, at: null, ...part }])
  },
)
