/** The app that visitors meet: Winnow as `winnow up` builds it, on a test's store, with its own news stand and its own web. */

import { fileURLToPath } from 'node:url'
import { beforeAll } from 'vitest'
import { createDemo, type Demo } from '../../src/app/demo.ts'
import type { HttpSettings } from '../../src/app/http/options.ts'
import { startWeb, type Web, type WebSettings } from '../../src/app/http/start.ts'
import { createRuntime, type Runtime } from '../../src/app/runtime.ts'
import type { Database } from '../../src/db/database.ts'
import { writeSetting } from '../../src/db/settings.ts'
import { sql } from '../../src/db/statement.ts'
import type { Stand } from '../../src/demo/stand.ts'
import { createLog } from '../../src/log.ts'
import { createGate } from '../../src/net/gate.ts'
import { createHttp } from '../../src/net/http.ts'
import { type Engine, openStore } from '../fixtures/database.ts'
import { until } from '../fixtures/until.ts'
import { testConfig } from '../fixtures/winnow.ts'
import { startWeb as startTestWeb } from '../http/web.ts'
import { whyNoBrowser } from './chromium.ts'

export type App = Readonly<{
  url: string
  database: Database
  runtime: Runtime
  demo: Demo
  /** Log lines as JSON. */
  lines: Record<string, unknown>[]
  stand(): Stand
  /** The same Winnow behind another door, as other settings of the web would have it. */
  anotherDoor(settings: Partial<WebSettings>): Promise<Web>
  /**
   * A door to the same Winnow whose visitors find the internet on this machine: what they paste and see may lie on loopback, where
   * the address guard would refuse it. Everything behind it is Winnow's own.
   */
  doorWithInternet(settings?: Partial<HttpSettings>): Promise<Readonly<{ url: string }>>
  /** Makes every source due now, those too that are being polled while it is called. */
  pollAll(): Promise<void>
  /** Resolves when the source of this address, which lies on a trusted origin, was polled with success. */
  polled(url: string): Promise<void>
  /** What the API says, for tests that look behind the screen. */
  // biome-ignore lint/suspicious/noExplicitAny: what it is made of is the test's to say.
  api(path: string): Promise<any>
  /** Resolves when everything stored can be listed and found. */
  indexed(): Promise<void>
  close(): Promise<void>
}>

export type AppOptions = Readonly<{
  engine: Engine
  /** False: nothing is followed. */
  hasDemo?: boolean
  /** Origins on loopback that may be read; sources there are the operator's own, whoever adds them. */
  trusted?: readonly string[]
}>

const webRoot = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** The app of a file, started and closed by its hooks; it may be used from the first hook on, and is not there where there is no browser. */
export function withApp(options: AppOptions): App {
  const app = {} as App
  beforeAll(async () => {
    if (whyNoBrowser !== null) return
    Object.assign(app, await startApp(options))
    return app.close
  })
  return app
}

/** With the demo, resolves when each of its sources was polled once. */
export async function startApp({ engine, hasDemo = true, trusted = [] }: AppOptions): Promise<App> {
  const store = await openStore(engine, { poolSize: 10 })
  const { database } = store
  for (const origin of trusted) await database.execute(ownSourcesOf(origin))
  await writeSetting(database, 'demo', hasDemo ? 'on' : 'off')
  const base = testConfig([], { fetch: { trusted: [...trusted], perHost: 4 } })
  const config = { ...base, reading: { ...base.reading, tickMs: 20 } }
  const lines: Record<string, unknown>[] = []
  const log = createLog({
    level: 'info',
    format: 'json',
    destination: { write: line => void lines.push(JSON.parse(line)) },
  })
  const polled = new Set<string>()
  const runtime = createRuntime({
    config,
    database,
    log,
    watch: event => void (event.type === 'polled' && polled.add(event.source.id)),
  })
  const demo = createDemo(database, true)
  await demo.sync()
  const doors: Pick<Web, 'close'>[] = []
  async function anotherDoor(settings: Partial<WebSettings>): Promise<Web> {
    const door = await startWeb({
      config,
      database,
      log,
      runtime,
      demo,
      settings: { ...config.web, port: 0, ...settings },
    })
    doors.push(door)
    return door
  }
  const server = await anotherDoor({})
  const outside = createHttp({ guard: runtime.guard, userAgent: config.fetch.userAgent, allowDowngrade: false })
  const get = createGate({ name: 'test', limit: 4 }).limited(outside.get)
  async function doorWithInternet(settings: Partial<HttpSettings> = {}) {
    const { submit, watch, cancel } = runtime.submissions
    const web = await startTestWeb(database, {
      webRoot,
      trusted,
      ...settings,
      abilities: {
        submit,
        watchReading: watch,
        cancelReading: cancel,
        mayAsk: url => runtime.guard.check(new URL(url), true),
        async fetchMedia(url, signal) {
          const got = await get({ url, maxBytes: 1_000_000, totalMs: 5_000, signal, fromOperator: true })
          if (!got.ok) return got
          return { ok: true, value: { body: got.value.body, contentType: got.value.headers['content-type'] ?? '' } }
        },
        isDemoRunning: () => demo.running() !== null,
      },
    })
    doors.push(web)
    return { url: web.server.url }
  }
  const ended = Promise.all([runtime.worker.run(), runtime.reading.reader.run()])
  const app: App = {
    url: server.url,
    database,
    runtime,
    demo,
    lines,
    anotherDoor,
    doorWithInternet,
    async pollAll() {
      const sources = await database.query(sql`select source_id as id from bookmarks where next_poll_at is not null`)
      const isDue = async (id: string) => {
        const due = await database.query(sql`update bookmarks set next_poll_at = now()
          where source_id = ${id}::uuid and lease_until is null returning source_id`)
        return due.length
      }
      for (const { id } of sources) await until(() => isDue(id), { what: `${id} is due`, everyMs: 50 })
    },
    async polled(url) {
      const isPolled = async () => {
        // One that failed on a busy machine is asked again at once.
        const [now] = await database.query(sql`update bookmarks set next_poll_at = now()
          where source_id = (select id from sources where url = ${url}) and lease_until is null returning succeeded_at`)
        return now?.succeeded_at
      }
      await until(isPolled, { what: `${url} was polled`, everyMs: 100, timeoutMs: 30_000 }).catch(async error => {
        const [bookmark] = await database.query(sql`select * from bookmarks
          where source_id = (select id from sources where url = ${url})`)
        const gate = runtime.gate.stats()
        throw new Error(`${error.message}\n${JSON.stringify({ bookmark, gate, lines: lines.slice(-20) }, null, 2)}`)
      })
    },
    stand() {
      const stand = demo.running()
      if (stand === null) throw new Error('the stand is closed')
      return stand
    },
    api: async path => await (await fetch(server.url + path)).json(),
    async indexed() {
      const waiting = async () => {
        const [row] = await database.query(sql`select (select count(*) from search_queue) +
          (select count(*) from articles a where not exists (select from article_search s where s.article_id = a.id)) as n`)
        return row?.n
      }
      await until(async () => (await waiting()) === 0, {
        what: 'all articles are indexed',
        everyMs: 50,
        timeoutMs: 30_000,
      })
    },
    async close() {
      for (const door of doors) await door.close()
      await outside.close()
      await runtime.stop(2_000)
      await demo.close()
      await ended
      await store.close()
    },
  }
  const sources = demo.running()?.feeds.length ?? 0
  await until(() => polled.size >= sources, { what: 'every source was polled once', timeoutMs: 30_000 })
  await app.indexed()
  return app
}

/** From its first moment: a source that became the operator's later would be refused by the address guard until then, and back off. */
function ownSourcesOf(origin: string): string {
  const name = `own_${new URL(origin).port}`
  return `create function ${name}() returns trigger language plpgsql as $$ begin new.origin := 'file'; return new; end $$;
    create trigger ${name} before insert or update on sources for each row when (new.url like '${origin}/%') execute function ${name}()`
}
