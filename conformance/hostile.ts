/** Hostile documents: each is read, decoded or refused as its label says, and the canary it names hears nothing. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeStorable } from '../src/core/storable.ts'
import { createAddressGuard } from '../src/net/address-guard.ts'
import { readBody } from '../src/net/body.ts'
import { feedLinks } from '../src/net/page-links.ts'
import { decode } from '../src/parse/decode.ts'
import { plainText } from '../src/parse/plain-text.ts'
import { bytesOf, jsonOf } from './corpus.ts'
import { checks, type Expected, type Seen } from './hostile-checks.ts'
import type { Settle } from './settle.ts'
import { count, type Miss, newRate } from './tally.ts'

type HostileCase = Readonly<{
  file: string
  contentType: string
  baseUrl?: string
  headers?: Readonly<Record<string, string>>
  expect: Expected
}>

const maxBytes = 64 * 1024 * 1024
const at = 'http://ex.test/feeds/feed'

/** Each document goes the way of a response: content codings, then the parser thread, then what makes entries storable. */
export async function scoreHostile(folder: string, settle: Settle, miss: (one: Omit<Miss, 'corpus'>) => void) {
  const canary = await startCanary()
  const rate = newRate()
  for (const one of jsonOf<HostileCase[]>(folder, 'hostile', 'cases.json')) {
    const seen = await see(folder, one, canary, settle)
    const failed = Object.entries(one.expect).filter(([name, wanted]) => !checks[name]?.(seen, wanted))
    // What a label allows to fail clearly may do so instead of everything else it says.
    const excused = one.expect.orClearError === true && isClear(seen)
    if (count(rate, failed.length === 0 || excused)) continue
    for (const [what, expected] of failed) miss({ file: one.file, what, expected, got: shown(seen) })
  }
  await canary.close()
  return { passed: rate.agreed, of: rate.of }
}

function isClear({ failure }: Seen): boolean {
  return failure !== null && failure.message !== ''
}

function shown({ failure, entries }: Seen): unknown {
  return failure?.message ?? entries.slice(0, 3).map(({ title, link }) => ({ title: title?.slice(0, 80), link }))
}

async function see(folder: string, one: HostileCase, canary: Canary, settle: Settle): Promise<Seen> {
  const url = one.baseUrl ?? at
  const wire = withPort(bytesOf(folder, 'hostile', 'files', one.file), canary.port)
  const heardBefore = canary.heard()
  const started = performance.now()
  const body = await decoded(wire, one.headers?.['content-encoding'])
  if (typeof body === 'string') return { ...nothing, failure: { kind: 'malformed', message: body } }
  const text = decode(body, one.contentType)
  const { outcome, grownMb } = await measured(() =>
    settle(one.file, { bytes: Uint8Array.from(body), contentType: one.contentType, url }),
  )
  const entries = outcome.ok ? outcome.value.entries : []
  const context = { sourceId: 'conformance', sourceUrl: url, now: new Date() }
  const guard = createAddressGuard({ trusted: [] })
  return {
    failure: outcome.ok ? null : outcome.failure,
    entries,
    articles: entries
      .map(entry => makeStorable(entry, context))
      .flatMap(made => ('article' in made ? [made.article] : [])),
    text: plainText(text),
    discovered: feedLinks(text, url).declared.filter(link => guard.check(new URL(link.url)).ok),
    ms: performance.now() - started,
    grownMb,
    requests: canary.heard() - heardBefore,
  }
}

const nothing: Seen = {
  failure: null,
  entries: [],
  articles: [],
  text: '',
  discovered: [],
  ms: 0,
  grownMb: 0,
  requests: 0,
}

/** The body without its content codings, or what was wrong with them. */
async function decoded(wire: Uint8Array, encoding: string | undefined): Promise<Uint8Array | string> {
  try {
    return (await readBody(once(wire), encoding, { maxBytes })).decoded
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** Resident memory is sampled while the parser works; what was there before does not count. */
async function measured<T>(work: () => Promise<T>): Promise<{ outcome: T; grownMb: number }> {
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  try {
    const outcome = await work()
    return { outcome, grownMb: (Math.max(peak, process.memoryUsage.rss()) - before) / (1024 * 1024) }
  } finally {
    clearInterval(timer)
  }
}

/** `{PORT}` in a document stands for the canary's; the bytes around it stay as they are. */
function withPort(bytes: Uint8Array, port: number): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  return text.includes('{PORT}') ? Buffer.from(text.replaceAll('{PORT}', String(port)), 'latin1') : bytes
}

type Canary = Readonly<{ port: number; heard: () => number; close(): Promise<void> }>

async function startCanary(): Promise<Canary> {
  let connections = 0
  const server = createServer((_request, response) => response.end())
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => connections,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
