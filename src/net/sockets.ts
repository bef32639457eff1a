/** Tells a broken reused connection, which is worth one more try, from a server that breaks every connection, which is not. */
import type { buildConnector } from 'undici'
import { targetUrl } from './address-guard.ts'
import { codeOf } from './network-failure.ts'

export type Sockets = Readonly<{
  /** The same connector, with its sockets counted until they close. */
  counting(connect: buildConnector.connector): buildConnector.connector
  /** Connections to this origin that are open now. */
  open(origin: string): number
}>

export function countSockets(): Sockets {
  const open = new Map<string, number>()

  function count(origin: string, by: 1 | -1): void {
    const left = (open.get(origin) ?? 0) + by
    if (left > 0) open.set(origin, left)
    else open.delete(origin)
  }

  return {
    counting: connect => (target, done) =>
      connect(target, (...result) => {
        const [, socket] = result
        if (socket) {
          const { origin } = targetUrl(target)
          count(origin, 1)
          socket.once('close', () => count(origin, -1))
        }
        done(...result)
      }),
    open: origin => open.get(origin) ?? 0,
  }
}

/** The connection went away before the first header of an answer. */
export function isReset(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error))
}
