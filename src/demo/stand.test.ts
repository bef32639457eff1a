import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, lastServed, linksOf, parsed, statusOf } from '../../test/fixtures/stand-visit.ts'
import { feedSpecs } from './feeds.ts'
import { ledgerLimit, openLedger } from './ledger.ts'
import { plain } from './reply.ts'
import { type Stand, startStand } from './stand.ts'

let stand: Stand
let clock = new Date('2026-03-04T09:00:00Z')

beforeAll(async () => {
  stand = await startStand({ port: 0, now: () => clock, newItemEveryMs: 0, slowMs: 1 })
})
afterAll(() => stand.close())

const healthy = feedSpecs.filter(spec => !spec.file.startsWith('broken/'))
const whole = feedSpecs.filter(spec => spec.fault === null || spec.fault === 'slow')

describe('healthy feeds', () => {
  test('there are at least twelve of them, in all four formats', () => {
    expect(healthy.length).toBeGreaterThanOrEqual(12)
    expect(new Set(healthy.map(spec => spec.format))).toEqual(new Set(['rss', 'rdf', 'atom', 'json']))
  })

  test.each(whole.map(spec => [spec.file, spec] as const))(
    '%s parses into as many entries as the ledger says',
    async (file, spec) => {
      const { status, body } = await ask(stand, `/feeds/${file}`)
      const text = new TextDecoder(spec.encoding).decode(body)
      const entries = parsed[spec.format](text)
      const noted = lastServed(stand, `/feeds/${file}`)
      expect([status, entries.length]).toEqual([200, noted.offered])
      expect(entries.length > 0 || spec.id === 'croquet' || spec.id === 'notices').toBe(true)
      expect(entries.flatMap(entry => entry.link ?? [])).toEqual(noted.entries)
    },
  )

  test('every link offered leads to a page of the stand', async () => {
    const links = new Set((await Promise.all(whole.map(spec => linksOf(stand, spec)))).flat())
    expect(links.size).toBeGreaterThan(100)
    for (const link of links) expect([(await ask(stand, link)).status, link]).toEqual([200, link])
  })

  test('the German feed is windows-1252, and its umlauts arrive', async () => {
    const { body, headers } = await ask(stand, '/feeds/bote.rss')
    expect(headers['content-type']).toBe('application/rss+xml')
    expect(body.toString('latin1')).toContain('encoding="windows-1252"')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow()
    expect(new TextDecoder('windows-1252').decode(body)).toContain('Sturmflut über der Mole: Vierzig Meter fehlen')
  })

  test('full feeds carry the article, teaser feeds only its beginning', async () => {
    const full = (await ask(stand, '/feeds/tidewatch.rss')).body.toString()
    const teaser = (await ask(stand, '/feeds/gazette.atom')).body.toString()
    const end = 'The fifth form has asked to bring the bath.'
    expect(full).toContain(end)
    expect(full).toContain('<content:encoded>')
    expect(teaser).not.toContain('<content')
  })
})

test('a story of the wire stands in four feeds and more under different URLs, which name one path', async () => {
  const slug = '/coastwire/herring-quota-up'
  const carriers = await Promise.all(
    healthy.map(async spec => (await linksOf(stand, spec)).find(link => link.includes(slug)) ?? []),
  )
  const links = carriers.flat()
  expect(links.length).toBeGreaterThanOrEqual(4)
  expect(new Set(links).size).toBe(links.length)
  expect(new Set(links.map(link => new URL(link).pathname))).toEqual(new Set([slug]))
  const own = links.map(link => new URL(link).searchParams)
  expect(own.every(p => p.get('desk') === 'economy' && p.get('no') === '4117')).toBe(true)
})

describe('conditional requests', () => {
  test.each([
    ['its ETag', (h: IncomingHttpHeaders) => ({ 'if-none-match': h.etag })],
    ['its ETag among others, weak', (h: IncomingHttpHeaders) => ({ 'if-none-match': `"other", W/${h.etag}` })],
    ['its date', (h: IncomingHttpHeaders) => ({ 'if-modified-since': h['last-modified'] })],
  ])('a feed asked for with %s answers 304 and nothing else', async (_, condition) => {
    const first = await ask(stand, '/feeds/littoral.atom')
    const again = await ask(stand, '/feeds/littoral.atom', condition(first.headers))
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, first.headers.etag])
    expect(lastServed(stand, '/feeds/littoral.atom')).toMatchObject({ status: 304, offered: 0, entries: [] })
  })

  test('a foreign ETag wins over a matching date', async () => {
    const { headers } = await ask(stand, '/feeds/littoral.atom')
    const again = await ask(stand, '/feeds/littoral.atom', {
      'if-none-match': '"other"',
      'if-modified-since': headers['last-modified'],
    })
    expect(again.status).toBe(200)
  })
})

test('a published article appears in its feeds, dated now, and their validators change', async () => {
  const before = await ask(stand, '/feeds/tidewatch.rss')
  clock = new Date('2026-03-04T09:05:00Z')
  const article = stand.publish()
  expect(article.path).toBe('/tidewatch/the-whale-has-left')
  expect(article.publishedAt).toEqual(clock)
  const after = await ask(stand, '/feeds/tidewatch.rss', { 'if-none-match': before.headers.etag })
  expect(after.status).toBe(200)
  expect(lastServed(stand, '/feeds/tidewatch.rss').entries[0]).toBe(`${stand.origin}${article.path}`)
  const elsewhere = await Promise.all(healthy.map(spec => linksOf(stand, spec)))
  expect(elsewhere.filter(links => links.some(link => link.includes(article.path))).length).toBe(3)
  expect((await ask(stand, article.path)).status).toBe(200)
})

test('new articles come by themselves, at the pace that was asked for', async () => {
  const busy = await startStand({ port: 0, newItemEveryMs: 1 })
  const listed = async () => (await fetch(`${busy.origin}/feeds/tidewatch.rss`)).text()
  await expect.poll(listed).toContain('/tidewatch/coxswain-gets-his-roof')
  await busy.close()
})

test('the ledger is bounded: the oldest answers go first', () => {
  const ledger = openLedger(() => clock)
  const asked = (url: string) => ({ method: 'GET', url }) as IncomingMessage
  for (let i = 0; i <= ledgerLimit; i++) ledger.record(asked(`/${i}`), plain(404, ''))
  expect([ledger.served().length, ledger.served()[0]?.path]).toEqual([ledgerLimit, '/1'])
})

describe('pages', () => {
  test('an article page has its language, canonical link, author, date and clutter around the text', async () => {
    const page = (await ask(stand, '/marfa/laylat-al-asifa?utm_source=x')).body.toString()
    expect(page).toContain('<html lang="ar" dir="rtl">')
    expect(page).toContain(`<link rel="canonical" href="${stand.origin}/marfa/laylat-al-asifa">`)
    expect(page).toContain('<meta name="author" content="سلمى الحدّاد">')
    expect(page).toContain('<meta name="date" content="2026-02-27T00:00:00.000Z">')
    for (const part of ['<article', '<nav>', 'cookie-banner', 'newsletter', 'most-read', 'comments'])
      expect(page).toContain(part)
  })

  test('the index names every feed, for people and for discovery', async () => {
    const page = (await ask(stand, '/')).body.toString()
    for (const { file } of feedSpecs) {
      expect(page).toContain(`<a href="/feeds/${file}">`)
      expect(page).toMatch(new RegExp(`<link rel="alternate"[^>]+href="/feeds/${file}">`))
    }
  })

  test('front pages, figures and the stylesheet are there; anything else is not', async () => {
    const asked = [
      '/tidewatch',
      '/figures/sorn-level.svg',
      '/stand.css',
      '/figures/none.svg',
      '/tidewatch/none',
      '/%zz',
      '/lamp',
    ]
    const statuses = await Promise.all(asked.map(async path => (await ask(stand, path)).status))
    expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404])
  })

  test('a slug outside ASCII is found however it is encoded', async () => {
    expect((await ask(stand, '/bote/sturmflut-%C3%BCber-der-mole')).status).toBe(200)
    expect((await ask(stand, '/bote/sturmflut-%c3%bcber-der-mole')).status).toBe(200)
  })
})

describe('the door', () => {
  test('an unknown Host is refused with 421, its own names are not', async () => {
    const { port } = new URL(stand.origin)
    const hosts = ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port}`, `localhost:${port}`]
    const statuses = await Promise.all(
      hosts.map(async host => (await ask(stand, '/feeds/tidewatch.rss', { host })).status),
    )
    expect(statuses).toEqual([421, 421, 421, 200, 200])
  })

  test('nothing can be written', async () => {
    expect(await statusOf(stand, 'POST', '/login')).toBe(405)
    expect(await statusOf(stand, 'HEAD', '/feeds/tidewatch.rss')).toBe(200)
  })

  test('a taken port is no reason not to open: the second stand takes another', async () => {
    const port = Number(new URL(stand.origin).port)
    const second = await startStand({ port, newItemEveryMs: 0 })
    expect(second.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(second.origin).not.toBe(stand.origin)
    await second.close()
    await expect(fetch(second.origin)).rejects.toThrow()
  })

  test('closing does not wait for the slow feed', async () => {
    const slow = await startStand({ port: 0, newItemEveryMs: 0, slowMs: 3_600_000 })
    const asked = new Promise<unknown>(resolve => get(`${slow.origin}/feeds/broken/slowboat.atom`).on('error', resolve))
    await expect.poll(() => slow.ledger().length).toBe(1)
    await slow.close()
    expect(await asked).toBeInstanceOf(Error)
  })
})
