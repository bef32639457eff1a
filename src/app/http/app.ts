/** The web: routes, access, the client's files, and what must be closed again. It holds no logic of its own. */
import { setTimeout as delay } from 'node:timers/promises'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { v7 as uuidV7 } from 'uuid'
import { auditStatement } from '../../db/audit.ts'
import { createBlocks } from './access/blocks.ts'
import { createDenials } from './access/denials.ts'
import { isKnownHost, isOwnOrigin } from './access/hosts.ts'
import type { Env } from './env.ts'
import { createStreams } from './event-stream.ts'
import { createFrame, type Frame } from './frame.ts'
import { createHandlers } from './handlers/handlers.ts'
import { securityHeaders } from './headers.ts'
import { createImports } from './imports.ts'
import { createMediaProxy } from './media.ts'
import { createMetrics } from './metrics.ts'
import { describeRoute, docsPage, docsStyle, openApiDocument } from './openapi.ts'
import type { HttpOptions } from './options.ts'
import { type Ask, type Handlers, problem } from './reply.ts'
import type { RouteDefinition } from './routes/definition.ts'
import { type RouteName, routes } from './routes/routes.ts'
import { createSampler } from './sampler.ts'
import { createTicker } from './ticker.ts'
import { createWebClient } from './web-client.ts'

export type HttpApp = Readonly<{
  fetch: (request: Request, env: unknown) => Response | Promise<Response>
  /** Prometheus text, for a port of its own. */
  metrics: () => Promise<string>
  /** Ends what runs beside the requests: streams, the ticker, the audit of denials. */
  close(): Promise<void>
}>

export function createHttpApp(options: HttpOptions): HttpApp {
  const { database, log, settings, abilities, clock = () => new Date() } = options
  const streams = createStreams()
  const blocks = createBlocks(() => clock().getTime())
  const ticker = createTicker(database, quietDelay, error =>
    log.event('warn', 'database.lost', { error, stage: 'http' }),
  )
  const sampler = createSampler(database, abilities.gauges, quietDelay, clock)
  const metrics = createMetrics({
    gauges: abilities.gauges,
    streams: streams.count,
    costs: sampler.costs,
    queue: sampler.queue,
    budgetPerDayUsd: settings.budgetPerDayUsd,
  })
  const denials = createDenials(async entries => void (await database.batch(entries.map(auditStatement))), quietDelay)
  const imports = createImports(database, abilities, log)
  const frame = createFrame(options, blocks, denials)
  const media = createMediaProxy(settings, abilities, frame)
  const handlers = createHandlers({
    ...options,
    clock,
    streams,
    metrics,
    blocks,
    denials,
    ticker,
    sampler,
    imports,
    media,
  })
  const client = createWebClient(settings.webRoot)
  const app = new OpenAPIHono<Env>()

  app.use(async (c, next) => {
    const started = performance.now()
    const correlationId = uuidV7()
    c.set('correlationId', correlationId)
    c.set('remote', c.env.incoming?.socket.remoteAddress ?? 'unknown')
    const refused = turnedAway(c)
    if (refused === null) await next()
    else c.res = refused
    for (const [name, value] of Object.entries(securityHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    c.res.headers.set('x-correlation-id', correlationId)
    metrics.observe(c.get('route') ?? 'other', c.req.method, c.res.status, (performance.now() - started) / 1_000)
  })

  /** Before anything else, whatever is asked for: names that are not ours, and writes from other people's pages. */
  function turnedAway(c: Context<Env>): Response | null {
    const host = c.req.header('host')
    const deny = (reason: string, status: number, detail: string) => {
      const path = `${c.req.method} ${c.req.path}`
      denials.note({ remote: c.get('remote'), actor: 'nobody', reason, path, correlationId: c.get('correlationId') })
      return frame.refuse(c, problem(status, detail))
    }
    if (!isKnownHost(host, settings))
      return deny('host', 421, 'This name is not one of this server. Set the public URL to use it.')
    if (safe.has(c.req.method)) return null
    const from = { origin: c.req.header('origin'), host, fetchSite: c.req.header('sec-fetch-site') }
    return isOwnOrigin(from, settings) ? null : deny('origin', 403, 'Another site may not change anything here.')
  }

  register(app, frame, handlers)
  const document = openApiDocument(app, settings.version)
  const html = docsPage(document)
  app.get('/api/openapi.json', c => c.json(document))
  app.get('/api/docs', c => c.html(html))
  app.get('/api/docs.css', c => c.body(docsStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
  media.register(app)
  app.all('/api/*', c => frame.refuse(c, problem(404, 'There is no such endpoint: see /api/docs.')))
  app.all('*', async c => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
      return frame.refuse(c, problem(405, 'Nothing can be sent here.'))
    const accepts = { encodings: c.req.header('accept-encoding') ?? '', etag: c.req.header('if-none-match') }
    return await client(c.req.path, accepts)
  })
  app.onError((error, c) => {
    log.event('error', 'task.crashed', { correlationId: c.get('correlationId'), error, stage: 'http' })
    return frame.refuse(c, problem(500, 'This should not have happened. The log has more under the Error ID.'))
  })

  return {
    fetch: (request, env) => app.fetch(request, env as Env['Bindings']),
    metrics: metrics.text,
    async close() {
      streams.close()
      await Promise.all([ticker.close(), sampler.close(), imports.close()])
      await denials.close()
      metrics.close()
    },
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

function register(app: OpenAPIHono<Env>, frame: Frame, handlers: Handlers): void {
  const methodsOf = new Map<string, string[]>()
  for (const [name, route] of Object.entries(routes) as [RouteName, RouteDefinition][]) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), route.method.toUpperCase()])
    describeRoute(app, name, route)
    app.on(route.method.toUpperCase(), path, c =>
      frame.serve(c, name, route, handlers[name] as (ask: Ask<never>) => unknown),
    )
  }
  for (const [path, methods] of methodsOf)
    app.all(path, c => {
      const response = frame.refuse(c, problem(405, `${c.req.method} is not possible here.`))
      response.headers.set('allow', methods.join(', '))
      return response
    })
}

/** A wait that ends early, without an error, when the signal aborts. */
async function quietDelay(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => {})
}
