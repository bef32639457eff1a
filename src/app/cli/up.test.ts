/** The first screen of `winnow up`, as a person sees it who starts it in an empty folder. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startFeedServer } from '../../../test/fixtures/feed-server.ts'
import { createDatabase } from '../../../test/fixtures/postgres.ts'
import { until } from '../../../test/fixtures/until.ts'

const launcher = fileURLToPath(new URL('../../../bin/winnow.js', import.meta.url))
/** Loaded before the program, it makes the file pass for a terminal. */
const terminal = `--import=data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process.stderr, 'isTTY', { value: true })",
)}`

test('at a terminal it says no log line when all is well, and the address last, where it is still to be seen', async () => {
  const feeds = await startFeedServer()
  onTestFinished(() => feeds.close())
  feeds.serve('/news', () => ({ title: 'News', items: [{ title: 'One', link: 'https://paper.example/1' }] }))
  const { url, drop } = await createDatabase()
  onTestFinished(drop)
  const cwd = await mkdtemp(join(tmpdir(), 'winnow-up-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  await writeFile(join(cwd, 'winnow.yaml'), `sources:\n  - ${feeds.url('/news')}\n`)
  // Both streams into one place, as at a terminal: two pipes have no order.
  const shown = await open(join(cwd, 'screen'), 'w')
  onTestFinished(() => shown.close())
  const child = spawn(process.execPath, [terminal, launcher, 'up'], {
    cwd,
    env: { PATH: process.env.PATH, DATABASE_URL: url, WINNOW_WEB_PORT: '0', WINNOW_LOG_FORMAT: 'json' },
    stdio: ['ignore', shown.fd, shown.fd],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const address = /^Read at (http:\/\/127\.0\.0\.1:\d+)$/gm
  const screen = async () => stripVTControlCharacters(await readFile(join(cwd, 'screen'), 'utf8'))
  const hasEnded = async () => (await screen()).match(address)?.length === 2
  await until(hasEnded, { what: 'the first round has ended', timeoutMs: 30_000 })
  const text = await screen()
  const [first, last] = [...text.matchAll(address)].map(([, url]) => url)
  expect(last).toBe(first)
  expect((await fetch(`${last}/healthz`)).status).toBe(200)
  const lines = text.trimEnd().split('\n')
  expect(lines.findLastIndex(line => line.startsWith('All '))).toBeGreaterThan(lines.indexOf(`Read at ${first}`))
  expect(lines.slice(-2)).toEqual(['Polling goes on; Ctrl-C stops it cleanly.', `Read at ${last}`])
  child.kill('SIGINT')
  expect((await once(child, 'close'))[0], await screen()).toBe(0)
  expect(await screen()).toContain('Stopped. Everything fetched is stored.')
  expect(await screen()).not.toContain('"event"')
}, 60_000)
