/** The listening socket, with its bounds: whoever sends slowly, or much, is let go. */
import { once } from 'node:events'
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { v7 as uuidV7 } from 'uuid'
import type { Log } from '../../log.ts'
import { bareRefusal, refuse } from './refusal.ts'

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
  log: Log,
  different: Partial<typeof limits> = {},
): Promise<HttpServer> {
  const server = createServer(
    // A message without a Host is refused by us, so that it is answered like everything else.
    { ...limits, ...different, requireHostHeader: false },
    getRequestListener(app.fetch as never, {
      overrideGlobalObjects: false,
      errorHandler: error => refuseMessage(log, error),
    }),
  )
  server.maxConnections = MOST_CONNECTIONS
  server.on('checkExpectation', (_, response) => {
    const { headers, body } = refuse(log, 417, 'Nothing but 100-continue can be expected here.')
    response.writeHead(417, headers).end(body)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return void socket.destroy()
    const [status, detail] = broken[error.code ?? ''] ?? notHttp
    const { headers, body } = refuse(log, status, detail)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    // Not only ended: whoever does not read would keep the other half open.
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy())
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

const notHttp = [400, 'This is not a request as HTTP knows them.'] as const
const broken: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to come.'],
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers are larger than 16 kB together.'],
}

/** Addresses and hosts that are none, before there is a request; what else gets here is a bug. */
function refuseMessage(log: Log, error: unknown): Response {
  if (error instanceof RequestError) {
    const { headers, body } = refuse(log, 400, 'The address or the Host is not one.')
    return new Response(body, { status: 400, headers })
  }
  const correlationId = uuidV7()
  log.event('error', 'task.crashed', { error, correlationId, stage: 'http' })
  const { headers, body } = bareRefusal(500, 'This should not have happened.', correlationId)
  return new Response(body, { status: 500, headers })
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}
