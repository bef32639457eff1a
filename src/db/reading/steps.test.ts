/** A step is stored whole or not at all; repeated it changes nothing; refused it leaves only what it cost. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import {
  bought,
  byWorker,
  call,
  claim,
  claimed,
  event,
  extracted,
  extraction,
  mine,
  note,
  pageFetch,
  step,
  wants,
} from '../../../test/fixtures/readings.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { uuidV8 } from '../../core/identity.ts'
import type { Step } from '../../core/reading.ts'
import { sql } from '../statement.ts'
import { storeSteps } from './steps.ts'
import { eventsOf, readingOf } from './stored.ts'
import { SUBMITTED_SOURCE } from './submitted.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine, { after: 'empty' })

  const save = (...steps: Step[]) => storeSteps(database, steps, byWorker)
  async function everything() {
    const tables = [
      'readings',
      'reading_events',
      'articles',
      'url_aliases',
      'page_fetches',
      'extractions',
      'notes',
      'llm_calls',
    ]
    const results = await database.batch(
      tables.map(name => ({ text: `select * from ${name} t order by t::text`, params: [] })),
    )
    return Object.fromEntries(tables.map((name, at) => [name, results[at]]))
  }

  test('a page’s step brings the article, its text, the attempt, the events and the next status', async () => {
    const [reading] = await claimed(database, ['a'])
    const text = extraction('Full text of a.\0')
    const page = pageFetch(reading!.url, { failure: { kind: 'timeout', message: 'late' } })
    const [settled] = await save(
      extracted(reading!, 'a', {
        extraction: text,
        fetches: [page],
        events: [event('extracted', { title: 'a\0b\ud800', 'k\0': [1, null] }), event('summarising')],
      }),
    )
    expect(settled).toMatchObject({ refused: false, claims: [] })
    expect(await readingOf(database, reading!.id)).toMatchObject({
      status: 'summarising',
      attempts: 0,
      extraction: { contentText: 'Full text of a.\uFFFD', contentHash: text.contentHash },
    })
    expect(await database.query(sql`select id, source_id, run_id, history from articles`)).toEqual([
      { id: reading!.articleId, source_id: SUBMITTED_SOURCE, run_id: reading!.id, history: false },
    ])
    expect(await database.query(sql`select failure_kind, duration_ms from page_fetches`)).toEqual([
      { failure_kind: 'timeout', duration_ms: 300 },
    ])
    expect(await eventsOf(database, reading!.id, 1)).toMatchObject([
      { seq: 2, stage: 'extracted', detail: { title: 'a\uFFFDb\uFFFD', 'k\uFFFD': [1, null] } },
      { seq: 3, stage: 'summarising' },
    ])
  })

  test('the whole way: each stage stored before the next, the last one ends the reading and gives it back', async () => {
    const [reading] = await claimed(database, ['a'], { language: 'de' })
    const text = extraction('Full text of a.')
    const [first] = await save(extracted(reading!, 'a', { extraction: text, claims: [wants(reading!)] }))
    const ours = mine(first?.claims[0])
    const [summary, translation, insights] = [
      note(text.contentHash),
      note(text.contentHash, { purpose: 'translation', language: 'de' }),
      note(text.contentHash, { purpose: 'insights', costUsd: null }),
    ]
    await save(
      step(reading!, {
        status: 'enriching',
        events: [event('summarised')],
        notes: [summary!],
        calls: [call()],
        purchases: [bought(ours)],
      }),
    )
    await save(step(reading!, { events: [event('insights')], notes: [insights!] }))
    await save(step(reading!, { events: [event('translated')], notes: [translation!] }))
    const [last] = await save(step(reading!, { status: 'done' }))
    expect(last?.refused).toBe(false)
    expect(await readingOf(database, reading!.id)).toMatchObject({
      status: 'done',
      dueAt: null,
      summary,
      translation,
      insights,
    })
    expect((await eventsOf(database, reading!.id, -1)).map(one => one.stage)).toEqual([
      'accepted',
      'fetching',
      'extracted',
      'summarising',
      'summarised',
      'translated',
      'insights',
      'done',
    ])
    expect(await claim(database)).toEqual([])
  })

  test('steps of a stale lease, of a reading that is over and of none at all are refused, the others of the batch are stored', async () => {
    const [late, over, fine] = await claimed(database, ['late', 'over', 'fine'])
    await database.query(sql`update readings set lease_until = now() - interval '1 s' where id = ${late!.id}`)
    const [rival] = await claim(database, { worker: 'rival' })
    expect(rival).toMatchObject({ id: late!.id, attempts: 2 })
    await save(step(over!, { status: 'done' }))
    const before = await everything()

    const gone = step({ id: uuidV8('gone'), leaseVersion: 1 }, { events: [event('extracted')] })
    const calls = [call(), call()]
    const settled = await save(
      extracted(late!, 'late', {
        claims: [wants(late!)],
        notes: [note(uuidV8('x'))],
        calls: [calls[0]!],
        aliases: [{ id: uuidV8('z'), url: 'z', reason: 'z', certain: false }],
      }),
      extracted(over!, 'over'),
      gone,
      extracted(fine!, 'fine'),
      step(over!, {
        status: 'failed',
        failure: { stage: 'summarising', kind: 'timeout', message: 'x' },
        calls: [calls[1]!],
      }),
    )
    expect(settled.map(one => one.refused)).toEqual([true, true, true, false, true])
    expect(settled[0]?.claims).toEqual([])
    const after = await everything()
    expect(after.articles).toMatchObject([{ id: fine!.articleId }])
    expect([after.notes, after.url_aliases]).toEqual([[], []])
    expect(after.page_fetches).toHaveLength(1)
    expect(await database.query(sql`select * from purchases`)).toEqual([])
    const others = (rows: Awaited<ReturnType<typeof everything>>) => rows.readings?.filter(row => row.id !== fine!.id)
    expect(others(after)).toEqual(others(before))
    // What was called was paid for, whoever has the lease.
    expect(after.llm_calls?.map(row => row.id).sort()).toEqual(calls.map(one => one.id).sort())
  })

  test('repeated, because the answer was lost, every kind of step answers as the first time and changes nothing', async () => {
    const [reading, ended] = await claimed(database, ['a', 'b'])
    const text = extraction('Full text of a.')
    const batch = [
      extracted(reading!, 'a', {
        extraction: text,
        claims: [wants(reading!)],
        aliases: [{ id: uuidV8('z'), url: 'z', reason: 'z', certain: false }],
      }),
      step(ended!, { events: [event('insights')], notes: [note(text.contentHash)], calls: [call()] }),
      step(ended!, { status: 'failed', failure: { stage: 'summarising', kind: 'quota', message: 'no money' } }),
    ]
    const first = await save(...batch)
    const before = await everything()
    expect(first.map(one => one.refused)).toEqual([false, false, false])
    const ours = mine(first[0]?.claims[0])
    expect(await save(...batch)).toEqual(first)
    expect(await everything()).toEqual(before)
    expect((await eventsOf(database, ended!.id, 8)).map(one => one.stage)).toEqual(['failed'])

    // Another step of the same lease is not the same step.
    expect((await save(step(ended!, { events: [event('done')], status: 'done' })))[0]?.refused).toBe(true)
    // And another claim of the same text is somebody else's.
    expect((await save(step(reading!, { claims: [wants(reading!)] })))[0]?.claims).toEqual([{ is: 'busy' }])
    const settle = step(reading!, { purchases: [bought(ours)] })
    expect([...(await save(settle)), ...(await save(settle))].map(one => one.refused)).toEqual([false, false])
    expect(await database.query(sql`select state, cost_usd::float8 as cost from purchases`)).toEqual([
      { state: 'bought', cost: 0.01 },
    ])
  })

  test('a status never goes back, and an end is final', async () => {
    const [reading] = await claimed(database, ['a'])
    await save(step(reading!, { status: 'enriching' }))
    await save(step(reading!, { status: 'summarising', events: [event('summarising')] }))
    expect(await readingOf(database, reading!.id)).toMatchObject({ status: 'enriching' })
    await save(step(reading!, { status: 'cancelled' }))
    expect(await save(step(reading!, { status: 'failed' }))).toMatchObject([{ refused: true }])
    expect(await readingOf(database, reading!.id)).toMatchObject({ status: 'cancelled' })
    expect((await eventsOf(database, reading!.id, 8)).map(one => one.stage)).toEqual(['cancelled'])
  })

  test('a step that the database cannot take fails its own reading; the rest of the batch commits', async () => {
    const [bad, good] = await claimed(database, ['bad', 'good'])
    const seen: string[] = []
    const paid = call()
    const unfit = extracted(bad!, 'bad', {
      calls: [paid],
      notes: [note(uuidV8('x'), { purpose: 'poem' as 'summary' })],
    })
    const settled = await storeSteps(database, [unfit, extracted(good!, 'good')], {
      ...byWorker,
      onEvent: name => seen.push(name),
    })
    expect(settled.map(one => one.refused)).toEqual([true, false])
    expect(seen).toEqual(['step.isolated', 'step.rejected'])
    expect(await readingOf(database, bad!.id)).toMatchObject({
      status: 'failed',
      extraction: null,
      failure: { kind: 'malformed', message: expect.stringContaining('notes_purpose_check') },
    })
    expect((await eventsOf(database, bad!.id, 1)).map(one => one.stage)).toEqual(['failed'])
    expect(await database.query(sql`select id from llm_calls`)).toEqual([{ id: paid.id }])
    expect(await readingOf(database, good!.id)).toMatchObject({ status: 'summarising' })
  })
})
