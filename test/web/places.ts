/** Where things are on the screen, and what is known of them behind it. */
import { until } from '../fixtures/until.ts'
import type { App } from './app.ts'
import type { Visitor } from './browser.ts'

export const english = '/unread?lang=en'
export const rows = ({ page }: Visitor) => page.locator('[data-row]')
export const row = ({ page }: Visitor, id: string) => page.locator(`li:has([data-row="${id}"])`)
export const reader = ({ page }: Visitor) => page.getByRole('region', { name: 'Article' })
export const focusedId = ({ page }: Visitor) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? '')
export const onSomeRow = (one: Visitor) => until(() => focusedId(one), { what: 'a row has the focus' })

const openId = ({ page }: Visitor) => /\/a\/([\w-]+)/.exec(page.url())?.[1] ?? ''

/** The article that is open, once its title is on the screen. */
export async function opened(app: App, one: Visitor, notThis = ''): Promise<{ id: string; title: string }> {
  const id = await until(() => openId(one) !== notThis && openId(one), { what: 'another article is open' })
  const { title } = await app.api(`/api/articles/${id}`)
  await reader(one).getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  return { id, title }
}

export async function stored(
  app: App,
  id: string,
  what: 'read' | 'starred' | 'archived',
  value: boolean,
): Promise<void> {
  await until(async () => (await app.api(`/api/articles/${id}`))[what] === value, {
    what: `${id} is stored as ${value ? '' : 'not '}${what}`,
    everyMs: 50,
  })
}

/** In the page: a row where a tap needs no scrolling first. */
export function inTheMiddle(): string {
  const all = [...document.querySelectorAll('[data-row]')]
  const found = all.find(link => link.getBoundingClientRect().top > innerHeight / 3)
  return found?.getAttribute('data-row') ?? ''
}

/** In the page: scrolls, and touches a row in the same moment, because a list counts as gliding for a moment only. */
export async function touchGlide(): Promise<Readonly<{ row: string; answers: string }>> {
  document.querySelector('ul:has([data-row])')?.parentElement?.scrollTo(0, 900)
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const all = [...document.querySelectorAll('[data-row]')]
  const link = all.find(one => one.getBoundingClientRect().top > innerHeight / 3)
  const { x = 0, y = 0, width = 0, height = 0 } = link?.getBoundingClientRect() ?? {}
  const there = document.elementFromPoint(x + width / 2, y + height / 2)?.closest('li')
  const idOf = (element: Element | null | undefined) => element?.getAttribute('data-row') ?? ''
  return { row: idOf(link), answers: idOf(there?.querySelector('[data-row]')) }
}
