import { parseAtomFeed, parseFeed, parseRssFeed } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, lastServed, linksOf } from '../../test/fixtures/stand-visit.ts'
import { feedSpecs } from './feeds.ts'
import { type Stand, startStand } from './stand.ts'

let stand: Stand

beforeAll(async () => {
  stand = await startStand({ port: 0, newItemEveryMs: 0, slowMs: 1 })
})
afterAll(() => stand.close())

const healthy = feedSpecs.filter(spec => !spec.file.startsWith('broken/'))

describe('feeds broken on purpose break as labelled', () => {
  test('ill-formed XML in mid-document', async () => {
    const { status, body } = await ask(stand, '/feeds/broken/pamphleteer.rss')
    expect(status).toBe(200)
    expect(() => parseRssFeed(body.toString())).toThrow()
    expect(lastServed(stand, '/feeds/broken/pamphleteer.rss').entries.length).toBe(2)
  })

  test('503 with Retry-After', async () => {
    const { status, headers } = await ask(stand, '/feeds/broken/rail.rss')
    expect([status, headers['retry-after']]).toEqual([503, '120'])
  })

  test('a login page with status 200', async () => {
    const { status, headers, body } = await ask(stand, '/feeds/broken/ledger.rss')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body.toString()).toContain('type="password"')
    expect(() => parseFeed(body.toString())).toThrow()
  })

  test('a body that ends before its Content-Length', async () => {
    const { status, complete, body, headers } = await ask(stand, '/feeds/broken/skerry.rss')
    expect([status, complete]).toEqual([200, false])
    expect(body.length).toBeLessThan(Number(headers['content-length']))
    const sent = lastServed(stand, '/feeds/broken/skerry.rss').entries
    expect(sent.filter(link => body.toString().includes(`<link>${link}</link>`))).toEqual(sent)
  })

  test('damaged feeds offer nothing that a healthy feed does not', async () => {
    const sound = new Set((await Promise.all(healthy.map(spec => linksOf(stand, spec)))).flat())
    const damaged = ['pamphleteer', 'skerry'].map(id => ask(stand, `/feeds/broken/${id}.rss`))
    const links = (await Promise.all(damaged)).flatMap(({ body }) =>
      [...body.toString().matchAll(/<item>\s*<title>[^<]*<\/title>\s*<link>([^<]+)<\/link>/g)].map(m => m[1] ?? ''),
    )
    expect(links.length).toBeGreaterThanOrEqual(4)
    expect(links.filter(link => !sound.has(link))).toEqual([])
  })

  test('404, and an empty feed that is valid', async () => {
    expect((await ask(stand, '/feeds/broken/lost.rss')).status).toBe(404)
    expect(parseAtomFeed((await ask(stand, '/feeds/broken/croquet.atom')).body.toString())).toMatchObject({
      title: { value: 'Pellport Croquet Society' },
    })
  })

  test('an entry without link and guid, among others that have them', async () => {
    const { items = [] } = parseRssFeed((await ask(stand, '/feeds/broken/circular.rss')).body.toString())
    expect(items.filter(item => !item.link && !item.guid).map(item => item.title)).toEqual([
      'Lost: one glove, left, with a history',
    ])
    expect(lastServed(stand, '/feeds/broken/circular.rss')).toMatchObject({ offered: 3, entries: { length: 2 } })
  })

  test('a date that does not exist', async () => {
    const { items = [] } = parseRssFeed((await ask(stand, '/feeds/broken/almanac.rss')).body.toString())
    expect(items.map(item => item.pubDate)).toContain('Tue, 31 Feb 2026 25:61:00 GMT')
  })
})
