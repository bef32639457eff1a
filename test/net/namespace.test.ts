/** The address guard in a world of its own: a public site is reached, and nothing it says or resolves to leads back inside. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Seen } from './inside.ts'

const script = fileURLToPath(new URL('./inside.ts', import.meta.url))

/** Root on Linux with util-linux and iproute2, in a container that may make namespaces, veth pairs and mounts. */
function canMakeNamespaces(): boolean {
  const attempt = 'ip link add near type veth peer name far && mount --bind /etc/hosts /etc/hosts'
  try {
    execFileSync('unshare', ['-n', '-m', 'bash', '-c', attempt], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!canMakeNamespaces())('in a private network namespace (skipped without the right to make one)', () => {
  let seen: Seen
  const openAddresses = ['http://93.184.215.14/', 'http://public.example/', 'http://mixed.example/']

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'winnow-namespace-'))
    try {
      const command = ['-n', '-m', process.execPath, script, 'run', folder]
      const { stdout } = await promisify(execFile)('unshare', command, { timeout: 30_000 })
      seen = JSON.parse(stdout)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a site at a really public address is fetched, by address and by name', () => {
    for (const url of openAddresses) expect(seen.direct[url], url).toBe('hello from outside')
  })

  test('every address of the inside is refused: loopback, private, metadata, and the public one that is our own', () => {
    const closed = Object.entries(seen.direct).filter(([url]) => !openAddresses.includes(url))
    expect(closed.map(([url]) => new URL(url).hostname).sort()).toEqual(
      [
        ...['10.77.0.1', '10.77.0.2', '127.0.0.1', '169.254.169.254', '192.168.7.7', '93.184.215.99', '[::1]'],
        ...['loopback.example', 'metadata.example', 'own.example', 'private.example', 'six.example'],
      ].sort(),
    )
    for (const [url, answer] of closed) expect(answer, url).toBe('blocked')
  })

  test('a redirect from the public site leads where a request of our own would have got, and nowhere else', () => {
    expect(seen.redirected).toEqual(seen.direct)
  })

  test('no canary heard anything from us, though every one of them listens', () => {
    expect(Object.keys(seen.heard)).toHaveLength(7)
    for (const [address, connections] of Object.entries(seen.heard)) expect(connections, address).toBe(0)
    for (const [address, connections] of Object.entries(seen.heardUnguarded)) expect(connections, address).toBe(1)
  })
})
