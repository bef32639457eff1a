/** A page may rename itself within its own site, never become another site's article nor the site's front page. */
import { getDomain } from 'tldts'
import { offeredUrl } from '../../core/url.ts'

/** The address in `raw` as an absolute http(s) URL if it is of the same registrable domain as `page`, else null. */
export function ownAddress(raw: string | null, page: string, base: string): string | null {
  const address = raw === null ? null : offeredUrl(raw, base)
  const [there, here] = [address === null ? null : URL.parse(address), URL.parse(page)]
  if (there === null || here === null || !isSameSite(there, here)) return null
  // A template that names the front page everywhere would make one article of them all.
  return isFront(there) && !isFront(here) ? null : address
}

/** Under a shared suffix (github.io) every name is a site of its own; a host without a domain is its own site, port and all. */
function isSameSite(a: URL, b: URL): boolean {
  const [one, other] = [a, b].map(({ hostname }) => getDomain(hostname, { allowPrivateDomains: true }))
  return one === null || other === null ? a.host === b.host : one === other
}

/** Dead links are often sent to the front page, which is nobody's article. */
export function isFrontPage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && isFront(url)
}

function isFront({ pathname, search, hash }: URL): boolean {
  return /^\/(?:index\.\w{2,5})?$/.test(pathname) && search === '' && hash === ''
}
