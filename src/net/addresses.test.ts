import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { deniedPorts, isPublic, spelled } from './addresses.ts'

test.each([
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.31.196.0', '192.31.196.255'],
  ['192.52.193.0', '192.52.193.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['192.175.48.0', '192.175.48.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '255.255.255.255'],
])('%s to %s is inside, and its neighbours are not', (first, last) => {
  expect([isPublic(first), isPublic(last)]).toEqual([false, false])
  const before = v4(number(first) - 1)
  const after = v4(number(last) + 1)
  if (number(first) > 0) expect(isPublic(before)).toBe(true)
  if (number(last) < 2 ** 32 - 1) expect(isPublic(after)).toBe(true)
})

test.each([
  '::',
  '::1',
  '::127.0.0.1',
  '::8.8.8.8',
  '::ffff:127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::8.8.8.8',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '100:0:0:1::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:1ff:ffff::1',
  '2001:db8::1',
  '2002::1',
  '2002:808:808::1',
  '2620:4f:8000::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
])('%s is inside', address => {
  expect(isPublic(address)).toBe(false)
})

test.each([
  '2001:200::1',
  '2001:4860:4860::8888',
  '2003::1',
  '2a00:1450:4001:81b::200e',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
])('%s is the open internet', address => {
  expect(isPublic(address)).toBe(true)
})

test.each(['', 'example.com', '127.1', '0177.0.0.1', '2130706433', '[::1]', '1.2.3.4.', '8.8.8.8 '])(
  'text that is no address is not public: %j',
  text => {
    expect(isPublic(text)).toBe(false)
    expect(spelled(text)).toBe(null)
  },
)

test('what we call public, the ranges of ipaddr.js call unicast; and a mapped address is judged as the IPv4 it is', () => {
  fc.assert(
    fc.property(fc.ipV4(), address => {
      const unicast = ipaddr.parse(address).range() === 'unicast' && address !== '168.63.129.16'
      expect(isPublic(address)).toBe(unicast)
      expect(isPublic(`::ffff:${address}`)).toBe(unicast)
      expect(spelled(`::ffff:${address}`)).toBe(address)
    }),
    { numRuns: 2_000 },
  )
  fc.assert(
    fc.property(fc.ipV6(), address => {
      if (isPublic(address)) expect(ipaddr.process(address).range()).toBe('unicast')
    }),
    { numRuns: 2_000 },
  )
})

test('ports of mail, shells, databases and brokers are denied, ports of web servers are not', () => {
  for (const port of [22, 23, 25, 110, 143, 445, 2375, 3306, 5432, 6379, 9200, 11211, 27017, 6667, 10080])
    expect(deniedPorts.has(port), String(port)).toBe(true)
  for (const port of [80, 443, 3000, 4000, 8000, 8080, 8443, 8888])
    expect(deniedPorts.has(port), String(port)).toBe(false)
})

function number(address: string): number {
  return ipaddr.IPv4.parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0)
}

function v4(value: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.')
}
