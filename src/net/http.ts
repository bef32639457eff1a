/** One GET to somebody else's machine: inside a slot, behind the address guard, bounded in bytes and in time from first to last. */
import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { failed, type Outcome, ok } from '../core/failure.ts'
import type { AddressGuard } from './address-guard.ts'
import { createAgents, flatten, maxHeaderBytes } from './agents.ts'
import { acceptEncoding, readBody } from './body.ts'
import { orAborted, startDeadline } from './deadline.ts'
import { assertHeld, type Slot } from './gate.ts'
import { type Limits, networkFailure, type Timeouts, tooLarge } from './network-failure.ts'
import { type Hop, isRedirect, nextHop, type Redirect } from './redirect.ts'
import { isReset } from './sockets.ts'
import { statusFailure } from './status.ts'

export type HttpRequest = Readonly<{
  /** A user name and password in it are sent as Basic authentication, to its own origin only. */
  url: string
  headers?: Readonly<Record<string, string>>
  /** Conditions, as the last answer gave them. */
  etag?: string | null
  lastModified?: string | null
  /** Most bytes of the body, decoded; never more than `mostBytes`, whatever is asked for. */
  maxBytes: number
  /** Keep the first `maxBytes` of a larger body instead of failing: for text whose beginning is worth having. */
  cut?: boolean
  /** From the call to the last byte, look-ups, redirects and a repeated try included. */
  totalMs: number
  signal?: AbortSignal
  /** The operator wrote this very address down. Only then does the guard's list of trusted origins count; it never does for redirects elsewhere. */
  fromOperator?: boolean
  /** Asked before every address of the way, the first and each redirect's, after the guard allowed it: its failure is the answer. Its time counts. */
  mayAsk?: (hop: Hop, signal: AbortSignal) => Promise<Outcome<void>>
}>

export type HttpResponse = Readonly<{
  /** Where the answer came from, without credentials and fragment. */
  url: string
  /** 200, 203, or 304 when a condition was sent: everything else is a failure. */
  status: number
  /** Lower-case names; repeated fields joined by a comma; no Set-Cookie. Values are Latin-1. */
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  /** Size of the body on the wire, still encoded. */
  bytes: number
  redirects: readonly Redirect[]
  notModified: boolean
}>

export type Http = Readonly<{
  /** @throws only when the slot is not held, which is a bug. */
  get(slot: Slot, request: HttpRequest): Promise<Outcome<HttpResponse>>
  /** Ends every connection; what is still in flight fails as cancelled. */
  close(): Promise<void>
}>

/** `get` as it leaves its gate: whoever has it can fetch, and cannot hold a slot. */
export type LimitedGet = (request: HttpRequest) => Promise<Outcome<HttpResponse>>

export type HttpOptions = Readonly<{
  guard: AddressGuard
  userAgent: string
  timeouts?: Partial<Timeouts>
  /** Follow redirects from https to http. */
  allowDowngrade?: boolean
  /** The time in milliseconds since the epoch, to read a Retry-After date against. */
  now?: () => number
}>

export function createHttp(options: HttpOptions): Http {
  const { guard, userAgent, allowDowngrade = false, now = Date.now } = options
  const timeouts: Timeouts = { ...defaultTimeouts, ...options.timeouts }
  const agents = createAgents(guard, timeouts)

  async function get(slot: Slot, request: HttpRequest): Promise<Outcome<HttpResponse>> {
    assertHeld(slot)
    const hop = firstHop(request, userAgent)
    if (!hop) return failed({ kind: 'malformed', message: 'not a valid address' })
    const maxBytes = Math.min(request.maxBytes, mostBytes)
    const limits: Limits = { ...timeouts, totalMs: request.totalMs, maxBytes, maxHeaderBytes }
    const deadline = startDeadline(request.totalMs, request.signal)
    try {
      return await follow(hop, { ...request, maxBytes }, deadline.signal)
    } catch (error) {
      return failed(networkFailure(error, limits, deadline.ended()))
    } finally {
      deadline.stop()
    }
  }

  async function follow(start: Hop, request: HttpRequest, signal: AbortSignal): Promise<Outcome<HttpResponse>> {
    const redirects: Redirect[] = []
    for (let hop = start; ; ) {
      const allowed = guard.check(hop.url, hop.fromOperator)
      if (!allowed.ok) return allowed
      const permitted = await request.mayAsk?.(hop, signal)
      if (permitted?.ok === false) return permitted
      const response = await ask(hop, signal)
      if (!isRedirect(response.statusCode)) return await answer(hop, response, request, redirects, now())
      await setAside(response)
      const location = flatten(response.headers).location
      const next = nextHop(hop, response.statusCode, location, redirects, { start: start.url.href, allowDowngrade })
      if (!next.ok) return next
      hop = next.value
      redirects.push({ status: response.statusCode, url: hop.url.href })
    }
  }

  /** An idle socket may be closed by the other side just as we write to it (RFC 9112 §9.3.1): one more try, because a GET may be repeated. */
  async function ask({ url, headers, fromOperator }: Hop, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const dispatcher = agents.pick(url, fromOperator)
    const request = { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers, signal } as const
    const mayBeReused = agents.openTo(url.origin) > 0
    try {
      return await orAborted(() => dispatcher.request(request), signal)
    } catch (error) {
      if (!mayBeReused || !isReset(error)) throw error
      return await orAborted(() => dispatcher.request(request), signal)
    }
  }

  return { get, close: agents.destroy }
}

/** Most bytes of one decoded body that are ever kept. */
export const mostBytes = 64 * 1024 * 1024

const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000 }

/** @param now Milliseconds since the epoch. */
async function answer(
  hop: Hop,
  { statusCode: status, headers: rawHeaders, body }: Dispatcher.ResponseData,
  request: HttpRequest,
  redirects: readonly Redirect[],
  now: number,
): Promise<Outcome<HttpResponse>> {
  const headers = flatten(rawHeaders)
  const seen = { url: hop.url.href, status, headers, redirects }
  // Destroying a body we stop reading emits an error that nobody needs.
  body.on('error', () => {})
  try {
    // Nothing of a 304's headers describes its own body, not even Content-Length (RFC 9110 §15.4.5).
    if (status === 304 && isConditional(hop))
      return ok({ ...seen, body: new Uint8Array(), bytes: 0, notModified: true })
    const failure = statusFailure(status, headers['retry-after'], now)
    if (failure) return failed(failure)
    // Nothing is reserved on the word of a header; but when the header itself says too much, there is no need to read.
    const { maxBytes, cut = false } = request
    if (!cut && Number(headers['content-length']) > maxBytes) return failed(tooLarge(maxBytes))
    const { decoded, wireBytes } = await readBody(body, headers['content-encoding'], { maxBytes, cut })
    return ok({ ...seen, body: decoded, bytes: wireBytes, notModified: false })
  } finally {
    body.destroy()
  }
}

function firstHop(request: HttpRequest, userAgent: string): Hop | null {
  const url = URL.parse(request.url)
  if (!url) return null
  const authorization = url.username || url.password ? basic(url) : null
  url.username = url.password = url.hash = ''
  const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  const headers: Record<string, string> = {
    accept: '*/*',
    ...(authorization && { authorization }),
    ...Object.fromEntries(given),
    'user-agent': userAgent,
    'accept-encoding': acceptEncoding,
    ...(isSendable(request.etag) && { 'if-none-match': request.etag }),
    ...(isSendable(request.lastModified) && { 'if-modified-since': request.lastModified }),
  }
  return { url, headers, fromOperator: request.fromOperator ?? false }
}

/** Validators are text a server once sent; one that cannot be a header field value would otherwise fail every later poll. */
function isSendable(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\x20-\x7e\x80-\xff]{1,1024}$/.test(value)
}

function isConditional({ headers }: Hop): boolean {
  return 'if-none-match' in headers || 'if-modified-since' in headers
}

function basic({ username, password }: URL): string {
  const [name, secret] = [username, password].map(part => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
}

/** A redirect's body is read only when it is declared and short, so that the connection can be used again; else the connection goes. */
async function setAside({ headers, body }: Dispatcher.ResponseData): Promise<void> {
  body.on('error', () => {})
  if (!(Number(headers['content-length']) <= 16 * 1024)) return void body.destroy()
  await body.dump()
  // undici takes the connection back one turn of the loop later; asking sooner would open a second one.
  await setImmediate()
}
