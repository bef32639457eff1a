/** One POST of JSON to somebody else's machine: inside a slot, behind the address guard, bounded in bytes and in time, never followed, never repeated. */
import type { Dispatcher } from 'undici'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import type { AddressGuard } from './address-guard.ts'
import { createAgents, flatten, maxHeaderBytes } from './agents.ts'
import { acceptEncoding, readBody } from './body.ts'
import { type Deadline, orAborted, startDeadline } from './deadline.ts'
import { assertHeld, type Slot } from './gate.ts'
import { codeOf, type Limits, networkFailure, tooLarge } from './network-failure.ts'

export type PostRequest = Readonly<{
  url: string
  /** Any case; `user-agent`, `accept-encoding` and the body's own fields are ours. */
  headers?: Readonly<Record<string, string>>
  /** The body, as JSON text. */
  json: string
  /** Most bytes of the answer's body, decoded; 8 MB unless said. */
  maxBytes?: number
  /** From the call to the last byte, look-up and connection included. */
  totalMs: number
  signal?: AbortSignal
  /** The operator wrote this very address down; only then does the guard's list of trusted origins count (decision 011). */
  fromOperator?: boolean
  /** Told once, when the head of the answer is there: what is known even if its body never ends. */
  onHead?: (head: PostHead) => void
}>

export type PostHead = Readonly<{
  status: number
  /** Lower-case names; no Set-Cookie. */
  headers: Readonly<Record<string, string>>
}>

export type PostAnswer = PostHead &
  Readonly<{
    /** Of an error only its first 64 kB. */
    body: Uint8Array
    /** Size of the body on the wire, still encoded. */
    bytes: number
  }>

export type Post = Readonly<{
  /**
   * An answer of any status but a redirect is an answer: what a 429 or a 500 means, the protocol above knows.
   * @throws only when the slot is not held, which is a bug.
   */
  send(slot: Slot, request: PostRequest): Promise<Outcome<PostAnswer>>
  /** Ends every connection; what is still in flight fails as cancelled. */
  close(): Promise<void>
}>

/** @param options.connectMs Most time for a connection, 10 s unless said. */
export function createPost(options: { guard: AddressGuard; userAgent: string; connectMs?: number }): Post {
  const { guard, userAgent, connectMs = 10_000 } = options
  // A model thinks for minutes before its first byte, so only the total deadline counts.
  const timeouts = { connectMs, headersMs: 0, bodyMs: 0 }
  const agents = createAgents(guard, timeouts)

  async function send(slot: Slot, request: PostRequest): Promise<Outcome<PostAnswer>> {
    assertHeld(slot)
    const { maxBytes = defaultMaxBytes, totalMs, fromOperator = false } = request
    const url = URL.parse(request.url)
    if (!url) return failed({ kind: 'malformed', message: 'not a valid address' })
    const allowed = guard.check(url, fromOperator)
    if (!allowed.ok) return allowed
    const limits: Limits = { ...timeouts, totalMs, maxBytes, maxHeaderBytes }
    const deadline = startDeadline(totalMs, request.signal)
    try {
      const response = await ask(url, request, deadline.signal)
      return await answer(response, { ...request, maxBytes }, deadline)
    } catch (error) {
      return failed(brokeOff(error, limits, deadline))
    } finally {
      deadline.stop()
    }
  }

  async function ask(url: URL, request: PostRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const dispatcher = agents.pick(url, request.fromOperator ?? false)
    const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
    const headers = {
      accept: 'application/json',
      ...Object.fromEntries(given.filter(([name = '']) => !notTheirs.has(name))),
      'content-type': 'application/json',
      'user-agent': userAgent,
      'accept-encoding': acceptEncoding,
    }
    const what = { origin: url.origin, path: url.pathname + url.search, method: 'POST', headers, signal } as const
    // A connection of its own for each call: one that was idle may break as we write, and nobody could tell whether the answer was paid.
    return await orAborted(() => dispatcher.request({ ...what, body: request.json, reset: true }), signal)
  }

  return { send, close: agents.destroy }
}

export const defaultMaxBytes = 8 * 1024 * 1024

/** Enough for what an error has to say. */
const maxErrorBytes = 64 * 1024

/** They belong to the connection, or name a body that is not the one we send. */
const notTheirs = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'cookie'])

async function answer(
  { statusCode: status, headers: raw, body }: Dispatcher.ResponseData,
  { maxBytes, onHead }: PostRequest & { maxBytes: number },
  deadline: Deadline,
): Promise<Outcome<PostAnswer>> {
  const headers = flatten(raw)
  // Destroying a body we stop reading emits an error that nobody needs.
  body.on('error', () => {})
  try {
    onHead?.({ status, headers })
    if (status >= 300 && status < 400) return failed({ kind: 'status', status, message: redirectMessage(status) })
    if (status >= 400) return ok({ status, headers, ...(await readError(body, headers, deadline)) })
    if (Number(headers['content-length']) > maxBytes) return failed(tooLarge(maxBytes))
    const { decoded, wireBytes } = await readBody(body, headers['content-encoding'], { maxBytes })
    return ok({ status, headers, body: decoded, bytes: wireBytes })
  } finally {
    body.destroy()
  }
}

/** On a connection that is closed anyway undici calls an early end a wrong length, as if the server had lied about it. */
function brokeOff(error: unknown, limits: Limits, deadline: Deadline): Failure {
  const isEarlyEnd = deadline.ended() === null && codeOf(error) === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  if (!isEarlyEnd) return networkFailure(error, limits, deadline.ended())
  return { kind: 'unreachable', message: 'the connection broke before the answer was complete', cause: error }
}

/** The status is the news: it counts even where the text that explains it breaks, or takes too long. */
async function readError(
  body: Dispatcher.ResponseData['body'],
  headers: Readonly<Record<string, string>>,
  deadline: Deadline,
): Promise<{ body: Uint8Array; bytes: number }> {
  try {
    const bounds = { maxBytes: maxErrorBytes, cut: true }
    const { decoded, wireBytes } = await readBody(body, headers['content-encoding'], bounds)
    return { body: decoded, bytes: wireBytes }
  } catch (error) {
    if (deadline.ended() === 'cancelled') throw error
    return { body: new Uint8Array(), bytes: 0 }
  }
}

function redirectMessage(status: number): string {
  return `server answered ${status}: it redirects, and a POST is not followed; write down the address it moved to`
}
