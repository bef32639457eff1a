import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { article } from '../../../test/fixtures/llm/article.ts'
import { evidenceOf } from './evidence.ts'
import { cleaner } from './plain.ts'

function cleaned(text: string, contentText = article.contentText) {
  const dropped = { quotes: 0, urls: 0 }
  const clean = cleaner(evidenceOf({ ...article, contentText }), dropped, ['SECRET-nonce'])
  return { text: clean(text, 1_000), urls: dropped.urls }
}

describe('a link that the article does not have goes, and is counted', () => {
  test.each([
    ['See https://evil.example/x?q=1 now.', 'See now.'],
    ['See HTTPS://EVIL.EXAMPLE now.', 'See now.'],
    ['See www.evil.com now.', 'See now.'],
    ['See evil.com/x now.', 'See now.'],
    ['See evil.com.', 'See .'],
    ['See //evil.com/x now.', 'See now.'],
    ['See http:\\\\evil.com now.', 'See now.'],
    ['Mail me@evil.com now.', 'Mail now.'],
    ['Run javascript:alert(1) now.', 'Run now.'],
    ['Open data:text/html,x now.', 'Open now.'],
    ['At 10.0.0.1:8080/admin now.', 'At now.'],
    ['A ht\u200Btps://evil.exa\u2060mple now.', 'A now.'],
    ['See https://littoral.example/other?leak=1 now.', 'See now.'],
    ['See https://data.littoral.example/tide-gauge?utm_source=1&leak=2 now.', 'See now.'],
    ['![x](https://evil.com/a.png) Tide.', 'x Tide.'],
    ['The [data](https://evil.com/a "b") are free.', 'The data are free.'],
  ])('%s', (text, expected) => {
    const { text: plain, urls } = cleaned(text)
    expect(plain).toBe(expected)
    expect(urls).toBe(1)
  })
})

describe('what the article says itself may stand, in its own spelling', () => {
  test.each([
    ['At https://data.littoral.example/tide-gauge.', 'At https://data.littoral.example/tide-gauge.'],
    ['At https://data.littoral.example/tide-gauge?utm_source=leak', 'At https://data.littoral.example/tide-gauge'],
    ['At https://littoral.example/hut?b=2&a=1', 'At https://littoral.example/hut?a=1&b=2'],
    [
      'The [data](https://data.littoral.example/tide-gauge) are free.',
      'The data (https://data.littoral.example/tide-gauge) are free.',
    ],
  ])('%s', (text, expected) => {
    expect(cleaned(text)).toEqual({ text: expected, urls: 0 })
  })

  test('the name of a site that the article names is a name', () => {
    expect(cleaned('Booking.com has grown.', 'Shares of Booking.com rose.')).toEqual({
      text: 'Booking.com has grown.',
      urls: 0,
    })
    expect(cleaned('Booking.com has grown.').urls).toBe(1)
  })
})

test.each([
  'Version 1.2.3.4 of Node.js, e.g. for U.S. users at 10:30, costs 3.50.',
  'The end.It goes on; either/or, 24/7, km/h, a < b and 3 > 2.',
  '行きます。みんな、来て。会社は大きい。',
  'Siehe z.B. Abschnitt 3.Es gilt: ja.',
  'The family 👩‍👩‍👧 went home. می‌خواهم',
])('plain words are left alone: %s', text => {
  expect(cleaned(text)).toEqual({ text, urls: 0 })
})

test('markup is neutralised, also where it unwraps into markup', () => {
  expect(cleaned('<b>Tide</b> <scr<script>ipt>alert(1)</scr</script>ipt>').text).not.toMatch(/<[a-z/]/i)
  expect(cleaned('Tide <img src=x onerror=alert(1)').text).not.toMatch(/<[a-z]/i)
  expect(cleaned('htt<b></b>ps://evil.com/x Tide').text).not.toContain('evil')
  expect(cleaned('**Tide** and `code` in ```js fence```').text).toBe('Tide and `code` in fence')
})

test('control characters and secrets never come out', () => {
  expect(cleaned('Ti\u0007de\u0000 \u202Eis\u001B[31m rising').text).toBe('Ti de\uFFFD is [31m rising')
  expect(cleaned('The mark secret-NONCE and SECSECRET-nonceRET-nonce.').text).toBe('The mark and .')
})

test('cleaning is idempotent, whatever the text', () => {
  const unit = fc.constantFrom(
    '<',
    '>',
    'b',
    '/',
    'http',
    's:',
    '//',
    'evil',
    '.',
    'com',
    '[',
    ']',
    '(',
    ')',
    '!',
    '**',
    '```',
    '@',
    ' ',
    '\u200B',
    '。',
    'SECRET',
    '-nonce',
    'data:',
    '‹',
    '#',
    '"',
  )
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 40 }).map(parts => parts.join('')),
      text => {
        const once = cleaned(text).text
        expect(cleaned(once)).toEqual({ text: once, urls: 0 })
        expect(once).not.toMatch(/<[a-z/!?]|:\/\/\w|www\.\w/i)
      },
    ),
    { numRuns: 500 },
  )
})
