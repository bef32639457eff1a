/** A command loads what it uses: a start that loads what other commands need is felt at every prompt. Seen from inside the process, in every form of import. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type TestStore } from '../../../test/fixtures/database.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let folder: string
let store: TestStore
/** What package.json names: what those bring along comes and goes with them. */
let dependencies: string[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-start-'))
  store = await openStore('postgres')
  dependencies = Object.keys(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).dependencies)
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

/** Told to Node itself, so that a module is seen whoever loads it, and as what. */
const watching = `--import=data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs'
  import { registerHooks } from 'node:module'
  import { isMainThread } from 'node:worker_threads'
  const loaded = []
  registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
  if (isMainThread) process.on('exit', () => writeFileSync('loaded.json', JSON.stringify(loaded)))
`)}`

async function loadedBy(...argv: string[]): Promise<{ code: number; packages: string[]; ours: string[] }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: store.url, NO_COLOR: '1' }
  const args = [watching, join(root, 'bin/winnow.js'), ...argv]
  const code = await new Promise<number>(resolve => {
    const child = execFile(process.execPath, args, { cwd: folder, env }, () => resolve(child.exitCode ?? -1))
  })
  const urls: string[] = JSON.parse(await readFile(join(folder, 'loaded.json'), 'utf8'))
  const paths = urls.filter(url => url.startsWith('file:')).map(url => fileURLToPath(url).slice(root.length))
  const packages = dependencies.filter(name => paths.some(path => path.startsWith(`node_modules/${name}/`)))
  return { code, packages, ours: paths.filter(path => path.startsWith('src/')) }
}

/** To read the command line and to say what is wrong with it. */
const start = ['cli-table3', 'commander', 'picocolors', 're2js', 'uuid']
/** To read the settings and to ask the database. */
const look = [...start, 'pg', 'pino', 'pino-pretty', 'yaml', 'zod']

test.each([
  { argv: ['--version'], code: 0 },
  { argv: ['--help'], code: 0 },
  { argv: ['articles', '--limit', '0'], code: 2 },
])('$argv is answered before settings, log and database are loaded', async ({ argv, code }) => {
  const loaded = await loadedBy(...argv)
  expect(loaded.code).toBe(code)
  expect(loaded.packages).toContain('commander')
  expect(loaded.packages.filter(name => !start.includes(name))).toEqual([])
  expect(loaded.ours).toContain('src/main.ts')
  const later = ['src/config.ts', 'src/log.ts', 'src/db/open.ts', 'src/app/runtime.ts', 'src/app/http/start.ts']
  expect(later.filter(path => loaded.ours.includes(path))).toEqual([])
})

test.each(['status', 'sources', 'articles'])(
  'winnow %s loads nothing that fetches, parses, reads or serves',
  async command => {
    const loaded = await loadedBy(command)
    expect(loaded.code).toBe(0)
    expect(loaded.packages).toContain('pg')
    expect(loaded.packages.filter(name => !look.includes(name))).toEqual([])
    const heavy = /^src\/(flow|net|demo|app\/runtime\.ts|app\/http\/(?!access\/))/
    expect(loaded.ours.filter(path => heavy.test(path))).toEqual([])
  },
)

test('what a command does use is seen here', async () => {
  const { packages, ours } = await loadedBy('add', '--preview', 'http://127.0.0.1:9/feed')
  expect(packages).toContain('undici')
  expect(ours).toContain('src/net/http.ts')
})
