/** One worker at a time, by the database's clock; the attempt is counted before the work, and what never comes to a result is ended. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import {
  byWorker,
  claim,
  claimed,
  extracted,
  extraction,
  note,
  request,
  step,
} from '../../../test/fixtures/readings.ts'
import { addSources, article, chunk, flushOf, polledSources, run } from '../../../test/fixtures/samples.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { removeSources } from '../sources.ts'
import { sql } from '../statement.ts'
import { admitReadings, articlesToRead, type ReadingSource } from './admit.ts'
import { type GaveUp, giveUpReadings, MAX_ATTEMPTS, releaseReadings, renewLeases } from './claim.ts'
import { storeSteps } from './steps.ts'
import { eventsOf, readingOf, requestStatus } from './stored.ts'
import { submitRequests } from './submit.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  const submit = (...slugs: string[]) =>
    submitRequests(
      database,
      slugs.map(slug => request(slug)),
    )
  const expire = () =>
    database.query(sql`update readings set lease_until = now() - interval '1 s' where lease_until is not null`)
  const ids = (readings: readonly { id: string }[]) => readings.map(one => one.id).sort()

  test('what one worker holds nobody else gets, until it gives it back or its lease ends', async () => {
    await submit('a', 'b', 'c')
    const first = await claim(database, { worker: 'first', limit: 2 })
    expect(first).toMatchObject([{ attempts: 1, leaseVersion: 1, status: 'fetching' }, { leaseVersion: 1 }])
    expect(await claim(database, { worker: 'second' })).toHaveLength(1)
    await releaseReadings(database, 'first')
    const second = await claim(database, { worker: 'second' })
    expect(ids(second)).toEqual(ids(first))
    expect(second).toMatchObject([{ attempts: 1, leaseVersion: 2 }, { attempts: 1 }])
    await expire()
    expect(await claim(database, { held: ids(first) })).toHaveLength(1)
  })

  test('a claim whose answer was lost holds its reading for a minute and a half; one in hand is held as long as it takes', async () => {
    await submit('a', 'b')
    const [lost, held] = await claim(database, { worker: 'first', leaseS: 600 })
    const again = () => claim(database, { worker: 'first', leaseS: 600, held: [held!.id] })
    const older = (by: string) => database.query(sql`update readings set lease_until = lease_until - ${by}::interval`)
    await older('80 s')
    expect(await again()).toEqual([])
    await older('11 s')
    expect(await claim(database, { worker: 'second', leaseS: 600 })).toEqual([])
    expect(ids(await again())).toEqual([lost!.id])
  })

  test('a claim takes none but the ones it is asked for, and only when they are due', async () => {
    const [a, b] = await submit('a', 'b')
    expect(await claim(database, { only: [b!.readingId] })).toMatchObject([{ id: b!.readingId }])
    await database.query(sql`update readings set due_at = now() + interval '1 h' where id = ${a!.readingId}`)
    expect(await claim(database, { only: [a!.readingId] })).toEqual([])
    expect(await claim(database, { only: [] })).toEqual([])
  })

  test('a lease is renewed for whoever has it, and for nobody else', async () => {
    const [a, b] = await submit('a', 'b')
    await claim(database, { worker: 'first', only: [a!.readingId] })
    await claim(database, { worker: 'second', only: [b!.readingId] })
    await expire()
    expect(await renewLeases(database, 'first', [a!.readingId, b!.readingId], 60)).toEqual([a!.readingId])
    expect(ids(await claim(database, { worker: 'third' }))).toEqual([b!.readingId])
  })

  test('of one article one reading at a time: the next finds what the first has stored', async () => {
    const [own] = await submitRequests(database, [request('a'), request('a', { language: 'de' })])
    const [first, ...none] = await claim(database)
    expect(none).toEqual([])
    expect(await claim(database, { worker: 'rival' })).toEqual([])
    const text = extraction('Full text of a.')
    const summary = note(text.contentHash)
    await storeSteps(
      database,
      [extracted(first!, 'a', { status: 'done', extraction: text, notes: [summary] })],
      byWorker,
    )
    const [second] = await claim(database)
    expect(second).toMatchObject({ status: 'summarising', extraction: text, summary })
    expect(second?.id).not.toBe(first?.id)
    expect([first?.id, second?.id]).toContain(own?.readingId)
  })

  test(`what kills its worker each time is given up after ${MAX_ATTEMPTS} claims, with one failure; a stored step starts the count anew`, async () => {
    const [poison, slow] = await submit('poison', 'slow')
    const gaveUp: GaveUp[] = []
    for (let n = 1; n <= MAX_ATTEMPTS; n++) {
      const readings = await claim(database, { onGaveUp: ended => gaveUp.push(ended), only: [poison!.readingId] })
      expect(readings).toHaveLength(1)
      await expire()
    }
    for (let n = 1; n <= MAX_ATTEMPTS; n++) {
      const [slowOne] = await claim(database, { only: [slow!.readingId] })
      if (n === 3) await storeSteps(database, [extracted(slowOne!, 'slow')], byWorker)
      await expire()
    }
    expect(gaveUp).toEqual([])
    expect(ids(await claim(database, { onGaveUp: ended => gaveUp.push(ended) }))).toEqual([slow!.readingId])
    const message = 'gave up after 5 attempts: none came to a result'
    expect(gaveUp).toEqual([{ readingId: poison!.readingId, articleId: poison!.articleId, stage: 'fetching', message }])
    expect(await requestStatus(database, poison!.requestId)).toMatchObject({
      status: 'failed',
      failure: { stage: 'fetching', message },
    })
    expect(await eventsOf(database, poison!.readingId, 8)).toMatchObject([{ stage: 'failed', detail: { message } }])
  })

  test('what was twice in the hands of a worker that died is claimed alone, and after all others: the innocent ones get through', async () => {
    const submitted = await submit('poison', 'a', 'b')
    const innocent = submitted.slice(1).map(one => one.readingId)
    for (let crash = 1; crash <= 2; crash++) {
      expect(await claim(database)).toHaveLength(3)
      await expire()
    }
    const [fresh] = await submit('fresh')
    expect(ids(await claim(database))).toEqual([fresh!.readingId])
    const alone: string[] = []
    for (let n = 1; n <= 3; n++) {
      const [one, ...others] = await claim(database, { held: alone })
      expect(others).toEqual([])
      alone.push(one!.id)
      if (innocent.includes(one!.id)) await storeSteps(database, [extracted(one!, one!.id)], byWorker)
    }
    expect(alone.sort()).toEqual(submitted.map(one => one.readingId).sort())
  })

  test('the sweep ends it too, once, where nobody claims; a late step of it is refused', async () => {
    const [reading] = await claimed(database, ['a'])
    await database.query(sql`update readings set attempts = 5, lease_until = now() - interval '1 s'`)
    expect(await giveUpReadings(database)).toMatchObject([{ readingId: reading!.id }])
    expect(await giveUpReadings(database)).toEqual([])
    expect(await storeSteps(database, [step(reading!, { status: 'done' })], byWorker)).toMatchObject([
      { refused: true },
    ])
  })

  test('stored articles of sources that want them read are found newest first, of an archive the newest few, and each once', async () => {
    const [polled, quiet] = await polledSources(database, 2)
    const at = (day: number) => ({ sortAt: new Date(Date.UTC(2026, 10, day)) })
    const flush = flushOf(database)
    await flush([
      chunk(
        polled!,
        [1, 2, 3, 4].map(day => article(`old-${day}`, at(day))),
        { run: run(polled!.sourceId, { history: true }), last: false, bookmark: null },
      ),
      chunk(quiet!, [article('quiet', at(5))]),
    ])
    const urn = article('urn', { ...at(9), url: 'urn:winnow:x:1' })
    await flush([chunk(polled!, [article('new-5', at(5)), article('new-6', at(6)), urn])])
    await database.query(sql`update articles set sort_at = sort_at + (now() - '2026-11-10')`)

    const source: ReadingSource = { sourceId: polled!.sourceId, depth: 'full_text', language: '', historyMost: 2 }
    const find = (different: Partial<ReadingSource> = {}) =>
      articlesToRead(database, [{ ...source, ...different }], 30, 100)
    const slugs = async (different?: Partial<ReadingSource>) =>
      (await find(different)).map(one => one.url.split('/').at(-1))
    expect(await slugs()).toEqual(['new-6', 'new-5', 'old-4', 'old-3'])
    expect((await articlesToRead(database, [source], 5, 100)).map(one => one.history)).toEqual([false])
    expect(await admitReadings(database, (await find()).slice(0, 3))).toHaveLength(3)
    expect(await slugs()).toEqual(['old-3'])
    expect(await slugs({ depth: 'summary' })).toHaveLength(4)
    expect(await claim(database)).toMatchObject(
      Array.from({ length: 3 }, () => ({ sourceId: polled!.sourceId, byPerson: false })),
    )
  })

  test('with its articles a source takes what was read of them, and a step that comes later is refused', async () => {
    const [polled] = await polledSources(database, 1)
    await addSources(database, 1, 'other')
    await flushOf(database)([chunk(polled!, [article('a'), article('b')])])
    const readings = await claimed(database, ['a', 'b', 'mine'])
    const [a, b, mine] = readings
    const text = extraction('Full text.')
    const keep = (reading: typeof a, slug: string) =>
      extracted(reading!, slug, { extraction: text, notes: [note(text.contentHash)] })
    await storeSteps(database, [keep(a, 'a'), keep(mine, 'mine')], byWorker)
    await removeSources(database, [polled!.sourceId], true)
    expect(await readingOf(database, a!.id)).toBeNull()
    expect(await requestStatus(database, a!.id)).toBeNull()
    expect(await eventsOf(database, a!.id, -1)).toEqual([])
    for (const table of ['readings', 'requests', 'extractions', 'notes', 'page_fetches'])
      expect(await database.query({ text: `select article_id from ${table}`, params: [] })).toEqual([
        { article_id: mine!.articleId },
      ])
    expect((await storeSteps(database, [extracted(b!, 'b')], byWorker))[0]?.refused).toBe(true)
  })
})
