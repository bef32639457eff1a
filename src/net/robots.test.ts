import { expect, test } from 'vitest'
import { ask, client, guardWhereOpen, type Loopback, serve, serveText } from './loopback.ts'
import { fetchPage } from './page.ts'
import { createRobots, type RobotsOptions } from './robots.ts'

type Site = Loopback & { asked: string[]; robots: { status: number; body: string; headers?: Record<string, string> } }

const forbidden = { ok: false, failure: { kind: 'blocked', message: expect.stringContaining('robots.txt') } }
const hour = 60 * 60 * 1000

/** A site whose pages all answer, and whose robots.txt says what the test wants. */
async function site(body: string, status = 200): Promise<Site> {
  const robots: Site['robots'] = { status, body }
  const asked: string[] = []
  const server = await serve((request, response) => {
    asked.push(request.url ?? '')
    if (request.url !== '/robots.txt') response.end('page')
    else response.writeHead(robots.status, robots.headers).end(robots.body)
  })
  return { ...server, asked, robots }
}

/** Visits pages as the product does, on a clock that the test turns. */
function visitor(sites: readonly Loopback[], options: Partial<RobotsOptions> = {}) {
  const { http, inSlot } = client({ guard: guardWhereOpen(sites.map(({ origin }) => origin)) })
  const clock = { nowMs: 0 }
  const robots = createRobots({ http, userAgent: 'Winnow/1.0 (+x)', now: () => clock.nowMs, ...options })
  return {
    clock,
    http,
    visit: async (url: string, signal?: AbortSignal) =>
      await inSlot(slot => fetchPage(slot, http, robots, ask(url, { signal }))),
  }
}

test('a page is read when its site’s robots.txt does not mind, and not even asked for when it does', async () => {
  const server = await site('User-agent: winnow\nDisallow: /private')
  const { visit } = visitor([server])
  expect(await visit(`${server.origin}/public`)).toMatchObject({ ok: true })
  expect(await visit(`${server.origin}/private/x`)).toMatchObject(forbidden)
  expect(server.asked).toEqual(['/robots.txt', '/public'])
})

test('robots.txt is asked for once a day, and once for all that come together', async () => {
  const server = await site('User-agent: *\nDisallow: /x')
  const { visit, clock } = visitor([server])
  const pages = await Promise.all(['/1', '/2', '/x', '/3'].map(path => visit(server.origin + path)))
  expect(pages.map(({ ok }) => ok)).toEqual([true, true, false, true])
  clock.nowMs = 24 * hour - 1
  expect(await visit(`${server.origin}/x`)).toMatchObject(forbidden)
  expect(server.asked.filter(path => path === '/robots.txt')).toHaveLength(1)
  server.robots.body = ''
  clock.nowMs = 24 * hour
  expect(await visit(`${server.origin}/x`)).toMatchObject({ ok: true })
  expect(server.asked.filter(path => path === '/robots.txt')).toHaveLength(2)
})

test.each([204, 401, 403, 404, 410])('a robots.txt answered with %s forbids nothing', async status => {
  const server = await site('User-agent: *\nDisallow: /', status)
  const { visit } = visitor([server])
  expect(await visit(`${server.origin}/x`)).toMatchObject({ ok: true })
})

test.each([500, 503, 429])('a robots.txt answered with %s forbids everything for ten minutes', async status => {
  const server = await site('', status)
  const { visit, clock } = visitor([server])
  const answer = { ok: false, failure: { status, message: `robots.txt: server answered ${status}` } }
  expect(await visit(`${server.origin}/x`)).toMatchObject(answer)
  server.robots.status = 200
  clock.nowMs = 10 * 60_000 - 1
  expect(await visit(`${server.origin}/x`)).toMatchObject(answer)
  expect(server.asked).toEqual(['/robots.txt'])
  clock.nowMs += 1
  expect(await visit(`${server.origin}/x`)).toMatchObject({ ok: true })
})

test('a Retry-After is obeyed, and one of nothing is a minute', async () => {
  const server = await site('', 429)
  const { visit, clock } = visitor([server])
  for (const [header, waitMs] of [
    ['3600', hour],
    ['0', 60_000],
  ] as const) {
    server.robots.headers = { 'Retry-After': header }
    const before = server.asked.length
    await visit(`${server.origin}/x`)
    clock.nowMs += waitMs - 1
    await visit(`${server.origin}/x`)
    expect(server.asked.length).toBe(before + 1)
    clock.nowMs += 1
  }
})

test('rules that were known hold on while the file cannot be read', async () => {
  const server = await site('User-agent: *\nDisallow: /x')
  const { visit, clock } = visitor([server])
  await visit(`${server.origin}/y`)
  server.robots.status = 500
  clock.nowMs = 30 * hour
  expect(await visit(`${server.origin}/x`)).toMatchObject(forbidden)
  expect(await visit(`${server.origin}/y`)).toMatchObject({ ok: true })
})

test('a site that answers robots.txt with noise, or not at all, is left alone', async () => {
  const noise = await serveText('SSH-2.0-OpenSSH_9\r\n')
  const { visit } = visitor([noise])
  expect(await visit(`${noise.origin}/x`)).toMatchObject({
    ok: false,
    failure: { kind: 'malformed', message: 'robots.txt: the answer is not valid HTTP' },
  })
})

test('of a robots.txt without end the first 500 kB count', async () => {
  const server = await site(`User-agent: *\nDisallow: /x\n${'#'.repeat(600_000)}\nDisallow: /y`)
  const { visit } = visitor([server])
  expect(await visit(`${server.origin}/x`)).toMatchObject(forbidden)
  expect(await visit(`${server.origin}/y`)).toMatchObject({ ok: true })
})

test('the site that a redirect leads to is asked too', async () => {
  const target = await site('User-agent: *\nDisallow: /x')
  const start = await serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end()
    else response.writeHead(302, { Location: `${target.origin}${request.url}` }).end()
  })
  const { visit } = visitor([start, target])
  expect(await visit(`${start.origin}/y`)).toMatchObject({ ok: true, value: { url: `${target.origin}/y` } })
  expect(await visit(`${start.origin}/x`)).toMatchObject(forbidden)
  expect(target.asked).toEqual(['/robots.txt', '/y'])
})

test('a robots.txt elsewhere holds for the site that points to it; a circle of them holds nobody', async () => {
  const rules = await site('User-agent: *\nDisallow: /x')
  const start = await serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(301, { Location: `${rules.origin}/robots.txt` }).end()
    else response.end('page')
  })
  const circle = await serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(302, { Location: '/robots.txt' }).end()
    else response.end('page')
  })
  const { visit } = visitor([start, rules, circle])
  expect(await visit(`${start.origin}/x`)).toMatchObject(forbidden)
  expect(await visit(`${circle.origin}/x`)).toMatchObject({ ok: true })
})

test('who gives up while fetching for others does not decide for them', async () => {
  const arrived = Promise.withResolvers<void>()
  const asked: string[] = []
  const server = await serve((request, response) => {
    asked.push(request.url ?? '')
    // The first request for it is never answered.
    if (asked.length === 1) arrived.resolve()
    else response.end(request.url === '/robots.txt' ? 'User-agent: *\nDisallow: /x' : 'page')
  })
  const { visit } = visitor([server])
  const first = new AbortController()
  const gaveUp = visit(`${server.origin}/1`, first.signal)
  await arrived.promise
  const others = [visit(`${server.origin}/2`), visit(`${server.origin}/x`)]
  first.abort()
  expect(await gaveUp).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  expect(await Promise.all(others)).toMatchObject([{ ok: true }, forbidden])
  expect(asked.filter(path => path === '/robots.txt')).toHaveLength(2)
})

test('who waits for another’s fetch can give up alone, and the end of the client ends all', async () => {
  const arrived = Promise.withResolvers<void>()
  const server = await serve(() => arrived.resolve())
  const { visit, http } = visitor([server])
  const [second, cancelled] = [new AbortController(), { ok: false, failure: { kind: 'cancelled' } }]
  const first = visit(`${server.origin}/1`)
  await arrived.promise
  const waiting = visit(`${server.origin}/2`, second.signal)
  second.abort()
  expect(await waiting).toMatchObject(cancelled)
  const third = visit(`${server.origin}/3`)
  await http.close()
  expect(await Promise.all([first, third])).toMatchObject([cancelled, cancelled])
  expect(server.connections()).toBe(1)
})

test('what is remembered has a size: the site asked longest ago goes first', async () => {
  const long = `User-agent: *\n${'Disallow: /x\n'.repeat(100)}`
  const [a, b] = [await site(long), await site(long)]
  const { visit } = visitor([a, b], { mostBytes: 40_000 })
  for (const { origin } of [a, a, b, b, a]) await visit(`${origin}/y`)
  expect(a.asked.filter(path => path === '/robots.txt')).toHaveLength(2)
  expect(b.asked.filter(path => path === '/robots.txt')).toHaveLength(1)
})
