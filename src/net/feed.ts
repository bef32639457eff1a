/** One visit to a feed: what came back, what to ask with next time, and whether anything is new at all. */
import { createHash } from 'node:crypto'
import { type Outcome, ok } from '../core/failure.ts'
import type { Source, Validators } from '../core/source.ts'
import type { Slot } from './gate.ts'
import type { Http, HttpResponse } from './http.ts'
import { permanentlyMovedTo } from './redirect.ts'
import type { Robots } from './robots.ts'

export type Fetched = Readonly<{
  /** `notModified`: a 304, or a body whose hash is the one of last time; there is no body to parse then. */
  kind: 'fetched' | 'notModified'
  finalUrl: string
  status: number
  contentType: string | null
  body: Uint8Array
  /** Size of the body on the wire. */
  bytes: number
  durationMs: number
  /** To be kept once everything of this visit is stored (law 8), not before. */
  validators: Validators
  /** The new address if every redirect from the source's own was permanent; adopting it takes several equal answers. */
  permanentlyMovedTo: string | null
}>

export type FeedOptions = Readonly<{
  signal?: AbortSignal
  /** From the call to the last byte, in milliseconds. */
  totalMs?: number
  /** Asked before every address of the way. For pages: a feed was put there to be fetched by programs, its robots.txt is not asked. */
  robots?: Robots
  /** A monotonic clock in milliseconds, to measure the duration with. */
  now?: () => number
}>

/** @returns the failure of `http.get`; whether the body is a feed at all is the parser's question. */
export async function fetchFeed(
  slot: Slot,
  http: Http,
  source: Pick<Source, 'url' | 'origin'> & { settings: Pick<Source['settings'], 'maxBytes'> },
  validators: Validators,
  options: FeedOptions = {},
): Promise<Outcome<Fetched>> {
  const { signal, robots, totalMs = 60_000, now = () => performance.now() } = options
  const since = now()
  const answer = await http.get(slot, {
    url: source.url,
    headers: { accept: acceptFeeds },
    etag: validators.etag,
    lastModified: validators.lastModified,
    maxBytes: source.settings.maxBytes,
    totalMs,
    signal,
    fromOperator: source.origin !== 'user',
    mayAsk: robots && ((hop, end) => robots.mayAsk(slot, hop, end)),
  })
  return answer.ok ? ok(fetched(source.url, answer.value, validators, now() - since)) : answer
}

/** HTML last: a page at a feed's address is better seen, and called not a feed, than answered with 406. */
export const acceptFeeds =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1'

function fetched(url: string, response: HttpResponse, before: Validators, durationMs: number): Fetched {
  const { headers, status, bytes } = response
  const bodyHash = response.notModified ? before.bodyHash : hashOf(response.body)
  const isSame = response.notModified || bodyHash === before.bodyHash
  return {
    kind: isSame ? 'notModified' : 'fetched',
    finalUrl: response.url,
    status,
    contentType: headers['content-type'] ?? null,
    body: isSame ? new Uint8Array() : response.body,
    bytes,
    durationMs,
    validators: {
      // A 304 need not repeat what it confirms; a 200 without a validator has none.
      etag: headers.etag ?? (response.notModified ? before.etag : null),
      lastModified: headers['last-modified'] ?? (response.notModified ? before.lastModified : null),
      bodyHash,
    },
    permanentlyMovedTo: permanentlyMovedTo(url, response.redirects),
  }
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex')
}
