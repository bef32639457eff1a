/** For tests only: real servers on loopback that behave as badly as asked, and a canary that must hear nothing. */
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type AddressGuard, createAddressGuard, type GuardOptions } from './address-guard.ts'
import { createGate, type Slot } from './gate.ts'
import { createHttp, type Http, type HttpOptions, type HttpRequest, type LimitedGet } from './http.ts'
import { createPost, type Post, type PostRequest } from './post.ts'

export type Loopback = Readonly<{
  origin: string
  port: number
  /** Connections accepted so far. */
  connections: () => number
  /** Ends every connection and the server; happens by itself when the test is over. */
  close(): Promise<void>
}>

export async function serve(listener: RequestListener): Promise<Loopback> {
  return await listening(createHttpServer(listener))
}

/** A server that speaks bytes instead of HTTP. Socket errors are its business and stay quiet. */
export async function serveRaw(onSocket: (socket: Socket, nth: number) => void): Promise<Loopback> {
  let nth = 0
  return await listening(createServer(socket => onSocket(socket, nth++)))
}

/** Answers every connection's first bytes with this text, then does what `then` says. */
export async function serveText(text: string, then: 'end' | 'reset' | 'stay' = 'end'): Promise<Loopback> {
  return await serveRaw(socket => {
    socket.once('data', () => {
      socket.write(text, 'latin1', () => {
        if (then === 'end') socket.end()
        if (then === 'reset') socket.resetAndDestroy()
      })
    })
  })
}

/** One port on 127.0.0.1 and ::1 where nobody may ever knock. */
export async function canary(): Promise<{ port: number; heard: () => number }> {
  const four = await serveRaw(socket => socket.destroy())
  const six = await listening(
    createServer(socket => socket.destroy()),
    four.port,
    '::1',
  )
  return { port: four.port, heard: () => four.connections() + six.connections() }
}

async function listening(server: Server, port = 0, host = '127.0.0.1'): Promise<Loopback> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  }
  onTestFinished(close)
  const own = (server.address() as AddressInfo).port
  return { origin: `http://127.0.0.1:${own}`, port: own, connections: () => connections, close }
}

/** A client whose requests run in a slot; as in the product, only `fromOperator` requests to `trusted` origins reach loopback. */
export function client(options: Partial<GuardOptions> & Partial<HttpOptions> = {}): {
  get: LimitedGet
  guard: AddressGuard
  http: Http
  inSlot: <T>(call: (slot: Slot) => Promise<T>) => Promise<T>
} {
  const guard = options.guard ?? createAddressGuard({ trusted: [], ...options })
  const http = createHttp({ userAgent: 'winnow-test', ...options, guard })
  onTestFinished(() => http.close())
  const inSlot = createGate({ name: 'test', limit: 64 }).limited(<T>(slot: Slot, call: (slot: Slot) => Promise<T>) =>
    call(slot),
  )
  const run = inSlot as <T>(call: (slot: Slot) => Promise<T>) => Promise<T>
  return { get: request => run(slot => http.get(slot, request)), guard, http, inSlot: run }
}

/** The same for POSTs. */
export function poster(options: Partial<GuardOptions> & { connectMs?: number } = {}): {
  send: (request: Partial<PostRequest> & { url: string }) => ReturnType<Post['send']>
  guard: AddressGuard
  post: Post
  inSlot: <T>(call: (slot: Slot) => Promise<T>) => Promise<T>
} {
  const { guard, inSlot } = client(options)
  const post = createPost({ userAgent: 'winnow-test', connectMs: options.connectMs, guard })
  onTestFinished(() => post.close())
  const usual = { json: '{}', totalMs: 20_000, fromOperator: true }
  return { send: request => inSlot(slot => post.send(slot, { ...usual, ...request })), guard, post, inSlot }
}

/** A request as the operator's own source would make it. */
export function ask(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { url, maxBytes: 1_000_000, totalMs: 20_000, fromOperator: true, ...more }
}

/** A resolver that answers from a list, one entry per look-up, the last one for ever; unknown names do not exist. */
export function stubResolver(names: Readonly<Record<string, readonly (readonly string[])[]>>): {
  resolve: (name: string) => Promise<readonly string[]>
  asked: string[]
} {
  const asked: string[] = []
  return {
    asked,
    async resolve(name) {
      const answers = names[name] ?? [[]]
      const nth = asked.filter(other => other === name).length
      asked.push(name)
      return answers[Math.min(nth, answers.length - 1)] ?? []
    },
  }
}

/** A guard for which these loopback origins are the open internet, whoever asks: to watch what happens between two public sites. */
export function guardWhereOpen(origins: readonly string[], options: Partial<GuardOptions> = {}): AddressGuard {
  const guard = createAddressGuard({ ...options, trusted: origins })
  return {
    ...guard,
    check: url => guard.check(url, true),
    connector: ({ connectMs }) => guard.connector({ connectMs, fromOperator: true }),
  }
}
