/** A redirect is a suggestion by a stranger: every hop is checked anew, and what was meant for one origin stays there. */
import { failed, type Outcome, ok } from '../core/failure.ts'

/** @property url Where this redirect pointed to, without fragment. */
export type Redirect = Readonly<{ status: number; url: string }>

/** What is about to be asked. `fromOperator` holds only while every address so far had the operator's own origin. */
export type Hop = Readonly<{ url: URL; headers: Readonly<Record<string, string>>; fromOperator: boolean }>

export const mostRedirects = 5

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

/**
 * The next hop, or why there is none: no usable Location, a circle, too many, or a step from https down to http.
 * @param seen Addresses of this chain so far, and how it got there.
 */
export function nextHop(
  hop: Hop,
  status: number,
  location: string | undefined,
  seen: readonly Redirect[],
  options: { start: string; allowDowngrade: boolean },
): Outcome<Hop> {
  const url = location === undefined ? null : URL.parse(utf8(location), hop.url.href)
  if (!url) return failed({ kind: 'malformed', message: 'the server redirects without saying where' })
  url.hash = ''
  if ([options.start, ...seen.map(redirect => redirect.url)].includes(url.href))
    return failed({ kind: 'status', status, message: 'the server redirects in a circle' })
  if (seen.length >= mostRedirects)
    return failed({ kind: 'status', status, message: `the server redirects more than ${mostRedirects} times` })
  if (hop.url.protocol === 'https:' && url.protocol === 'http:' && !options.allowDowngrade)
    return failed({ kind: 'blocked', message: 'the server redirects from https to http' })
  const sameOrigin = url.origin === hop.url.origin
  return ok({
    url,
    headers: sameOrigin ? hop.headers : withoutSecrets(hop.headers),
    fromOperator: hop.fromOperator && sameOrigin,
  })
}

/**
 * Where a chain says the resource now lives for good: the target of its unbroken run of 301 and 308 from the start (RFC 9110 §15.4).
 * Null when the first step is not permanent. The start's own user name goes along within its origin, else the new address would not open.
 */
export function permanentlyMovedTo(start: string, redirects: readonly Redirect[]): string | null {
  const temporary = redirects.findIndex(({ status }) => status !== 301 && status !== 308)
  const moved = redirects.at((temporary < 0 ? redirects.length : temporary) - 1)
  return moved === undefined || temporary === 0 ? null : withCredentialsOf(start, moved.url)
}

/** `url` with the user name and password of `from`, if both are of one origin; otherwise unchanged. */
export function withCredentialsOf(from: string, url: string): string {
  const [source, target] = [URL.parse(from), URL.parse(url)]
  if (!source || !target || source.origin !== target.origin) return url
  target.username = source.username
  target.password = source.password
  return target.href
}

/** Across origins only what says nothing about us goes along: a list of secrets would miss the header named X-Auth-Token. */
function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)))
}

const harmless = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-none-match',
  'if-modified-since',
  'user-agent',
])

/** Header bytes arrive as Latin-1; a Location with raw UTF-8 in it means UTF-8. */
function utf8(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
