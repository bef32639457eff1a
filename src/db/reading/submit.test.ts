/** One piece of work for everybody who asks for the same; what is finished is an answer, never reset. */
import { describe, expect, test } from 'vitest'
import { engines, openStore } from '../../../test/fixtures/database.ts'
import {
  byWorker,
  claim,
  claimed,
  event,
  extracted,
  extraction,
  note,
  request,
  step,
} from '../../../test/fixtures/readings.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { sourceId } from '../../core/identity.ts'
import { countSources, listSources } from '../sources.ts'
import { sql } from '../statement.ts'
import { admitReadings } from './admit.ts'
import { storeSteps } from './steps.ts'
import { eventsOf, readingOf, requestStatus } from './stored.ts'
import { submitRequests } from './submit.ts'
import { SUBMITTED_SOURCE } from './submitted.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  test('the source of what people submit is there from the start, and nobody lists, counts or polls it', async () => {
    const fresh = await openStore(engine)
    expect(sourceId('winnow:submitted')).toBe(SUBMITTED_SOURCE)
    expect(await fresh.database.query(sql`select id, title, enabled from sources`)).toEqual([
      { id: SUBMITTED_SOURCE, title: 'Saved by you', enabled: false },
    ])
    expect(await listSources(fresh.database)).toEqual([])
    expect(await countSources(fresh.database)).toEqual({ file: 0, user: 0, demo: 0 })
    await fresh.close()
  })

  test('the first submission begins a reading of its own id, the next joins it, each under its own id', async () => {
    const [first, second] = [request('a'), request('a', { origin: 'web' })]
    expect(await submitRequests(database, [first])).toEqual([
      { requestId: first.id, readingId: first.id, articleId: first.articleId, status: 'pending', answeredBy: 'new' },
    ])
    expect(await submitRequests(database, [second])).toMatchObject([
      { requestId: second.id, readingId: first.id, answeredBy: 'joined' },
    ])
    expect(await requestStatus(database, second.id)).toMatchObject({
      readingId: first.id,
      status: 'pending',
      origin: 'web',
    })
    expect(await eventsOf(database, first.id, -1)).toMatchObject([
      { seq: 0, stage: 'accepted', detail: { origin: 'cli' } },
    ])
  })

  test('two of one URL in one batch share a reading; other languages and depths are other work', async () => {
    const said = [request('a'), request('a'), request('a', { language: 'de' }), request('b', { depth: 'full_text' })]
    const accepted = await submitRequests(database, said)
    expect(accepted.map(one => one.answeredBy)).toEqual(['new', 'joined', 'new', 'new'])
    expect(new Set(accepted.map(one => one.readingId)).size).toBe(3)
  })

  test('the same request again, because its answer was lost, is answered as the first time', async () => {
    const said = [request('a'), request('a')]
    const first = await submitRequests(database, said)
    expect(await submitRequests(database, said)).toEqual(first)
    expect(await database.query(sql`select count(*) as n from requests`)).toEqual([{ n: 2 }])
    expect(await eventsOf(database, said[0]!.id, -1)).toHaveLength(1)
  })

  test('a key that was used before answers with the first request, whatever is sent with it', async () => {
    const first = request('a', { idempotencyKey: 'k' })
    const again = await submitRequests(database, [first, request('b', { idempotencyKey: 'k' }), request('b')])
    expect(again.map(one => one.requestId)).toEqual([first.id, first.id, again[2]?.requestId])
    const [third] = await submitRequests(database, [request('c', { idempotencyKey: 'k' })])
    expect(third).toEqual(again[0])
    expect(await database.query(sql`select count(*) as n from readings`)).toEqual([{ n: 2 }])
  })

  test('a finished reading answers from the store and is not reset; forced, a new one is begun, and shared', async () => {
    const [reading] = await claimed(database, ['a'])
    const text = extraction('Full text of a.')
    await storeSteps(database, [extracted(reading!, 'a', { extraction: text })], byWorker)
    const summary = note(text.contentHash)
    await storeSteps(
      database,
      [step(reading!, { status: 'done', events: [event('summarised'), event('done')], notes: [summary] })],
      byWorker,
    )
    const [stored, shallow] = await submitRequests(database, [
      request('a'),
      request('a', { depth: 'full_text', language: 'fr' }),
    ])
    expect(stored).toMatchObject({ readingId: reading!.id, status: 'done', answeredBy: 'stored' })
    expect(shallow).toMatchObject({ readingId: reading!.id, answeredBy: 'stored' })
    expect(await readingOf(database, stored!.readingId)).toMatchObject({
      status: 'done',
      extraction: text,
      summary,
      translation: null,
      failure: null,
    })
    const forced = await submitRequests(database, [request('a', { force: true }), request('a', { force: true })])
    expect(forced.map(one => one.answeredBy)).toEqual(['new', 'joined'])
    expect(forced[0]?.readingId).not.toBe(reading!.id)
    const [again] = await claim(database)
    expect(again).toMatchObject({
      id: forced[0]?.readingId,
      edition: forced[0]?.readingId,
      extraction: null,
      status: 'fetching',
    })
    expect(await requestStatus(database, stored!.requestId)).toMatchObject({ status: 'done' })
  })

  test('a failed reading is no answer: the next submission begins anew', async () => {
    const [reading] = await claimed(database, ['a'])
    const failure = { stage: 'fetching', kind: 'timeout', message: 'no answer' } as const
    await storeSteps(database, [step(reading!, { status: 'failed', failure })], byWorker)
    expect(await requestStatus(database, reading!.id)).toMatchObject({ status: 'failed', failure })
    expect(await submitRequests(database, [request('a')])).toMatchObject([{ answeredBy: 'new' }])
  })

  test('a summary asked of an article whose full text is stored begins a reading that fetches nothing', async () => {
    const [shallow] = await claimed(database, ['a'], { depth: 'full_text' })
    const text = extraction('Full text of a.')
    await storeSteps(
      database,
      [extracted(shallow!, 'a', { status: 'done', extraction: text, events: [event('extracted'), event('done')] })],
      byWorker,
    )
    const [reading] = await claimed(database, ['a'])
    expect(reading).toMatchObject({ status: 'summarising', extraction: text, summary: null })
    expect((await eventsOf(database, reading!.id, -1)).map(one => one.stage)).toEqual([
      'accepted',
      'extracted',
      'summarising',
    ])
  })

  test('an address that is known to be another article’s is read as that one', async () => {
    const [twin, real] = [request('a/'), request('a')]
    await database.query(
      sql`insert into url_aliases (alias_id, article_id, url, reason) values (${twin.articleId}, ${real.articleId}, 'x', 'y')`,
    )
    const [accepted] = await submitRequests(database, [twin])
    expect(accepted?.articleId).toBe(real.articleId)
    expect(await submitRequests(database, [real])).toMatchObject([
      { readingId: accepted?.readingId, answeredBy: 'joined' },
    ])
  })

  test('what a source asked for comes after what people wait for, until a person asks for it too', async () => {
    const [one, two] = [request('one'), request('two')]
    const admit = ({ articleId, url }: typeof one) => ({
      articleId,
      url,
      sourceId: SUBMITTED_SOURCE,
      depth: 'summary' as const,
      language: '',
    })
    const admitted = await admitReadings(database, [admit(one), admit(two), admit(two)])
    expect(admitted).toHaveLength(2)
    expect(await admitReadings(database, [admit(one), admit(two)])).toEqual([])
    const [person] = await submitRequests(database, [request('three')])
    const [raised] = await submitRequests(database, [two])
    expect(raised?.answeredBy).toBe('joined')
    const order = []
    for (let n = 0; n < 3; n++) order.push(...(await claim(database, { limit: 1 })))
    expect(order.map(reading => reading.byPerson)).toEqual([true, true, false])
    expect(new Set(order.slice(0, 2).map(reading => reading.id))).toEqual(
      new Set([person?.readingId, raised?.readingId]),
    )
    expect(order[2]).toMatchObject({ articleId: one.articleId, sourceId: SUBMITTED_SOURCE })
  })
})
