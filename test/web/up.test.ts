/** As a person starts it: `npm start` in an empty folder, the browser at the address that it says, and the first minute there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/db/open.ts'
import { writeSetting } from '../../src/db/settings.ts'
import { freshDataDir } from '../fixtures/data-dir.ts'
import { until } from '../fixtures/until.ts'
import { withBrowser } from './browser.ts'
import { picture } from './pictures.ts'

const visitor = withBrowser()
const root = fileURLToPath(new URL('../..', import.meta.url))

test('npm start with the demo switched off: nothing is there yet; one click brings the demo, and there is something to read', async () => {
  const dataDir = await freshDataDir()
  onTestFinished(dataDir.remove)
  const env = { ...process.env, WINNOW_DATA_DIR: dataDir.path, WINNOW_WEB_PORT: '0', WINNOW_LOG_FORMAT: 'json' }
  await switchOff(dataDir.path)
  const up = run('npm', ['start', '--silent'], env)
  onTestFinished(async () => {
    // As Ctrl-C does: everybody at the terminal is told.
    if (up.pid !== undefined && up.exitCode === null) process.kill(-up.pid, 'SIGINT')
    await finished(up)
  })
  let said = ''
  up.stdout.on('data', piece => (said += piece))
  up.stderr.on('data', piece => (said += piece))
  const at = await until(() => /"event":"web.opened","url":"([^"]+)"/.exec(said)?.[1], {
    what: 'the web is open',
    timeoutMs: 60_000,
  }).catch(error => {
    throw new Error(`${error.message}\n${said}`)
  })
  const one = await visitor({ at })
  const { page } = one
  await one.goTo('/')
  await page.getByText('Nothing here yet. Paste a site, feed or article link and Winnow finds the rest.').waitFor()
  expect(await page.getByRole('link', { name: 'Import OPML' }).count()).toBe(1)
  await picture(one, 'first-run')
  await page.getByRole('button', { name: 'Try demo data' }).click()
  await page.getByText('The demo stand is on. Its articles arrive in a moment.').waitFor()
  const status = await until(
    async () => {
      const status = await (await fetch(`${at}/api/status`)).json()
      return status.articles > 60 && status
    },
    { what: 'the demo has brought articles', everyMs: 100, timeoutMs: 60_000 },
  )
  expect(status).toMatchObject({ engine: 'pglite', demo: { running: true } })
  // Nothing is put into a list that somebody looks at; into an empty one it is.
  await page.locator('[data-row]').first().waitFor({ timeout: 60_000 })
  await page.keyboard.press('j')
  await page.getByRole('article').getByRole('heading', { level: 1 }).waitFor()
}, 150_000)

/** As `winnow demo off` does; another start of a process would be half of this test's time. */
async function switchOff(dataDir: string): Promise<void> {
  const opened = await openDatabase({ dataDir, poolSize: 1, role: 'host' })
  if (!('database' in opened)) throw new Error('a fresh data directory is held by somebody')
  await writeSetting(opened.database, 'demo', 'off')
  await opened.database.close()
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
}

async function finished(child: ReturnType<typeof run>): Promise<void> {
  // Not `exit`: what npm started writes into the same pipes, and may end after npm.
  if (!child.stdout.closed) await once(child, 'close')
}
