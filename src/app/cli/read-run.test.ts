/** `winnow read` as main builds it: a page on loopback, a real database, nothing of ours replaced; every request is counted by the server. */
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { until } from '../../../test/fixtures/until.ts'
import { testConfig } from '../../../test/fixtures/winnow.ts'
import { sql } from '../../db/statement.ts'
import { serve } from '../../net/loopback.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
afterEach(() => emptyStore(store.database))

const sentence = 'The harbour of Corran watched the whale for nine days, and nobody had called it or sent it away. '
const page = `<!doctype html><html lang="en"><head><title>The whale has left</title></head><body><article><h1>The whale has left</h1>
${Array.from({ length: 8 }, (_, at) => `<p>On day ${at + 1} the pilots counted its breaths. ${sentence.repeat(3)}</p>`).join('\n')}</article></body></html>`

/** Answers `/whale` after `hold`, everything else with 404. */
async function site(hold: Promise<void> = Promise.resolve()) {
  const asked: string[] = []
  const server = await serve(async (request, response) => {
    asked.push(request.url ?? '')
    if (request.url !== '/whale') return void response.writeHead(404).end()
    await hold
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page)
  })
  const { fetch } = testConfig([])
  const config = { fetch: { ...fetch, trusted: [server.origin] } }
  const winnow = (argv: string[], stop?: AbortSignal) => runWinnow(store.database, argv, { config, stop })
  return { winnow, asked, url: `${server.origin}/whale`, origin: server.origin }
}

test('a page is read once, and then answered from the store with no request at all', async () => {
  const { winnow, asked, url } = await site()
  const first = await winnow(['read', url])
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Built-in · free\nStored: article ') })
  expect(first.out).toContain('The whale has left')
  const requests = asked.length
  const second = await winnow(['read', url, '--json'])
  expect(second.json[0]).toMatchObject({ request: { answeredBy: 'stored' }, reading: { status: 'done' }, calls: [] })
  expect(second.json[0].events.map((event: { stage: string }) => event.stage)).toEqual([
    'accepted',
    'fetching',
    'extracted',
    'summarising',
    'summarised',
    'done',
  ])
  expect(asked).toHaveLength(requests)
  const { readingId } = second.json[0].request
  const why = await winnow(['why', readingId])
  expect(why).toMatchObject({ code: 0, out: expect.stringContaining('answered from the store, 0 network calls') })
  expect(why.out).toMatch(/fetched by the built-in extraction .*: 200/)
})

test('a failure names its stage and an id, and why tells the rest by that id', async () => {
  const { winnow, origin } = await site()
  const { code, err, out } = await winnow(['read', `${origin}/gone`])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  const id = /Error ID: (\S+)/.exec(err)?.[1] ?? ''
  expect(err).toMatch(/could not be read: server answered 404 \(status, while fetching\)/)
  const why = await winnow(['why', id])
  expect(why).toMatchObject({ code: 0, out: expect.stringContaining('failed while fetching: server answered 404') })
  expect((await winnow(['why', id.slice(-8), '--json'])).json[0]).toMatchObject({
    requests: [{ id }],
    readings: [{ status: 'failed' }],
  })
})

test('Ctrl-C in the middle of a fetch leaves a reading that is cancelled, with nothing else stored', async () => {
  const { promise: hold, resolve: release } = Promise.withResolvers<void>()
  onTestFinished(() => release())
  const { winnow, asked, url } = await site(hold)
  const stop = new AbortController()
  const reading = winnow(['read', url], stop.signal)
  await until(() => asked.includes('/whale'))
  stop.abort()
  expect(await reading).toMatchObject({ code: 130, out: '', err: expect.stringContaining('nothing half-stored') })
  const [row] = await store.database.query(sql`select
    (select string_agg(status, ' ') from readings) as statuses, (select count(*) from extractions) as extractions, (select count(*) from notes) as notes`)
  expect(row).toEqual({ statuses: 'cancelled', extractions: 0, notes: 0 })
})

test('a page on a private network is refused, and the refusal says how to allow it', async () => {
  const { url } = await site()
  const { code, err } = await runWinnow(store.database, ['read', url])
  expect(code).toBe(1)
  expect(err).toMatch(/private or reserved address; .*fetch\.trusted.*\nSee docs\/reading\.md/)
})
