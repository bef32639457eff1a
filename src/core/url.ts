/** One article, one URL: equal spellings of an address become one string, and two different articles never do. */

import { isTracking } from './tracking.ts'

/**
 * Which fragments survive. `routes`, the rule: only those that are addresses inside a one-page site (`#!/post/1`,
 * `#/post/1`). `all`: for an entry whose publisher names it by its fragment (core/storable), text directives and
 * tracking aside.
 */
export type Fragments = 'routes' | 'all'

/**
 * The canonical form of an http or https URL, or null for anything else. Idempotent; never throws.
 *
 * What the WHATWG URL standard calls equal is equal (case of scheme and host, IDNA, default port, dot segments), and
 * besides: credentials, fragment, tracking parameters and the host's trailing dot are dropped, the hexadecimal digits
 * of percent-encodings are upper-cased (RFC 3986 §6.2.2.1; WordPress writes them in lower case, browsers in upper),
 * and parameters are sorted by name, repeats staying in their order. Case of path and values, `%2F`, doubled and
 * trailing slashes, blank and repeated parameters stay: each tells articles apart somewhere.
 */
export function canonicalUrl(input: string, base?: string, fragments: Fragments = 'routes'): string | null {
  const url = parse(input, base)
  if (url === null) return null
  const query = canonicalQuery(url, name => isTracking(name, url.hostname))
  return write(url, query, fragment(url, fragments))
}

/**
 * The canonical form of a feed's address: tracking parameters stay, for a feed asked for with `?source=…` may be
 * another feed.
 */
export function canonicalFeedUrl(input: string): string | null {
  const url = parse(input)
  return url && write(url, canonicalQuery(url, keepAll), fragment(url, 'routes'))
}

/**
 * The absolute http or https URL as it was offered, which is what we fetch and link to: tracking stays, credentials
 * and fragment go. Pure ASCII without control characters, because the WHATWG serialiser encodes or refuses the rest.
 */
export function offeredUrl(input: string, base?: string, fragments: Fragments = 'routes'): string | null {
  const url = parse(input, base)
  return url && `${url.protocol}//${url.host}${url.pathname}${url.search}${fragment(url, fragments)}`
}

/** White space around a pasted address is no part of it. An empty one is none: the standard would call it the base. */
function parse(input: string, base?: string): URL | null {
  const text = input.trim()
  if (text === '') return null
  const url = URL.parse(text, base) ?? URL.parse(text)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null
  return url.hostname.endsWith('.') ? withoutTrailingDot(url) : url
}

/**
 * `example.com.` is the same DNS name as `example.com`, spelt absolutely (RFC 1034 §3.1). All the dots go, and the
 * rest is parsed again, because what remains may be a number the standard reads as an IPv4 address (`127.1..`).
 */
function withoutTrailingDot(url: URL): URL | null {
  let end = url.hostname.length
  while (end > 0 && url.hostname[end - 1] === '.') end--
  if (end === 0) return null // or the parser would take the path's first segment for the host
  const port = url.port && `:${url.port}`
  return URL.parse(`${url.protocol}//${url.hostname.slice(0, end)}${port}${url.pathname}${url.search}${url.hash}`)
}

function write(url: URL, query: string, hash: string): string {
  return `${url.protocol}//${url.host}${upperHex(url.pathname)}${query}${upperHex(hash)}`
}

/** Works on the text between `&`, never decoding it, so that `%26` stays a value and `+` stays a plus. */
function canonicalQuery(url: URL, isNoise: (name: string) => boolean): string {
  if (url.search === '') return ''
  const parameters = upperHex(url.search.slice(1))
    .split('&')
    .filter(text => text !== '')
    .map(text => ({ name: nameOf(text), text }))
    .filter(parameter => !isNoise(parameter.name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return parameters.length === 0 ? '' : `?${parameters.map(parameter => parameter.text).join('&')}`
}

function fragment(url: URL, fragments: Fragments): string {
  const [hash = ''] = url.hash.split(':~:', 1) // what follows is a text directive: a place in the page, not a page
  if (/^(?:#!?\/?)?$/.test(hash)) return ''
  if (/^#[!/]/.test(hash)) return hash
  return fragments === 'all' ? withoutTracking(hash, url.hostname) : ''
}

/** Some publishers track by fragment: `#xtor=RSS-3208`. */
function withoutTracking(hash: string, host: string): string {
  if (!hash.includes('=')) return hash
  const kept = hash
    .slice(1)
    .split('&')
    .filter(text => !isTracking(nameOf(text), host))
  return kept.length === 0 ? '' : `#${kept.join('&')}`
}

function nameOf(parameter: string): string {
  const end = parameter.indexOf('=')
  return end < 0 ? parameter : parameter.slice(0, end)
}

function upperHex(text: string): string {
  return text.includes('%') ? text.replace(/%[0-9a-f]{2}/gi, octet => octet.toUpperCase()) : text
}

function keepAll(): boolean {
  return false
}
