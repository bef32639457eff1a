/** Starts, stops and, when it hangs, replaces the embedded engine's thread. */
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect } from 'node:net'
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

/** `onDied` is told when the thread ended by itself (out of memory, a trap in WebAssembly); it is replaced like one that hangs. */
export async function startEngine(dataDir: string, onDied: () => void = () => {}): Promise<Engine> {
  const socketDir = socketDirOf(dataDir)
  mkdirSync(socketDir, { recursive: true, mode: 0o700 })
  // The socket has no authentication: the folder's mode is the access control, also when it existed before.
  chmodSync(socketDir, 0o700)
  const reachable = shortened(socketDir)
  const options = { dataDir: join(dataDir, 'pglite'), socketPath: socketFile(reachable.dir) }
  let thread = await spawn(options)
  let restarting: Promise<void> | null = null
  let closing = false
  watch(thread)

  function watch({ worker, exited }: Thread): void {
    void exited.then(() => {
      if (closing || restarting !== null || thread.worker !== worker) return
      onDied()
      // Its failure is told to the next statement, which finds nobody at the socket.
      restart().catch(() => {})
    })
  }

  async function replace(): Promise<void> {
    await thread.worker.terminate()
    thread = await spawn(options)
    watch(thread)
  }

  function restart(): Promise<void> {
    restarting ??= replace().finally(() => {
      restarting = null
    })
    return restarting
  }

  return {
    socketDir: reachable.dir,
    restart,
    async close() {
      closing = true
      await restarting?.catch(() => {})
      thread.worker.postMessage('close')
      await thread.exited
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

/** Whether an engine takes connections at this data directory's socket. */
export async function answers(dataDir: string): Promise<boolean> {
  const way = shortened(socketDirOf(dataDir))
  const socket = connect(socketFile(way.dir))
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
    way.remove()
  }
}

function socketFile(dir: string): string {
  return join(dir, `.s.PGSQL.${SOCKET_PORT}`)
}

type Thread = Readonly<{ worker: Worker; exited: Promise<void> }>

async function spawn(options: { dataDir: string; socketPath: string }): Promise<Thread> {
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
  return { worker, exited: new Promise(resolve => worker.once('exit', () => resolve())) }
}
