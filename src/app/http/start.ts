/** The web beside a runtime (`winnow up`) or alone (`winnow serve`): settings and abilities are gathered here, and closed again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, describeConfig, trustedOrigins } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { makeDue } from '../../db/source-list.ts'
import type { Log } from '../../log.ts'
import { type AddressGuard, createAddressGuard } from '../../net/address-guard.ts'
import { discoverFeeds } from '../../net/discover.ts'
import { createGate } from '../../net/gate.ts'
import { createHttp } from '../../net/http.ts'
import type { Demo } from '../demo.ts'
import type { Runtime } from '../runtime.ts'
import { createSubmissions, type Submissions } from '../submissions.ts'
import { isKnownHost } from './access/hosts.ts'
import { prepareLogin } from './access/login.ts'
import { createHttpApp } from './app.ts'
import { securityHeaders } from './headers.ts'
import type { Abilities, Gauges } from './options.ts'
import { refuse } from './refusal.ts'
import { type HttpServer, listen } from './server.ts'

export type WebSettings = Config['web'] & Readonly<{ port: number }>

export type WebOptions = Readonly<{
  config: Config
  database: Database
  log: Log
  settings: WebSettings
  /** Absent: this process polls and reads nothing; what is submitted waits for a worker. */
  runtime?: Runtime
  demo?: Demo
  /** The folder of the built client. */
  webRoot?: string
}>

export type Web = Readonly<{ url: string; port: number; close(): Promise<void> }>

const GRACE_MS = 2_000
const MEDIA_BYTES = 10_000_000
const MEDIA_MS = 20_000
/** Looking at other people's sites for whoever sits at the screen. */
const SLOTS = 8

/** Rejects when the port is taken (EADDRINUSE) or may not be had (EACCES). */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { config, database, log, settings } = options
  const login = await prepareLogin(database, settings.password)
  const { abilities, close } = createAbilities(options)
  const app = createHttpApp({
    database,
    log,
    abilities,
    settings: {
      host: settings.host,
      publicUrl: settings.publicUrl,
      login,
      media: settings.media,
      webRoot: options.webRoot ?? join(root, 'dist', 'web'),
      version: version(),
      budgetPerDayUsd: config.llm.budget.perDayUsd,
      config: describeConfig(config) as unknown as Record<string, unknown>,
      configFile: config.file,
      demoAllowed: config.demo !== 'off',
    },
  })
  const servers: HttpServer[] = []
  const closeAll = async () => {
    await app.close()
    await Promise.all(servers.map(server => server.close(GRACE_MS)))
    await close()
  }
  try {
    const server = await listen(app, settings, log)
    servers.push(server)
    if (settings.metricsPort !== null) servers.push(await listenForMetrics(app.metrics, settings.metricsPort, log))
    return { url: server.url, port: server.port, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** Loopback only, so it needs no key; and by a name of loopback only, or any page could read it under a name of its own. */
export async function listenForMetrics(text: () => Promise<string>, port: number, log: Log): Promise<HttpServer> {
  const place = { host: '127.0.0.1', publicUrl: null }
  const fetch = async (request: Request) => {
    const no = (status: number, reason: string) => {
      const { headers, body } = refuse(log, status, reason)
      return new Response(body, { status, headers })
    }
    if (!isKnownHost(request.headers.get('host') ?? undefined, place)) return no(421, 'Nothing but loopback here.')
    if (new URL(request.url).pathname !== '/metrics') return no(404, 'There are metrics here, and nothing else.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return no(405, 'Metrics can be read alone.')
    const headers = { ...securityHeaders, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
    return new Response(await text(), { headers })
  }
  return await listen({ fetch }, { host: place.host, port }, log)
}

function createAbilities({ config, database, log, runtime, demo }: WebOptions): {
  abilities: Abilities
  close: () => Promise<void>
} {
  const guard: AddressGuard = runtime?.guard ?? createAddressGuard({ trusted: trustedOrigins(config) })
  const http = createHttp({ guard, userAgent: config.fetch.userAgent, allowDowngrade: config.fetch.allowDowngrade })
  const get = createGate({ name: 'web', limit: SLOTS }).limited(http.get)
  const submissions: Submissions =
    runtime?.submissions ?? createSubmissions({ database, log, wake: () => {}, abort: () => {} })
  const abilities: Abilities = {
    submit: submissions.submit,
    watchReading: submissions.watch,
    cancelReading: submissions.cancel,
    async pollNow(sourceId) {
      await makeDue(database, sourceId)
      return runtime !== undefined
    },
    discover: (url, signal) => discoverFeeds(get, url, { signal }),
    mayAsk: url => guard.check(new URL(url)),
    async fetchMedia(url, signal) {
      const got = await get({ url, maxBytes: MEDIA_BYTES, totalMs: MEDIA_MS, signal, headers: { accept: 'image/*' } })
      if (!got.ok) return got
      return { ok: true, value: { body: got.value.body, contentType: got.value.headers['content-type'] ?? '' } }
    },
    syncDemo: async () => void (await demo?.sync()),
    isDemoRunning: () => (demo?.running() ?? null) !== null,
    gauges: () => gaugesOf(config, database, runtime),
  }
  return { abilities, close: http.close }
}

function gaugesOf(config: Config, database: Database, runtime: Runtime | undefined): Gauges {
  const pool = database.stats()
  const slots = runtime?.gate.stats()
  const held = runtime?.handOver.held()
  return {
    slots: { used: slots?.inUse ?? 0, limit: config.fetch.concurrency, waiting: slots?.waiting ?? 0 },
    otherSlots: Object.fromEntries(
      (runtime?.reading.gates() ?? []).map(({ name, inUse: used, limit, waiting }) => [name, { used, limit, waiting }]),
    ),
    pool: { used: pool.lent, limit: pool.size, waiting: pool.waiting },
    handOver: {
      rows: held?.rows ?? 0,
      bytes: held?.bytes ?? 0,
      limitRows: config.handOver.rows,
      limitBytes: config.handOver.bytes,
    },
    reading: runtime?.reading.reader.inWork().length ?? 0,
  }
}

const root = join(import.meta.dirname, '..', '..', '..')

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
