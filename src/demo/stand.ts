/** The demo news stand: an HTTP server on loopback that plays the outside world, and keeps a ledger of what it served. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Article } from './articles.ts'
import { feedSpecs } from './feeds.ts'
import { openLedger, type Served } from './ledger.ts'
import { openNews } from './news.ts'
import { plain, send } from './reply.ts'
import { openRoutes } from './routes.ts'
import { reserve, standing } from './texts/all.ts'

export type Stand = Readonly<{
  /** `http://127.0.0.1:PORT` */
  origin: string
  feeds: readonly Readonly<{ url: string; title: string; group: string; note: string }>[]
  /** Publishes the next article now, whatever the timer says. */
  publish(): Article
  ledger(): readonly Served[]
  /** Ends open connections too; resolves when the port is free. */
  close(): Promise<void>
}>

export type StandOptions = Readonly<{
  /** 0: any. If the port is taken, any. */
  port?: number
  now?: () => Date
  /** Milliseconds between two new articles; 0: only `publish` makes news. */
  newItemEveryMs?: number
  /** Milliseconds the slow feed takes to answer. */
  slowMs?: number
}>

/** Listens on 127.0.0.1 only, and answers 421 to any name but its own (RFC 9110 §15.5.20; DNS rebinding). */
export async function startStand(options: StandOptions = {}): Promise<Stand> {
  const { port = 7071, now = () => new Date(), newItemEveryMs = 20_000, slowMs = 3_000 } = options
  const server = createServer()
  await listen(server, port)
  const { port: bound } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${bound}`
  const hosts = [`127.0.0.1:${bound}`, `localhost:${bound}`]
  const news = openNews({ now, standing, reserve })
  const ledger = openLedger(now)
  const route = openRoutes(news, origin)

  server.on('request', (request, response) => {
    const reply = hosts.includes(request.headers.host ?? '')
      ? route(request)
      : plain(421, 'This stand has another name.')
    ledger.record(request, reply)
    if (reply.fault !== 'slow') return send(request, response, reply)
    const late = setTimeout(() => send(request, response, reply), slowMs)
    response.on('close', () => clearTimeout(late))
  })

  const timer = newItemEveryMs > 0 ? setInterval(news.publish, newItemEveryMs) : undefined
  return {
    origin,
    feeds: feedSpecs.map(({ file, title, group, note }) => ({ url: `${origin}/feeds/${file}`, title, group, note })),
    publish: news.publish,
    ledger: ledger.served,
    close: () => {
      clearInterval(timer)
      return shut(server)
    },
  }
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('listening', resolve)
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || port === 0) return reject(error)
    server.removeListener('listening', resolve)
    listen(server, 0).then(resolve, reject)
  })
  server.listen(port, '127.0.0.1')
  return promise
}

function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  return promise
}
