// One turn of the event loop is when undici takes a used connection back.
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ask, client, serveRaw } from './loopback.ts'

const page = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'

test('a reused connection that breaks before the answer is tried once more', async () => {
  const requests: number[] = []
  const server = await serveRaw((socket, nth) => {
    socket.on('data', () => {
      requests.push(nth)
      // The first connection answers once and breaks on its second request, as a server does that is tired of an idle one.
      if (nth === 0 && requests.length > 1) socket.resetAndDestroy()
      else socket.write(page)
    })
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  expect(requests).toEqual([0, 0, 1])
})

test('a server that breaks every connection is asked once, or twice after a reused one, never more', async () => {
  const fresh = await serveRaw(socket => socket.once('data', () => socket.resetAndDestroy()))
  const tired = await serveRaw((socket, nth) => {
    let asked = 0
    socket.on('data', () => {
      asked += 1
      if (nth === 0 && asked === 1) socket.write(page)
      else socket.resetAndDestroy()
    })
  })
  const { get } = client({ trusted: [fresh.origin, tired.origin] })
  expect(await get(ask(fresh.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(fresh.connections()).toBe(1)
  expect(await get(ask(tired.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(tired.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(tired.connections()).toBe(2)
})

test('a connection that was closed in peace is no reused one: the next to break is not tried again', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await serveRaw((socket, nth) => {
    socket.on('close', closed.resolve)
    socket.once('data', () => (nth === 0 ? socket.end(page) : socket.resetAndDestroy()))
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await closed.promise
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(server.connections()).toBe(2)
})

test('an answer that breaks in its body is not asked for again', async () => {
  let requests = 0
  const server = await serveRaw(socket => {
    socket.on('data', () => {
      requests += 1
      if (requests === 1) socket.write(page)
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', () => socket.resetAndDestroy())
    })
  })
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  await setImmediate()
  expect(await get(ask(server.origin))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(requests).toBe(2)
})

test('an idle connection closed by the server costs nothing', async () => {
  const server = await serveRaw(socket => socket.on('data', () => socket.end(page)))
  const { get } = client({ trusted: [server.origin] })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
  expect(await get(ask(server.origin))).toMatchObject({ ok: true })
})
