/** What comes from outside, and how it is seen to come: sources, files of sources, single links, and the control room that watches. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeSources } from '../../src/db/sources.ts'
import { sql } from '../../src/db/statement.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { type App, startApp } from './app.ts'
import { type Screen, screens, withBrowser } from './browser.ts'
import { whyNoBrowser } from './chromium.ts'
import { picture } from './pictures.ts'
import { english, reader, rows } from './places.ts'

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
      for (const canvas of await one.page.locator('canvas').all())
        await until(() => canvas.evaluate(isDrawn), { what: 'the chart is drawn' })
      await picture(one, `operate-live-${screen}`)
      await panel.getByRole('button', { name: 'Show as table' }).click()
      const table = panel.getByRole('table', { name: 'Slots against the pool' })
      await table.waitFor()
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

test('a budget that is spent says until when, and leads to where it is set', async () => {
  await app.database.query(sql`insert into llm_calls (id, reading_id, purpose, provider, model, mode, attempt, started_at, duration_ms,
      tokens_in, tokens_out, cost_usd, cost_known, outcome, request)
    values (gen_random_uuid(), gen_random_uuid(), 'summary', 'test', 'a/b', 'json', 1, now(), 1, 1, 1, 1, true, 'ok', '{}')`)
  const one = await visitor({ at: app.url })
  await one.goTo('/operate/costs')
  await one.page.getByText("Today's $1.00 is spent. 0 articles wait until 00:00.").waitFor()
  await one.page.getByRole('link', { name: 'Change budget' }).click()
  const place = one.page.getByText('llm.budget.perDay in winnow.yaml, or WINNOW_LLM_BUDGET_PER_DAY')
  await place.waitFor()
  expect(await place.count()).toBe(1)
  await app.database.query(sql`delete from llm_calls`)
})

function isDrawn(canvas: SVGElement | HTMLElement): boolean {
  const { width, height } = canvas as HTMLCanvasElement
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  return pixels.some(value => value !== 0)
}

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
    await app.polled(site.url(`/${screen}/posts`))
    await until(async () => JSON.stringify(await app.api('/api/articles?group=Mine')).includes(post), {
      what: 'the post is stored',
      everyMs: 50,
    })
    await one.goTo('/group/Mine?state=all')
    const shown = () => rows(one).filter({ hasText: post }).count()
    expect(await until(shown, { what: 'the post is listed', everyMs: 50 })).toBe(1)
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
    const imported = await app.database.query(sql`select id from sources where group_name = 'Imported'`)
    await removeSources(
      app.database,
      imported.map(({ id }) => id),
      false,
    )
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
