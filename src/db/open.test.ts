/** One process opens a data directory; the others join it through its socket, or are told who has it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { freshDataDir } from '../../test/fixtures/data-dir.ts'
import { until } from '../../test/fixtures/until.ts'
import type { Database } from './database.ts'
import { openDatabase } from './open.ts'
import { readSetting, writeSetting } from './settings.ts'

let dataDir: string
beforeEach(async () => {
  const fresh = await freshDataDir()
  dataDir = fresh.path
  return fresh.remove
})

test('a second opener is refused and told who has it, in another process and in the same one', async () => {
  const { pid } = await holderProcess(dataDir)
  const refused = await openDatabase({ dataDir, poolSize: 1, role: 'host' })
  expect(refused).toEqual({ heldBy: { pid, since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) } })

  const other = await freshDataDir()
  onTestFinished(other.remove)
  await open('host', other.path)
  expect(await openDatabase({ dataDir: other.path, poolSize: 1, role: 'host' })).toMatchObject({
    heldBy: { pid: process.pid },
  })
})

test('the lock dies with its process: after kill -9 the directory opens, and what was committed is there', async () => {
  const child = await holderProcess(dataDir)
  const guest = await open('guest')
  await writeSetting(guest, 'kept', { n: 1 })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await open('host')
  expect(await readSetting(next, 'kept')).toEqual({ n: 1 })
  expect(await openDatabase({ dataDir, poolSize: 1, role: 'host' })).toMatchObject({ heldBy: { pid: process.pid } })
})

test('a guest joins the process that has it, sees what that stores, and leaves it running', async () => {
  const host = await open('host')
  const guest = await open('guest')
  await writeSetting(host, 'from', 'host')
  expect(await readSetting(guest, 'from')).toBe('host')
  await writeSetting(guest, 'from', 'guest')
  await guest.close()
  expect(await readSetting(host, 'from')).toBe('guest')
})

test('a guest whom nobody receives opens the directory itself, and holds it like any opener', async () => {
  const guest = await open('guest')
  await writeSetting(guest, 'a', 1)
  expect(await openDatabase({ dataDir, poolSize: 1, role: 'host' })).toMatchObject({ heldBy: { pid: process.pid } })
  await guest.close()
  expect(await readSetting(await open('host'), 'a')).toBe(1)
})

test('a path too long for a socket works for host and guest, and leaves nothing in the folder for temporary files', async () => {
  const long = join(dataDir, 'x'.repeat(60), 'y'.repeat(60))
  await mkdir(join(long, '..'), { recursive: true })
  const fresh = await freshDataDir()
  await rename(fresh.path, long)
  const host = await open('host', long)
  const guest = await open('guest', long)
  await writeSetting(host, 'far', true)
  expect(await readSetting(guest, 'far')).toBe(true)
  expect(await linksTo(long)).toHaveLength(2)
  await guest.close()
  await host.close()
  expect(await linksTo(long)).toEqual([])
})

test('the socket has no password, so its folder is open to its owner alone, whatever it was before', async () => {
  await mkdir(join(dataDir, 'socket'), { mode: 0o777 })
  await chmod(join(dataDir, 'socket'), 0o777)
  await open('host')
  expect((await stat(join(dataDir, 'socket'))).mode & 0o777).toBe(0o700)
})

test('an opener that fails gives the lock back', async () => {
  await rename(join(dataDir, 'pglite'), join(dataDir, 'aside'))
  await writeFile(join(dataDir, 'pglite'), 'a file where a folder must be')
  await expect(openDatabase({ dataDir, poolSize: 1, role: 'host' })).rejects.toThrow()
  await rm(join(dataDir, 'pglite'))
  await rename(join(dataDir, 'aside'), join(dataDir, 'pglite'))
  await open('host')
})

test('a guest who comes while the host is still opening waits for it', async () => {
  const opening = openDatabase({ dataDir, poolSize: 1, role: 'host' })
  const guest = await open('guest')
  const asked = readSetting(guest, 'nothing')
  const host = await opening
  if ('database' in host) onTestFinished(() => host.database.close())
  expect(await asked).toBeUndefined()
})

async function open(role: 'host' | 'guest', path = dataDir): Promise<Database> {
  const opened = await openDatabase({ dataDir: path, poolSize: 1, role })
  if (!('database' in opened)) throw new Error(`process ${opened.heldBy?.pid} holds the directory`)
  let open = true
  const close = async () => {
    if (open) await opened.database.close()
    open = false
  }
  onTestFinished(close)
  return { ...opened.database, close }
}

/** Another process that opened the directory as a host does. */
async function holderProcess(path: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../../test/fixtures/data-dir-holder.ts', import.meta.url))
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout?.on('data', chunk => (said += chunk))
  await until(() => said !== '' || child.exitCode !== null, { what: 'the other process has opened the directory' })
  expect(said).toBe('open\n')
  return child
}

/** Short ways to this directory's socket. */
async function linksTo(path: string): Promise<string[]> {
  const folders = (await readdir(tmpdir())).filter(name => name.startsWith('winnow-'))
  const targets = await Promise.all(folders.map(name => readlink(join(tmpdir(), name, 's')).catch(() => null)))
  return targets.filter(target => target === join(path, 'socket')) as string[]
}
