/** The state of the store, what was switched by hand, and who did it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidV7 } from 'uuid'
import { describe, expect, onTestFinished, test } from 'vitest'
import { engines } from '../../test/fixtures/database.ts'
import { addSources, article, chunk, filtered, flushOf, polledSources, run } from '../../test/fixtures/samples.ts'
import { withStore } from '../../test/fixtures/with-store.ts'
import { audit, auditStatement, listAudit } from './audit.ts'
import { pageLimit } from './page.ts'
import { readSetting, settingStatement, writeSetting } from './settings.ts'
import { setEnabled } from './sources.ts'
import { sql } from './statement.ts'
import { readDaemon, readServer, readStatus } from './status.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine)

  test('the state of an empty store is all zeros, and in balance', async () => {
    expect(await readStatus(database)).toMatchObject({
      engine,
      migrations: expect.any(Number),
      lastMigration: expect.stringMatching(/^\d{4}_.+\.sql$/),
      sources: { total: 0, enabled: 0, disabled: 0, failing: 0, waiting: 0, polling: 0, due: 0, demo: 0 },
      articles: 0,
      lastDay: { polls: 0, failed: 0, offered: 0, saved: 0 },
      balance: { chunks: 0, broken: 0 },
      lastPoll: null,
      demo: null,
    })
  })

  test('sources are counted by state, polls by the day, and a chunk that does not add up is found', async () => {
    const [ok, failing] = await polledSources(database, 2)
    const [disabled] = await addSources(database, 1, 'disabled')
    await addSources(database, 2, 'waiting')
    await setEnabled(database, [disabled!], false, 'by hand')
    const failure = { kind: 'timeout', message: 'no answer' } as const
    const broken = chunk(failing!, [], { run: run(failing!.sourceId, { failure }) })
    await flushOf(database)([
      chunk(ok!, [article('a'), article('b')], { decided: [filtered('c')] }),
      { ...broken, bookmark: { ...broken.bookmark!, succeeded: false, failures: 1 } },
    ])
    const status = await readStatus(database)
    expect(status.sources).toEqual({
      total: 5,
      enabled: 4,
      disabled: 1,
      failing: 1,
      waiting: 2,
      polling: 0,
      due: 2,
      demo: 0,
    })
    expect(status.lastDay).toMatchObject({ polls: 2, failed: 1, offered: 3, saved: 2, filtered: 1 })
    expect(status).toMatchObject({ articles: 2, balance: { chunks: 2, broken: 0 }, lastPoll: { worker: 'test' } })

    await database.execute('alter table run_chunks drop constraint balance')
    try {
      await database.query(sql`update run_chunks set saved = saved + 1 where offered = 3`)
      expect((await readStatus(database)).balance).toEqual({ chunks: 2, broken: 1 })
    } finally {
      await database.execute(`update run_chunks set saved = offered - duplicate - old - filtered - rejected;
        alter table run_chunks add constraint balance check (offered = saved + duplicate + old + filtered + rejected)`)
    }
  })

  test('a setting is what was written last, whatever JSON it is', async () => {
    expect(await readSetting(database, 'demo')).toBeUndefined()
    await writeSetting(database, 'demo', 'on')
    await writeSetting(database, 'demo', 'off')
    await writeSetting(database, 'other', { a: [1, null] })
    expect(await readSetting(database, 'demo')).toBe('off')
    expect(await readSetting(database, 'other')).toEqual({ a: [1, null] })
    expect(await readStatus(database)).toMatchObject({ demo: 'off' })
  })

  test('an audit entry exists exactly when its change does, newest first, without secrets', async () => {
    const entry = { actor: 'cli', action: 'source.added', subject: 'x', correlationId: uuidV7() } as const
    const divide = sql`select 1 / 0`
    await expect(database.batch([settingStatement('a', 1), auditStatement(entry), divide])).rejects.toThrow()
    expect((await listAudit(database, { limit: 10 })).rows).toEqual([])
    await audit(database, { ...entry, subject: 'first' })
    await audit(database, { ...entry, subject: 'second', detail: { url: 'https://me:pw@x.example/', apiKey: 'abc' } })
    const { rows, next } = await listAudit(database, { limit: 1 })
    expect(rows).toMatchObject([
      {
        subject: 'second',
        correlationId: entry.correlationId,
        detail: { url: 'https://***@x.example/', apiKey: '***' },
      },
    ])
    expect((await listAudit(database, { limit: 1, after: next })).rows).toMatchObject([{ subject: 'first' }])
  })

  test('entries of one moment keep the order in which they were made', async () => {
    const made = Array.from({ length: 20 }, (_, i) => `${i}`)
    const entry = { actor: 'cli', action: 'source.added', correlationId: uuidV7() } as const
    await database.batch(made.map(subject => auditStatement({ ...entry, subject })))
    const { rows } = await listAudit(database, { limit: 20 })
    expect(rows.map(row => row.subject)).toEqual(made.toReversed())
  })

  test('the server tells its version and its clock', async () => {
    const { version, versionNumber, clockMs } = await readServer(database)
    expect(Math.floor(versionNumber / 10_000)).toBe(Number.parseInt(version, 10))
    expect(Math.abs(clockMs - Date.now())).toBeLessThan(3_600_000)
  })
})

test('the daemon is whoever else holds the data directory; nobody when it is this process or nothing is written', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'winnow-holder-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  expect(await readDaemon(dir)).toBeNull()
  await writeFile(join(dir, 'holder.json'), JSON.stringify({ pid: process.pid, since: '2026-11-23T09:00:00Z' }))
  expect(await readDaemon(dir)).toBeNull()
  await writeFile(join(dir, 'holder.json'), JSON.stringify({ pid: 1, since: '2026-11-23T09:00:00Z' }))
  expect(await readDaemon(dir)).toEqual({ pid: 1, since: '2026-11-23T09:00:00Z' })
})

test('a page has 1 to 1,000 rows, whatever was asked for', () => {
  expect([-5, 0, 1, 2.9, 1_000, 1_001, Number.NaN].map(limit => pageLimit({ limit }))).toEqual([
    1, 1, 1, 2, 1_000, 1_000, 1,
  ])
})
