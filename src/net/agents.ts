/** Two pools, because an idle socket is reused without asking the guard: what the operator's own request opened, others must not find. */
import { Agent, type buildConnector, type Dispatcher } from 'undici'
import type { AddressGuard } from './address-guard.ts'
import type { Timeouts } from './network-failure.ts'
import { countSockets } from './sockets.ts'

export type Agents = Readonly<{
  /** The pool for this request; its connections have passed, or will pass, the guard. */
  pick(url: URL, fromOperator: boolean): Dispatcher
  /** Connections to this origin that are open now. */
  openTo(origin: string): number
  /** Ends every connection; what is still in flight fails. */
  destroy(): Promise<void>
}>

export const maxHeaderBytes = 64 * 1024

export function createAgents(guard: AddressGuard, timeouts: Timeouts): Agents {
  const sockets = countSockets()
  const pool = (fromOperator: boolean): Agent =>
    agentOver(sockets.counting(guard.connector({ connectMs: timeouts.connectMs, fromOperator })), timeouts)
  const operator = pool(true)
  const stranger = pool(false)
  return {
    pick: (url, fromOperator) => (fromOperator && guard.trusts(url) ? operator : stranger),
    openTo: sockets.open,
    async destroy() {
      await Promise.all([operator.destroy(), stranger.destroy()])
    },
  }
}

/** Lower-case names, repeated fields joined by a comma; no Set-Cookie, for nobody here keeps cookies. */
export function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const fields = Object.entries(headers).filter(([name]) => name !== 'set-cookie')
  return Object.fromEntries(fields.map(([name, value = '']) => [name, Array.isArray(value) ? value.join(', ') : value]))
}

function agentOver(connect: buildConnector.connector, { headersMs, bodyMs }: Timeouts): Agent {
  return new Agent({
    connect,
    allowH2: false,
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxHeaderSize: maxHeaderBytes,
    // A server's keep-alive hint may not make us hold its socket for ten minutes.
    keepAliveMaxTimeout: 30_000,
  })
}
