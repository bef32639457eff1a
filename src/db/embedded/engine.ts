/** Starts, stops and, when it hangs, replaces the embedded engine's thread. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

export type Engine = Readonly<{
  /** The folder of the socket, for `pg`'s `host`; the socket is `.s.PGSQL.5432` in it. */
  socketDir: string
  /** Kills the thread, as kill -9 would, and starts another: PGlite ignores statement_timeout. */
  restart(): Promise<void>
  close(): Promise<void>
}>

export const SOCKET_PORT = 5432
/** The limit of a Unix socket's path is 104 to 108 bytes. */
const MAX_SOCKET_PATH = 100

export async function startEngine(dataDir: string): Promise<Engine> {
  const socketDir = socketDirOf(dataDir)
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  // The socket has no authentication: the folder's mode is the access control, also when it existed before.
  chmodSync(socketDir, 0o700)
  const reachable = shortened(socketDir)
  const options = { dataDir: join(dataDir, 'pglite'), socketPath: socketFile(reachable.dir) }
  let worker = await spawn(options)
  let restarting: Promise<void> | null = null

  async function replace(): Promise<void> {
    await worker.terminate()
    worker = await spawn(options)
  }
  return {
    socketDir: reachable.dir,
    restart() {
      restarting ??= replace().finally(() => {
        restarting = null
      })
      return restarting
    },
    async close() {
      await restarting
      const exited = new Promise(resolve => worker.once('exit', resolve))
      worker.postMessage('close')
      await exited
      rmSync(options.socketPath, { force: true })
      reachable.remove()
    },
  }
}

/** Where another process finds the engine of this data directory. */
export function socketDirOf(dataDir: string): string {
  return join(resolve(dataDir), 'socket')
}

/** A short way to a long path, for a client of a running engine; `remove` takes the link away. */
export function shortened(dir: string): { dir: string; remove(): void } {
  if (Buffer.byteLength(socketFile(dir)) <= MAX_SOCKET_PATH) return { dir, remove() {} }
  const link = mkdtempSync(join(tmpdir(), 'winnow-'))
  symlinkSync(dir, join(link, 's'))
  return { dir: join(link, 's'), remove: () => rmSync(link, { recursive: true, force: true }) }
}

function socketFile(dir: string): string {
  return join(dir, `.s.PGSQL.${SOCKET_PORT}`)
}

async function spawn(options: { dataDir: string; socketPath: string }): Promise<Worker> {
  rmSync(options.socketPath, { force: true })
  const file = `./worker${extname(import.meta.url)}`
  const worker = new Worker(new URL(file, import.meta.url), { workerData: options })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the embedded engine ended with code ${code} while starting`)))
  })
  worker.removeAllListeners('exit')
  worker.removeAllListeners('error')
  worker.on('error', () => {})
  return worker
}
