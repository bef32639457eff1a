/** Pictures for the documentation, taken in the tests, so that they show what is: `UPDATE_PICTURES=1 npx vitest run test/web`. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Visitor } from './browser.ts'

const wanted = process.env.UPDATE_PICTURES

/** What the documents show; `UPDATE_PICTURES=FOLDER` takes all pictures, to look at. */
const kept = new Set([
  'article-desktop',
  'article-desktop-dark',
  'article-phone',
  'first-run',
  'operate-live-desktop',
  'search-desktop',
  'sources-tablet',
  'stages-desktop',
  'unread-phone-dark',
  'unread-tablet',
  'why-desktop',
])
const documents = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

/** Nothing is written without UPDATE_PICTURES. */
export async function picture({ page }: Visitor, name: string): Promise<void> {
  if (!wanted || (wanted === '1' && !kept.has(name))) return
  await page.evaluate(drawn)
  const path = join(wanted === '1' ? documents : wanted, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide', scale: 'css' })
}

async function drawn(): Promise<void> {
  await document.fonts.ready
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
