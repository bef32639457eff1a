/** The gates around the product's own visit: what one host does to its visitors is no other host's business. */
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { fetchFeed } from '../../src/net/feed.ts'
import { createGates, hostAndPort } from '../../src/net/gates.ts'
import { client, serve } from '../../src/net/loopback.ts'

const none = { etag: null, lastModified: null, bodyHash: null }
const feed = (url: string) => ({ url, origin: 'file' as const, settings: { maxBytes: 1_000 } })

test('fifty feeds of one silent host are asked a few at a time, and meanwhile every other host answers', async () => {
  const [perHost, held] = [3, [] as ServerResponse[]]
  const full = Promise.withResolvers<void>()
  let open = false
  const slow = await serve((_request, response) => {
    held.push(response)
    if (open) response.end('late')
    else if (held.length === perHost) full.resolve()
  })
  const quick = await Promise.all(Array.from({ length: 5 }, () => serve((_request, response) => response.end('now'))))
  const { http } = client({ trusted: [slow, ...quick].map(({ origin }) => origin) })
  const gates = createGates<'feed'>({ global: 8, perHost })
  const visit = gates.limited('feed', (_http, source) => hostAndPort(source.url), fetchFeed)

  const waiting = Array.from({ length: 50 }, (_, nth) => visit(http, feed(`${slow.origin}/${nth}`), none))
  await full.promise
  for (const { origin } of quick) expect(await visit(http, feed(origin), none)).toMatchObject({ ok: true })
  expect(held).toHaveLength(perHost)
  expect(slow.connections()).toBe(perHost)

  open = true
  for (const response of held) response.end('late')
  expect((await Promise.all(waiting)).every(({ ok }) => ok)).toBe(true)
  expect(held).toHaveLength(50)
  expect(gates.stats()).toMatchObject({ global: { inUse: 0, acquired: 55 }, hosts: { live: 0 } })
})
