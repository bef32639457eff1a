/** One visit to a page of a site, for its text. A program that comes by itself asks robots.txt first; one that a person sent, as a browser is, does not. */
import type { Outcome } from '../core/failure.ts'
import type { Slot } from './gate.ts'
import type { Http, HttpRequest, HttpResponse } from './http.ts'
import type { Robots } from './robots.ts'

/**
 * Asks the robots.txt of every site on the way, redirects included, all within `totalMs` and one slot.
 * @param robots Null when a person asked for this very page.
 * @returns the failure of `http.get`, or of robots.txt: see `Robots.mayAsk`.
 */
export async function fetchPage(
  slot: Slot,
  http: Http,
  robots: Robots | null,
  request: Omit<HttpRequest, 'mayAsk'>,
): Promise<Outcome<HttpResponse>> {
  const mayAsk: HttpRequest['mayAsk'] = robots === null ? undefined : (hop, signal) => robots.mayAsk(slot, hop, signal)
  return await http.get(slot, { ...request, headers: { accept: acceptPages, ...request.headers }, mayAsk })
}

const acceptPages = 'text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1'
