/** What people do most, done by a browser on the real thing: with keys at a desk, with a finger on a phone. */
import { describe, expect, test } from 'vitest'
import { until } from '../fixtures/until.ts'
import { withApp } from './app.ts'
import { type Screen, screens, withBrowser } from './browser.ts'
import { picture } from './pictures.ts'
import { english, focusedId, inTheMiddle, onSomeRow, opened, reader, row, rows, stored, touchGlide } from './places.ts'

const visitor = withBrowser()
const everywhere = Object.keys(screens) as Screen[]
const app = withApp({ engine: 'postgres' })

describe('reading', () => {
  test('by keys: j and k go through the list, m and s mark, Esc leads back to the row one came from', async () => {
    const one = await visitor({ at: app.url })
    const { page } = one
    await one.goTo(english)
    await page.keyboard.press('j')
    const first = await opened(app, one)
    await stored(app, first.id, 'read', true)
    await page.keyboard.press('j')
    const second = await opened(app, one, first.id)
    expect(await row(one, first.id).getByText('Unread:').count()).toBe(0)
    await page.keyboard.press('k')
    expect((await opened(app, one, second.id)).id).toBe(first.id)
    await page.keyboard.press('m')
    await row(one, first.id).getByText('Unread:').waitFor({ state: 'attached' })
    await stored(app, first.id, 'read', false)
    await page.keyboard.press('s')
    await stored(app, first.id, 'starred', true)
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
    await opened(app, one)
    expect(await page.evaluate(() => document.elementFromPoint(195, 820)?.closest('nav') ?? null)).toBe(null)
    await picture(one, 'article-phone-opened')
    await page.goBack()
    await until(async () => (await focusedId(one)) === id, { what: 'the row has the focus' })
    expect(await list.evaluate(element => element.scrollTop)).toBe(before)
  })

  test('a list that still glides answers to a finger: what it touches is the row that is seen there', async () => {
    const one = await visitor({ at: app.url, screen: 'phone' })
    await one.goTo(english)
    const touched = await one.page.evaluate(touchGlide)
    expect(touched).toEqual({ row: expect.stringMatching(/./), answers: touched.row })
  })

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
  await opened(app, one)
  const star = reader(one).getByRole('button', { name: 'Star', exact: true })
  await star.click()
  await stored(app, id, 'starred', true)
  await one.goTo('/starred')
  await row(one, id).waitFor()
  await one.goTo(`/starred/a/${id}`)
  await star.click()
  await stored(app, id, 'starred', false)
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
  await stored(app, id, 'archived', true)
  await page.keyboard.press('z')
  await stored(app, id, 'archived', false)
  const { unread } = await app.api('/api/counts')
  await page.keyboard.press('A')
  await until(async () => (await app.api('/api/counts')).unread < unread, { what: 'they are read', everyMs: 50 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await until(async () => (await app.api('/api/counts')).unread >= unread, { what: 'they are unread', everyMs: 50 })
  const shown = () => row(one, id).getByText('Unread:').count()
  expect(await until(shown, { what: 'the row shows it', everyMs: 50 })).toBe(1)
})

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
  await stored(app, id, 'starred', !was)
  await page.getByText('You are offline').waitFor({ state: 'detached' })
})

test('the first two stops of the Tab key lead past the side bar: to the list, and to the article that is open', async () => {
  const one = await visitor({ at: app.url })
  const { page } = one
  await one.goTo(english)
  await rows(one).first().click()
  await opened(app, one)
  const at = page.url()
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent)
  for (const [stops, name, id] of [
    [1, 'Skip to the list', 'main'],
    [2, 'Skip to the article', 'reader'],
  ] as const) {
    await one.goTo(at)
    for (let stop = 0; stop < stops; stop++) await page.keyboard.press('Tab')
    expect(await focused()).toBe(name)
    await page.keyboard.press('Enter')
    expect(await focused()).toBe(id)
    expect(page.url()).toBe(at)
  }
})
