import { expect, test } from 'vitest'
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import { stepsOf } from './steps.ts'

const start = Date.parse('2026-11-23T09:00:00Z')

function submission(
  status: Submission['status'],
  ...stages: readonly (readonly [StageEvent['stage'], number, object?])[]
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

const withModel = { provider: 'openrouter', model: 'mistral' }
const builtin = { provider: 'builtin', model: null }
const lines = (one: Submission, now = start) => stepsOf(one, now).map(({ state, title }) => `${state} ${title}`)

test('what is done has its time, what runs counts, what comes waits', () => {
  const running = submission(
    'summarising',
    ['accepted', 0],
    ['fetching', 100],
    ['extracted', 1_300, { extractor: 'builtin' }],
    ['summarising', 1_400, withModel],
  )
  expect(stepsOf(running, start + 4_400)).toEqual([
    { key: 'accepted', state: 'done', title: 'Accepted', detail: null, ms: 0 },
    { key: 'fetch', state: 'done', title: 'Fetched, built-in', detail: null, ms: 1_200 },
    { key: 'summary', state: 'now', title: 'Summarising', detail: null, ms: 3_000 },
    { key: 'insights', state: 'waiting', title: 'Insights', detail: null, ms: null },
  ])
})

test('nothing took less than no time, however the clocks of server and browser differ', () => {
  const running = submission('summarising', ['accepted', 0], ['fetching', 100], ['extracted', 40], ['summarising', 50])
  expect(stepsOf(running, start - 60_000).map(step => step.ms)).toEqual([0, 0, 0])
})

test('without a language model no insights and no translation are promised, at any moment', () => {
  const events = [
    ['accepted', 0],
    ['fetching', 1],
    ['extracted', 2, { extractor: 'builtin', language: 'en' }],
    ['summarising', 3, builtin],
    ['summarised', 4, builtin],
    ['done', 5],
  ] as const
  const statuses = ['pending', 'fetching', 'fetching', 'summarising', 'summarising', 'summarising'] as const
  const seen = statuses.map((status, at) =>
    lines({ ...submission(status, ...events.slice(0, at + 1)), language: 'de' }, start + 10),
  )
  expect(seen.map(titles => titles.length)).toEqual([3, 3, 3, 3, 3, 3])
  expect(seen.flat().filter(line => /nsights|ranslat/.test(line))).toEqual([])
  expect(seen.at(-1)).toEqual(['done Accepted', 'done Fetched, built-in', 'done Summarised'])
})

test('the last event ends it, before the status says so', () => {
  const told = submission(
    'enriching',
    ['accepted', 0],
    ['fetching', 1],
    ['extracted', 2],
    ['summarising', 3, withModel],
    ['summarised', 4, withModel],
  )
  expect(lines(told).at(-1)).toBe('now Finding insights')
  const ended = { ...told, events: [...told.events, { stage: 'done', at: told.submittedAt, detail: {} } as const] }
  expect(lines(ended).at(-1)).toBe('done Summarised')
})

test('a text that is in the wanted language already is not translated', () => {
  const told = (language: string) => ({
    ...submission('enriching', ['extracted', 2, { language: 'en' }], ['summarised', 4, withModel]),
    language,
  })
  expect(lines(told('de'))).toContain('now Translating')
  expect(lines(told('en'))).not.toContain('now Translating')
})

test('who waits for money says so, until something happens again', () => {
  const waits = submission(
    'summarising',
    ['summarising', 3, withModel],
    ['waiting', 50, { reason: 'the budget of the day is spent', untilS: 600 }],
  )
  const detailOf = (one: Submission) => stepsOf(one, start + 60).map(step => step.detail)
  expect(detailOf(waits)).toContain('Waiting: the budget of the day is spent')
  const goesOn = { stage: 'summarised', at: new Date(start + 90).toISOString(), detail: withModel } as const
  expect(detailOf({ ...waits, events: [...waits.events, goesOn] }).filter(Boolean)).toEqual([])
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
      ['summarising', 3, withModel],
      ['summarised', 4, withModel],
      ['failed', 5],
    ),
    language: 'de',
  }
  expect(stepsOf(failed, start).filter(step => step.state === 'failed')).toHaveLength(1)
})

const read = [
  ['accepted', 0],
  ['fetching', 1],
  ['extracted', 2, { extractor: 'builtin', language: 'en' }],
  ['summarising', 3, withModel],
  ['summarised', 4, withModel],
] as const

test('what is missing stands in its place, once, with what can be done about it; nothing says that it is there', () => {
  const why = ['translation: no language model is configured', 'insights: the server answered 500: no']
  const done = { ...submission('done', ...read, ['done', 5, { without: why }]), language: 'de' }
  expect(lines(done)).toEqual([
    'done Accepted',
    'done Fetched, built-in',
    'done Summarised',
    'warn Without translation: no language model is configured',
    'warn Without insights: the server answered 500: no',
  ])
  const advice = stepsOf(done, start).map(({ detail }) => detail)
  expect(advice.slice(3)).toEqual([expect.stringContaining('OPENROUTER_API_KEY'), expect.stringMatching(/^Try again/)])
})

test('details that are no lists of texts are passed over', () => {
  for (const without of [null, 'translation', { 0: 'x' }, [1, null]])
    expect(lines(submission('done', ...read, ['done', 5, { without }])).length).toBe(3)
})

test('a text that was stored before is not said to be fetched, and takes no time', () => {
  const known = submission('summarising', ['accepted', 0], ['extracted', 90, { stored: true, extractor: 'builtin' }])
  expect(stepsOf(known, start).find(({ key }) => key === 'fetch')).toMatchObject({
    title: 'Text already stored',
    ms: null,
  })
})

test('beside a failure stands what became of the rest: kept, stopped, or failed as well', () => {
  const failed = (stage: string, sibling: string) => ({
    ...submission('failed', ...read, ['failed', 5, { stage, kind: 'quota', message: 'no', siblings: [sibling] }]),
    language: 'de',
  })
  const ends = (one: Submission) =>
    stepsOf(one, start)
      .slice(3)
      .map(({ state, title, detail }) => [state, title, detail])
  expect(ends(failed('insights', 'translation: cancelled'))).toEqual([
    ['warn', 'Without translation: stopped', null],
    ['failed', 'Finding insights', null],
  ])
  expect(ends(failed('translated', 'insights: bought'))).toEqual([
    ['failed', 'Translating', null],
    ['done', 'Insights, kept', null],
  ])
  expect(ends(failed('translated', 'insights: the server answered 500'))).toEqual([
    ['failed', 'Translating', null],
    ['warn', 'Without insights: the server answered 500', null],
  ])
  expect(ends(failed('insights', 'translation: not in German'))).toEqual([
    ['warn', 'Without translation', null],
    ['failed', 'Finding insights', 'Without translation: not in German'],
  ])
})

test('of a text that was read in parts it is said how many are kept', () => {
  const siblings = ['segment 1: bought', 'segment 3: cancelled', 'segment 4: not begun, because: no credit']
  const failed = submission('failed', ...read.slice(0, 4), [
    'failed',
    5,
    { stage: 'summarising', kind: 'quota', message: 'no credit', siblings },
  ])
  expect(stepsOf(failed, start).at(-1)).toMatchObject({
    state: 'failed',
    title: 'Summarising',
    detail: 'Of 3 other parts 1 is kept, 2 were stopped',
  })
})

test('a cancelled one says so', () => {
  expect(stepsOf(submission('cancelled', ['accepted', 0], ['cancelled', 5]), start).at(-1)?.title).toBe('Cancelled')
})
