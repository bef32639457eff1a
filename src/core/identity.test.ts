import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { articleId, guidUrn, IDENTITY_RULES, identityOf, sourceId, uuidV8 } from './identity.ts'

/** Any UTF-16 code unit, lone surrogates among them. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

describe('uuidV8', () => {
  test('is the first 16 bytes of the SHA-256 with version 8 and the RFC variant', () => {
    const data = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array())
    fc.assert(
      fc.property(data, text => {
        const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
        bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
        bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
        expect(uuidV8(text).replaceAll('-', '')).toBe(bytes.toString('hex'))
        expect(z.uuid().safeParse(uuidV8(text)).success).toBe(true)
      }),
    )
  })
})

describe('identity', () => {
  test('rules version 1 gives these ids; whoever breaks this test needs version 2', () => {
    expect(IDENTITY_RULES).toBe(1)
    expect(articleId('https://example.com/a?b=1')).toBe('56971a18-f80d-81b7-a40a-c1b7ff98e0ee')
    expect(sourceId('https://example.com/feed.xml')).toBe('ee3aa9b1-870e-8da1-8a50-f5267c9b8a2b')
    expect(guidUrn('s', 'tag:example.com,2025:1')).toBe('urn:winnow:s:tag%3Aexample.com%2C2025%3A1')
  })

  test('http and https are one article, another port is another', () => {
    expect(articleId('http://example.com/a')).toBe(articleId('https://example.com/a'))
    expect(articleId('https://example.com:8443/a')).not.toBe(articleId('https://example.com/a'))
  })

  test('a urn stays as it is and can be no URL', () => {
    expect(identityOf('urn:winnow:s:1')).toBe('urn:winnow:s:1')
    expect(identityOf('http://urn:8080/')).toBe('//urn:8080/')
  })
})

describe('sourceId', () => {
  test('scheme, credentials, fragment and spelling of the host do not make another source', () => {
    const id = sourceId('https://example.com/feed')
    expect(sourceId(' http://u:p@EXAMPLE.com:80/feed#x ')).toBe(id)
  })

  test('parameters do, tracking or not', () => {
    const ids = ['', '?a=1', '?utm_source=x'].map(query => sourceId(`https://example.com/feed${query}`))
    expect(new Set(ids).size).toBe(3)
  })

  test('a feed is no article, though both have one URL', () => {
    expect(sourceId('https://example.com/feed')).not.toBe(articleId('https://example.com/feed'))
  })

  test('it is total', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), url => {
        expect(sourceId(url)).toMatch(uuid)
      }),
    )
  })
})

describe('guidUrn', () => {
  test('two guids of a source never share one, nor do two sources', () => {
    const guid = fc.string({
      unit: fc.constantFrom('a', 'A', ':', '%', '2', '0', 'hash:', ' b', 'é', '/'),
      minLength: 1,
    })
    fc.assert(
      fc.property(guid, guid, (a, b) => {
        expect(guidUrn('s', a) === guidUrn('s', b)).toBe(a.trim() === b.trim())
        expect(guidUrn('s', a)).not.toBe(guidUrn('t', a))
      }),
    )
  })

  test('it is short, plain ASCII and total', () => {
    const guid = fc.oneof(fc.string({ unit: anyUnit }), fc.string({ unit: anyUnit, minLength: 150, maxLength: 300 }))
    fc.assert(
      fc.property(guid, text => {
        const urn = guidUrn('s', text)
        expect(urn).toMatch(/^urn:winnow:s:[!-~]+$/)
        expect(urn.length).toBeLessThanOrEqual(220)
        expect(guidUrn('s', text)).toBe(urn)
      }),
    )
  })

  test('long guids that differ at their ends differ', () => {
    const long = 'x'.repeat(5000)
    expect(guidUrn('s', `${long}1`)).not.toBe(guidUrn('s', `${long}2`))
  })
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
