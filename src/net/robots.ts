/** Before a page of a site is read its robots.txt is asked, once a day (RFC 9309): a site's no is a no, and its silence is not. */
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { orAborted } from './deadline.ts'
import type { Slot } from './gate.ts'
import type { Http } from './http.ts'
import type { Hop } from './redirect.ts'
import { allowAll, parseRobots, productToken, type RobotsRules } from './robots-rules.ts'

/** The address to ask about, and whether the operator wrote it. */
export type Wanted = Pick<Hop, 'url' | 'fromOperator'>

export type Robots = Readonly<{
  /**
   * Whether this page may be asked for. A robots.txt that is not known yet is fetched in the caller's own slot; calls for one site share one fetch.
   * @returns `blocked` when the site says no; the failure of its robots.txt when that cannot be read just now, because then all is forbidden
   * (RFC 9309 §2.3.1.4). @throws the signal's reason when it aborts.
   */
  mayAsk(slot: Slot, wanted: Wanted, signal: AbortSignal): Promise<Outcome<void>>
}>

export type RobotsOptions = Readonly<{
  http: Http
  /** Its product token is the name that rules are looked up by. */
  userAgent: string
  /** Most bytes of rules remembered, about, 32 MB unless told; those fetched longest ago go first. */
  mostBytes?: number
  /** A monotonic clock in milliseconds. */
  now?: () => number
}>

export function createRobots({
  http,
  userAgent,
  mostBytes = 32e6,
  now = () => performance.now(),
}: RobotsOptions): Robots {
  const product = productToken(userAgent)
  const known = rememberedWithin(mostBytes)
  const running = new Map<string, Promise<Outcome<RobotsRules>>>()

  async function rulesOf(slot: Slot, wanted: Wanted, signal: AbortSignal): Promise<Outcome<RobotsRules>> {
    const site = wanted.url.origin
    for (;;) {
      const before = known.get(site)
      if (before && now() < before.until) return before.answer
      const others = running.get(site)
      if (!others) return await fetchOnce(slot, wanted, signal)
      const answer = await orAborted(() => others, signal)
      // Whoever fetched gave up before there was an answer: it is our turn.
      if (answer.ok || answer.failure.kind !== 'cancelled') return answer
    }
  }

  async function fetchOnce(slot: Slot, wanted: Wanted, signal: AbortSignal): Promise<Outcome<RobotsRules>> {
    const site = wanted.url.origin
    const fetching = fetchRules(slot, wanted, signal)
    running.set(site, fetching)
    try {
      const answer = await fetching
      if (!answer.ok && answer.failure.kind === 'cancelled') return answer
      const entry = remembered(answer, known.get(site), now())
      known.set(site, entry)
      return entry.answer
    } finally {
      running.delete(site)
    }
  }

  async function fetchRules(slot: Slot, wanted: Wanted, signal: AbortSignal): Promise<Outcome<RobotsRules>> {
    const answer = await http.get(slot, {
      url: `${wanted.url.origin}/robots.txt`,
      headers: { accept: 'text/plain, */*;q=0.1' },
      maxBytes: bytesRead,
      cut: true,
      totalMs,
      signal,
      fromOperator: wanted.fromOperator,
    })
    if (answer.ok) return ok(parseRobots(new TextDecoder().decode(answer.value.body), product))
    return isAbsent(answer.failure) ? ok(allowAll) : answer
  }

  return {
    async mayAsk(slot, wanted, signal) {
      const rules = await rulesOf(slot, wanted, signal)
      if (!rules.ok) return failed({ ...rules.failure, message: `robots.txt: ${rules.failure.message}` })
      const { pathname, search } = wanted.url
      return rules.value.allows(pathname + search) ? ok(undefined) : failed(refused)
    },
  }
}

type Known = Readonly<{ answer: Outcome<RobotsRules>; until: number }>

/** RFC 9309 §2.5 asks for at least this much of the file. */
const bytesRead = 500 * 1024
const totalMs = 10_000
/** RFC 9309 §2.4. */
const goodMs = 24 * 60 * 60 * 1000
const badMs = 10 * 60 * 1000
/** A Retry-After of nothing does not mean a request for every page. */
const leastMs = 60 * 1000

const refused: Failure = { kind: 'blocked', message: 'the site’s robots.txt asks programs not to read this page' }

/**
 * No file, no rules (§2.3.1.3), and neither is a chain of redirects that leads nowhere (§2.3.1.2). A 429 is not among them, though the RFC
 * would let it: who asks for fewer requests is not answered with more.
 */
function isAbsent(failure: Failure): boolean {
  return failure.kind === 'unauthorised' || (failure.kind === 'status' && failure.status < 500)
}

/** While the file cannot be read, what was known before holds on (§2.4). */
function remembered(answer: Outcome<RobotsRules>, before: Known | undefined, now: number): Known {
  if (answer.ok) return { answer, until: now + goodMs }
  const { failure } = answer
  const waitMs = failure.kind === 'rateLimited' ? Math.max(failure.retryAfterMs ?? badMs, leastMs) : badMs
  return { answer: before?.answer.ok ? before.answer : answer, until: now + waitMs }
}

function rememberedWithin(mostBytes: number) {
  const sites = new Map<string, Known>()
  let bytes = 0

  function forget(site: string): void {
    const entry = sites.get(site)
    if (!entry) return
    sites.delete(site)
    bytes -= weightOf(entry)
  }

  return {
    get: (site: string) => sites.get(site),
    set(site: string, entry: Known) {
      forget(site)
      sites.set(site, entry)
      bytes += weightOf(entry)
      for (const oldest of sites.keys()) {
        if (bytes <= mostBytes) break
        forget(oldest)
      }
    },
  }
}

function weightOf({ answer }: Known): number {
  return 500 + (answer.ok ? answer.value.bytes : 0)
}
