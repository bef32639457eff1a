/** The listening socket, with its bounds: whoever sends slowly, or much, is let go. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

export type HttpServer = Readonly<{
  /** As a person types it. */
  url: string
  port: number
  /** Takes no new connection, lets requests in flight end (at most `graceMs`), closes the rest. */
  close(graceMs: number): Promise<void>
}>

/** Slowloris: headers within 10 s, the whole request within 30 s, looked after every second. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const
const MOST_CONNECTIONS = 1_000

type Fetch = (request: Request, env: never) => Response | Promise<Response>

/** Rejects when the port is taken (EADDRINUSE) or may not be had (EACCES). Port 0 takes a free one. */
export async function listen(
  app: Readonly<{ fetch: Fetch }>,
  { host, port }: Readonly<{ host: string; port: number }>,
  different: Partial<typeof limits> = {},
): Promise<HttpServer> {
  const server = createServer(
    { ...limits, ...different },
    getRequestListener(app.fetch as never, { overrideGlobalObjects: false }),
  )
  server.maxConnections = MOST_CONNECTIONS
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
    // Not only ended: whoever does not read would keep the other half open.
    if (socket.writable)
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
    else socket.destroy()
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: graceMs => closeServer(server, graceMs),
  }
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}
