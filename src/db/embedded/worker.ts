/** The embedded engine's thread: PGlite behind the PostgreSQL protocol on a socket, so that the main loop keeps turning (in-process it got 0 turns). */
import { createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { createGrouper, type Group } from './frames.ts'
import { createTurns } from './turns.ts'

/** A flush is at most 32 MB of text; twice that is no flush of ours. */
const MAX_GROUP_BYTES = 128 * 1024 * 1024

const { dataDir, socketPath } = workerData as { dataDir: string; socketPath: string }
/** Extensions are not part of the data directory: what an index was made with must be there at every opening. */
const pglite = await PGlite.create({
  dataDir,
  extensions: { pg_trgm },
  startParams: [...PGlite.defaultStartParams, '-c', 'work_mem=32MB'],
})
const turns = createTurns<Socket>()
const sockets = new Set<Socket>()

const server = createServer(socket => {
  sockets.add(socket)
  const grouper = createGrouper(MAX_GROUP_BYTES)
  socket.on('data', data => {
    try {
      for (const group of grouper(data)) void answer(socket, group)
    } catch (error) {
      socket.destroy(error as Error)
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    sockets.delete(socket)
    void turns.leave(socket, async () => void (await pglite.exec('rollback')))
  })
})

async function answer(socket: Socket, group: Group): Promise<void> {
  switch (group.kind) {
    case 'encryptionRequest':
      socket.write('N')
      return
    case 'cancel':
    case 'terminate':
      socket.end()
      return
    default:
      await turns.take(socket, () => execute(socket, group.bytes))
  }
}

async function execute(socket: Socket, bytes: Buffer): Promise<{ inTransaction: boolean }> {
  try {
    await pglite.execProtocolRawStream(new Uint8Array(bytes), {
      onRawData: data => {
        if (socket.writable) socket.write(Buffer.from(data))
      },
    })
  } catch (error) {
    // SQL errors are answers; what is thrown is the engine's own end (COPY FROM STDIN, a trap), after which it would spin for ever.
    socket.destroy(error as Error)
    process.exit(1)
  }
  return { inTransaction: pglite.isInTransaction() }
}

server.listen(socketPath, () => parentPort?.postMessage('ready'))

parentPort?.on('message', async message => {
  if (message !== 'close') return
  server.close()
  for (const socket of sockets) socket.end()
  await pglite.close()
  parentPort?.postMessage('closed')
  parentPort?.close()
})
