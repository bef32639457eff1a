/** What is followed: in the order that somebody wants, and one that fails says so wherever it is looked at. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceId } from '../../src/core/identity.ts'
import { putSources } from '../../src/db/sources.ts'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { until } from '../fixtures/until.ts'
import { type App, startApp } from './app.ts'
import { type Screen, screens, withBrowser } from './browser.ts'
import { whyNoBrowser } from './chromium.ts'
import { picture } from './pictures.ts'
import { rows } from './places.ts'

const visitor = withBrowser()
const site = await startFeedServer()
let app: App
let broken: string

beforeAll(async () => {
  if (whyNoBrowser !== null) return
  app = await startApp({ engine: 'postgres', hasDemo: false, trusted: [site.origin] })
  await follow('Aspen', 1)
  await follow('Birch', 3)
  broken = await follow('Cedar', 0)
  site.serve('/Cedar', { status: 503, body: 'closed', contentType: 'text/plain' })
  await app.pollAll()
  await until(async () => (await app.api(`/api/sources/${broken}`)).health === 'failing', {
    what: 'it fails',
    everyMs: 50,
  })
})
afterAll(async () => {
  await app?.close()
  await site.close()
})

/** Resolves with its id once it was polled. */
async function follow(title: string, articles: number): Promise<string> {
  const url = site.url(`/${title}`)
  const items = Array.from({ length: articles }, (_, n) => ({
    title: `${title} ${n}`,
    link: `${url}/${n}`,
    date: new Date(),
  }))
  site.serve(`/${title}`, { title, items })
  const id = sourceId(url)
  // The operator's own, as winnow.yaml has them: they may lie on this machine.
  const source = { id, url, title, group: null, origin: 'file', ownSettings: {}, enabled: true } as const
  await putSources(app.database, [source])
  await app.polled(url)
  return id
}

const orders: Readonly<Record<string, string>> = {
  name: 'Aspen Birch Cedar',
  '-name': 'Cedar Birch Aspen',
  days: 'Cedar Aspen Birch',
  '-days': 'Birch Aspen Cedar',
}

test('every order is kept from page to page; a place in one order is none in another', async () => {
  const pagesOf = async (sort: string) => {
    const names: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await app.api(`/api/sources?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      names.push(...items.map((source: { name: string }) => source.name))
      if (next === null) return names.join(' ')
      cursor = next
    }
  }
  for (const [sort, names] of Object.entries(orders)) expect(await pagesOf(sort), sort).toBe(names)
  for (const sort of ['last', 'health']) {
    const names = await pagesOf(sort)
    expect(names.split(' ').sort()).toEqual(['Aspen', 'Birch', 'Cedar'])
    expect(await pagesOf(`-${sort}`)).toBe(names.split(' ').reverse().join(' '))
  }
  expect(await pagesOf('health')).toMatch(/^Cedar/)
  const { next } = await app.api('/api/sources?limit=1&sort=name')
  expect((await fetch(`${app.url}/api/sources?limit=1&sort=days&cursor=${next}`)).status).toBe(400)
})

test.each(Object.keys(screens) as Screen[])('on a %s the sources are ordered as somebody wants', async screen => {
  const one = await visitor({ at: app.url, screen })
  const { page } = one
  await one.goTo('/sources')
  const names = () => page.getByRole('table').locator('tbody th a').allTextContents()
  const areInOrder = (sort: string) =>
    until(async () => (await names()).join(' ') === orders[sort], { what: `they are ordered by ${sort}`, everyMs: 30 })
  await areInOrder('name')
  if (screen === 'desktop') {
    const column = page.getByRole('columnheader', { name: '14 days' })
    await column.getByRole('button').click()
    await areInOrder('-days')
    expect(await column.getAttribute('aria-sort')).toBe('descending')
    await column.getByRole('button').click()
    await areInOrder('days')
    expect(await column.getAttribute('aria-sort')).toBe('ascending')
  } else {
    await page.getByLabel('Order').selectOption('Busiest first')
    await areInOrder('-days')
  }
  expect(new URL(page.url()).search).toMatch(/[?&]sort=-?days$/)
  await picture(one, `sources-ordered-${screen}`)
})

test('the list of a source that fails says since when, why, when it was good last, and what can be done', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  await one.goTo(`/source/${broken}`)
  const said = page.getByText(/^Failing for \d+ m?s: server says 503\. Next try .+\. Last good \d+ s ago\.$/)
  await said.waitFor()
  expect(await page.getByRole('link', { name: 'Why', exact: true }).getAttribute('href')).toMatch(
    /^\/why\/[0-9a-f-]{36}$/,
  )
  await picture(one, 'source-failing')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText(/^Paused.*\.$/).waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await said.waitFor()
  site.serve('/Cedar', { title: 'Cedar', items: [] })
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText(/^All caught up\. Next poll in .+\.$/).waitFor()
})

test('above the articles of a source that fails the same is said, before the first of them is seen', async () => {
  const birch = sourceId(site.url('/Birch'))
  const one = await visitor({ at: app.url })
  const { page } = one
  const path = `/source/${birch}?state=all`
  await one.goTo(path)
  await rows(one).first().waitFor()
  expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)
  site.serve('/Birch', { status: 503, body: 'closed', contentType: 'text/plain' })
  await app.pollAll()
  await until(async () => (await app.api(`/api/sources/${birch}`)).health === 'failing', {
    what: 'it fails',
    everyMs: 50,
  })
  await one.goTo(path)
  await page.getByText(/^Failing for \d+ m?s: server says 503\. Next try .+\. Last good .+ ago\.$/).waitFor()
  expect(await rows(one).count()).toBe(3)
  expect(await one.shift()).toEqual({ score: 0, what: [] })
  expect(await one.complaints()).toEqual([])
  await picture(one, 'source-failing-full')
  site.serve('/Birch', { title: 'Birch', items: [] })
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('Birch answers again.').waitFor()
  expect(await rows(one).count()).toBe(3)
})

test.each(Object.keys(screens) as Screen[])(
  'on a %s what a search found is seen below the longest title',
  async screen => {
    const title = `A title that does not end${' and goes on'.repeat(20)}`
    site.serve('/Aspen', {
      title: 'Aspen',
      items: [
        { title, link: site.url('/Aspen/long'), text: 'Behind the harbour a zeppelin landed.', date: new Date() },
      ],
    })
    await app.pollAll()
    await until(async () => (await app.api('/api/search?q=zeppelin')).items.length > 0, {
      what: 'it can be found',
      everyMs: 50,
    })
    const one = await visitor({ at: app.url, screen })
    await one.goTo('/search?q=zeppelin')
    const mark = one.page.locator('li mark').first()
    await mark.waitFor()
    await picture(one, `search-long-title-${screen}`)
    expect(await mark.evaluate(isSeen)).toBe(true)
  },
)

/** In the page: nothing cuts off or covers its middle but the link that is the whole row. */
function isSeen(mark: Element): boolean {
  const { top, bottom, height } = mark.getBoundingClientRect()
  const text = mark.closest('li h2 + p')?.parentElement?.getBoundingClientRect()
  return height > 0 && text !== undefined && top >= text.top - 1 && bottom <= text.bottom + 1
}
