/** A list is looked up row by row, also by a plan that was made when nothing was there. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { withStore } from '../../test/fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  test('a plan that was made for empty tables reads none of them whole once they are full', async () => {
    await database.session(async run => {
      const listed = async (ids: string) => {
        const { rows } = await run(`select count(*) as n from listed_articles(array(${ids}))`)
        return Number(rows[0]?.n)
      }
      const wholeReads = async () =>
        (await run(`select relname, seq_scan from pg_stat_xact_user_tables where seq_scan > 0 order by relname`)).rows
      expect(await listed('select gen_random_uuid()')).toBe(0)
      await run(`insert into articles (id, source_id, run_id, history, url, title, content_text, content_hash, sort_at)
        select md5(n::text)::uuid, md5(n::text)::uuid, md5(n::text)::uuid, false, n, 'Title', 'Text', md5(n::text)::uuid, now() from generate_series(1, 500) n`)
      await run('begin')
      const before = await wholeReads()
      expect(await listed('select md5(n::text)::uuid from generate_series(1, 50) n')).toBe(50)
      expect(await wholeReads()).toEqual(before)
      await run('commit')
    })
  })
})
