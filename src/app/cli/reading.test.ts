/** What commands tell of articles, runs and decisions: in words for people, in stable fields for programs. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CliOptions, winnow as runWinnow } from '../../../test/fixtures/cli.ts'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { article, chunk, filtered, flushOf, type Polled, polledSources, run } from '../../../test/fixtures/samples.ts'
import { until } from '../../../test/fixtures/until.ts'
import { claimDue } from '../../db/claim.ts'
import { sql } from '../../db/statement.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
afterEach(() => emptyStore(store.database))

const winnow = (...argv: string[]) => runWinnow(store.database, argv)
const flush = (...chunks: Parameters<ReturnType<typeof flushOf>>[0][number][]) => flushOf(store.database)(chunks)

/** Sources of these titles, claimed. */
async function sources(...titles: string[]): Promise<Polled[]> {
  const polled = await polledSources(store.database, titles.length)
  for (const [at, title] of titles.entries())
    await store.database.query(sql`update sources set title = ${title} where id = ${polled[at]!.sourceId}`)
  return polled
}

async function again(sourceId: string): Promise<Polled> {
  const [due] = await claimDue(store.database, {
    worker: 'test',
    limit: 1,
    leaseS: 60,
    held: [],
    perHost: 1_000,
    hostSpacingS: 0,
    only: [sourceId],
  })
  return { sourceId, leaseVersion: due!.leaseVersion }
}

test('why tells the story of an address poll by poll, under the correlation ids of its polls', async () => {
  const [tide, gazette] = await sources('Tidewatch', 'Harbour Gazette')
  const first = run(tide!.sourceId, { bytes: 41_000, history: true, startedAt: new Date('2026-11-23T09:00:00Z') })
  const second = run(gazette!.sourceId, { startedAt: new Date('2026-11-23T09:01:00Z') })
  const third = run(tide!.sourceId, { startedAt: new Date('2026-11-23T09:02:00Z') })
  await flush(chunk(tide!, [article('story'), article('other')], { run: first }))
  await flush(chunk(gazette!, [article('story')], { run: second }))
  await flush(
    chunk(await again(tide!.sourceId), [article('story', { title: 'Changed', contentText: 'New.' })], { run: third }),
  )

  const { code, out } = await winnow('why', 'http://PAPER.example/story?utm_source=x#top')
  expect(code).toBe(0)
  const lines = out.split('\n').map(line => line.replace(/^[\d:\- ]{19}(?= {2})/, '').trim())
  expect(lines).toEqual([
    'Article  Title of story',
    'Address  https://paper.example/story',
    `Id       ${article('story').id}`,
    expect.stringMatching(/^Saved {4}[\d-]{10} [\d:]{8} by Tidewatch$/),
    'Also in  Harbour Gazette',
    '',
    'polled Tidewatch: 200, 41 KB, 2 offered',
    `run ${first.id}`,
    'date and keywords ok: published 2026-11-01 10:00 UTC',
    `saved as ${article('story').id.slice(0, 8)} by Tidewatch: Title of story (history: it came with the first poll of its source)`,
    'polled Harbour Gazette: 200, 1.2 KB, 1 offered',
    `run ${second.id}`,
    'seen again in Harbour Gazette: Title of story',
    'polled Tidewatch: 200, 1.2 KB, 1 offered',
    `run ${third.id}`,
    'a changed version was seen and kept beside the first: Changed (4 characters)',
  ])
  const { json } = await winnow('why', 'paper.example/story', '--json')
  expect(json[0]).toMatchObject({
    canonicalUrl: 'https://paper.example/story',
    articles: [{ id: article('story').id }],
    sightings: [{}],
    versions: [{}],
  })
  expect(json[0].timeline.map((one: { event: string }) => one.event)).toEqual([
    'polled',
    'passed',
    'saved',
    'polled',
    'seen',
    'polled',
    'version',
  ])
  expect(json[0].timeline[1]).toMatchObject({ at: expect.stringMatching(/^\d{4}-.+Z$/), runId: first.id })
  expect(await winnow('why', article('story').id)).toMatchObject({ code: 0, out })
})

test('why tells why there is no article: old, filtered, rejected by the database, or never heard of', async () => {
  const [tide] = await sources('Tidewatch')
  const old = { ...filtered('old', 'older than the 90-day window (published 2020-01-01)'), outcome: 'old' } as const
  const bad = { ...filtered('bad', 'value too long'), outcome: 'rejected', sqlState: '54000' } as const
  await flush(chunk(tide!, [], { decided: [filtered('casino'), old, bad] }))
  expect((await winnow('why', 'https://paper.example/casino')).out).toContain(
    'No article: filtered (excluded by keyword "casino")',
  )
  expect((await winnow('why', 'https://paper.example/old')).out).toContain(
    'old, so not kept: older than the 90-day window',
  )
  const rejected = (await winnow('why', 'https://paper.example/bad')).out
  expect(rejected.match(/rejected: value too long \(SQLSTATE 54000\) — bad/g)).toHaveLength(1)
  const unknown = await winnow('why', 'https://feed0.example/none')
  expect(unknown).toMatchObject({ code: 3, out: '' })
  expect(unknown.err).toMatch(
    /nothing is known about https:\/\/feed0\.example\/none\nTidewatch .*did not offer it. Poll it now: winnow poll \w{8}/,
  )
  expect((await winnow('why', 'https://elsewhere.example/x')).err).toContain(
    'Follow it: winnow add https://elsewhere.example/',
  )
  expect(await winnow('why', 'hello')).toMatchObject({ code: 2 })
  expect(await winnow('why', 'ffffffff')).toMatchObject({ code: 3 })
})

test('a run tells its tally, chunks, articles and decisions, under why and runs alike, by any part of its id', async () => {
  const [tide] = await sources('Tidewatch')
  const poll = run(tide!.sourceId)
  await flush(chunk(tide!, [article('a')], { run: poll, decided: [filtered('c')] }))
  const { code, out } = await winnow('runs', poll.id.slice(-8))
  expect(code).toBe(0)
  expect(out).toContain('2 offered, 1 saved, 0 duplicate, 0 old, 1 filtered, 0 rejected')
  expect(out).toMatch(
    /saved as \w{8} by Tidewatch: Title of a\nfiltered, so not kept: excluded by keyword "casino" — c$/,
  )
  expect((await winnow('why', poll.id)).out).toBe(out)
  const { json } = await winnow('runs', poll.id, '--json')
  expect(json[0]).toMatchObject({
    id: poll.id,
    saved: 1,
    complete: true,
    chunkList: [{ chunk: 0, last: true }],
    articles: [{ title: 'Title of a' }],
    decisions: [{ outcome: 'filtered' }],
  })

  // What was decided by an earlier poll is not written again, and that is said.
  const later = run(tide!.sourceId)
  await flush(chunk(await again(tide!.sourceId), [article('a')], { run: later, decided: [filtered('c')] }))
  expect((await winnow('runs', later.id)).err).toContain('1 entry had been decided by an earlier poll')
  expect((await winnow('runs', later.id.slice(0, 6))).code).toBe(3)
  expect((await winnow('runs', 'abc')).code).toBe(2)
})

test('lists are tables for people and arrays for programs', async () => {
  const [tide, lost] = await sources('Tidewatch', 'Radio Skerry')
  const failure = { kind: 'timeout', message: 'no answer within 30 s' } as const
  await flush(
    chunk(tide!, [article('a', { title: '港だより\u001b[31m' })], {
      decided: [{ ...filtered('x', 'neither link nor guid'), outcome: 'rejected' }],
    }),
    chunk(lost!, [], { run: run(lost!.sourceId, { failure, httpStatus: null, bytes: 0 }) }),
  )
  const runs = await winnow('runs')
  expect(runs.out.split('\n')[0]).toMatch(
    /^Run +Started +Source +offered +saved +dupl\. +old +filt\. +rej\. +Answer +Took$/,
  )
  expect(runs.out).toContain('no answer within 30 s')
  expect((await winnow('runs', '--failed', '--json')).json[0]).toMatchObject([
    { sourceTitle: 'Radio Skerry', failureKind: 'timeout', offered: 0 },
  ])
  expect((await winnow('runs', '--source', 'tide', '--json')).json[0]).toMatchObject([{ saved: 1, rejected: 1 }])
  expect((await winnow('rejections', '--json')).json[0]).toMatchObject([
    { reason: 'neither link nor guid', sourceTitle: 'Tidewatch' },
  ])
  expect((await winnow('rejections', '--source', 'skerry')).err).toBe('Nothing was rejected.')
  const articles = await winnow('articles')
  expect(articles.out).toMatch(/^2026-11-01 \d\d:00 {2}港だより/)
  expect(articles.out).not.toContain('\u001b')
  expect((await winnow('articles', '--search', '港', '--json')).json[0]).toMatchObject([
    {
      url: 'https://paper.example/a',
      sourceTitle: 'Tidewatch',
      sortAt: '2026-11-01T10:00:00.000Z',
      history: false,
      sightings: 0,
    },
  ])
  expect((await winnow('articles', '--language', 'de')).err).toBe('No article fits.')
  const status = await winnow('status')
  expect(status.out).toMatch(/Balance +in balance over 2 chunks/)
  expect((await winnow('status', '--json')).json[0]).toMatchObject({
    inBalance: true,
    articles: 1,
    lastDay: { polls: 2, failed: 1 },
  })
  expect((await winnow('export', '--jsonl')).json).toMatchObject([
    { url: 'https://paper.example/a', contentText: 'Text of a.' },
  ])
  expect((await winnow('export', '--jsonl', '--since', '1d')).json).toEqual([])
})

test('an export writes more articles than a page holds, each once', async () => {
  const [tide] = await sources('Tidewatch')
  await flush(
    chunk(
      tide!,
      Array.from({ length: 501 }, (_, at) => article(`n${at}`)),
    ),
  )
  const { json } = await winnow('export', '--jsonl')
  expect(new Set(json.map(one => one.id)).size).toBe(501)
  expect(json).toHaveLength(501)
})

test('empty lists say what to do next, and nothing on standard output', async () => {
  const told = {
    articles: 'winnow add URL',
    runs: 'winnow poll --once',
    rejections: 'Nothing was rejected',
    audit: 'Nobody has changed anything',
  }
  for (const [command, hint] of Object.entries(told)) {
    expect(await winnow(command), command).toMatchObject({ code: 0, out: '', err: expect.stringContaining(hint) })
    expect((await winnow(command, '--json')).json, command).toEqual([[]])
  }
  expect((await winnow('status')).out).toContain('none yet; winnow add URL')
})

test('a follower prints the newest few, then each article once as it is stored, until it is stopped', async () => {
  const polled = await sources('Tidewatch', 'Harbour Gazette', 'The Lamp')
  await flush(
    chunk(
      polled[0]!,
      ['a', 'b', 'c'].map(slug => article(slug)),
    ),
  )
  const stop = new AbortController()
  const lines: string[] = []
  const options: CliOptions = { stop: stop.signal, onLine: line => lines.push(JSON.parse(line).title) }
  const following = runWinnow(store.database, ['articles', '--follow', '--limit', '2', '--json'], options)
  await until(() => lines.length === 2)
  await flush(chunk(polled[1]!, [article('a'), article('d')]))
  await until(() => lines.includes('Title of d'))
  await flush(chunk(polled[2]!, [article('e')]))
  await until(() => lines.includes('Title of e'))
  stop.abort()
  expect((await following).code).toBe(0)
  expect(lines).toHaveLength(4)
  expect(await winnow('articles', '--follow', '--until', '1d')).toMatchObject({ code: 2 })
})
