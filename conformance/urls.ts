/** Addresses: which may be fetched, which are one article, and whether they are read as the URL standard says. */
import type { LookupFunction } from 'node:net'
import { canonicalUrl, offeredUrl } from '../src/core/url.ts'
import { AddressRefused, createAddressGuard } from '../src/net/address-guard.ts'
import { isPublic } from '../src/net/addresses.ts'
import { nextHop } from '../src/net/redirect.ts'
import { jsonOf } from './corpus.ts'
import { count, type Miss, newRate, share } from './tally.ts'

type Report = (one: Omit<Miss, 'corpus'>) => void

type SsrfCase = Readonly<{
  kind: string
  expect: 'deny' | 'allow' | 'invalid' | 'dns' | 'error' | 'never-connect-private' | 'deny-or-public-only'
  reason: string
  url?: string
  dns?: readonly (readonly string[])[]
  start?: string
  status?: number
  location?: string
}>

/** Nothing is connected to: the guard is asked what it would be asked on the way to a socket. */
export async function scoreSsrf(folder: string, miss: Report) {
  const rate = newRate()
  let overblocked = 0
  for (const one of jsonOf<SsrfCase[]>(folder, 'ssrf', 'cases.json')) {
    const got = one.location === undefined ? await verdictOf(one) : redirected(one, one.location)
    if (count(rate, matches(one, got))) continue
    if (got === 'deny' && (one.expect === 'allow' || one.expect === 'dns')) overblocked += 1
    miss({ file: one.url ?? one.location ?? '', what: one.kind, expected: one.expect, got })
  }
  return { passed: rate.agreed, of: rate.of, overblocked }
}

type Verdict = 'deny' | 'allow' | 'invalid' | 'error' | `dns ${string}`

function matches({ expect, reason }: SsrfCase, got: Verdict): boolean {
  if (expect === 'dns') return got === `dns ${reason}`
  if (expect === 'deny-or-public-only' || expect === 'never-connect-private') return got === 'deny' || got === 'allow'
  return got === expect
}

const nobody: readonly string[] = []

async function verdictOf({ url: text = '', dns, expect }: SsrfCase): Promise<Verdict> {
  const url = URL.parse(text)
  if (url === null) return 'invalid'
  const answers = [...(dns ?? [])]
  const resolve = async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? nobody
  const guard = createAddressGuard({ trusted: nobody, ownAddresses: () => nobody, resolve })
  if (!guard.check(url).ok) return 'deny'
  if (expect === 'dns') return `dns ${url.hostname}`
  if (dns === undefined) return 'allow'
  return await lookedUp(guard.lookup, url.hostname, dns.length)
}

/** As often as there are answers: an address that was good the first time is asked for again. `deny` is what one refusal makes. */
async function lookedUp(lookup: LookupFunction, hostname: string, times: number): Promise<Verdict> {
  for (let nth = 0; nth < times; nth++) {
    try {
      const found = await addressesOf(lookup, hostname)
      if (!found.every(isPublic)) return 'error'
    } catch (error) {
      return error instanceof AddressRefused ? 'deny' : 'error'
    }
  }
  return 'allow'
}

function addressesOf(lookup: LookupFunction, hostname: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, found) => {
      if (error !== null) reject(error)
      else resolve(Array.isArray(found) ? found.map(({ address }) => address) : [found])
    })
  })
}

function redirected({ start = '', status = 301 }: SsrfCase, location: string): Verdict {
  const guard = createAddressGuard({ trusted: nobody, ownAddresses: () => nobody })
  const from = { url: new URL(start), headers: {}, fromOperator: true }
  const hop = nextHop(from, status, location, [], { start, allowDowngrade: true })
  if (!hop.ok) return 'invalid'
  return guard.check(hop.value.url, hop.value.fromOperator).ok ? 'allow' : 'deny'
}

type DedupeCase = Readonly<{ kind: string; level?: string; name?: string; urls?: readonly string[] }>

/** `same` counts strict groups that become one URL, `different` all groups of which no two become one. */
export function scoreDedupe(folder: string, miss: Report) {
  const rates = { same: newRate(), different: newRate() }
  for (const { kind, level, name = '', urls = [] } of jsonOf<DedupeCase[]>(folder, 'url-dedupe', 'cases.json')) {
    const distinct = new Set(urls.map(url => canonicalUrl(url))).size
    if (kind === 'same' && level === 'strict' && !count(rates.same, distinct === 1)) {
      miss({ file: name, what: 'same', expected: 1, got: distinct })
    }
    if (kind === 'different' && !count(rates.different, distinct === urls.length)) {
      miss({ file: name, what: 'different', expected: urls.length, got: distinct })
    }
  }
  return { same: share(rates.same), different: share(rates.different) }
}

type UrlCase = Readonly<{ input: string; base?: string | null; href?: string; failure?: boolean }>
type HostCase = Readonly<{ input: string; output: string | null }>

/**
 * What the URL standard's own tests call an http(s) address is one here, spelt the same but for what we drop on purpose
 * (credentials, fragments that are no routes, the trailing dot of a host), and nothing else is one.
 */
export function scoreWptUrl(folder: string, miss: Report) {
  const urls = newRate()
  for (const name of ['urltestdata.json', 'ada-extra.json']) {
    for (const one of jsonOf<(UrlCase | string)[]>(folder, 'wpt-url', name)) {
      if (typeof one === 'string') continue
      const expected = one.failure || one.href === undefined ? null : withoutDropped(one.href)
      const got = withoutDropped(offeredUrl(one.input, one.base ?? undefined) ?? '')
      if (!count(urls, expected === got)) miss({ file: one.input, what: name, expected, got })
    }
  }
  const hosts = newRate()
  for (const name of ['toascii.json', 'IdnaTestV2.json']) {
    for (const one of jsonOf<(HostCase | string)[]>(folder, 'wpt-url', name)) {
      if (typeof one === 'string') continue
      const expected = one.output === null ? null : withoutDropped(`https://${one.output}/x`)
      const got = withoutDropped(offeredUrl(`https://${one.input}/x`) ?? '')
      if (!count(hosts, expected === got)) miss({ file: one.input, what: name, expected, got })
    }
  }
  return { urls: share(urls), hosts: share(hosts) }
}

function withoutDropped(href: string): string | null {
  const url = URL.parse(href)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.username = url.password = url.hash = ''
  return url.href.replace(/^(https?:\/\/[^/:]*?)\.+(?=[/:])/, '$1')
}
