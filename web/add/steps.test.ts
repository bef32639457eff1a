import { expect, test } from 'vitest'
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import { stepsOf } from './steps.ts'

const start = Date.parse('2026-11-23T09:00:00Z')

function submission(
  status: Submission['status'],
  ...stages: readonly [StageEvent['stage'], number, object?][]
): Submission {
  return {
    id: 'c',
    readingId: 'r',
    articleId: 'a',
    url: 'https://example.org/a',
    language: '',
    status,
    submittedAt: new Date(start).toISOString(),
    events: stages.map(([stage, ms, detail = {}]) => ({
      stage,
      at: new Date(start + ms).toISOString(),
      detail: { ...detail },
    })),
    failure: null,
  }
}

test('what is done has its time, what runs counts, what comes waits', () => {
  const running = submission(
    'summarising',
    ['accepted', 0],
    ['fetching', 100],
    ['extracted', 1_300, { extractor: 'builtin' }],
    ['summarising', 1_400],
  )
  expect(stepsOf(running, start + 4_400)).toEqual([
    { key: 'accepted', state: 'done', title: 'Accepted', ms: 0 },
    { key: 'fetch', state: 'done', title: 'Fetched, built-in', ms: 1_200 },
    { key: 'summary', state: 'now', title: 'Summarising', ms: 3_000 },
    { key: 'insights', state: 'waiting', title: 'Insights', ms: null },
  ])
})

test('an answer from the store says that no network call was made', () => {
  expect(stepsOf(submission('done', ['accepted', 0], ['done', 1]), start).map(step => step.title)).toEqual([
    'Already stored, 0 network calls',
  ])
})

test('a failure ends the list where it happened', () => {
  const failed = submission('failed', ['accepted', 0], ['fetching', 100], ['failed', 900])
  expect(stepsOf(failed, start + 1_000).map(({ key, state }) => [key, state])).toEqual([
    ['accepted', 'done'],
    ['fetch', 'failed'],
  ])
})

test('a failure of two stages that run side by side is one cross', () => {
  const failed = {
    ...submission(
      'failed',
      ['accepted', 0],
      ['fetching', 1],
      ['extracted', 2],
      ['summarising', 3],
      ['summarised', 4],
      ['failed', 5],
    ),
    language: 'de',
  }
  expect(stepsOf(failed, start).filter(step => step.state === 'failed')).toHaveLength(1)
})

test('a cancelled one says so', () => {
  expect(stepsOf(submission('cancelled', ['accepted', 0], ['cancelled', 5]), start).at(-1)?.title).toBe('Cancelled')
})
