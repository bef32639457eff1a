/** The embedded engine never starves the loop: it lives in a worker (in-process the loop got 0 turns). Turns are counted, not timed. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { article, chunk, flushOf, polledSources } from '../fixtures/samples.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('pglite')
})
afterAll(() => store.close())

test('during each of 20 flushes of 1,000 rows a timer and a loopback request get their turns', async () => {
  const server = createServer((_, response) => response.end('here'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const flush = flushOf(store.database)
  const turns: { timer: number; requests: number }[] = []
  for (let round = 0; round < 20; round++) {
    const [source] = await polledSources(store.database, 1)
    const articles = Array.from({ length: 1_000 }, (_, n) =>
      article(`breath-${round}-${n}`, { contentText: 'x'.repeat(1_000) }),
    )
    const count = { timer: 0, requests: 0 }
    let flushing = true
    const timer = setInterval(() => count.timer++, 1)
    const asking = (async () => {
      while (flushing) {
        await (await fetch(url)).text()
        if (flushing) count.requests++
      }
    })()
    await flush([chunk(source!, articles)])
    flushing = false
    clearInterval(timer)
    await asking
    turns.push(count)
  }
  server.close()
  for (const { timer, requests } of turns) {
    expect(timer).toBeGreaterThan(0)
    expect(requests).toBeGreaterThan(0)
  }
})
