/** The story of a reading in plain words: who asked, who fetched and why, what was bought for how much, what was written. */
import { expect, test } from 'vitest'
import type { CallRow, FetchRow, NoteRow, ReadingRow, RequestRow } from '../../db/reading/fact-rows.ts'
import { noReading } from '../../db/reading/facts.ts'
import { accepted, note, url } from './read-fixtures.ts'
import { readingMoments } from './reading-moments.ts'

const { requestId, readingId, articleId } = accepted
const at = new Date('2026-11-23T09:00:00Z')
const request: RequestRow = {
  id: requestId,
  url,
  articleId,
  readingId,
  origin: 'cli',
  depth: 'summary',
  language: 'de',
  forced: false,
  answeredBy: 'new',
  submittedAt: at,
}
const reading: ReadingRow = {
  id: readingId,
  articleId,
  sourceId: null,
  url,
  depth: 'summary',
  language: 'de',
  forced: false,
  status: 'done',
  attempts: 0,
  waitingReason: null,
  dueAt: null,
  leasedBy: null,
  failure: null,
  contentHash: null,
  acceptedAt: at,
  endedAt: at,
  events: [],
}
const fetch: FetchRow = {
  id: 'f',
  readingId,
  articleId,
  extractor: 'firecrawl',
  why: 'it is configured',
  url,
  finalUrl: url,
  httpStatus: 200,
  bytes: 41_000,
  durationMs: 1_200,
  startedAt: at,
  failure: null,
  lowValue: 'a cookie wall',
}
const call: CallRow = {
  id: 'c',
  readingId,
  purchaseId: 'p',
  purpose: 'summary',
  provider: 'openrouter',
  model: 'openai/gpt-5-mini',
  mode: 'schema',
  attempt: 1,
  startedAt: at,
  durationMs: 1_900,
  tokensIn: 2_100,
  tokensOut: 640,
  costUsd: 0.0018,
  costKnown: true,
  httpStatus: 200,
  finishReason: 'stop',
  outcome: 'ok',
  failure: null,
}
const texts = (facts: Partial<Parameters<typeof readingMoments>[0]>) =>
  readingMoments({ ...noReading, ...facts }).map(({ event, text }) => [event, text])

test('who asked, how it was answered, and how it ended', () => {
  expect(texts({ requests: [request], readings: [reading] })).toEqual([
    ['asked', `cli asked for a summary in German: a reading began (request ${requestId})`],
    ['read', 'done'],
  ])
  expect(texts({ requests: [{ ...request, answeredBy: 'stored', origin: 'api', language: '' }] })).toEqual([
    ['asked', expect.stringContaining('api asked for a summary: answered from the store, 0 network calls')],
  ])
  const failure = { stage: 'fetching', kind: 'status', message: 'server answered 404' }
  expect(texts({ readings: [{ ...reading, status: 'failed', failure }] })).toEqual([
    ['failed', 'failed while fetching: server answered 404 (status)'],
  ])
  const waiting = { ...reading, status: 'summarising' as const, endedAt: null, waitingReason: 'the budget', dueAt: at }
  expect(texts({ readings: [waiting] })).toEqual([['waits', 'waits until then: the budget']])
})

test('every fetch and every call with its reason, size, tokens and cost, the failed ones too', () => {
  const failure = { kind: 'timeout' as const, message: 'no answer in time' }
  expect(texts({ fetches: [fetch, { ...fetch, extractor: 'builtin', failure }] })).toEqual([
    ['fetched', 'fetched by Firecrawl (it is configured): 200, 41 KB, worth little: a cookie wall, 1.2 s'],
    ['failed', 'fetched by the built-in extraction (it is configured): failed: no answer in time, 1.2 s'],
  ])
  expect(
    texts({ calls: [call, { ...call, mode: 'repair', attempt: 2, outcome: 'failed', failure, costKnown: false }] }),
  ).toEqual([
    ['called', 'summary asked of openai/gpt-5-mini at openrouter (schema): 2,100 tokens in, 640 out, $0.0018, 1.9 s'],
    ['failed', expect.stringMatching(/\(repair, attempt 2\).*cost unknown, 1\.9 s, failed: no answer in time$/)],
  ])
})

test('every version of a summary, with what was dropped', () => {
  const first: NoteRow = {
    ...note('summary'),
    dropped: { quotes: 1, urls: 2 },
    failedSegments: 1,
    articleId,
    readingId,
    forced: false,
    at,
  }
  const second = { ...first, model: null, language: 'de', dropped: { quotes: 0, urls: 0 }, failedSegments: 0 }
  expect(texts({ notes: [first, second] })).toEqual([
    [
      'noted',
      'summary in English stored, by openai/gpt-5-mini, version 1 (1 quote dropped, 2 links dropped, 1 part failed)',
    ],
    ['noted', 'summary in German stored, by the built-in summariser, version 1'],
  ])
})
