/** Law 12: every id answers for itself. The id born with a poll is on every row and every log line that the poll caused. */
import { validate, version } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { checkInvariants } from '../fixtures/check-invariants.ts'
import { engines } from '../fixtures/database.ts'
import { type FeedServer, startFeedServer } from '../fixtures/feed-server.ts'
import { refusePoison } from '../fixtures/refused-rows.ts'
import { startWinnow, type TestWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

describe.each(engines)('on %s', engine => {
  const store = withStore(engine, { after: 'keep' })
  let feeds: FeedServer
  let winnow: TestWinnow
  /** Run by path of the feed, as the flow told it. */
  const runs = new Map<string, string>()
  beforeAll(async () => {
    feeds = await startFeedServer()
    await refusePoison(store.database)
    const item = (title: string) => ({ title, link: `https://paper.example/${title}`, text: 'Text.' })
    feeds.serve('/first', {
      items: [
        item('shared'),
        item('own'),
        { title: 'has neither link nor guid' },
        { ...item('aged'), date: new Date('2001-01-01') },
      ],
    })
    feeds.serve('/second', { items: [item('shared'), item('poison')] })
    feeds.serve('/long', { items: Array.from({ length: 1_500 }, (_, n) => item(`long-${n}`)) })
    feeds.serve('/broken', { status: 500, body: 'no' })
    feeds.serve('/none', { body: 'not a feed', contentType: 'text/plain' })
    const paths = ['/first', '/second', '/long', '/broken', '/none']
    winnow = await startWinnow(store.database, paths.map(feeds.url), {
      fetch: { concurrency: 1 },
      defaults: { windowDays: 90 },
    })
    await winnow.runtime.worker.once()
    for (const event of winnow.events) {
      if (event.type === 'polled') runs.set(new URL(event.source.url).pathname, event.run.id)
    }
  }, 60_000)
  afterAll(async () => {
    await winnow.runtime.stop(5_000)
    await feeds.close()
  })

  test('each poll has an id of its own, a UUIDv7', async () => {
    expect([...runs.keys()].sort()).toEqual(['/broken', '/first', '/long', '/none', '/second'])
    expect(new Set(runs.values()).size).toBe(5)
    for (const id of runs.values()) expect([validate(id), version(id)]).toEqual([true, 7])
    expect(await checkInvariants(store.database)).toEqual([])
  })

  test('it is on the run, on all its chunks, and on everything they wrote, whatever became of it', async () => {
    const of = async (path: string) => {
      const [row] = await store.database.query(sql`select
        (select count(*) from runs where id = ${runs.get(path)!}) as runs,
        (select count(*) from run_chunks where run_id = ${runs.get(path)!}) as chunks,
        (select count(*) from articles where run_id = ${runs.get(path)!}) as articles,
        (select count(*) from sightings where run_id = ${runs.get(path)!}) as sightings,
        (select count(*) from decisions where run_id = ${runs.get(path)!}) as decisions,
        (select count(*) from rejections where run_id = ${runs.get(path)!}) as rejections,
        (select count(*) from bookmarks where run_id = ${runs.get(path)!}) as bookmarks`)
      return row
    }
    const nothing = { runs: 1, chunks: 1, articles: 0, sightings: 0, decisions: 0, rejections: 0, bookmarks: 1 }
    const first = await of('/first')
    const second = await of('/second')
    // Either may have come first: the other one sighted what both had.
    expect([first, second].map(row => row?.sightings).sort()).toEqual([0, 1])
    expect(first).toEqual({
      ...nothing,
      articles: 2 - first?.sightings,
      sightings: first?.sightings,
      decisions: 2,
      rejections: 1,
    })
    expect(second).toEqual({
      ...nothing,
      articles: 1 - second?.sightings,
      sightings: second?.sightings,
      decisions: 1,
      rejections: 1,
    })
    expect(await of('/long')).toEqual({ ...nothing, chunks: 2, articles: 1_500 })
    expect(await of('/broken')).toEqual(nothing)
    expect(await of('/none')).toEqual(nothing)
  })

  test('it is on every log line about the poll, beside its source, and no line about a poll is without one', () => {
    const lines = winnow.lines.map(({ event, source, correlationId, runs }) => ({ event, source, correlationId, runs }))
    // A flush has many polls in it: its lines name them all.
    const known = new Set(runs.values())
    const named = lines.map(line => [line.correlationId ?? line.runs].flat())
    expect(named.flat().filter(id => !known.has(id as string))).toEqual([])
    for (const [path, id] of runs) {
      const own = lines.filter(line => line.correlationId === id)
      expect(own.map(line => line.event)).toContain(
        path === '/broken' || path === '/none' ? 'poll.failed' : 'poll.finished',
      )
      expect(new Set(own.map(line => line.source))).toEqual(new Set([feeds.url(path)]))
    }
  })

  test('it is on every moment that whoever watches is told of', () => {
    for (const event of winnow.events) {
      if (event.type === 'claimed') continue
      const id = event.type === 'polled' ? event.run.id : event.runId
      expect(id).toBe(runs.get(new URL(event.source.url).pathname))
    }
  })
})
