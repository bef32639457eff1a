/** Whoever sends much, slowly, packed or broken is let go, told why where that is possible, and holds up nobody (FAULT-MATRIX I-1, I-5, I-6, I-7). */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createStreams } from '../../src/app/http/event-stream.ts'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { until } from '../fixtures/until.ts'
import { startWeb, type TestWeb } from './web.ts'

let store: TestStore
let web: TestWeb
const sockets: Socket[] = []
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(async () => store?.close())
beforeEach(async () => {
  const limits = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 } as never
  web = await startWeb(store.database, { limits })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await web.close()
})

/** A connection, and all that has come back on it. */
function dial(first: string | Buffer) {
  const socket = connect(web.server.port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', piece => (text += piece))
  socket.on('error', () => {})
  const closed = new Promise<string>(resolve => socket.on('close', () => resolve(text)))
  socket.write(first)
  return { socket, closed, text: () => text }
}

/** Every refusal has the same form, whoever makes it. */
function refusal(text: string): { status: number; problem: Record<string, unknown> } {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const status = Number(head.split(' ')[1])
  expect(head).toMatch(/content-type: application\/problem\+json/i)
  expect(head).toMatch(/x-content-type-options: nosniff/i)
  const problem = JSON.parse(body)
  expect(head.toLowerCase()).toContain(`x-correlation-id: ${problem.errorId}`)
  expect(problem.status).toBe(status)
  return { status, problem }
}

const post = 'POST /api/marks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

describe('bodies', () => {
  test('10 MB are refused by their length, before they are read', async () => {
    const { closed, text } = dial(`${post}Content-Length: 10000000\r\n\r\n`)
    await until(() => text().includes('\r\n\r\n{'))
    expect(refusal(text()).status).toBe(413)
    await closed
  })

  test('10 MB in pieces without a length are read up to the bound, and no further', async () => {
    const { socket, closed, text } = dial(`${post}Transfer-Encoding: chunked\r\n\r\n`)
    const piece = `10000\r\n${'a'.repeat(65_536)}\r\n`
    for (let sent = 0; sent < 160 && !text().includes('413'); sent++) {
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), closed])
      if (socket.destroyed) break
    }
    await closed
    expect(text()).toMatch(/^HTTP\/1\.1 413 /)
    // Two bounds' worth at most had left us when the answer came.
    expect(socket.bytesWritten).toBeLessThan(10_000_000)
  })

  test.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'x'])('%s is not unpacked', async encoding => {
    const answer = await web.ask('/api/marks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: gzipSync(Buffer.alloc(100_000)).toString('latin1'),
    })
    expect([answer.status, answer.json?.title]).toEqual([415, 'Not this type'])
  })

  test('a client that goes in the middle of its body is no failure of the database', async () => {
    const { socket } = dial(`${post}Content-Length: 100\r\n\r\n{"ids"`)
    await until(() => socket.bytesWritten > 100)
    await web.ask('/healthz')
    socket.destroy()
    await until(async () => (await web.ask('/metrics')).text.includes('route="/api/marks",method="POST",status="400"'))
    const expected = ['web.opened', 'request.refused']
    expect(web.lines.filter(line => !expected.includes(String(line.event)))).toEqual([])
  })
})

describe('slow and large heads', () => {
  test('headers that never end are answered 408, while others are served', async () => {
    const slow = Array.from({ length: 50 }, () => dial('GET /api/articles HTTP/1.1\r\nHost: localhost\r\nX-Slow: '))
    expect((await web.ask('/healthz')).status).toBe(200)
    for (const { closed } of slow) expect(refused(refusal(await closed))).toBe(408)
  })

  test('a body that never ends is answered 408', async () => {
    const { closed } = dial(`${post}Content-Length: 100\r\n\r\n{`)
    expect(refused(refusal(await closed))).toBe(408)
  })

  test.each([
    ['one header of 20 kB', `X-Bomb: ${'a'.repeat(20_000)}\r\n`],
    ['three thousand headers', Array.from({ length: 3_000 }, (_, at) => `X-${at}: a\r\n`).join('')],
  ])('%s is answered 431', async (_, header) => {
    const { closed } = dial(`GET /healthz HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`)
    expect(refused(refusal(await closed))).toBe(431)
  })

  test.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a method of nobody', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['a Host that is an address', 'GET /healthz HTTP/1.1\r\nHost: localhost/x\r\n\r\n', 400],
    ['a target that is none', 'GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['a length and pieces', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['an expectation', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: more\r\n\r\n', 417],
  ])('%s is refused as a problem, and the connection ends', async (_, text, status) => {
    expect(refused(refusal(await dial(text).closed))).toBe(status)
  })
})

/** Below the app there is the log alone: it has the Error ID that went out, and the same reason. */
function refused({ status, problem }: ReturnType<typeof refusal>): number {
  const { errorId, detail } = problem
  const line = web.lines.find(one => one.correlationId === errorId)
  expect(line).toMatchObject({ event: 'request.refused', level: 'info', status, reason: detail })
  return status
}

describe('what comes back is no page', () => {
  test('markup in a request comes back as a problem that no browser shows as a page', async () => {
    const markup = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const answers = [
      await web.ask(`/api/articles?view=${encodeURIComponent(markup)}`),
      await web.ask(`/api/${encodeURIComponent(markup)}`),
      await web.ask('/api/sources', {
        method: 'POST',
        body: { url: 'https://a.example/', discover: false, settings: { include: [`/${markup}(/`] } },
      }),
      await web.ask('/api/marks', { method: 'POST', body: { [markup]: 1 } }),
    ]
    expect(answers[2]?.text).toContain('alert(1)')
    for (const { status, headers } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
    const page = await web.ask(`/${encodeURIComponent(markup)}?next=${encodeURIComponent(markup)}`)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.text).not.toContain('alert(1)')
  })

  test('a failure nobody foresaw is an Error ID, and its stack is in the log alone', async () => {
    const broken = await startWeb(store.database, {
      abilities: {
        isDemoRunning: () => {
          throw new Error('secret detail of /home/somebody')
        },
      },
    })
    const answer = await broken.ask('/api/status')
    await broken.close()
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/secret|home|\.ts|at /)
    const line = broken.lines.find(one => one.correlationId === answer.json.errorId)
    expect(JSON.stringify(line)).toContain('secret detail')
  })
})

describe('streams', () => {
  test('the one above the most is refused, and a place that is left is free again', async () => {
    const listening = Array.from({ length: 200 }, () => dial('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    await until(() => listening.every(one => one.text().includes('retry: ')))
    const refused = await web.ask('/api/stream')
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '30'])
    listening[0]?.socket.destroy()
    await until(async () => (await web.ask('/metrics')).text.includes('winnow_event_streams 199\n'))
    const next = dial('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await until(() => next.text().includes('retry: '))
  })

  test('a reader that does not read is let go, and what it was behind is given up', () => {
    const streams = createStreams()
    let isGone = false
    const response = streams.open(channel => {
      channel.signal.addEventListener('abort', () => {
        isGone = true
      })
      for (let at = 0; at < 2_000 && !isGone; at++) channel.send('article', { at })
    })
    return until(() => isGone).then(() => {
      expect([response?.status, streams.count()]).toEqual([200, 0])
    })
  })

  test('a stream ends with the server', async () => {
    const { text } = dial('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await until(() => text().includes('retry: '))
    expect(text()).not.toMatch(/\r\n0\r\n\r\n$/)
    await web.app.close()
    await until(() => /\r\n0\r\n\r\n$/.test(text()), { what: 'the last piece of the stream has come' })
  })
})
