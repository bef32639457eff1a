import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalFeedUrl, canonicalUrl, offeredUrl } from './url.ts'

/** Any UTF-16 code unit, lone surrogates among them. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

describe('canonicalUrl', () => {
  test.each([
    ['HTTPS://Example.COM:443/Path', 'https://example.com/Path'],
    ['http://user:secret@example.com/a', 'http://example.com/a'],
    ['https://example.com/a?b=2&a=1&utm_source=x&b=1', 'https://example.com/a?a=1&b=2&b=1'],
    ['https://example.com/a?x=&y&&=z&', 'https://example.com/a?=z&x=&y'],
    ['https://example.com/a%2fb/%d0%bd?q=%c3%a9+x', 'https://example.com/a%2Fb/%D0%BD?q=%C3%A9+x'],
    ['https://example.com//a/', 'https://example.com//a/'],
    ['https://example.com/?q=a%26b=1', 'https://example.com/?q=a%26b=1'],
    ['\uFEFF https://example.com/a\u00A0', 'https://example.com/a'],
    ['https://exam\tple.com/a\n/b', 'https://example.com/a/b'],
    ['http://127.1../', 'http://127.0.0.1/'],
  ])('%j is %j', (input, canonical) => {
    expect(canonicalUrl(input)).toBe(canonical)
  })

  test.each([
    '',
    ' ',
    'example.com/a',
    'ftp://example.com/a',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@example.com',
    'blob:https://example.com/1',
    'http://',
    'http://ex test/x',
    'http://./',
    'http://./example.com/a',
    'http://256.256.256.256../',
    'http://a%00b/',
  ])('%j is no URL of an article', input => {
    expect(canonicalUrl(input)).toBeNull()
    expect(offeredUrl(input)).toBeNull()
  })

  test('a relative link is resolved, an empty one is not taken for its base, a bad base is no obstacle', () => {
    expect(canonicalUrl('../b?c#d', 'https://example.com/x/y')).toBe('https://example.com/b?c')
    expect(canonicalUrl(' ', 'https://example.com/x/y')).toBeNull()
    expect(canonicalUrl('https://example.com/a', 'no base')).toBe('https://example.com/a')
  })

  test('a fragment is dropped, but the address inside a one-page site stays', () => {
    expect(canonicalUrl('https://example.com/a#b')).toBe('https://example.com/a')
    expect(canonicalUrl('https://example.com/#/')).toBe('https://example.com/')
    expect(canonicalUrl('https://example.com/#!/post/1')).toBe('https://example.com/#!/post/1')
    expect(canonicalUrl('https://example.com/#/post/1:~:text=x')).toBe('https://example.com/#/post/1')
  })

  test('asked to keep fragments, it drops text directives and tracking alone', () => {
    expect(canonicalUrl('https://example.com/log#v1.2', undefined, 'all')).toBe('https://example.com/log#v1.2')
    expect(canonicalUrl('https://example.com/log#v1:~:text=x', undefined, 'all')).toBe('https://example.com/log#v1')
    expect(canonicalUrl('https://example.com/a#xtor=RSS-3', undefined, 'all')).toBe('https://example.com/a')
    expect(canonicalUrl('https://example.com/a#n=1&xtor=RSS', undefined, 'all')).toBe('https://example.com/a#n=1')
  })

  test('it is idempotent and total for any text', () => {
    fc.assert(fc.property(fc.string({ unit: anyUnit }), fc.option(anyUrl), staysWhatItIs))
    fc.assert(fc.property(fc.string({ unit: anyUnit }), rest => staysWhatItIs(`http://${rest}`, null)))
  })

  test('it is idempotent and total for any URL', () => {
    fc.assert(
      fc.property(anyUrl, url => staysWhatItIs(url, null)),
      { numRuns: 2000 },
    )
  })

  test('the order of differently named parameters and any tracking among them change nothing', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat()), (sorted, random) => {
        const shuffled = [...sorted, 'utm_campaign', 'fbclid'].sort(() => (random.next().value % 2) - 0.5)
        const query = (list: string[]) => list.map(name => `${name}=1`).join('&')
        expect(canonicalUrl(`http://a.test/?${query(shuffled)}`)).toBe(canonicalUrl(`http://a.test/?${query(sorted)}`))
      }),
    )
  })

  test('two values that differ never merge', () => {
    const value = fc.stringMatching(/^[\w.~%26+-]{0,8}$/)
    const written = (text: string) => text.replace(/%[0-9a-f]{2}/gi, octet => octet.toUpperCase())
    fc.assert(
      fc.property(value, value, (a, b) => {
        const same = canonicalUrl(`http://a.test/p/?id=${a}`) === canonicalUrl(`http://a.test/p/?id=${b}`)
        expect(same).toBe(written(a) === written(b))
      }),
    )
  })
})

describe('offeredUrl', () => {
  test('what was offered is what we fetch: parameters and their order stay, credentials and fragment do not', () => {
    expect(offeredUrl('https://u:p@Example.com/a b?utm_source=x&a=%2f#top')).toBe(
      'https://example.com/a%20b?utm_source=x&a=%2f',
    )
    expect(offeredUrl('/a#!/p', 'https://u:p@example.com')).toBe('https://example.com/a#!/p')
  })

  test('whatever is offered comes out as printable ASCII with the same canonical form', () => {
    fc.assert(
      fc.property(anyUrl, input => {
        const offered = offeredUrl(input)
        if (offered !== null) expect(offered).toMatch(/^https?:\/\/[!-~]+$/)
        expect(canonicalUrl(offered ?? '')).toBe(canonicalUrl(input))
      }),
    )
  })
})

test('a feed keeps the parameters that may select it', () => {
  expect(canonicalFeedUrl('https://Example.com./feed?utm_source=b&a=1#x')).toBe(
    'https://example.com/feed?a=1&utm_source=b',
  )
})

const dedupeFile = new URL('../../../shared/corpora/url-dedupe/cases.json', import.meta.url)
const weirdFile = new URL('../../../shared/corpora/wpt-url/urltestdata.json', import.meta.url)

describe.skipIf(!existsSync(dedupeFile))('the URL corpora (skipped where the shared corpora are absent)', () => {
  const cases = readCases(dedupeFile) as { kind: string; level: string; name: string; urls: string[]; input: string }[]

  test('what must be the same is one URL', () => {
    const groups = cases.filter(({ kind, level }) => kind === 'same' && level === 'strict')
    expect(groups.length).toBeGreaterThan(10)
    for (const { name, urls } of groups)
      expect([name, new Set(urls.map(url => canonicalUrl(url))).size]).toEqual([name, 1])
  })

  test('what must be different never merges', () => {
    const groups = cases.filter(({ kind }) => kind === 'different')
    expect(groups.length).toBeGreaterThan(10)
    for (const { name, urls } of groups) {
      expect([name, new Set(urls.map(url => canonicalUrl(url))).size]).toEqual([name, urls.length])
    }
  })

  test("other products' cases and the web platform's own are idempotent", () => {
    const weird = readCases(weirdFile).filter(one => typeof one === 'object') as {
      input: string
      base: string | null
    }[]
    expect(weird.length).toBeGreaterThan(500)
    for (const { input, base } of weird) staysWhatItIs(input, base)
    for (const { input } of cases) if (input) staysWhatItIs(input, null)
  })
})

/** Any spelling of scheme, credentials, host, port, path, query and fragment, from characters that mean something. */
const anyUrl = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTP:', 'https:\\\\', 'http:///'),
    fc.constantFrom('', '@', 'user@', 'user:pass@'),
    fc.oneof(
      fc.stringMatching(/^[a-z]{1,8}(\.[a-zA-Z]{2,5}){1,2}$/),
      fc.stringMatching(/^[a-zA-Z0-9.%\-ßёÜ。]{1,12}$/),
      fc.ipV4(),
      fc.constantFrom('[::1]', '0x7f.1', '1.'),
    ),
    fc.constantFrom('', ':', ':80', ':443', ':8080', ':99999'),
    fc.string({ unit: fc.constantFrom('/', '.', '%', '2', 'e', 'F', ';', '\\', 'é', '\uD800', ' ', '\0', 'a') }),
    fc.string({ unit: fc.constantFrom('?', '&', '=', '%', '2', '6', 'f', '+', 'a', 'B', "'", 'utm_x', 'é', '\uDC00') }),
    fc.string({ unit: fc.constantFrom('#', '!', '/', ':~:', '=', '&', '%', 'f', 'é', ' ') }),
  )
  .map(([scheme, user, host, port, path, query, hash]) => `${scheme}${user}${host}${port}/${path}?${query}#${hash}`)

function staysWhatItIs(input: string, base: string | null): void {
  for (const fragments of ['routes', 'all'] as const) {
    const once = canonicalUrl(input, base ?? undefined, fragments)
    if (once !== null) expect(canonicalUrl(once, undefined, fragments)).toBe(once)
  }
}

function readCases(file: URL): unknown[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}
