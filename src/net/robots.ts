/** Before a page of a site is read its robots.txt is asked, once a day (RFC 9309): a site's no is a no, and its silence is not. */
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { orAborted } from './deadline.ts'
import type { Slot } from './gate.ts'
import type { Http } from './http.ts'
import type { Hop } from './redirect.ts'
import { allowAll, parseRobots, productToken, type RobotsRules } from './robots-rules.ts'
import { decodeText } from './sniff.ts'

export type Robots = Readonly<{
  /**
   * Whether this page may be asked for. A robots.txt that is not cached is fetched in the caller's own slot, one fetch per site at a time.
   * @returns `blocked` when the site says no; the failure of its robots.txt when that cannot be read just now (§2.3.1.4: then all is forbidden).
   */
  mayAsk(slot: Slot, hop: Pick<Hop, 'url' | 'fromOperator'>, signal: AbortSignal): Promise<Outcome<void>>
}>

export type RobotsOptions = Readonly<{
  http: Http
  /** Its product token is the name that rules are looked up by. */
  userAgent: string
  /** Most sites remembered, 1,000 unless told; the ones asked for longest ago are forgotten. */
  mostSites?: number
  /** A monotonic clock in milliseconds. */
  now?: () => number
}>

export function createRobots(options: RobotsOptions): Robots {
  const { http, userAgent, mostSites = 1_000, now = () => performance.now() } = options
  const product = productToken(userAgent)
  const known = new Map<string, Known>()
  const running = new Map<string, Promise<Outcome<RobotsRules>>>()

  async function rulesOf(slot: Slot, hop: Pick<Hop, 'url' | 'fromOperator'>): Promise<Outcome<RobotsRules>> {
    const site = hop.url.origin
    const before = known.get(site)
    if (before && now() < before.until) return before.answer
    const answer = await fetchRules(slot, hop)
    if (!answer.ok && answer.failure.kind === 'cancelled') return answer
    known.delete(site)
    known.set(site, remembered(answer, before, now()))
    for (const [oldest] of known) {
      if (known.size <= mostSites) break
      known.delete(oldest)
    }
    return known.get(site)?.answer ?? answer
  }

  async function fetchRules(slot: Slot, { url, fromOperator }: Pick<Hop, 'url' | 'fromOperator'>) {
    const request = { url: `${url.origin}/robots.txt`, maxBytes: mostBytes, cut: true, totalMs, fromOperator }
    const answer = await http.get(slot, { ...request, headers: { accept: 'text/plain, */*;q=0.1' } })
    if (answer.ok)
      return ok(parseRobots(decodeText(answer.value.body, answer.value.headers['content-type'] ?? null), product))
    return isAbsent(answer.failure) ? ok(allowAll) : answer
  }

  /** Calls for one site share one fetch; its own time limit ends it, not the signal of whoever came first. */
  async function shared(slot: Slot, hop: Pick<Hop, 'url' | 'fromOperator'>): Promise<Outcome<RobotsRules>> {
    const site = hop.url.origin
    const fetching = running.get(site) ?? rulesOf(slot, hop).finally(() => running.delete(site))
    running.set(site, fetching)
    return await fetching
  }

  return {
    async mayAsk(slot, hop, signal) {
      const rules = await orAborted(() => shared(slot, hop), signal)
      if (!rules.ok) return failed({ ...rules.failure, message: `robots.txt cannot be read: ${rules.failure.message}` })
      return rules.value.allows(hop.url.pathname + hop.url.search) ? ok(undefined) : failed(refused)
    },
  }
}
