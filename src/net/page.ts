/** One visit to a page of a site, for its text: politer than a feed's, because a page was not put there for programs. */
import type { Outcome } from '../core/failure.ts'
import type { Slot } from './gate.ts'
import type { Http, HttpRequest, HttpResponse } from './http.ts'
import type { Robots } from './robots.ts'

/**
 * Asks the robots.txt of every site on the way, redirects included, all within `totalMs` and one slot.
 * @returns the failure of `http.get`, or of robots.txt: see `Robots.mayAsk`.
 */
export async function fetchPage(
  slot: Slot,
  http: Http,
  robots: Robots,
  request: Omit<HttpRequest, 'mayAsk'>,
): Promise<Outcome<HttpResponse>> {
  const mayAsk: HttpRequest['mayAsk'] = (hop, signal) => robots.mayAsk(slot, hop, signal)
  return await http.get(slot, { ...request, headers: { accept: acceptPages, ...request.headers }, mayAsk })
}

const acceptPages = 'text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1'
