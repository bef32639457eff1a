/** The form in which a source's address is kept: canonical, but with the credentials that the feed may need. */
import { canonicalFeedUrl } from '../../core/url.ts'

/** Null for what is no http or https address. A bare `example.org/feed` gets https, `feed://` means http. */
export function feedAddress(text: string): string | null {
  const written = text
    .trim()
    .replace(/^feed:(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://')
  const whole = bareHost.test(written) ? `https://${written}` : written
  const canonical = canonicalFeedUrl(whole)
  const given = URL.parse(whole)
  const kept = canonical === null ? null : URL.parse(canonical)
  if (given === null || kept === null || canonical === null) return null
  if (given.username === '' && given.password === '') return canonical
  kept.username = given.username
  kept.password = given.password
  return kept.href
}

/** The same without credentials: for the address guard, which lets nobody pass by name. */
export function withoutCredentials(url: string): URL {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare
}

const bareHost = /^[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}[\p{L}\p{N}-]*(?::\d+)?(?:[/?#]|$)/u
