/** The web as `winnow serve` runs it, on a test's store: a real server on loopback, whose abilities are Winnow's own. */
import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as uuidV7 } from 'uuid'
import { createHttpApp, type HttpApp } from '../../src/app/http/app.ts'
import type { Abilities, HttpSettings } from '../../src/app/http/options.ts'
import { type HttpServer, listen } from '../../src/app/http/server.ts'
import { failed, ok } from '../../src/core/failure.ts'
import { articleId } from '../../src/core/identity.ts'
import { isTerminal } from '../../src/core/reading.ts'
import { canonicalUrl } from '../../src/core/url.ts'
import type { Database } from '../../src/db/database.ts'
import { eventsOf, readingOf } from '../../src/db/reading/stored.ts'
import { submitRequests } from '../../src/db/reading/submit.ts'
import { createAddressGuard } from '../../src/net/address-guard.ts'
import { discoverFeeds } from '../../src/net/discover.ts'
import { createGate } from '../../src/net/gate.ts'
import { createHttp } from '../../src/net/http.ts'
import { keepLog } from '../fixtures/kept-log.ts'

export type Answered = Readonly<{
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: what it is made of is the test's to say.
  json: any
}>

export type Asking = Readonly<{ method?: string; headers?: Record<string, string>; body?: unknown }>

export type TestWeb = Readonly<{
  server: HttpServer
  app: HttpApp
  lines: Record<string, unknown>[]
  /** A body that is no text goes out as JSON. Every header is what the test says: fetch would not let it. */
  ask(path: string, asking?: Asking): Promise<Answered>
  close(): Promise<void>
}>

export async function startWeb(
  database: Database,
  different: Partial<HttpSettings> & {
    abilities?: Partial<Abilities>
    trusted?: readonly string[]
    clock?: () => Date
    deadlineMs?: number
    limits?: Parameters<typeof listen>[3]
  } = {},
): Promise<TestWeb> {
  const { abilities, trusted = [], clock, deadlineMs, limits, ...settings } = different
  const { log, lines } = keepLog()
  const guard = createAddressGuard({ trusted })
  const http = createHttp({ guard, userAgent: 'Winnow', allowDowngrade: false })
  const get = createGate({ name: 'test', limit: 3 }).limited(http.get)
  const app = createHttpApp({
    database,
    log,
    clock,
    deadlineMs,
    settings: {
      host: '127.0.0.1',
      publicUrl: null,
      login: null,
      media: 'off',
      webRoot: null,
      version: '0.0.0-test',
      budgetPerDayUsd: 1,
      config: { demo: 'auto' },
      configFile: null,
      demoAllowed: true,
      ...settings,
    },
    abilities: {
      async submit({ url, language, force, origin, idempotencyKey }) {
        const canonical = canonicalUrl(url)
        if (canonical === null) return failed({ kind: 'malformed', message: 'not an address' })
        const request = {
          id: uuidV7(),
          url,
          articleId: articleId(canonical),
          origin,
          sourceId: null,
          depth: 'summary' as const,
          language,
          force,
        }
        const [accepted] = await submitRequests(database, [{ ...request, idempotencyKey }])
        return accepted === undefined ? failed({ kind: 'cancelled', message: 'nobody answered' }) : ok(accepted)
      },
      async watchReading(readingId, onEvent, signal) {
        let told = -1
        while (!signal.aborted) {
          const reading = await readingOf(database, readingId)
          for (const event of await eventsOf(database, readingId, told)) {
            onEvent(event)
            told = event.seq
          }
          if (reading === null || isTerminal(reading.status)) return
          await delay(10)
        }
      },
      async cancelReading(readingId) {
        await database.execute(
          `update readings set status = 'cancelled', due_at = null, ended_at = now() where id = '${readingId}' and due_at is not null`,
        )
      },
      pollNow: async () => false,
      discover: async (url, signal) => await discoverFeeds(get, url, { signal, fromOperator: true }),
      mayAsk: url => guard.check(new URL(url), true),
      fetchMedia: async () => failed({ kind: 'unreachable', message: 'nobody is there' }),
      syncDemo: async () => {},
      isDemoRunning: () => false,
      gauges: () => ({
        slots: { used: 1, limit: 32, waiting: 0 },
        otherSlots: { llm: { used: 2, limit: 8, waiting: 3 } },
        pool: { used: database.stats().lent, limit: database.stats().size, waiting: database.stats().waiting },
        handOver: { rows: 0, bytes: 0, limitRows: 20_000, limitBytes: 32_000_000 },
        reading: 0,
      }),
      ...abilities,
    },
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 }, log, limits)
  return {
    server,
    app,
    lines,
    ask: (path, asking) => ask(server.port, path, asking),
    async close() {
      await app.close()
      await server.close(100)
      await http.close()
    },
  }
}

export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asking = {},
): Promise<Answered> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: {
          ...(typeof body === 'object' && { 'content-type': 'application/json' }),
          ...(text !== undefined && { 'content-length': String(Buffer.byteLength(text)) }),
          ...headers,
        },
      },
      response => {
        let whole = ''
        response.setEncoding('utf8')
        response.on('data', piece => (whole += piece))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: whole, json: parsed(whole) }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
