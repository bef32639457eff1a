/** Thousands of requests from the OpenAPI document, each checked; what is wrong with one can be made again from the seed. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '../src/db/database.ts'
import { wrongWith } from './check.ts'
import { exchange } from './exchange.ts'
import type { Operation } from './operation.ts'
import { createRandom } from './random.ts'
import { type FuzzRequest, makeRequest } from './request.ts'
import { openStand, type Stand } from './stand.ts'

export type Finding = Readonly<{ number: number; what: string; request: string }>
export type Fuzzed = Readonly<{
  requests: number
  seed: number
  seconds: number
  /** How often each status came. */
  statuses: Readonly<Record<string, number>>
  operations: number
  /** Operations of which no request succeeded: nothing was proved of those. */
  unreached: readonly string[]
  slowestMs: number
  slowest: string
  findings: readonly Finding[]
}>

/** So many at once; made one after the other, so that their order is the seed's. */
const AT_ONCE = 4
const REFILL_EVERY = 400
const FORGIVE_EVERY = 8
const MOST_FINDINGS = 50

export async function fuzzApi(
  database: Database,
  { requests, seed, say = () => {} }: Readonly<{ requests: number; seed: number; say?: (line: string) => void }>,
): Promise<Fuzzed> {
  const began = performance.now()
  const random = createRandom(seed)
  const stand = await openStand(database)
  const findings: Finding[] = []
  const loose: unknown[] = []
  const onLoose = (error: unknown) => void loose.push(error)
  process.on('unhandledRejection', onLoose).on('uncaughtExceptionMonitor', onLoose)
  const statuses: Record<string, number> = {}
  const reached = new Set<string>()
  let slowestMs = 0
  let slowest = ''
  try {
    const operations = await readOperations(stand)
    let credentials = await stand.credentials()
    for (let sent = 0; sent < requests; sent += AT_ONCE) {
      if (sent > 0 && sent % REFILL_EVERY === 0) {
        await stand.refill()
        credentials = await stand.credentials()
        say(`${sent} of ${requests}, ${findings.length} findings`)
      }
      if (sent % FORGIVE_EVERY === 0) stand.forgive()
      const batch = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, () =>
        makeRequest(operations, credentials, stand.known, random),
      )
      const answers = await Promise.all(batch.map(one => exchange(stand.ports[one.server], one)))
      for (const [at, answer] of answers.entries()) {
        const request = batch[at] as FuzzRequest
        const status = answer?.status ?? 'none'
        statuses[status] = (statuses[status] ?? 0) + 1
        if (answer !== null && answer.ms > slowestMs) {
          slowestMs = answer.ms
          slowest = lineOf(request)
        }
        const { operation } = request
        if (operation !== null && answer !== null && Math.floor(answer.status / 100) === 2) {
          reached.add(operation.operationId)
          stand.learn(operation.path, parsed(answer.body))
        }
        for (const what of wrongWith(request, answer))
          if (findings.length < MOST_FINDINGS) findings.push({ number: sent + at, what, request: lineOf(request) })
      }
    }
    await stand.close()
    await turn()
    for (const what of await aftermath(stand, loose, database))
      findings.push({ number: requests, what, request: 'after the last request' })
    return {
      requests,
      seed,
      seconds: Math.round((performance.now() - began) / 100) / 10,
      statuses,
      operations: operations.length,
      unreached: operations.map(one => one.operationId).filter(id => !reached.has(id)),
      slowestMs: Math.round(slowestMs),
      slowest,
      findings,
    }
  } finally {
    await stand.close()
    process.off('unhandledRejection', onLoose).off('uncaughtExceptionMonitor', onLoose)
  }
}

async function readOperations(stand: Stand): Promise<Operation[]> {
  const response = await fetch(`http://127.0.0.1:${stand.ports.open}/api/openapi.json`)
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  )
  if (operations.length === 0) throw new Error('the document names no operation')
  return operations
}

async function aftermath(stand: Stand, loose: readonly unknown[], database: Database): Promise<string[]> {
  return [
    ...stand
      .complaints()
      .slice(0, 10)
      .map(line => `the log says ${line}`),
    ...loose.map(error => `a promise that nobody caught: ${String((error as Error)?.stack ?? error)}`),
    ...(await unrest(database)),
  ]
}

/** The pool is idle, no session is left in a transaction, and nobody's prototype was changed. */
async function unrest(database: Database): Promise<string[]> {
  const { lent, waiting } = database.stats()
  const found = lent + waiting === 0 ? [] : [`${lent} connections are lent out, ${waiting} wait`]
  const { rows } = await database.execute(`select state, query from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state is distinct from 'idle' and backend_type = 'client backend'`)
  for (const row of rows) found.push(`a session is ${row.state}: ${row.query}`)
  for (const name of Object.keys(Object.prototype)) found.push(`every object has ${name} now`)
  return found
}

/** The whole message, as JSON: what is long is cut, because the seed can make it again. */
function lineOf({ method, target, headers, body, server }: FuzzRequest): string {
  const cut = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text)
  const shown = headers.map(([name, value]) => [
    name,
    /^(?:authorization|cookie)$/i.test(name) ? cut(value).slice(0, 30) : cut(value),
  ])
  return JSON.stringify({
    server,
    method,
    target: cut(target),
    headers: shown.slice(0, 12),
    body: cut(body.toString('latin1')),
  })
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
