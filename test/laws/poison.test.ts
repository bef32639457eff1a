/** Law 7: one bad row costs one row. What a sanitiser foresees is repaired before; what it does not is isolated by bisecting. */
import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Entry } from '../../src/core/entry.ts'
import { compileFilter } from '../../src/core/filter.ts'
import { findBad } from '../../src/db/flush/isolate.ts'
import { sql } from '../../src/db/statement.ts'
import { judge } from '../../src/flow/judge.ts'
import { engines } from '../fixtures/database.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { refusePoison } from '../fixtures/refused-rows.ts'
import { article, bookmark, chunk, filtered, flushOf, polledSources, run } from '../fixtures/samples.ts'
import { until } from '../fixtures/until.ts'
import { startWinnow } from '../fixtures/winnow.ts'
import { withStore } from '../fixtures/with-store.ts'

const refusal = { reason: 'refused', sqlState: '23514' }

describe.each(engines)('on %s', engine => {
  const store = withStore(engine)
  beforeAll(() => refusePoison(store.database))

  test('one batch of 500 with every kind of bad text: repaired or rejected one by one, all others saved', async () => {
    const [source] = await polledSources(store.database, 1)
    const good = Array.from({ length: 493 }, (_, n) => entry({ link: `https://paper.example/${n}` }))
    const bad = [
      entry({ link: 'https://paper.example/long-title', title: 'T'.repeat(10_000_000) }),
      entry({ link: `https://paper.example/${'u'.repeat(10_000)}` }),
      entry({ link: 'https://paper.example/nul', title: 'a\u0000b', contentText: 'c\u0000d' }),
      entry({ link: 'https://paper.example/surrogate', title: 'lone \ud800 high', contentText: 'lone \udc00 low' }),
      entry({ link: 'https://paper.example/year-0', published: '0000-01-01T00:00:00Z' }),
      entry({ link: 'https://paper.example/year-300000', published: '+300000-01-01T00:00:00Z' }),
      entry({ link: 'https://paper.example/trigger', title: 'poison' }),
    ]
    const entries = [...good.slice(0, 250), ...bad, ...good.slice(250)]
    const judged = judge(entries, compileFilter({ include: [], exclude: [], windowDays: null }), {
      sourceId: source!.sourceId,
      sourceUrl: 'https://paper.example/feed',
      now: new Date('2026-11-23T00:00:00Z'),
    })
    const [settled] = await flushOf(store.database)([chunk(source!, judged.fresh, { decided: judged.decided })])
    expect(settled?.tally).toEqual({ offered: 500, saved: 498, duplicate: 0, old: 0, filtered: 0, rejected: 2 })

    const rejections = await store.database.query(sql`select url, reason, sqlstate from rejections order by reason`)
    expect(rejections).toHaveLength(2)
    expect(rejections.find(row => row.url.endsWith('/trigger'))).toMatchObject({
      reason: 'this row is poison',
      sqlstate: '23514',
    })
    expect(rejections.find(row => row.url.includes('uuuu'))?.reason).toMatch(/8.?192|8 kB/)
    const repaired =
      await store.database.query(sql`select url, length(title) as title, published_at, published_raw from articles
      where url ~ '/(long-title|nul|surrogate|year-)' order by url`)
    expect(repaired.map(row => [new URL(row.url).pathname, row.published_at])).toEqual([
      ['/long-title', null],
      ['/nul', null],
      ['/surrogate', null],
      ['/year-0', null],
      ['/year-300000', null],
    ])
    expect(repaired[0]?.title).toBe(1_000)
    expect(repaired[3]?.published_raw).toContain('0000')
    const texts = await store.database.query(
      sql`select title, content_text from articles where url ~ '/(nul|surrogate)' order by url`,
    )
    expect(texts).toEqual([
      { title: 'a\uFFFDb', content_text: 'c\uFFFDd' },
      { title: 'lone \uFFFD high', content_text: 'lone \uFFFD low' },
    ])
  })

  test('bad rows in one source cost the other sources of the flush nothing', async () => {
    const [sick, well] = await polledSources(store.database, 2)
    const settled = await flushOf(store.database)([
      chunk(sick!, [article('a', { title: 'poison' }), article('b'), article('c', { title: 'venom' })], {
        decided: [filtered('d')],
      }),
      chunk(well!, [article('e')]),
    ])
    expect(settled.map(one => one.tally)).toEqual([
      { offered: 4, saved: 1, duplicate: 0, old: 0, filtered: 1, rejected: 2 },
      { offered: 1, saved: 1, duplicate: 0, old: 0, filtered: 0, rejected: 0 },
    ])
  })

  test('1,000 bad rows: the chunk is refused whole after a bounded number of trials, and its source backs off', async () => {
    const [source] = await polledSources(store.database, 1)
    const articles = Array.from({ length: 1_000 }, (_, n) => article(`n${n}`, { title: 'poison' }))
    const before = store.database.stats().roundTrips
    const [settled] = await flushOf(store.database)([chunk(source!, articles, { bookmark: bookmark() })])
    expect(settled?.tally).toEqual({ offered: 1_000, saved: 0, duplicate: 0, old: 0, filtered: 0, rejected: 1_000 })
    expect(store.database.stats().roundTrips - before).toBeLessThan(700)
    expect(await store.database.query(sql`select entries, sqlstate from rejections`)).toEqual([
      { entries: 1_000, sqlstate: '23514' },
    ])
    const [kept] = await store.database.query(
      sql`select etag, failures, failure_kind, next_poll_at > now() + interval '1 hour' as later from bookmarks`,
    )
    expect(kept).toEqual({ etag: null, failures: 1, failure_kind: 'malformed', later: true })
  })

  test.each([
    ['title', { feedTitle: 'has a NUL \u0000' }],
    ['site', { siteUrl: 'https://paper.example/\u0000' }],
    ['validators', { validators: { etag: '\u0000', lastModified: null, bodyHash: null, rules: 'rules' } }],
  ])('what is bad about the feed itself, its %s, costs only that', async (_, bad) => {
    const [sick, well] = await polledSources(store.database, 2)
    const settled = await flushOf(store.database)([
      chunk(sick!, [article('a'), article('b', { title: 'poison' })], { bookmark: bookmark(bad) }),
      chunk(well!, [article('e')]),
    ])
    expect(settled.map(one => [one.tally.saved, one.tally.rejected])).toEqual([
      [1, 1],
      [1, 0],
    ])
  })

  test('a failure that cannot be told is a failure all the same, and blocks nobody', async () => {
    const [sick, well] = await polledSources(store.database, 2)
    const failure = { kind: 'malformed', message: 'it says \u0000' } as const
    const settled = await flushOf(store.database)([
      chunk(sick!, [], {
        run: run(sick!.sourceId, { failure }),
        bookmark: bookmark({ succeeded: false, failures: 1, validators: null }),
      }),
      chunk(well!, [article('e')]),
    ])
    expect(settled.map(one => [one.refusedBy, one.tally.saved])).toEqual([
      [null, 0],
      [null, 1],
    ])
    expect(await store.database.query(sql`select failure_kind from runs where source_id = ${sick!.sourceId}`)).toEqual([
      { failure_kind: 'malformed' },
    ])
  })

  test('a feed with a NUL in its own title is polled like any other, and stops nobody', async () => {
    const feeds = await startFeedServer()
    onTestFinished(() => feeds.close())
    const version = 'https://jsonfeed.org/version/1.1'
    const items = [{ id: '1', url: 'https://paper.example/json', title: 'One', content_text: 'Text.' }]
    feeds.serve('/sick', {
      contentType: 'application/feed+json',
      body: JSON.stringify({
        version,
        title: 'a \u0000 title \ud800',
        home_page_url: 'https://paper.example/\u0000',
        items,
      }),
    })
    feeds.serve('/well', { items: [{ title: 'Two', link: 'https://paper.example/rss' }] })
    const winnow = await startWinnow(store.database, [feeds.url('/sick'), feeds.url('/well')])
    const polled = winnow.runtime.worker.once()
    await until(() => winnow.events.filter(event => event.type === 'polled').length === 2, { what: 'both are stored' })
    await polled
    await winnow.runtime.stop(5_000)
    expect(winnow.lines.map(line => line.event)).toEqual(['poll.finished', 'poll.finished'])
    expect(await store.database.query(sql`select url from articles order by url`)).toEqual([
      { url: 'https://paper.example/json' },
      { url: 'https://paper.example/rss' },
    ])
  })

  test('what is bad about a decision or a run refuses its chunk, not its neighbours', async () => {
    const [sick, well] = await polledSources(store.database, 2)
    const broken = { ...filtered('x'), title: 'has a NUL \u0000' }
    const settled = await flushOf(store.database)([
      chunk(sick!, [article('a')], { decided: [broken] }),
      chunk(well!, [article('e')]),
    ])
    expect(settled.map(one => [one.tally.saved, one.tally.rejected])).toEqual([
      [0, 2],
      [1, 0],
    ])
  })
})

test('bisecting names every bad row and keeps every good one, in any order and number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 300 }), async isBad => {
      const items = isBad.map((bad, id) => ({ bad, id }))
      const found = await findBad(items, async group => (group.some(item => item.bad) ? refusal : null), 300)
      expect(found?.map(one => one.item.id)).toEqual(items.filter(item => item.bad).map(item => item.id))
    }),
  )
})

test('bisecting gives up as soon as there are more bad rows than the limit', async () => {
  let trials = 0
  const found = await findBad(
    Array.from({ length: 1_000 }, (_, id) => id),
    async () => {
      trials++
      return refusal
    },
    100,
  )
  expect(found).toBeNull()
  expect(trials).toBeLessThan(300)
})

function entry(different: Partial<Entry>): Entry {
  return {
    guid: null,
    link: null,
    title: 'A title',
    author: null,
    contentHtml: null,
    contentText: 'Some text.',
    published: null,
    updated: null,
    language: 'en',
    ...different,
  }
}
