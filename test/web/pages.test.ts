/** Every address of the reader, as people come to it from outside: nothing moves, nothing sticks out, nobody is shut out, and nobody else is asked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { type App, startApp } from './app.ts'
import { type Screen, screens, withBrowser } from './browser.ts'
import { whyNoBrowser } from './chromium.ts'
import { picture } from './pictures.ts'

const visitor = withBrowser()
let app: App
const site = await startFeedServer()
let routes: Record<string, string>

beforeAll(async () => {
  if (whyNoBrowser !== null) return
  app = await startApp({ engine: 'pglite', trusted: [site.origin] })
  const { items } = await app.api('/api/articles?lang=en&limit=100')
  const [wide] = items.filter((one: { seenIn: number }) => one.seenIn > 2)
  const submission = await submitted(app.stand().feeds[0] && `${app.stand().origin}/almanac/the-day-that-was-left-out`)
  const { items: sources } = await app.api('/api/sources')
  routes = {
    unread: '/unread?lang=en',
    'article, summarised': `/unread/a/${submission.articleId}?lang=en`,
    'article, as the feed brought it': `/all/a/${wide.id}`,
    all: '/all',
    'nothing starred': '/starred',
    'empty archive': '/archive',
    group: '/group/In%20other%20languages',
    source: `/source/${sources.find((one: { health: string }) => one.health === 'failing').id}`,
    search: '/search?q=ferry',
    'nothing found': '/search?q=zzzzzz&state=unread',
    add: '/add',
    submission: `/submission/${submission.id}`,
    sources: '/sources',
    import: '/import',
    operate: '/operate?range=1h',
    polls: '/operate/runs',
    rejections: '/operate/rejections',
    queue: '/operate/queue',
    costs: '/operate/costs',
    why: `/why/${wide.id}`,
    'why, of an address nobody knows': '/why?url=https%3A%2F%2Fnobody.example%2F',
    'settings, appearance': '/settings/appearance',
    'settings, reading': '/settings/reading',
    'settings, keys': '/settings/keys',
    'settings, server': '/settings/access',
    login: '/login',
  }
})
afterAll(async () => {
  await app?.close()
  await site.close()
})

async function submitted(url: string | undefined): Promise<{ id: string; articleId: string }> {
  const answer = await fetch(`${app.url}/api/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  const { id } = (await answer.json()) as { id: string }
  return await until(
    async () => {
      const submission = await app.api(`/api/submissions/${id}`)
      return submission.status === 'done' && submission
    },
    { what: 'the page is read', everyMs: 50 },
  )
}

const kept: Readonly<Record<string, string>> = {
  'article, summarised': 'article',
  unread: 'unread',
  search: 'search',
  operate: 'operate',
  why: 'why',
  sources: 'sources',
}

/** Colours do not depend on the width: in the dark a narrow screen shows what it alone has, and its pictures. */
const inDark = new Set([...Object.keys(kept), 'article, as the feed brought it', 'settings, appearance'])

/** So that none is long, however busy the machine. */
const parts = [1, 2, 3]

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test.each(parts)(
    'no page moves by itself or is wider than the screen, and axe finds nothing serious, light and dark (part %s)',
    async part => {
      const mine = Object.entries(routes).filter((_, at) => at % parts.length === part - 1)
      const one = await visitor({ at: app.url, screen, expecting: /status of 404/ })
      const wrong: string[] = []
      for (const [name, path] of mine) {
        await one.goTo(path)
        const { score, what } = await one.shift()
        if (score > 0) wrong.push(`${name} moved by ${score}: ${what}`)
        const width = await one.page.evaluate(() => document.documentElement.scrollWidth)
        if (width > screens[screen].viewport.width) wrong.push(`${name} is ${width} px wide`)
        for (const finding of await one.complaints()) wrong.push(`${name}, light: ${finding}`)
        if (kept[name]) await picture(one, `${kept[name]}-${screen}`)
        if (screen !== 'desktop' && !inDark.has(name)) continue
        await one.page.emulateMedia({ colorScheme: 'dark' })
        for (const finding of await one.complaints({ coloursAlone: true })) wrong.push(`${name}, dark: ${finding}`)
        if (kept[name]) await picture(one, `${kept[name]}-${screen}-dark`)
        await one.page.emulateMedia({ colorScheme: 'light' })
      }
      expect(wrong).toEqual([])
      expect(one.asked.length).toBeGreaterThan(mine.length)
    },
    90_000,
  )
})

describe('pictures in articles', () => {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  let id: string
  beforeAll(async () => {
    if (whyNoBrowser !== null) return
    site.serve('/pixel.png', { body: pixel, contentType: 'image/png', etag: null })
    const words = 'A long walk along the harbour, with a picture of it in the middle of the text. '.repeat(6)
    site.serve('/walk', {
      body: `<!doctype html><html lang="en"><title>A walk</title><article><h1>A walk</h1><p>${words}</p><p><img src="/pixel.png" alt="The harbour"></p><p>${words}</p></article>`,
      contentType: 'text/html; charset=utf-8',
      etag: null,
    })
    id = (await submitted(site.url('/walk'))).articleId
  })

  test('with media off none is asked for, by the browser or by Winnow; its place says where it is', async () => {
    const one = await visitor({ at: app.url })
    await one.goTo(`/all/a/${id}`)
    await one.page.getByText(/^Picture/).waitFor()
    expect(one.asked.filter(url => url.includes('/api/media'))).toEqual([])
    expect(site.requests('/pixel.png')).toEqual([])
  })

  test('with media proxied they come from Winnow alone, under a policy in which nothing runs', async () => {
    const door = await app.doorWithInternet({ media: 'proxy' })
    const one = await visitor({ at: door.url })
    const media = one.page.waitForResponse(response => response.url().includes('/api/media'))
    await one.goTo(`/all/a/${id}`)
    const headers = await (await media).allHeaders()
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-type': 'image/png',
    })
    const image = one.page.locator('article img')
    expect(await image.getAttribute('src')).toContain('/api/media?')
    await until(() => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth === 1), {
      what: 'the picture is drawn',
    })
    expect((await one.shift()).score).toBe(0)
  })
})
