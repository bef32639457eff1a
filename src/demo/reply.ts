/** What goes over the wire: replies of a feed with validators and conditional requests, and those of feeds that have none. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type FeedSpec, retryAfterS } from './feeds.ts'
import type { Front } from './news.ts'
import { loginPage } from './page.ts'
import type { Rendered } from './render.ts'

export type Reply = Readonly<{
  status: number
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** What of the body the ledger notes. */
  entries?: readonly string[]
  offered?: number
  fault?: FeedSpec['fault']
}>

export function feedReply(
  spec: FeedSpec,
  { body, contentType, entries, offered }: Rendered,
  { changedAt }: Front,
): Reply {
  if (spec.fault === 'missing') return plain(404, 'Nothing washed up here.')
  if (spec.fault === 'unavailable')
    return plain(503, 'Back after the tea break.', { 'retry-after': String(retryAfterS) })
  if (spec.fault === 'login') return html(loginPage())
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = {
    'content-type': contentType,
    etag,
    'last-modified': changedAt.toUTCString(),
    'cache-control': 'no-cache',
  }
  return { status: 200, headers, body, entries, offered, fault: spec.fault }
}

/** RFC 9110 §13.2.2: If-None-Match decides, and If-Modified-Since only where it is absent. */
export function unlessKnown(request: IncomingMessage, reply: Reply): Reply {
  const { etag, 'last-modified': modified } = reply.headers
  if (!etag || !modified) return reply
  const tags = request.headers['if-none-match']
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  const known = tags
    ? tags.split(',').some(t => ['*', etag].includes(t.trim().replace(/^W\//, '')))
    : Date.parse(modified) <= since
  // A slow feed is slow to say that nothing has changed, too.
  return known ? { status: 304, headers: reply.headers, body: Buffer.alloc(0), fault: reply.fault } : reply
}

export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, fault }: Reply,
): void {
  if (fault === 'truncated' && status === 200) {
    response.writeHead(status, { ...headers, 'content-length': body.length + 5_000 })
    response.write(body, () => response.destroy())
    return
  }
  response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

export function html(text: string): Reply {
  return typed('text/html; charset=utf-8', text)
}

export function typed(contentType: string, text: string): Reply {
  return { status: 200, headers: { 'content-type': contentType }, body: Buffer.from(text) }
}

export function plain(status: number, text: string, more: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...more }, body: Buffer.from(`${text}\n`) }
}
