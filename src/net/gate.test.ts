import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assertHeld, createGate, GateRefusal, type Slot } from './gate.ts'

function deferred(): { promise: Promise<void>; resolve: () => void } {
  return Promise.withResolvers<void>()
}

test('never more calls than the limit, first come first served, and back to zero however the calls end', async () => {
  const endings = fc.constantFrom('answer', 'reject', 'throw' as const)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(endings, { maxLength: 20 }),
      fc.scheduler(),
      async (limit, calls, s) => {
        const gate = createGate({ name: 'g', limit })
        const started: number[] = []
        let running = 0
        let most = 0
        const call = gate.limited((_slot: Slot, nth: number, ending: string): Promise<number> => {
          started.push(nth)
          if (ending === 'throw') throw new Error('synchronous')
          running += 1
          most = Math.max(most, running)
          return s.schedule(Promise.resolve(), `call ${nth}`).then(() => {
            running -= 1
            if (ending === 'reject') throw new Error('rejected')
            return nth
          })
        })
        const all = Promise.allSettled(calls.map((ending, nth) => call(nth, ending)))
        await s.waitFor(all)
        const results = await all

        expect(most).toBeLessThanOrEqual(limit)
        expect(started).toEqual(calls.map((_, nth) => nth))
        expect(results.map(result => result.status)).toEqual(
          calls.map(ending => (ending === 'answer' ? 'fulfilled' : 'rejected')),
        )
        const stats = gate.stats()
        expect(stats).toMatchObject({ inUse: 0, waiting: 0, acquired: calls.length })
        expect(stats.maxInUse).toBeLessThanOrEqual(limit)
      },
    ),
  )
})

test('a newcomer does not overtake the queue when a slot comes free', async () => {
  const gate = createGate({ name: 'g', limit: 1 })
  const order: string[] = []
  const first = deferred()
  const call = gate.limited(async (_slot: Slot, name: string, until?: Promise<void>) => {
    order.push(name)
    await until
  })
  const done = [call('first', first.promise), call('waiting')]
  first.resolve()
  await done[0]
  done.push(call('newcomer'))
  await Promise.all(done)
  expect(order).toEqual(['first', 'waiting', 'newcomer'])
})

test('the gate counts who is in, who waits, and for how long slots were held', async () => {
  let nowMs = 1_000
  const gate = createGate({ name: 'fetch', limit: 2, now: () => nowMs })
  const end = deferred()
  const call = gate.limited(async (_slot: Slot) => await end.promise)
  const calls = [call(), call(), call()]
  await Promise.resolve()
  expect(gate.stats()).toEqual({
    name: 'fetch',
    limit: 2,
    inUse: 2,
    waiting: 1,
    acquired: 2,
    maxInUse: 2,
    heldMsTotal: 0,
  })
  nowMs = 1_250
  end.resolve()
  await Promise.all(calls)
  expect(gate.stats()).toEqual({
    name: 'fetch',
    limit: 2,
    inUse: 0,
    waiting: 0,
    acquired: 3,
    maxInUse: 2,
    heldMsTotal: 500,
  })
})

test('closing turns away who waits and who comes later, and leaves a running call alone', async () => {
  const gate = createGate({ name: 'fetch', limit: 1 })
  const end = deferred()
  const call = gate.limited(async (_slot: Slot) => {
    await end.promise
    return 'done'
  })
  const running = call()
  const waiting = Promise.allSettled([call(), call()])
  gate.close('shutting down')

  for (const result of [...(await waiting), ...(await Promise.allSettled([call()]))]) {
    const reason = result.status === 'rejected' ? result.reason : null
    expect(reason).toBeInstanceOf(GateRefusal)
    expect((reason as GateRefusal).failure).toEqual({ kind: 'cancelled', message: 'cancelled: shutting down' })
  }
  end.resolve()
  expect(await running).toBe('done')
  expect(gate.stats()).toMatchObject({ inUse: 0, waiting: 0, acquired: 1 })
})

test('who is aborted while waiting leaves the line at once, and the one behind is next', async () => {
  const gate = createGate({ name: 'llm', limit: 1 })
  const end = deferred()
  const call = gate.limited(
    async (_slot: Slot, name: string, _signal: AbortSignal) => {
      await end.promise
      return name
    },
    (_name, signal) => signal,
  )
  const never = new AbortController().signal
  const leaver = new AbortController()
  const running = call('running', never)
  const left = call('left', leaver.signal).catch((error: unknown) => error)
  const behind = call('behind', never)
  expect(gate.stats()).toMatchObject({ inUse: 1, waiting: 2 })
  leaver.abort()
  expect(await left).toBeInstanceOf(GateRefusal)
  expect(gate.stats()).toMatchObject({ inUse: 1, waiting: 1 })
  const late = call('late', AbortSignal.abort()).catch((error: unknown) => error)
  expect(await late).toBeInstanceOf(GateRefusal)
  end.resolve()
  expect(await Promise.all([running, behind])).toEqual(['running', 'behind'])
  expect(gate.stats()).toMatchObject({ inUse: 0, waiting: 0, acquired: 2 })
})

test('an abort in the moment in which the slot is handed over loses no slot', async () => {
  const gate = createGate({ name: 'llm', limit: 1 })
  const end = deferred()
  const call = gate.limited(
    async (_slot: Slot, signal: AbortSignal) => {
      await end.promise
      return signal.aborted
    },
    signal => signal,
  )
  const leaver = new AbortController()
  const first = call(new AbortController().signal).then(() => leaver.abort())
  const second = call(leaver.signal)
  end.resolve()
  await first
  expect(await second).toBe(true)
  expect(gate.stats()).toMatchObject({ inUse: 0, waiting: 0, acquired: 2 })
})

test('a slot is good for its own call only, and nobody else can make one', async () => {
  const gate = createGate({ name: 'g', limit: 1 })
  const kept = await gate.limited(async (slot: Slot) => {
    assertHeld(slot)
    return slot
  })()
  expect(() => assertHeld(kept)).toThrow('outside its slot')

  // @ts-expect-error: the brand is not exported, so no literal has this type.
  const forged: Slot = {}
  expect(() => assertHeld(forged)).toThrow('outside its slot')
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a limit of %s is a bug', limit => {
  expect(() => createGate({ name: 'g', limit })).toThrow(RangeError)
})
