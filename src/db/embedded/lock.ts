/** Two openers of one data directory corrupt it silently, so exactly one process holds this lock; the kernel drops it when the process dies. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type DataDirLock = Readonly<{ release(): void }>
export type LockHolder = Readonly<{ pid: number; since: string }>

/**
 * Takes the lock or says who holds it. It is SQLite's exclusive file lock: Node has no flock, a pid file goes stale,
 * and SQLite's is held by the kernel on every platform.
 */
export function lockDataDir(dataDir: string): DataDirLock | { heldBy: LockHolder | null } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const holderFile = join(dataDir, 'holder.json')
  const handle = new DatabaseSync(join(dataDir, 'lock.sqlite'))
  try {
    handle.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    handle.close()
    if (!/locked/.test(String(error))) throw error
    return { heldBy: readHolder(holderFile) }
  }
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }))
  return { release: () => handle.close() }
}

function readHolder(file: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
