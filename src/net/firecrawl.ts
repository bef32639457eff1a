/** Firecrawl v2: somebody else's browser reads the page. One attempt in one slot; what it may read is our address guard's decision, not its own. */
import { isIP } from 'node:net'
import { failed, type Outcome, ok } from '../core/failure.ts'
import type { AddressGuard } from './address-guard.ts'
import { orAborted, startDeadline } from './deadline.ts'
import { readScraped, type Scraped } from './firecrawl-answer.ts'
import { assertHeld, type Slot } from './gate.ts'
import { networkFailure } from './network-failure.ts'
import type { Post } from './post.ts'

export type Firecrawl = Readonly<{
  post: Post
  guard: AddressGuard
  /** Without `/v2`; the operator's own. */
  baseUrl: string
  /** Secret. A server of one's own may need none. */
  apiKey?: string
  /** Milliseconds since the epoch. */
  now?: () => number
}>

export type ScrapeRequest = Readonly<{
  /** The page. */
  url: string
  /** From the call to the last byte; Firecrawl itself gets a little less, so that its own answer comes first. */
  timeoutMs: number
  signal?: AbortSignal
  /** The operator wrote the page's own address down: a trusted origin may then lie inside. */
  fromOperator?: boolean
  /** Read the page anew; otherwise Firecrawl may answer from its own store of the last two days. */
  fresh?: boolean
}>

/**
 * The page as Firecrawl saw it. A page that answered 400 or above is a `status` failure of the page; without content, or no HTML,
 * it is `notAnArticle`. 402 is `quota`, 401 `unauthorised`, 408 `timeout`.
 * @throws only when the slot is not held, which is a bug.
 */
export async function scrape(slot: Slot, firecrawl: Firecrawl, request: ScrapeRequest): Promise<Outcome<Scraped>> {
  assertHeld(slot)
  const { post, baseUrl, apiKey, now = Date.now } = firecrawl
  const since = performance.now()
  const target = await permitted(firecrawl.guard, request)
  if (!target.ok) return target
  const totalMs = Math.max(1, request.timeoutMs - Math.round(performance.now() - since))
  const sent = await post.send(slot, {
    url: `${baseUrl.replace(/\/+$/, '')}/v2/scrape`,
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    json: JSON.stringify(question(target.value, totalMs, request.fresh ?? false)),
    totalMs,
    signal: request.signal,
    fromOperator: true,
  })
  return sent.ok ? readScraped(sent.value, { url: target.value.href, apiKey, now: now() }) : sent
}

/** No PDF and no image is worth its credits here, and a certificate that we would refuse is refused there too. */
function question(url: URL, totalMs: number, isFresh: boolean): Readonly<Record<string, unknown>> {
  return {
    url: url.href,
    formats: ['html', 'markdown'],
    onlyMainContent: true,
    parsers: [],
    skipTlsVerification: false,
    timeout: Math.max(1_000, Math.floor(totalMs * 0.9)),
    ...(isFresh && { maxAge: 0 }),
  }
}

/**
 * A Firecrawl of one's own stands in the private network, and would fetch for a stranger what we refuse to fetch. So the page's
 * address is checked as if we went there ourselves; a name that we cannot resolve is refused too, for it may be known only inside.
 * What Firecrawl resolves a moment later is out of our hands.
 */
async function permitted(guard: AddressGuard, request: ScrapeRequest): Promise<Outcome<URL>> {
  const { fromOperator = false, timeoutMs, signal } = request
  const url = URL.parse(request.url)
  if (!url) return failed({ kind: 'malformed', message: 'not a valid address' })
  url.hash = ''
  const allowed = guard.check(url, fromOperator)
  if (!allowed.ok) return allowed
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) > 0 || (fromOperator && guard.trusts(url))) return ok(url)
  const deadline = startDeadline(timeoutMs, signal)
  try {
    await orAborted(() => resolved(guard, host), deadline.signal)
    return ok(url)
  } catch (error) {
    const limits = { connectMs: timeoutMs, headersMs: 0, bodyMs: 0, totalMs: timeoutMs, maxBytes: 0, maxHeaderBytes: 0 }
    return failed(networkFailure(error, limits, deadline.ended()))
  } finally {
    deadline.stop()
  }
}

function resolved(guard: AddressGuard, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    guard.lookup(host, { all: true }, error => (error ? reject(error) : resolve()))
  })
}
