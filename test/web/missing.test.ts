/** What a reading had to do without is seen where it is followed, and where it is read: nothing looks as if it were there. */
import { afterAll, describe, expect, test } from 'vitest'
import { startFeedServer } from '../fixtures/feed-server.ts'
import { page } from '../fixtures/reading.ts'
import { withApp } from './app.ts'
import { type Screen, screens, type Visitor, withBrowser } from './browser.ts'
import { withModel } from './model.ts'
import { picture } from './pictures.ts'
import { reader } from './places.ts'

const visitor = withBrowser()
/** The widest and the narrowest: what lies between has the parts of the one or the other. */
const extremes: readonly Screen[] = ['desktop', 'phone']
const pages = await startFeedServer()
afterAll(pages.close)

const stages = ({ page }: Visitor) => page.getByRole('list', { name: 'Stages' }).getByRole('listitem')
const noModel = 'Without translation: no language model is configured'

const still = { score: 0, what: [] as string[] }

/** By itself it does not move, nothing sticks out, and axe finds nothing serious, light and dark. */
async function expectWellMade(one: Visitor, screen: Screen, name: string, before = still): Promise<void> {
  expect(await one.shift()).toEqual(before)
  const width = await one.page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(screens[screen].viewport.width)
  expect(await one.complaints()).toEqual([])
  await picture(one, `${name}-${screen}`)
  await one.page.emulateMedia({ colorScheme: 'dark' })
  expect(await one.complaints({ coloursAlone: true })).toEqual([])
  await picture(one, `${name}-${screen}-dark`)
  await one.page.emulateMedia({ colorScheme: 'light' })
}

describe('without a language model', () => {
  const app = withApp({ engine: 'pglite', hasDemo: false, trusted: [pages.origin] })

  async function submit(url: string, language?: string): Promise<{ id: string; articleId: string }> {
    const answer = await fetch(`${app.url}/api/articles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url, language }),
    })
    return (await answer.json()) as { id: string; articleId: string }
  }

  test.each(extremes)(
    'on a %s a translation that cannot be made is a warning among the stages, as they happen',
    async screen => {
      const path = `/stages/${screen}`
      pages.serve(path, page(pages.url(path)))
      pages.hold(path)
      const { id } = await submit(pages.url(path), 'de')
      const one = await visitor({ at: app.url, screen })
      await one.goTo(`/submission/${id}`)
      await stages(one).filter({ hasText: 'In progress:Fetching' }).waitFor()
      expect(await one.page.getByRole('button', { name: 'Open', exact: true }).isDisabled()).toBe(true)
      pages.release(path)
      await stages(one)
        .filter({ hasText: `Warning:${noModel}` })
        .waitFor()
      await one.page.getByRole('link', { name: 'Open', exact: true }).waitFor()
      expect(await stages(one).allTextContents()).toEqual([
        expect.stringMatching(/^Done:Accepted/),
        expect.stringMatching(/^Done:Fetched, built-in/),
        expect.stringMatching(/^Done:Summarised/),
        expect.stringMatching(/^Warning:Without translation: .*OPENROUTER_API_KEY or llm\.baseUrl.*try again/),
      ])
      await expectWellMade(one, screen, 'without')
    },
  )

  test('trying again asks for the same language, and the text is not said to be fetched anew', async () => {
    pages.serve('/again', page(pages.url('/again')))
    const { id } = await submit(pages.url('/again'), 'de')
    const one = await visitor({ at: app.url })
    await one.goTo(`/submission/${id}`)
    await stages(one).filter({ hasText: noModel }).waitFor()
    const asked = one.page.waitForRequest(request => request.method() === 'POST' && request.url().endsWith('/articles'))
    await one.page.getByRole('button', { name: 'Try again' }).click()
    expect((await asked).postDataJSON()).toMatchObject({ language: 'de' })
    await stages(one).filter({ hasText: 'Done:Text already stored' }).waitFor()
    await stages(one).filter({ hasText: noModel }).waitFor()
    expect(pages.requests('/again').length).toBe(1)
  })

  test.each(extremes)('on a %s an article of which there is no translation does not look translated', async screen => {
    const path = `/article/${screen}`
    pages.serve(path, page(pages.url(path)))
    const { id, articleId } = await submit(pages.url(path))
    const one = await visitor({ at: app.url, screen, options: { locale: 'de-DE' } })
    await one.goTo(`/submission/${id}`)
    await stages(one).filter({ hasText: 'Done:Summarised' }).waitFor()
    await one.goTo(`/all/a/${articleId}`)
    const card = reader(one).getByRole('region', { name: 'Summary' })
    await card.waitFor()
    const answered = Promise.withResolvers<void>()
    await one.page.route('**/api/articles', async route => {
      await answered.promise
      await route.continue()
    })
    const pressed = await one.page.evaluate(() => performance.now())
    await one.page.keyboard.press('t')
    await card.getByRole('status').filter({ hasText: 'Translating into Deutsch' }).waitFor()
    // What moves half a second after a key was not asked for.
    await one.page.waitForFunction(at => performance.now() - at > 600, pressed)
    const before = await one.shift()
    answered.resolve()
    await card.getByRole('status').filter({ hasText: noModel }).waitFor()
    expect(await card.getByText('Translated into').count()).toBe(0)
    expect(await card.getByRole('tabpanel').locator('[lang]').first().getAttribute('lang')).toBe('en')
    expect(await one.page.locator('[data-row]').locator('xpath=ancestor::li').getByText('Translated').count()).toBe(0)
    if (screen === 'desktop')
      expect(await reader(one).getByRole('button', { name: 'Translate' }).getAttribute('aria-pressed')).toBe('false')
    await card.getByRole('button', { name: 'Try again' }).scrollIntoViewIfNeeded()
    await expectWellMade(one, screen, 'untranslated', before)
  })
})

describe('with a language model', () => {
  const model = withModel('pglite')
  const noKey = { error: { status: 401, message: 'Incorrect API key provided' } }
  const arabic =
    'اجتمع المجلس يوم الاثنين للحديث عن الجسر القديم في وسط المدينة. استغرق النقاش ساعتين كاملتين وتحدث كل من أراد الكلام. من المتوقع صدور القرار قبل نهاية الشهر الجاري. لم يصوت أحد ضد الخطة التي قدمتها البلدية.'

  test.each(extremes)(
    'on a %s a failure says what became of the work beside it, and what is there can be opened',
    async screen => {
      const { site, url } = model
      site.llm.answer(({ schemaName }) =>
        schemaName === 'insights' ? noKey : schemaName === 'summary' ? {} : { body: '', never: 'answer' },
      )
      const [address = ''] = site.articles(1, { name: `failed-${screen}` })
      site.llm.hold()
      const { id } = await model.submit(address, 'ar')
      const one = await visitor({ at: url, screen })
      await one.goTo(`/submission/${id}`)
      await stages(one).filter({ hasText: 'In progress:Summarising' }).waitFor()
      site.llm.release()
      await stages(one).filter({ hasText: 'Failed:Finding insights' }).waitFor()
      await one.page.getByRole('alert').waitFor()
      expect((await stages(one).allTextContents()).slice(2)).toEqual([
        expect.stringMatching(/^Done:Summarised/),
        'Warning:Without translation: stopped',
        'Failed:Finding insights',
      ])
      expect(await one.page.getByRole('alert').textContent()).toMatch(
        /^Could not look for insights: .*key.*\. Text and summary are kept\.The LLM does not take the key: check OPENROUTER_API_KEY .*\.Error ID/,
      )
      await expectWellMade(one, screen, 'beside')
      await one.page.getByRole('link', { name: 'Open', exact: true }).click()
      await reader(one).getByRole('region', { name: 'Summary' }).getByRole('tabpanel').waitFor()
      expect(await reader(one).getByText('Translated into').count()).toBe(0)
    },
  )

  test('insights that could not be had are not said to be unasked for', async () => {
    const { site, url } = model
    site.llm.answer(({ schemaName }) => (schemaName === 'insights' ? noKey : {}))
    const [address = ''] = site.articles(1, { name: 'no-insights' })
    const { id, articleId } = await model.read(address)
    const one = await visitor({ at: url })
    await one.goTo(`/submission/${id}`)
    await stages(one)
      .filter({ hasText: /^Warning:Without insights: .*key.*Try again/ })
      .waitFor()
    await one.goTo(`/all/a/${articleId}`)
    await one.page.getByRole('tab', { name: 'Insights' }).click()
    await one.page
      .getByRole('tabpanel')
      .getByText(/^Without insights: .*key/)
      .waitFor()
    expect(await one.complaints()).toEqual([])
  })

  test.each(extremes)(
    'on a %s a translation is marked with its own language and runs its own way; headings do not',
    async screen => {
      const { site, url } = model
      site.llm.answer(({ schemaName }) => (schemaName === 'summary' ? {} : { article: arabic }))
      const [address = ''] = site.articles(1, { name: `arabic-${screen}` })
      const { articleId } = await model.read(address, 'ar')
      const one = await visitor({ at: url, screen })
      await one.context.addInitScript(() => localStorage.setItem('winnow.preferences', '{"language":"ar"}'))
      await one.goTo(`/all/a/${articleId}`)
      const panel = reader(one).getByRole('tabpanel')
      const marked = () => panel.evaluate(spoken)
      expect(await marked()).toEqual({ words: ['en ltr'], headings: [] })
      await one.page.keyboard.press('t')
      await reader(one).getByText('Translated into Arabic').waitFor()
      expect(await marked()).toEqual({ words: ['ar rtl'], headings: [] })
      for (const tab of ['Key ideas', 'Insights', 'People & places']) {
        await one.page.getByRole('tab', { name: tab }).click()
        await one.page.getByRole('tabpanel', { name: tab }).waitFor()
        const { words, headings } = await marked()
        expect([tab, words.filter(one => one !== 'ar rtl')]).toEqual([tab, []])
        expect([tab, headings.filter(one => one !== 'en ltr')]).toEqual([tab, []])
      }
      await one.page.getByRole('tab', { name: 'Insights' }).click()
      const title = reader(one).getByRole('heading', { level: 1 })
      expect(await title.getAttribute('lang')).toBe('en')
      expect(await one.complaints()).toEqual([])
      await picture(one, `translated-${screen}`)
      await one.page.keyboard.press('t')
      await reader(one).getByText('Translated into Arabic').waitFor({ state: 'detached' })
      await one.page.getByRole('tab', { name: 'Summary' }).click()
      expect(await marked()).toEqual({ words: ['en ltr'], headings: [] })
      // Insights were asked for in Arabic alone, whatever the summary beside them is in.
      await one.page.getByRole('tab', { name: 'Insights' }).click()
      await one.page.getByRole('tabpanel', { name: 'Insights' }).waitFor()
      expect((await marked()).words).toEqual(['ar rtl'])
    },
  )
})

/** In the page: the language and the direction that hold for what was written, and for the page's own headings in between. */
function spoken(panel: Element): { words: string[]; headings: string[] } {
  const of = (element: Element) =>
    `${element.closest('[lang]')?.getAttribute('lang')} ${getComputedStyle(element).direction}`
  const words = [...panel.querySelectorAll('p, ul')].map(of)
  return { words: [...new Set(words)], headings: [...panel.querySelectorAll('h3')].map(of) }
}
