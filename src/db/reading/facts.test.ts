/** Law 12: whoever asks about a URL, or with the id of a request, is told all of its reading. */
import { describe, expect, test } from 'vitest'
import { engines } from '../../../test/fixtures/database.ts'
import {
  bought,
  byWorker,
  call,
  claimed,
  extracted,
  extraction,
  mine,
  note,
  pageFetch,
  request,
  step,
  wants,
} from '../../../test/fixtures/readings.ts'
import { article, chunk, flushOf, polledSources } from '../../../test/fixtures/samples.ts'
import { withStore } from '../../../test/fixtures/with-store.ts'
import { factsAbout } from '../why.ts'
import { articlesOfRequests } from './facts.ts'
import { storeSteps } from './steps.ts'
import { submitRequests } from './submit.ts'

describe.each(engines)('on %s', engine => {
  const { database } = withStore(engine)

  test('a URL that was read is told with who asked, its stages, its fetches, its calls and what was made of it', async () => {
    const [source] = await polledSources(database, 1)
    await flushOf(database)([chunk(source!, [article('story')])])
    const [reading] = await claimed(database, ['story'])
    const [joined] = await submitRequests(database, [request('story', { origin: 'web' })])
    const failure = { kind: 'quota', message: 'no credits' } as const
    const text = extraction('The full story.')
    const fetches = [
      pageFetch(reading!.url, { extractor: 'firecrawl', failure }),
      pageFetch(reading!.url, { why: 'Firecrawl: no credits' }),
    ]
    await storeSteps(database, [extracted(reading!, 'story', { fetches, extraction: text })], byWorker)
    const [asked] = await storeSteps(
      database,
      [step(reading!, { claims: [wants(reading!, { contentHash: text.contentHash })] })],
      byWorker,
    )
    const claim = mine(asked!.claims[0])
    const { purchaseId } = claim
    const calls = [call({ purchaseId, outcome: 'failed', failure, costUsd: 0 }), call({ purchaseId, costUsd: 0.002 })]
    const end = { status: 'done', calls, purchases: [bought(claim)], notes: [note(text.contentHash)] } as const
    await storeSteps(database, [step(reading!, end)], byWorker)

    const facts = await factsAbout(database, [article('story').id])
    expect(facts.articles).toMatchObject([{ sourceId: source!.sourceId }])
    expect(facts.requests).toMatchObject([
      { id: reading!.id, answeredBy: 'new' },
      { id: joined!.requestId, origin: 'web', answeredBy: 'joined' },
    ])
    expect(facts.readings).toMatchObject([
      { id: reading!.id, status: 'done', failure: null, contentHash: text.contentHash },
    ])
    expect(facts.readings[0]?.events.map(event => event.stage)).toEqual([
      'accepted',
      'fetching',
      'extracted',
      'summarising',
      'done',
    ])
    expect(facts.fetches).toMatchObject([
      { extractor: 'firecrawl', failure },
      { extractor: 'builtin', why: 'Firecrawl: no credits', failure: null },
    ])
    expect(facts.extractions).toMatchObject([{ extractor: 'builtin', language: 'en', wordCount: 4 }])
    expect(facts.calls).toMatchObject([
      { outcome: 'failed', failure },
      { costUsd: 0.002, tokensIn: 1_000 },
    ])
    expect(facts.notes).toMatchObject([
      { purpose: 'summary', promptVersion: 's1', dropped: { quotes: 1 }, failedSegments: 0, forced: false },
    ])
    for (const part of [joined!.requestId, joined!.requestId.slice(-8).toUpperCase()])
      expect(await articlesOfRequests(database, part)).toEqual([
        { requestId: joined!.requestId, articleId: reading!.articleId },
      ])
  })

  test('a URL whose reading failed is told too, though it never became an article', async () => {
    const [reading] = await claimed(database, ['gone'])
    const failure = { stage: 'fetching', kind: 'status', message: '404 Not Found' } as const
    await storeSteps(
      database,
      [step(reading!, { status: 'failed', failure, fetches: [pageFetch(reading!.url, { httpStatus: 404 })] })],
      byWorker,
    )
    expect(await factsAbout(database, [reading!.articleId])).toMatchObject({
      articles: [],
      readings: [{ status: 'failed', failure }],
      fetches: [{ httpStatus: 404 }],
      calls: [],
    })
  })
})
