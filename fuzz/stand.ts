/** What the requests meet: the web twice on one database, open and locked, with something in every table. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLoopback } from '../src/app/http/access/hosts.ts'
import { fingerprintOf, hashPassword } from '../src/app/http/access/passwords.ts'
import { createSubmissions } from '../src/app/submissions.ts'
import { failed } from '../src/core/failure.ts'
import { extractiveSummary } from '../src/core/summary/extractive.ts'
import type { Database } from '../src/db/database.ts'
import { createKey } from '../src/db/keys.ts'
import { storeSteps } from '../src/db/reading/steps.ts'
import { openSession } from '../src/db/sessions.ts'
import { createLog } from '../src/log.ts'
import { startFeedServer } from '../test/fixtures/feed-server.ts'
import { article as readArticle } from '../test/fixtures/llm/article.ts'
import { byWorker, claimed, event, extracted, extraction, note, step } from '../test/fixtures/readings.ts'
import { article, bookmark, chunk, filtered, flushOf, polledSources, run } from '../test/fixtures/samples.ts'
import { startWeb, type TestWeb } from '../test/http/web.ts'
import type { Credentials, Server } from './request.ts'

export type Stand = Readonly<{
  ports: Readonly<Record<Server, number>>
  /** A key or a session is spent sooner or later: these are opened anew. */
  credentials(): Promise<Credentials>
  /** What is stored and can be asked for, by the name of the parameter. */
  known(name: string): readonly string[]
  /** Ids and cursors out of an answer, to be asked for later. */
  learn(path: string, value: unknown): void
  /** Puts back what requests have taken away. */
  refill(): Promise<void>
  /** From now on the blocked may try again. */
  forgive(): void
  /** What the log says that it never should. */
  complaints(): readonly string[]
  close(): Promise<void>
}>

const password = 'a password of the fuzzer'
const by = { actor: 'fuzz', correlationId: '00000000-0000-4000-8000-000000000000' }
const BLOCK_MS = 300_001

export async function openStand(database: Database): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'winnow-fuzz-'))
  writeFileSync(join(folder, 'secret.txt'), 'top secret')
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>Reader</title>')
  writeFileSync(join(folder, 'web', 'assets', 'app-B1c2D3e4.js'), 'hello()')
  const feeds = await startFeedServer()
  feeds.serve('/feed.xml', { title: 'Loopback', items: [{ title: 'One', link: 'https://paper.example/1' }] })
  const login = { hash: await hashPassword(password) }
  let ahead = 0
  let isClosed = false
  const clock = () => new Date(Date.now() + ahead)
  const quiet = createLog({ level: 'silent', format: 'json' })
  const submissions = createSubmissions({ database, log: quiet, wake: () => {}, abort: () => {} })
  const abilities = {
    submit: submissions.submit,
    watchReading: submissions.watch,
    cancelReading: submissions.cancel,
  }
  const shared = {
    abilities,
    trusted: [feeds.origin],
    clock,
    webRoot: join(folder, 'web'),
    limits: short,
    only: feeds.origin,
  }
  const webs: Record<Server, TestWeb> = {
    open: await web(database, { ...shared, media: 'proxy' }),
    locked: await web(database, { ...shared, login }),
  }
  const seen = new Map<string, string[]>()
  const remember = (name: string, value: unknown) => {
    if (typeof value !== 'string') return
    const list = seen.get(name) ?? []
    seen.set(name, [...list.filter(one => one !== value), value].slice(-MOST_KNOWN))
  }

  async function refill(): Promise<void> {
    const stored = await fill(database, feeds.url('/feed.xml'))
    for (const [name, values] of Object.entries(stored)) for (const value of values) remember(name, value)
    const spare = await createKey(database, { name: 'spare', scope: 'read', expiresInDays: 1 }, by)
    remember('keys', spare.id)
  }
  await refill()
  for (const value of [password, password, 'wrong']) remember('password', value)

  return {
    ports: { open: webs.open.server.port, locked: webs.locked.server.port },
    async credentials() {
      const keyOf = async (scope: 'read' | 'write' | 'admin') =>
        (await createKey(database, { name: scope, scope, expiresInDays: null }, by)).key
      const { token } = await openSession(database, fingerprintOf(login.hash), by)
      const locked = (header: readonly [string, string] | null) => ({ server: 'locked', header }) as const
      const open = { server: 'open', header: null } as const
      return [
        ...[open, open, open, open, open],
        locked(null),
        ...[await keyOf('read'), await keyOf('write'), await keyOf('admin')].map(key =>
          locked(['Authorization', `Bearer ${key}`]),
        ),
        locked(['Cookie', `winnow_session=${token}`]),
        locked(['Cookie', `a=b; winnow_session=${token}; c=d`]),
      ]
    },
    known: name => seen.get(name) ?? [],
    learn(path, value) {
      if (typeof value !== 'object' || value === null) return
      const { id, next, top, undo } = value as Record<string, unknown>
      // Of the login it is the page to go to.
      if (path !== '/api/session') remember('cursor', next)
      remember('upTo', top)
      remember('undo', undo)
      if (path === '/api/articles') remember('submissions', id)
      if (path === '/api/imports') remember('imports', id)
      if (path === '/api/keys') remember('keys', id)
    },
    refill,
    forgive() {
      ahead += BLOCK_MS
    },
    complaints: () =>
      Object.values(webs)
        .flatMap(one => one.lines)
        .filter(line => line.event === 'task.crashed' || line.event === 'database.lost')
        .map(line => JSON.stringify(line).slice(0, 1_000)),
    async close() {
      if (isClosed) return
      isClosed = true
      for (const one of Object.values(webs)) await one.close()
      await feeds.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const MOST_KNOWN = 60
/** A request that says it is longer than it is must not hold up the others. */
const short = { headersTimeout: 1_000, requestTimeout: 2_000, connectionsCheckingInterval: 100 } as never

/** Nothing but loopback is asked: every other address is refused before a name is looked up. */
async function web(
  database: Database,
  { only, abilities, ...different }: NonNullable<Parameters<typeof startWeb>[1]> & { only: string },
): Promise<TestWeb> {
  const refused = failed({ kind: 'blocked', message: 'only loopback is asked here' })
  const isOurs = (url: string) => new URL(url).origin === only || isLoopback(new URL(url).hostname)
  return await startWeb(database, {
    ...different,
    abilities: {
      ...abilities,
      discover: async url => (isOurs(url) ? { ok: true, value: [{ url, title: 'Loopback', format: 'rss' }] } : refused),
    },
  })
}

/** Sources, articles with and without a summary, decisions, rejections, runs; as often as it is called, the same. */
async function fill(database: Database, feed: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const polled = await polledSources(database, 4)
  const flush = flushOf(database)
  const runs: string[] = []
  for (const [at, one] of polled.entries()) {
    const own = run(one.sourceId, {
      history: at === 0,
      failure: at === 3 ? { kind: 'timeout', message: 'no answer' } : null,
    })
    runs.push(own.id)
    const fresh =
      at === 3
        ? []
        : stories.map(slug =>
            article(`${slug}-${at}`, {
              title: `The river of ${slug} ${at}`,
              contentHtml: html,
              language: at === 1 ? 'ja' : 'en',
            }),
          )
    await flush([
      chunk(one, fresh, {
        run: own,
        decided: [filtered('casino')],
        bookmark: bookmark({ nextPollS: 0, failures: at === 3 ? 2 : 0 }),
      }),
    ])
  }
  const [reading] = await claimed(database, ['done'])
  if (reading !== undefined) await readIt(database, reading)
  await database.execute(
    `update sources set group_name = case when id = (select min(id::text)::uuid from sources) then 'Papers' else 'News/Papers' end where group_name is null`,
  )
  const ids = async (table: string) =>
    (await database.execute(`select id::text from ${table} limit 40`)).rows.map(row => row.id as string)
  const [articles, sources, requests] = [await ids('articles'), await ids('sources'), await ids('requests')]
  return {
    articles,
    ids: articles,
    sources,
    source: sources,
    runs,
    run: runs,
    submissions: requests,
    id: [...articles.slice(0, 5), ...runs, ...requests.slice(0, 5)],
    group: ['Papers', 'News/Papers'],
    name: ['Papers', 'News/Papers'],
    url: [
      feed,
      'https://paper.example/rivers-0',
      'https://paper.example/casino',
      'https://paper.example/new',
      'http://10.0.0.1/',
      'paper.example/bare',
    ],
    selector: ['main a', 'a[href]', 'a:has('],
    next: ['/search?q=a', '//evil.example'],
  }
}

const stories = ['rivers', 'floods', 'ferries', 'whales', 'tides']
const html = '<p onclick="x()">Text of <b>a river</b><script>alert(1)</script><img src="https://img.invalid/a.png"></p>'

async function readIt(database: Database, reading: Parameters<typeof extracted>[0]): Promise<void> {
  const text = readArticle.contentText
  const summary = extractiveSummary(readArticle)
  if (!summary.ok) throw new Error('the sample cannot be summarised')
  const own = extraction(text)
  await storeSteps(database, [extracted(reading, 'done', { extraction: own })], byWorker)
  const told = note(own.contentHash, { provider: 'builtin', model: null, content: summary.value, costUsd: null })
  await storeSteps(
    database,
    [step(reading, { status: 'enriching', notes: [told], events: [event('summarised')] })],
    byWorker,
  )
  await storeSteps(database, [step(reading, { status: 'done', events: [event('done')] })], byWorker)
}
