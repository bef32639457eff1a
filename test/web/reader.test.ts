/** What people do most, done by a browser on the real thing: with keys at a desk, with a finger on a phone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { type App, startApp } from './app.ts'
import { type Screen, screens, type Visitor, withBrowser } from './browser.ts'
import { whyNoBrowser } from './chromium.ts'
import { picture } from './pictures.ts'

const visitor = withBrowser()
const site = await startFeedServer()
const everywhere = Object.keys(screens) as Screen[]
let app: App

beforeAll(async () => {
  if (whyNoBrowser === null) app = await startApp({ engine: 'postgres', trusted: [site.origin] })
})
afterAll(async () => {
  await app?.close()
  await site.close()
})

const english = '/unread?lang=en'
const rows = ({ page }: Visitor) => page.locator('[data-row]')
const row = ({ page }: Visitor, id: string) => page.locator(`li:has([data-row="${id}"])`)
const reader = ({ page }: Visitor) => page.getByRole('region', { name: 'Article' })
const openId = ({ page }: Visitor) => /\/a\/([\w-]+)/.exec(page.url())?.[1] ?? ''
const focusedId = ({ page }: Visitor) => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? '')
const onSomeRow = (one: Visitor) => until(() => focusedId(one), { what: 'a row has the focus' })

async function opened(one: Visitor, notThis = ''): Promise<{ id: string; title: string }> {
  const id = await until(() => openId(one) !== notThis && openId(one), { what: 'another article is open' })
  const { title } = await app.api(`/api/articles/${id}`)
  await reader(one).getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  return { id, title }
}

async function stored(id: string, what: 'read' | 'starred' | 'archived', value: boolean): Promise<void> {
  await until(async () => (await app.api(`/api/articles/${id}`))[what] === value, {
    what: `${id} is stored as ${value ? '' : 'not '}${what}`,
    everyMs: 50,
  })
}

describe('reading', () => {
  test('by keys: j and k go through the list, m and s mark, Esc leads back to the row one came from', async () => {
    const one = await visitor({ at: app.url })
    const { page } = one
    await one.goTo(english)
    await page.keyboard.press('j')
    const first = await opened(one)
    await stored(first.id, 'read', true)
    await page.keyboard.press('j')
    const second = await opened(one, first.id)
    expect(await row(one, first.id).getByText('Unread:').count()).toBe(0)
    await page.keyboard.press('k')
    expect((await opened(one, second.id)).id).toBe(first.id)
    await page.keyboard.press('m')
    await row(one, first.id).getByText('Unread:').waitFor({ state: 'attached' })
    await stored(first.id, 'read', false)
    await page.keyboard.press('s')
    await stored(first.id, 'starred', true)
    expect(await reader(one).getByRole('button', { name: 'Star' }).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Escape')
    await until(async () => (await focusedId(one)) === first.id, { what: 'the row has the focus' })
    expect(page.url()).toBe(app.url + english)
  })

  test('with a finger: the reader covers the list, and Back returns to the same place in it', async () => {
    const one = await visitor({ at: app.url, screen: 'phone' })
    const { page } = one
    await one.goTo(english)
    const list = page.locator('ul:has([data-row])').first().locator('xpath=..')
    await list.evaluate(element => element.scrollTo(0, 900))
    await one.settled()
    const before = await list.evaluate(element => element.scrollTop)
    const id = await page.evaluate(inTheMiddle)
    await page.locator(`[data-row="${id}"]`).tap()
    await opened(one)
    expect(await page.evaluate(() => document.elementFromPoint(195, 820)?.closest('nav') ?? null)).toBe(null)
    await picture(one, 'article-phone-opened')
    await page.goBack()
    await until(async () => (await focusedId(one)) === id, { what: 'the row has the focus' })
    expect(await list.evaluate(element => element.scrollTop)).toBe(before)
  })

  /** Where a tap needs no scrolling first. */
  function inTheMiddle(): string {
    const all = [...document.querySelectorAll('[data-row]')]
    const found = all.find(link => link.getBoundingClientRect().top > innerHeight / 3)
    return found?.getAttribute('data-row') ?? ''
  }

  test('what arrives meanwhile waits behind a pill, and moves nothing', async () => {
    const one = await visitor({ at: app.url })
    await one.goTo(english)
    const before = await rows(one).first().getAttribute('data-row')
    app.stand().publish()
    await app.pollAll()
    const pill = one.page.getByRole('button', { name: /^\d+ new$/ })
    await pill.waitFor({ timeout: 20_000 })
    expect(await rows(one).first().getAttribute('data-row')).toBe(before)
    expect((await one.shift()).score).toBe(0)
    await pill.click()
    await until(async () => (await rows(one).first().getAttribute('data-row')) !== before, {
      what: 'the new one is on top',
    })
  }, 30_000)
})

test.each(everywhere)('on a %s a star is kept, and can be taken back', async screen => {
  const one = await visitor({ at: app.url, screen })
  await one.goTo(english)
  const id = (await rows(one).nth(3).getAttribute('data-row')) ?? ''
  await rows(one).nth(3).click()
  await opened(one)
  const star = reader(one).getByRole('button', { name: 'Star', exact: true })
  await star.click()
  await stored(id, 'starred', true)
  await one.goTo('/starred')
  await row(one, id).waitFor()
  await one.goTo(`/starred/a/${id}`)
  await star.click()
  await stored(id, 'starred', false)
  expect(await star.getAttribute('aria-pressed')).toBe('false')
})

test('archived by e and all read by A are undone by z and by the button', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  await one.goTo(english)
  await page.keyboard.press('n')
  const id = await onSomeRow(one)
  await page.keyboard.press('e')
  await page.getByText('Archived.').waitFor()
  await stored(id, 'archived', true)
  await page.keyboard.press('z')
  await stored(id, 'archived', false)
  const { unread } = await app.api('/api/counts')
  await page.keyboard.press('A')
  await until(async () => (await app.api('/api/counts')).unread < unread, { what: 'they are read', everyMs: 50 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await app.api('/api/counts')).unread >= unread, { what: 'they are unread', everyMs: 50 })
  expect(await row(one, id).getByText('Unread:').count()).toBe(1)
})

test.each(everywhere)('on a %s a search shows where its words stand, and opens what it found', async screen => {
  const one = await visitor({ at: app.url, screen })
  const { page } = one
  await one.goTo(english)
  if (screen === 'desktop') await page.keyboard.press('/')
  else await page.getByRole('link', { name: 'Search' }).first().click()
  await page.getByRole('searchbox').fill('ferry')
  await page.locator('mark').first().waitFor()
  await one.settled()
  expect(await page.evaluate(() => location.search)).toBe('?q=ferry')
  const marked = await page.locator('mark').allTextContents()
  expect(marked.every(text => /ferr(y|ies)/i.test(text))).toBe(true)
  await rows(one).first().click()
  await opened(one)
})

test('a search that is misspelt finds what is spelt alike; one that finds nothing says so', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  await one.goTo('/search?q=humpbak')
  await page.getByText('these titles are spelt alike').waitFor()
  expect(await rows(one).count()).toBeGreaterThan(0)
  await page.getByRole('searchbox').fill('qqqqqqq')
  await page.getByText("No articles match 'qqqqqqq'. Check spelling.").waitFor()
})

describe('the control room', () => {
  test.each(everywhere)(
    'on a %s the slots of the network are seen beside the pool of the database, while it happens',
    async screen => {
      const path = `/slow/${screen}`
      site.serve(path, { body: 'slow', contentType: 'text/html' })
      site.hold(path)
      await fetch(`${app.url}/api/articles`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: site.url(path) }),
      })
      const one = await visitor({ at: app.url, screen })
      await one.goTo('/operate?range=1h')
      const panel = one.page.getByRole('region', { name: 'Slots against the pool', exact: true })
      await panel.getByText(/^[1-9]\d* of 32 network slots and \d+ of 10 connections in use\./).waitFor()
      for (const canvas of await one.page.locator('canvas').all()) expect(await canvas.evaluate(isDrawn)).toBe(true)
      await picture(one, `operate-live-${screen}`)
      await panel.getByRole('button', { name: 'Show as table' }).click()
      const table = panel.getByRole('table', { name: 'Slots against the pool' })
      expect(await table.getByRole('columnheader').allTextContents()).toEqual([
        'Time',
        'Network slots',
        'Database pool',
      ])
      await until(
        async () => (await table.getByRole('cell').allTextContents()).some(text => /^[1-9]\d* %$/.test(text)),
        {
          what: 'a share above 0',
        },
      )
      site.release(path)
    },
  )
})

describe('following', () => {
  test.each(everywhere)('on a %s a link is pasted, a feed chosen, and its articles arrive', async screen => {
    const post = `A post for the ${screen}`
    site.serve(`/${screen}/posts`, {
      title: `Posts of the ${screen}`,
      items: [{ title: post, link: site.url(`/${screen}/1`), text: 'Something to read.', date: new Date() }],
    })
    site.serve(`/${screen}/notes`, { title: 'Notes', items: [] })
    site.serve(`/${screen}/`, {
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>A site</title>
        <link rel="alternate" type="application/rss+xml" title="Posts" href="posts"><link rel="alternate" type="application/rss+xml" title="Notes" href="notes">`,
    })
    const { url } = await app.doorWithInternet()
    const one = await visitor({ at: url, screen })
    const { page } = one
    await one.goTo(english)
    await page.getByRole('link', { name: /^Add/ }).first().click()
    await page.getByLabel('Paste a link to a site, a feed or an article').fill(site.url(`/${screen}/`))
    await page.getByText('2 feeds').waitFor()
    await page.getByRole('radio', { name: /Posts/ }).check()
    await page.getByLabel('Group (may stay empty)').fill('Mine')
    await page.getByLabel('End the demo stand and take its articles away').uncheck()
    await picture(one, `follow-${screen}`)
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByText(/^Following /).waitFor()
    await app.trustSource(site.url(`/${screen}/posts`))
    await until(async () => JSON.stringify(await app.api('/api/articles?group=Mine')).includes(post), {
      what: 'the post is stored',
      everyMs: 50,
    })
    await one.goTo('/group/Mine?state=all')
    expect(await rows(one).filter({ hasText: post }).count()).toBe(1)
  })

  test('a page without a feed can be watched; a site that is not there is said to be so, in a sentence', async () => {
    site.serve('/bare/', { contentType: 'text/html', body: '<!doctype html><title>Bare</title><p>Nothing to follow.' })
    const { url } = await app.doorWithInternet()
    const one = await visitor({ at: url, expecting: /status of 502/ })
    const { page } = one
    await one.goTo(`/add?url=${encodeURIComponent(site.url('/bare/'))}`)
    await page.getByText('No feed at 127.0.0.1. Winnow can watch this page for new links.').waitFor()
    await page.getByLabel('Paste a link').fill('https://nobody.invalid/')
    const refusal = page.getByRole('dialog').getByRole('alert')
    await refusal.waitFor()
    expect(await refusal.textContent()).toMatch(/^The site cannot be reached: .+\.$/)
  })

  test('an OPML file is imported: how many, which were refused and why, and they are followed', async () => {
    const feeds = Array.from(
      { length: 40 },
      (_, n) => `<outline type="rss" text="Feed ${n}" xmlUrl="${site.url(`/imported/${n}`)}"/>`,
    )
    const opml = `<opml version="2.0"><body><outline text="Imported">${feeds.join('')}<outline type="rss" text="Inside" xmlUrl="http://10.0.0.1/feed"/></outline></body></opml>`
    const { url } = await app.doorWithInternet()
    const one = await visitor({ at: url })
    const { page } = one
    await one.goTo('/import')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) })
    await page.getByText('41 of 41 feeds: 40 added, 0 known already, 1 refused').waitFor()
    expect(await page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value / bar.max)).toBe(1)
    await page.getByText('1 address refused').click()
    await page.getByText('10.0.0.1 is a private or reserved address').waitFor()
    await picture(one, 'import')
    await page.getByRole('link', { name: 'Imported', exact: true }).waitFor()
    await app.database.query(sql`delete from sources where group_name = 'Imported'`)
  })
})

describe('reading a link', () => {
  const words = 'The tide came in at nine, and with it a whale nobody had asked for, which stayed for lunch. '.repeat(
    12,
  )
  const page = (title: string) => ({
    body: `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1><p>${words}</p></article></html>`,
    contentType: 'text/html; charset=utf-8',
    etag: null,
  })

  test.each(everywhere)('on a %s its stages are seen as they happen, and the article opens', async screen => {
    const path = `/read/${screen}`
    site.serve(path, page(`A whale for lunch, on a ${screen}`))
    const { url } = await app.doorWithInternet()
    const one = await visitor({ at: url, screen })
    await one.goTo(`/add?url=${encodeURIComponent(site.url(path))}`)
    // Looking for feeds is over: what is held up is the reading.
    site.hold(path)
    await one.page.getByRole('button', { name: 'Read this page' }).click()
    const stages = one.page.getByRole('list', { name: 'Stages' }).getByRole('listitem')
    await stages.filter({ hasText: 'In progress:Fetching' }).waitFor()
    await picture(one, `stages-${screen}`)
    site.release(path)
    await stages.filter({ hasText: 'Done:Fetched, built-in' }).waitFor()
    await stages.filter({ hasText: 'Done:Summarised' }).waitFor()
    expect(await stages.allTextContents()).toEqual([
      expect.stringMatching(/^Done:Accepted0\.0 s$/),
      expect.stringMatching(/^Done:Fetched, built-in\d+(\.\d)? s$/),
      expect.stringMatching(/^Done:Summarised\d+(\.\d)? s$/),
    ])
    await one.page.getByRole('link', { name: 'Open', exact: true }).click()
    await reader(one)
      .getByRole('heading', { level: 1, name: `A whale for lunch, on a ${screen}` })
      .waitFor()
    await reader(one).getByText('Built-in · free').waitFor()
  })

  test('a page that cannot be read says why, and under which id', async () => {
    site.serve('/gone', { status: 404, body: 'nothing', contentType: 'text/html' })
    const { url } = await app.doorWithInternet()
    const one = await visitor({ at: url, screen: 'phone', expecting: /status of 502/ })
    await one.goTo(`/add?url=${encodeURIComponent(site.url('/gone'))}`)
    await one.page.getByRole('button', { name: 'Read this page' }).click()
    await one.page.getByText(/^Could not read this page: .*404.*The link is kept\.$/).waitFor()
    const id = await one.page.getByRole('button', { name: 'Error ID' }).textContent()
    expect(id).toMatch(/^Error ID: [0-9a-f]{8}$/)
    await picture(one, 'failed-phone')
  })
})

describe('lists', () => {
  test.each(everywhere)('on a %s a group leads to its articles, and a source to its own', async screen => {
    const one = await visitor({ at: app.url, screen })
    const { page } = one
    await one.goTo(english)
    if (screen === 'desktop') await page.getByRole('link', { name: 'Local news', exact: true }).click()
    else {
      await page.getByRole('button', { name: 'Places' }).click()
      await picture(one, `places-${screen}`)
      await page.getByRole('button', { name: /^Local news/ }).click()
    }
    await page.getByRole('heading', { level: 1, name: /^Local news/ }).waitFor()
    await one.settled()
    const local = ['Tidewatch', 'The Harbour Gazette', 'The River Gauge', 'Coastwire', 'Harbour Notices']
    const { items } = await app.api('/api/sources?group=Local%20news')
    expect(items.map((source: { name: string }) => source.name).sort()).toEqual([...local].sort())
    await rows(one).first().click()
    await opened(one)
    await reader(one).locator('article a').first().click()
    await until(() => page.url().includes('/source/'), { what: 'the source is open' })
  })

  test('filters narrow the list, stand in the address, and Back undoes them', async () => {
    const one = await visitor({ at: app.url })
    const { page } = one
    await one.goTo('/all')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByLabel('Language', { exact: true }).selectOption('de')
    await until(() => page.url().endsWith('/all?lang=de'), { what: 'the address says so' })
    await one.settled()
    const ids = await rows(one).evaluateAll(links => links.map(link => link.getAttribute('data-row') ?? ''))
    expect(ids.length).toBeGreaterThan(0)
    for (const id of ids) expect((await app.api(`/api/articles/${id}`)).language).toMatch(/^de/)
    await page.goBack()
    await until(() => page.url().endsWith('/all'), { what: 'the filter is gone' })
  })
})

function isDrawn(canvas: SVGElement | HTMLElement): boolean {
  const { width, height } = canvas as HTMLCanvasElement
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  return pixels.some(value => value !== 0)
}

test('w tells why: every decision about an article, and the poll that brought it', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  const { items } = await app.api('/api/articles?lang=en&limit=100')
  const wide = items.find((item: { seenIn: number }) => item.seenIn > 2)
  await one.goTo(`/all/a/${wide.id}`)
  await page.keyboard.press('w')
  const moments = page.getByRole('list', { name: 'What happened, oldest first' }).getByRole('listitem')
  await moments.first().waitFor()
  const texts = (await moments.allTextContents()).join('\n')
  expect(texts).toMatch(/Polled .*: 200/)
  expect(texts).toMatch(/Saved as/)
  expect(texts.match(/Seen again in/g)?.length).toBe(wide.seenIn - 1)
  await page.getByRole('link', { name: 'The whole poll' }).first().click()
  await until(async () => !page.url().includes(wide.id) && (await moments.count()) > 0, { what: 'the poll is shown' })
})

test('a password is asked for, a wrong one refused, and the right one leads where one wanted to go', async () => {
  const door = await app.anotherDoor({ password: 'a whale for lunch' })
  const one = await visitor({ at: door.url, screen: 'phone', expecting: /status of 401/ })
  const { page } = one
  await one.goTo('/starred')
  await page.getByLabel('Password').fill('a wale for lunch')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(one.asked.filter(url => url.includes('/api/articles')).length).toBeLessThanOrEqual(1)
  await page.getByLabel('Password').fill('a whale for lunch')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('heading', { level: 1, name: /^Starred/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/starred')
  const [cookie] = await one.context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
})

test('what is starred without a network is sent when it comes back', async () => {
  const one = await visitor({ at: app.url, expecting: /ERR_INTERNET_DISCONNECTED/ })
  const { page } = one
  await one.goTo(english)
  await one.context.setOffline(true)
  await page.getByText('You are offline. Stars and read marks are sent later.').waitFor()
  await page.keyboard.press('n')
  const id = await onSomeRow(one)
  const was = (await app.api(`/api/articles/${id}`)).starred
  const tried = page.waitForEvent('requestfailed', request => request.url().endsWith('/api/marks'))
  await page.keyboard.press('s')
  await until(() => page.evaluate(key => localStorage.getItem('winnow.marks')?.includes(key), id), {
    what: 'it is kept',
  })
  await tried
  expect((await app.api(`/api/articles/${id}`)).starred).toBe(was)
  await one.context.setOffline(false)
  await stored(id, 'starred', !was)
  expect(await page.getByText('You are offline').count()).toBe(0)
})
