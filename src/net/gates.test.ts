import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assertHeld, GateRefusal, type Slot } from './gate.ts'
import { createGates, hostAndPort } from './gates.ts'

type Kind = 'feed' | 'page'
type Call = Readonly<{ host: string; until?: Promise<void> }>

type Wanted = Call & Readonly<{ kind: Kind; fails: boolean }>

const hostOf = ({ host }: Call): string => host

test('however calls come and end, no limit is ever exceeded, every call ends, and no host is remembered', async () => {
  const calls = fc.array(
    fc.record({
      host: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom<Kind[]>('feed', 'page'),
      fails: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  const limit = fc.integer({ min: 1, max: 4 })
  await fc.assert(
    fc.asyncProperty(calls, limit, limit, limit, fc.scheduler(), async (wanted, global, perHost, page, s) => {
      const gates = createGates<Kind>({ global, perHost, perKind: { page } })
      const running: Wanted[] = []
      const run = async (slot: Slot, call: Wanted) => {
        assertHeld(slot)
        running.push(call)
        expect(running.length).toBeLessThanOrEqual(global)
        expect(running.filter(({ host }) => host === call.host).length).toBeLessThanOrEqual(perHost)
        expect(running.filter(({ kind }) => kind === 'page').length).toBeLessThanOrEqual(page)
        await s.schedule(Promise.resolve())
        running.splice(running.indexOf(call), 1)
        if (call.fails) throw new Error('failed')
        return call.host
      }
      const ask = { feed: gates.limited('feed', hostOf, run), page: gates.limited('page', hostOf, run) }
      const all = Promise.allSettled(wanted.map(call => (call.kind === 'feed' ? ask.feed(call) : ask.page(call))))
      await s.waitFor(all)

      expect((await all).map(({ status }) => status === 'rejected')).toEqual(wanted.map(({ fails }) => fails))
      expect(gates.stats()).toMatchObject({
        global: { inUse: 0, waiting: 0, acquired: wanted.length },
        kinds: [{ name: 'page', inUse: 0, waiting: 0 }],
        hosts: { live: 0, waiting: 0 },
      })
    }),
  )
})

test('a slow host with a hundred calls holds its own permits only: others pass at once', async () => {
  const slow = Promise.withResolvers<void>()
  const gates = createGates({ global: 3, perHost: 2 })
  const ask = gates.limited('feed', hostOf, async (_slot, { host, until }: Call) => {
    await until
    return host
  })
  const stuck = Array.from({ length: 100 }, () => ask({ host: 'slow', until: slow.promise }))
  expect(await Promise.all(['a', 'b', 'c'].map(host => ask({ host })))).toEqual(['a', 'b', 'c'])
  expect(gates.stats()).toMatchObject({
    global: { inUse: 2, waiting: 0, acquired: 5 },
    hosts: { live: 1, waiting: 98 },
  })
  slow.resolve()
  expect(await Promise.all(stuck)).toHaveLength(100)
})

test('a kind that is full does not keep another kind waiting', async () => {
  const slow = Promise.withResolvers<void>()
  const gates = createGates<Kind>({ global: 4, perHost: 4, perKind: { page: 1 } })
  const run = async (_slot: Slot, { until }: Call) => await until
  const page = gates.limited('page', hostOf, run)
  const feed = gates.limited('feed', hostOf, run)
  const pages = ['a', 'b', 'c', 'd', 'e'].map(host => page({ host, until: slow.promise }))
  await feed({ host: 'f' })
  expect(gates.stats()).toMatchObject({ global: { inUse: 1 }, kinds: [{ name: 'page', inUse: 1, waiting: 4 }] })
  slow.resolve()
  await Promise.all(pages)
})

test('there are never more host gates than allowed: the hosts beyond share one', async () => {
  const slow = Promise.withResolvers<void>()
  const gates = createGates({ global: 100, perHost: 1, mostHosts: 2 })
  const ask = gates.limited('feed', hostOf, async (_slot, { until }: Call) => await until)
  const calls = ['a', 'b', 'c', 'd', 'e'].map(host => ask({ host, until: slow.promise }))
  expect(gates.stats()).toMatchObject({ hosts: { live: 3, waiting: 2 } })
  slow.resolve()
  await Promise.all(calls)
  expect(gates.stats()).toMatchObject({ global: { acquired: 5 }, hosts: { live: 0 } })
})

test('closing turns away waiters of every gate, and newcomers, and leaves a running call alone', async () => {
  const end = Promise.withResolvers<string>()
  const gates = createGates<Kind>({ global: 2, perHost: 1, perKind: { page: 1 } })
  const run = async (_slot: Slot, _call: Call) => await end.promise
  const [page, feed] = [gates.limited('page', hostOf, run), gates.limited('feed', hostOf, run)]
  const running = [page({ host: 'a' }), feed({ host: 'b' })]
  // One turn of the event loop: every call has come as far as it can.
  await setImmediate()
  const waiting = Promise.allSettled([page({ host: 'a' }), page({ host: 'c' }), feed({ host: 'd' })])
  await setImmediate()
  expect(gates.stats()).toMatchObject({
    global: { inUse: 2, waiting: 1 },
    kinds: [{ inUse: 1, waiting: 1 }],
    hosts: { live: 4, waiting: 1 },
  })
  gates.close('shutting down')

  for (const result of [...(await waiting), ...(await Promise.allSettled([feed({ host: 'e' })]))]) {
    const reason = result.status === 'rejected' ? result.reason : null
    expect(reason).toBeInstanceOf(GateRefusal)
    expect((reason as GateRefusal).failure).toEqual({ kind: 'cancelled', message: 'cancelled: shutting down' })
  }
  end.resolve('done')
  expect(await Promise.all(running)).toEqual(['done', 'done'])
})

test('who is aborted leaves the line of whatever gate it waits at', async () => {
  const end = Promise.withResolvers<string>()
  const gates = createGates<Kind>({ global: 2, perHost: 1, perKind: { page: 1 } })
  const leaver = new AbortController()
  const run = async (_slot: Slot, _call: Call) => await end.promise
  const signalOf = () => leaver.signal
  const [page, feed] = [gates.limited('page', hostOf, run), gates.limited('feed', hostOf, run)]
  const [impatientPage, impatientFeed] = [
    gates.limited('page', hostOf, run, signalOf),
    gates.limited('feed', hostOf, run, signalOf),
  ]
  const running = [page({ host: 'a' }), feed({ host: 'b' })]
  await setImmediate()
  const left = Promise.allSettled([
    impatientPage({ host: 'a' }),
    impatientPage({ host: 'c' }),
    impatientFeed({ host: 'd' }),
  ])
  await setImmediate()
  expect(gates.stats()).toMatchObject({ global: { waiting: 1 }, kinds: [{ waiting: 1 }], hosts: { waiting: 1 } })
  leaver.abort()
  for (const result of await left) expect(result.status === 'rejected' && result.reason).toBeInstanceOf(GateRefusal)
  expect(gates.stats()).toMatchObject({
    global: { inUse: 2, waiting: 0 },
    kinds: [{ inUse: 1, waiting: 0 }],
    hosts: { live: 2, waiting: 0 },
  })
  end.resolve('done')
  await Promise.all(running)
})

test.each([
  { global: 0, perHost: 1 },
  { global: 1, perHost: 0 },
  { global: 1, perHost: 1, perKind: { page: 0.5 } },
])('limits of %j are a bug, seen at the start', options => {
  expect(() => createGates(options)).toThrow(RangeError)
})

test.each([
  ['https://Example.COM./feed', 'example.com:443'],
  ['http://example.com:80/', 'example.com:80'],
  ['https://example.com:8443/x', 'example.com:8443'],
  ['http://[::1]:81/', '[::1]:81'],
  ['nonsense', '(no host)'],
])('%s is served from %s', (url, key) => {
  expect(hostAndPort(url)).toBe(key)
})
