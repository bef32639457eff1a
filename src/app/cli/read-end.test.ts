/** What does not end with a result says what happened, what is stored, and what to do; and its exit code says it to programs. */
import { expect, test } from 'vitest'
import { read } from '../../../test/fixtures/read-page.ts'
import { failed } from '../../core/failure.ts'
import { accepted, resultOf, scripted, url } from './read-fixtures.ts'

test('a failure says what happened, at which stage, what to do, and the id', async () => {
  const failure = { stage: 'fetching', kind: 'status', message: 'the server answered 404' }
  const { reader } = scripted(
    [['accepted'], ['failed', failure]],
    resultOf({ reading: { ...resultOf().reading, failure }, summary: null, insights: null }),
  )
  const { error, code, out } = await read(reader)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(error.split('\n')).toEqual([
    'https://paper.example/whale could not be read: the server answered 404 (status, while fetching)',
    expect.stringContaining('Open it in a browser'),
    `Error ID: ${accepted.requestId}`,
  ])
})

test('a failure of the LLM says that the text is stored', async () => {
  const failure = { stage: 'summarising', kind: 'unauthorised', message: 'the key was refused (401)' }
  const half = resultOf({ reading: { ...resultOf().reading, failure }, summary: null, insights: null })
  expect(await read(scripted([['failed', failure]], half).reader)).toMatchObject({
    out: '',
    error: expect.stringMatching(/What is done is stored\. .*OPENROUTER_API_KEY/),
  })
})

test('a summary that is stored is shown, though its translation failed', async () => {
  const failure = { stage: 'translated', kind: 'malformed', message: 'not in German' }
  const half = resultOf({ reading: { ...resultOf().reading, failure }, insights: null })
  expect(await read(scripted([['failed', failure]], half).reader)).toMatchObject({
    code: 1,
    out: expect.stringContaining('The whale is gone.'),
    error: expect.stringContaining('while translating'),
  })
})

test('what became of the work beside a failure is said', async () => {
  const failure = { stage: 'insights', kind: 'unauthorised', message: 'the key was refused (401)' }
  const detail = { ...failure, siblings: ['translation: cancelled'] }
  const events = [{ stage: 'failed' as const, at: new Date(), detail }]
  const half = resultOf({ reading: { ...resultOf().reading, status: 'failed', failure }, events, insights: null })
  const { error } = await read(scripted([['failed', detail]], half).reader)
  expect(error.split('\n').slice(-2)).toEqual(['Beside it: translation: cancelled', `Error ID: ${accepted.requestId}`])
})

test('what a reading had to do without is said, and why', async () => {
  const detail = { without: ['translation: no language model is configured'] }
  const events = [{ stage: 'done' as const, at: new Date(), detail }]
  const { out, code } = await read(scripted([['done', detail]], resultOf({ events })).reader)
  expect(code).toBe(0)
  expect(out).toContain('Without translation: no language model is configured')
})

test('what may not be asked for is refused before anything is watched', async () => {
  const { reader, calls } = scripted([], resultOf())
  const refusing = {
    ...reader,
    runtime: { ...reader.runtime, submit: async () => failed({ kind: 'blocked', message: 'is private' }) },
  }
  expect(await read(refusing)).toMatchObject({ code: 1, error: `${url}: is private` })
  expect(calls).toEqual(['close'])
})

test('Ctrl-C cancels it and leaves nothing half-stored', async () => {
  const stop = new AbortController()
  const { reader, calls } = scripted([['accepted']], resultOf({ extraction: null, summary: null, insights: null }))
  const reading = read(reader, {}, stop.signal)
  stop.abort()
  expect(await reading).toMatchObject({
    code: 130,
    out: '',
    error: `cancelled; nothing half-stored\nError ID: ${accepted.requestId}`,
  })
  expect(calls.slice(-2)).toEqual(['cancel', 'close'])
})

test('Ctrl-C leaves alone what another process reads', async () => {
  const stop = new AbortController()
  const { reader, calls } = scripted([['accepted']], resultOf({ status: 'fetching' }), {
    ...accepted,
    answeredBy: 'joined',
  })
  const reading = read(reader, {}, stop.signal)
  stop.abort()
  expect(await reading).toMatchObject({ code: 130, error: 'no longer watching; the other process reads on' })
  expect(calls).not.toContain('cancel')
})

test('a spent budget says until when, that nothing is lost, and shows what is there', async () => {
  const waiting = { reason: 'the budget of the day is spent ($1.00 of $1.00)', untilS: 3_600 }
  const { reader, calls } = scripted(
    [['accepted'], ['waiting', waiting]],
    resultOf({ status: 'summarising', summary: null, insights: null }),
  )
  const { code, error, out } = await read(reader)
  expect(code).toBe(6)
  expect(error).toMatch(
    /^it waits until 2026-11-23 \d\d:00:00: the budget of the day is spent \(\$1\.00 of \$1\.00\)\nNothing is lost/,
  )
  expect(out).toContain('The summary is not stored yet.')
  expect(calls.at(-1)).toBe('close')
  expect(calls).not.toContain('cancel')
})

test('what is no address is a usage error, and opens nothing', async () => {
  const { reader, calls } = scripted([], resultOf())
  expect(await read(reader, {}, undefined, 'ftp://x')).toMatchObject({ code: 2 })
  expect(calls).toEqual([])
})
