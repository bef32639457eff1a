/** The other machines of bench/poll: a server that answers as a thousand hosts do, 20 ms late, with ETag and 304. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rss } from '../test/fixtures/rss.ts'
import { ENTRIES } from './poll.ts'
import { prose } from './store.ts'

const LATENCY_MS = 20
const text = prose(100_000)
/** How often five entries were added to every feed. */
let generation = 0
const bodies = new Map<string, Buffer>()

function bodyOf(host: string): Buffer {
  const key = `${host} ${generation}`
  const known = bodies.get(key)
  if (known !== undefined) return known
  const count = ENTRIES + 5 * generation
  const items = Array.from({ length: ENTRIES }, (_, n) => {
    const id = count - n
    const from = (id * 997) % (text.length - 1_000)
    return {
      title: `Entry ${id} of ${host}`,
      link: `https://${host.replaceAll('.', '-')}.example/${id}`,
      guid: `${host}/${id}`,
      date: new Date(1.76e12 + id * 60_000),
      text: text.slice(from, from + 1_000),
    }
  })
  const body = Buffer.from(rss(`Feed ${host}`, items))
  bodies.set(key, body)
  return body
}

const server = createServer((request, response) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (request.url === '/more') {
    generation++
    response.end()
    return
  }
  setTimeout(() => {
    const etag = `"${generation}"`
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(bodyOf(host))
  }, LATENCY_MS)
})
// Every address of 127.0.0.0/8 is this machine; one listener answers for all of them.
server.listen(0, '0.0.0.0', () => process.send?.({ port: (server.address() as AddressInfo).port }))
