import { existsSync, readFileSync } from 'node:fs'
import { isIP, type LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { AddressRefused, createAddressGuard, type GuardOptions } from './address-guard.ts'
import { isPublic } from './addresses.ts'
import { stubResolver } from './loopback.ts'

type Case = { url: string; kind: string; expect: string; reason: string; dns?: string[][] }
const casesFile = new URL('../../../shared/corpora/ssrf/cases.json', import.meta.url)
const cases: Case[] = existsSync(casesFile) ? JSON.parse(readFileSync(casesFile, 'utf8')) : []

function guardOf(options: Partial<GuardOptions> = {}) {
  return createAddressGuard({ trusted: [], ownAddresses: () => [], ...options })
}

async function lookUp(lookup: LookupFunction, name: string): Promise<string[] | Error> {
  return await new Promise(resolve =>
    lookup(name, { all: true }, (error, found) =>
      resolve(error ?? (found as { address: string }[]).map(a => a.address)),
    ),
  )
}

describe.skipIf(cases.length === 0)('the SSRF corpus (skipped where the shared corpora are absent)', () => {
  const of = (...expected: string[]) =>
    cases.filter(c => c.kind !== 'redirect' && !c.dns && expected.includes(c.expect))

  test('every address labelled deny is refused', () => {
    const deny = of('deny')
    const let_in = deny.filter(c => guardOf().check(new URL(c.url)).ok)
    expect(let_in).toEqual([])
    expect(deny.length).toBeGreaterThan(270)
  })

  test('every address labelled allow passes', () => {
    const allow = of('allow')
    const refused = allow.filter(c => !guardOf().check(new URL(c.url)).ok)
    expect(refused).toEqual([])
    expect(allow.length).toBeGreaterThanOrEqual(90)
  })

  test('every address labelled invalid does not parse', () => {
    const invalid = of('invalid')
    expect(invalid.filter(c => URL.canParse(c.url))).toEqual([])
    expect(invalid.length).toBeGreaterThan(20)
  })

  test('every address labelled dns means exactly that name', () => {
    const named = of('dns')
    expect(named.filter(c => new URL(c.url).hostname !== c.reason)).toEqual([])
    expect(named.filter(c => !guardOf().check(new URL(c.url)).ok)).toEqual([])
    expect(named.length).toBeGreaterThan(30)
  })

  test.each(cases.filter(c => c.dns).map(c => [c.url, c.expect, c] as const))(
    '%s resolves to what is labelled %s',
    async (url, label, c) => {
      const { hostname } = new URL(url)
      const { resolve } = stubResolver({ [hostname]: c.dns ?? [] })
      const guard = guardOf({ resolve })
      const results = [await lookUp(guard.lookup, hostname), await lookUp(guard.lookup, hostname)]
      for (const result of results) if (Array.isArray(result)) expect(result.every(isPublic)).toBe(true)
      const [first] = results
      if (label === 'deny') expect(first).toBeInstanceOf(AddressRefused)
      if (label === 'allow') expect(first).toEqual(c.dns?.[0])
      if (label === 'error') expect(first).toMatchObject({ code: 'ENOTFOUND' })
      if (label === 'deny-or-public-only') expect(first).toEqual(c.dns?.[0]?.filter(isPublic))
      if (label === 'never-connect-private') expect(results[1]).toBeInstanceOf(AddressRefused)
    },
  )
})

test.each([
  ['http://[::ffff:127.0.0.1]/'],
  ['http://2130706433/'],
  ['http://0x7f.1/'],
  ['http://0177.0.0.1/'],
  ['http://[::127.0.0.1]/'],
  ['http://[64:ff9b::7f00:1]/'],
  ['http://localhost/'],
  ['http://LOCALHOST./'],
  ['http://a.localhost/'],
])('%s is refused before anything is resolved', url => {
  const outcome = guardOf().check(new URL(url))
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
})

test('schemes, user names and ports of other services are refused', () => {
  const kinds = [
    'ftp://a.example/',
    'file:///etc/passwd',
    'http://u:p@a.example/',
    'http://a.example:25/',
    'https://a.example:6379/',
  ]
  for (const url of kinds)
    expect(guardOf().check(new URL(url)), url).toMatchObject({ ok: false, failure: { kind: 'blocked' } })
  for (const url of ['http://a.example/', 'https://a.example:8443/'])
    expect(guardOf().check(new URL(url)).ok, url).toBe(true)
})

test('the refusal says how to allow it, and never what a name resolved to', async () => {
  const guard = guardOf({ resolve: async () => ['10.1.2.3'] })
  const error = await lookUp(guard.lookup, 'intranet.example')
  expect(error).toBeInstanceOf(AddressRefused)
  const { failure } = error as AddressRefused
  expect(failure.message).toBe(
    'intranet.example is a private or reserved address; sources written in winnow.yaml are trusted, and pages of what its fetch.trusted lists, each for its exact origin',
  )
  expect(JSON.stringify(failure)).not.toContain('10.1.2.3')
})

test('trust counts for the exact origin, for the operator alone, and can be taken back', () => {
  const guard = guardOf({ trusted: ['http://127.0.0.1:8080/feed.xml'] })
  const own = new URL('http://127.0.0.1:8080/other')
  expect(guard.check(own, true).ok).toBe(true)
  expect(guard.check(own, false).ok).toBe(false)
  expect(guard.check(own).ok).toBe(false)
  for (const other of [
    'http://127.0.0.1:8081/',
    'https://127.0.0.1:8080/',
    'http://localhost:8080/',
    'http://127.0.0.2:8080/',
  ])
    expect(guard.check(new URL(other), true).ok, other).toBe(false)

  guard.trust('http://127.0.0.1:8081')
  expect(guard.check(new URL('http://127.0.0.1:8081/'), true).ok).toBe(true)
  guard.distrust('http://127.0.0.1:8081')
  expect(guard.check(new URL('http://127.0.0.1:8081/'), true).ok).toBe(false)
})

test('trust opens ports and addresses, never another scheme', () => {
  const guard = guardOf({ trusted: ['http://10.0.0.1:5432'] })
  expect(guard.check(new URL('http://10.0.0.1:5432/'), true).ok).toBe(true)
  expect(guard.check(new URL('file:///etc/passwd'), true).ok).toBe(false)
  for (const bad of ['127.0.0.1:8080', 'ftp://127.0.0.1', 'file:///'])
    expect(() => guard.trust(bad), bad).toThrow(TypeError)
})

test('our own public addresses are refused like private ones', async () => {
  const guard = guardOf({
    ownAddresses: () => ['93.184.216.34', '2606:4700::1'],
    resolve: async () => ['::ffff:93.184.216.34'],
  })
  expect(guard.check(new URL('http://93.184.216.34/')).ok).toBe(false)
  expect(guard.check(new URL('http://[2606:4700:0::1]/')).ok).toBe(false)
  expect(guard.check(new URL('http://93.184.216.35/')).ok).toBe(true)
  expect(await lookUp(guard.lookup, 'me.example')).toBeInstanceOf(AddressRefused)
})

test('of ten thousand records, a handful of each family is tried', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `9.${i % 250}.${i % 90}.1`)
  const guard = guardOf({ resolve: async () => ['10.0.0.1', ...many, 'not an address', '2606:4700::1'] })
  const found = (await lookUp(guard.lookup, 'many.example')) as string[]
  expect(found.map(isIP)).toEqual([4, 4, 4, 4, 6])
})

test('a lookup for one address, or one family, gets that', async () => {
  const guard = guardOf({ resolve: async () => ['2606:4700::1', '9.9.9.9'] })
  const one = (family: number) =>
    new Promise((resolve, reject) =>
      guard.lookup('a.example', { family }, (error, address, version) =>
        error ? reject(error) : resolve([address, version]),
      ),
    )
  expect(await one(0)).toEqual(['9.9.9.9', 4])
  expect(await one(6)).toEqual(['2606:4700::1', 6])
})
