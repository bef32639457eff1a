/** Which addresses and ports belong to the open internet. Everything else is somebody's inside, and stays there. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * True for an address that the open internet routes. Made from the IANA IPv4 and IPv6 special-purpose registries;
 * ranges the registries call globally reachable but that no feed lives in (AS112, AMT, ORCHID) are refused too.
 * An IPv4-mapped address is judged as the IPv4 address it is.
 * @param address An address as a resolver writes it, without brackets; any other text is not public.
 */
export function isPublic(address: string): boolean {
  const parsed = parse(address)
  if (!parsed) return false
  if (parsed.kind() === 'ipv4') return !specialV4.some(range => parsed.match(range))
  return parsed.match(globalUnicast) && !specialV6.some(range => parsed.match(range))
}

/** One spelling per address, so that two can be compared: no mapped prefix, no zone, zeroes compressed. Null for other text. */
export function spelled(address: string): string | null {
  return parse(address)?.toString() ?? null
}

/** ipaddr.js takes `::8.8.8.8` for `::ffff:8.8.8.8`, which is another address: the URL parser writes IPv6 in plain hex first. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (isIP(address) === 0) return null
  if (isIP(address) === 4) return ipaddr.parse(address)
  const hex = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
  return ipaddr.process(hex.slice(1, -1))
}

const specialV4 = [
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private use, RFC 1918
  '100.64.0.0/10', // carrier-grade NAT, RFC 6598; one cloud's metadata at 100.100.100.200
  '127.0.0.0/8', // loopback, RFC 1122
  '168.63.129.16/32', // a cloud's host agent, on an address that looks public
  '169.254.0.0/16', // link-local, RFC 3927; cloud metadata at 169.254.169.254
  '172.16.0.0/12', // private use, RFC 1918
  '192.0.0.0/24', // IETF protocol assignments, RFC 6890; one cloud's metadata at 192.0.0.192
  '192.0.2.0/24', // documentation, RFC 5737
  '192.31.196.0/24', // AS112, RFC 7535
  '192.52.193.0/24', // AMT, RFC 7450
  '192.88.99.0/24', // 6to4 relay anycast, RFC 7526
  '192.168.0.0/16', // private use, RFC 1918
  '192.175.48.0/24', // AS112, RFC 7534
  '198.18.0.0/15', // benchmarking, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved, RFC 1112; limited broadcast, RFC 919
].map(range => ipaddr.parseCIDR(range))

/**
 * The only IPv6 block ever handed out for global unicast (RFC 4291). What lies outside needs no line below: unspecified,
 * loopback, IPv4-compatible, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), discard, segment routing, ULA, link-local, site-local, multicast.
 */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

const specialV6 = [
  '2001::/23', // IETF protocol assignments, RFC 2928: Teredo, benchmarking, AMT, AS112, ORCHID, drone ids
  '2001:db8::/32', // documentation, RFC 3849
  '2002::/16', // 6to4, RFC 3056: carries any IPv4 address
  '2620:4f:8000::/48', // AS112, RFC 7534
  '3fff::/20', // documentation, RFC 9637
].map(range => ipaddr.parseCIDR(range))

/** The Fetch Standard's bad ports (services an HTTP request can be smuggled into), then what databases, brokers and orchestrators listen on. */
export const deniedPorts: ReadonlySet<number> = new Set([
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109],
  ...[110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530],
  ...[531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190],
  ...[5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
  ...[445, 1433, 1521, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5433, 5672, 5900, 5984, 6379, 6380, 6443],
  ...[8086, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 26379, 27017, 27018, 27019, 28017],
])
