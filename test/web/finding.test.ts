/** How people come to what they want to read: by its words, by where it comes from, by what narrows a list. */
import { describe, expect, test } from 'vitest'
import { until } from '../fixtures/until.ts'
import { withApp } from './app.ts'
import { type Screen, screens, withBrowser } from './browser.ts'
import { picture } from './pictures.ts'
import { english, opened, reader, rows } from './places.ts'

const visitor = withBrowser()
const everywhere = Object.keys(screens) as Screen[]
const app = withApp({ engine: 'postgres' })

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
  await opened(app, one)
})

test('a search that is misspelt finds what is spelt alike; one that finds nothing says so', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  await one.goTo('/search?q=humpbak')
  await page.getByText('No article has these words. Shown: “humpback”.').waitFor()
  const found = () => rows(one).count()
  expect(await until(found, { what: 'what it found is listed', everyMs: 50 })).toBeGreaterThan(0)
  await page.getByRole('searchbox').fill('qqqqqqq')
  await page.getByText("No articles match 'qqqqqqq'. Check spelling.").waitFor()
})

test('a search that ran out of time says that older articles may be missing', async () => {
  const one = await visitor({ at: app.url })
  await one.page.route('**/api/search?*', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), partial: true } })
  })
  await one.goTo('/search?q=ferry')
  await one.page.getByText('The search ran out of time: older articles may be missing.').waitFor()
  await one.page.getByRole('searchbox').fill('qqqqqqq')
  await one.page.getByText("No newer article matches 'qqqqqqq'.").waitFor()
  expect(await rows(one).count()).toBe(0)
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
    await opened(app, one)
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
