/** `winnow serve`, `keys` and `search`, as a person types them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { winnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../../../test/fixtures/samples.ts'
import { until } from '../../../test/fixtures/until.ts'
import type { Database, Send } from '../../db/database.ts'
import { findKey } from '../../db/keys.ts'
import { sql } from '../../db/statement.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(async () => store?.close())
beforeEach(async () => emptyStore(store.database))

test('a key is made, shown once, listed without itself, and revoked', async () => {
  const made = await winnow(store.database, ['keys', 'create', 'my reader', '--scope', 'write', '--expires', '30'])
  const key = made.out.trim()
  expect(await findKey(store.database, key)).toMatchObject({ name: 'my reader', scope: 'write' })
  const listed = await winnow(store.database, ['keys', 'list', '--json'])
  expect(listed.out).not.toContain(key.slice(10))
  expect((await winnow(store.database, ['keys'])).out).toContain('my reader')
  const { id } = listed.json[0][0]
  expect((await winnow(store.database, ['keys', 'revoke', id.slice(0, 8)])).code).toBe(0)
  expect(await findKey(store.database, key)).toBeNull()
  expect((await winnow(store.database, ['keys', 'revoke', '00000000'])).code).toBe(3)
  expect((await winnow(store.database, ['keys', 'revoke'])).code).toBe(2)
})

describe('search', () => {
  test('finds what no worker has brought into the index yet, and says what was meant', async () => {
    const [polled] = await polledSources(store.database, 1)
    const storm = article('storm', { title: 'A hurricane makes landfall', contentText: 'The river rose.' })
    if (polled !== undefined) await flushOf(store.database)([chunk(polled, [storm, article('other')])])
    const found = await until(async () => {
      const ran = await winnow(store.database, ['search', 'rivers', '--json'])
      return ran.json.length > 0 ? ran : null
    })
    expect(found.json).toMatchObject([{ id: storm.id, meant: null }])
    expect((await winnow(store.database, ['search', 'river'])).out).toContain('A hurricane makes landfall')
    const wrong = await winnow(store.database, ['search', 'huricane'])
    expect([wrong.out, wrong.err].join()).toMatch(/A hurricane makes landfall.*this is for "hurricane"/s)
    expect((await winnow(store.database, ['search', 'nothing'])).err).toContain('No article matches.')
    expect((await winnow(store.database, ['search', 'x', '--limit', '0'])).code).toBe(2)
  })

  test('says when time was over, and not that there is nothing', async () => {
    const [polled] = await polledSources(store.database, 1)
    if (polled !== undefined)
      await flushOf(store.database)([chunk(polled, [article('storm', { title: 'A hurricane' })])])
    const before = await winnow(store.database, ['search', 'hurricane'])
    const ran = await winnow(overdue(store.database), ['search', 'hurricane'])
    expect([before.out, before.err]).toEqual([expect.stringContaining('A hurricane'), ''])
    expect([ran.code, ran.out, ran.err]).toEqual([0, '', expect.stringContaining('Time was over after 10 s')])
    expect(ran.err).not.toContain('No article')
  })

  /** The store, where a look into the index takes longer than the server lets it. */
  function overdue(database: Database): Database {
    const never = [sql`select set_config('statement_timeout', '50', true)`, sql`select pg_sleep(600)`]
    const batch: Send = (statements, deadlineMs) => {
      const isLook = statements.some(({ text }) => text.includes('enable_indexscan'))
      return database.batch(isLook ? [...statements.slice(0, -1), ...never] : statements, deadlineMs)
    }
    return { ...database, batch }
  }
})

describe('serve', () => {
  test('answers until it is stopped, and says where', async () => {
    const stop = new AbortController()
    let address = ''
    const running = winnow(store.database, ['serve', '--port', '0', '--json'], {
      stop: stop.signal,
      onLine: line => {
        address = JSON.parse(line).url
      },
    })
    await until(() => address)
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    const taken = await winnow(store.database, ['serve', '--port', new URL(address).port])
    expect([taken.code, taken.err]).toEqual([4, expect.stringContaining('something listens there already')])
    stop.abort()
    expect((await running).code).toBe(0)
    await expect(fetch(`${address}/healthz`)).rejects.toThrow()
  })

  test.each([
    ['--port', '70000'],
    ['--public-url', 'ftp://x'],
    ['--host', 'a b'],
  ])('%s %s is refused', async (...option) => {
    expect((await winnow(store.database, ['serve', ...option])).code).toBe(2)
  })
})
