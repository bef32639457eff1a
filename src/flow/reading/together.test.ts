/** Structured concurrency: nobody is left running, the first fatal failure is told with what became of the others. */
import { expect, test } from 'vitest'
import { type Failure, failed, ok } from '../../core/failure.ts'
import { together } from './together.ts'

const unauthorised: Failure = { kind: 'unauthorised', status: 401, message: 'the key is refused' }
const malformed: Failure = { kind: 'malformed', message: 'no JSON' }
const isFatal = (failure: Failure) => failure.kind === 'unauthorised'
const never = new AbortController().signal

test('all that succeed are there by their names', async () => {
  const { outcomes, fatal } = await together({ a: async () => ok(1), b: async () => ok('two') }, never, isFatal)
  expect(outcomes).toEqual({ a: ok(1), b: ok('two') })
  expect(fatal).toBeNull()
})

test('a failure that is not fatal leaves the others alone', async () => {
  const slow = Promise.withResolvers<void>()
  const pending = together(
    {
      a: async () => failed(malformed),
      b: async signal => {
        await slow.promise
        return ok(signal.aborted)
      },
    },
    never,
    isFatal,
  )
  slow.resolve()
  expect(await pending).toEqual({ outcomes: { a: failed(malformed), b: ok(false) }, fatal: null })
})

test('a fatal failure aborts the others, and is reported with what became of them', async () => {
  const { outcomes, fatal } = await together(
    {
      translation: async signal => {
        await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
        return failed({ kind: 'cancelled', message: 'stopped' })
      },
      insights: async () => failed(unauthorised),
      done: async () => ok('kept'),
    },
    never,
    isFatal,
  )
  expect(fatal).toEqual({ part: 'insights', failure: unauthorised })
  expect(outcomes.translation).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  expect(outcomes.done).toEqual(ok('kept'))
})

test('cancellation from outside reaches all, and leaves when all have left', async () => {
  const stop = new AbortController()
  const left: string[] = []
  const part = (name: string) => async (signal: AbortSignal) => {
    await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
    await Promise.resolve()
    left.push(name)
    return failed({ kind: 'cancelled', message: 'stopped' })
  }
  const pending = together({ a: part('a'), b: part('b') }, stop.signal, isFatal)
  stop.abort()
  await pending
  expect(left).toEqual(['a', 'b'])
})

test('who comes to a group that is cancelled does not begin', async () => {
  const stop = new AbortController()
  stop.abort()
  let began = false
  const { outcomes } = await together(
    {
      a: async () => {
        began = true
        return ok(1)
      },
    },
    stop.signal,
    isFatal,
  )
  expect(began).toBe(false)
  expect(outcomes.a).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})

test('a bug in one part is thrown, but only when no other part runs any more', async () => {
  let ended = false
  const pending = together(
    {
      a: async () => {
        throw new Error('a bug')
      },
      b: async signal => {
        await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
        ended = true
        return ok(1)
      },
    },
    never,
    isFatal,
  )
  await expect(pending).rejects.toThrow('a bug')
  expect(ended).toBe(true)
})
