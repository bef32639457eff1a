/** How long somebody waits for the first list, on loopback: from going to the address, with nothing in the browser's cache, to the first row on the screen. */
import { startWeb } from '../src/app/http/start.ts'
import { createLog } from '../src/log.ts'
import { chunk, flushOf, polledSources } from '../test/fixtures/samples.ts'
import { testConfig } from '../test/fixtures/winnow.ts'
import { launchBrowser } from '../test/web/chromium.ts'
import { median, newArticles, openBenchStore, rounded } from './store.ts'

const sources = 20
const articlesEach = 500
const visits = 9

export async function run(say: (line: string) => void): Promise<Record<string, unknown>> {
  const store = await openBenchStore(10)
  const config = testConfig([])
  const log = createLog({ level: 'warn', format: 'json', destination: process.stderr })
  const polled = await polledSources(store.database, sources)
  for (const source of polled) await flushOf(store.database)([chunk(source, newArticles(articlesEach, 2_000))])
  const web = await startWeb({ config, database: store.database, log, settings: { ...config.web, port: 0 } })
  const browser = await launchBrowser()
  try {
    const unread = async () => ((await (await fetch(`${web.url}/api/counts`)).json()) as { unread: number }).unread
    while ((await unread()) < sources * articlesEach) await new Promise(resolve => setTimeout(resolve, 200))
    say(`${sources * articlesEach} unread articles of ${sources} sources; ${visits} visits`)
    const times: number[] = []
    for (let visit = 0; visit < visits; visit++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
      const page = await context.newPage()
      const since = performance.now()
      await page.goto(`${web.url}/unread`, { waitUntil: 'commit' })
      await page.locator('[data-row]').first().waitFor()
      times.push(performance.now() - since)
      say(`visit ${visit + 1}: ${rounded(times.at(-1) ?? 0, 0)} ms`)
      await context.close()
    }
    return {
      firstListMs: rounded(median(times), 0),
      worstMs: rounded(Math.max(...times), 0),
      articles: sources * articlesEach,
    }
  } finally {
    await browser.close()
    await web.close()
    await store.close()
  }
}
