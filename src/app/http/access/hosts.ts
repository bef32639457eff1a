/** DNS rebinding: a foreign page reaches loopback under a name of its own, so only names that are ours are answered; and a foreign page may not write. */
import { BlockList, isIP } from 'node:net'

const loopbackNetworks = new BlockList()
loopbackNetworks.addSubnet('127.0.0.0', 8, 'ipv4')
loopbackNetworks.addAddress('::1', 'ipv6')

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  const version = isIP(bare)
  return version !== 0 && loopbackNetworks.check(bare, version === 6 ? 'ipv6' : 'ipv4')
}

export type Place = Readonly<{
  /** Where it listens. */
  host: string
  publicUrl: string | null
}>

/**
 * Whether a request with this Host header is for us: a name of loopback, the host of the public URL, the very name it listens on,
 * and, when it listens beyond loopback, any IP address (nobody can make a browser call an address by another one). Ports do not
 * count: they differ behind tunnels and containers.
 */
export function isKnownHost(header: string | undefined, { host, publicUrl }: Place): boolean {
  const name = hostnameOf(header)
  if (name === null) return false
  if (isLoopback(name)) return true
  if (publicUrl !== null && name === URL.parse(publicUrl)?.hostname) return true
  if (isLoopback(host)) return false
  return name === host.toLowerCase() || isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

/** Whether a write may come from there: from no page at all, or from one of ours. `Origin: null` is a page of nobody. */
export function isOwnOrigin(
  request: Readonly<{ origin: string | undefined; host: string | undefined; fetchSite: string | undefined }>,
  { publicUrl }: Place,
): boolean {
  const { origin, host, fetchSite } = request
  if (origin === undefined) return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
  const from = URL.parse(origin)
  if (from === null || !/^https?:$/.test(from.protocol)) return false
  if (publicUrl !== null && from.origin === URL.parse(publicUrl)?.origin) return true
  return host !== undefined && from.host === URL.parse(`${from.protocol}//${host}`)?.host
}

/** A path of this server, or null: `next=` must not lead anywhere else. */
export function ownPath(next: string): string | null {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return null
  const base = 'http://winnow.invalid'
  const url = URL.parse(next, base)
  return url?.origin === base ? url.pathname + url.search + url.hash : null
}

function hostnameOf(header: string | undefined): string | null {
  if (header === undefined || !/^[A-Za-z0-9.:[\]_-]{1,260}$/.test(header)) return null
  return URL.parse(`http://${header}`)?.hostname ?? null
}
