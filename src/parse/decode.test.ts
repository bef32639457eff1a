/** Every charset a feed may come in, and every lie about it. */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'

const xml = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?><rss>${text}</rss>`
const utf8 = (text: string) => new TextEncoder().encode(text)
const bytes = (...values: number[]) => Uint8Array.from(values)

describe('the charset is taken from', () => {
  test.each([
    ['the XML declaration', iconv.encode(xml('windows-1251', 'Заголовок'), 'win1251'), null, 'Заголовок'],
    ['the HTTP header', iconv.encode('<rss>Заголовок</rss>', 'koi8-r'), 'text/xml; charset=koi8-r', 'Заголовок'],
    [
      'the header before the declaration',
      iconv.encode(xml('utf-8', 'Заголовок'), 'koi8-r'),
      "text/xml;charset='koi8-r'",
      'Заголовок',
    ],
    [
      'a UTF-8 mark before the header',
      iconv.encode(xml('koi8-r', 'é'), 'utf8', { addBOM: true }),
      'text/xml; charset=utf-8',
      'é',
    ],
    ['a UTF-16LE mark', iconv.encode(xml('utf-8', 'é'), 'utf-16le', { addBOM: true }), null, 'é'],
    ['a UTF-16BE mark', iconv.encode(xml('utf-8', 'é'), 'utf-16be', { addBOM: true }), null, 'é'],
    ['the NULs of UTF-16LE without mark', iconv.encode(xml('utf-16', 'é'), 'utf-16le'), null, 'é'],
    ['the NULs of UTF-16BE without mark', iconv.encode(xml('utf-16', 'é'), 'utf-16be'), null, 'é'],
    ['a UTF-32LE mark', iconv.encode(xml('utf-32', '😀'), 'utf-32le', { addBOM: true }), null, '😀'],
    ['the NULs of UTF-32BE without mark', iconv.encode(xml('utf-32', '😀'), 'utf-32be'), null, '😀'],
    [
      'the meta element of a page',
      iconv.encode(`<html><head><meta charset="shift_jis">日本</head>`, 'shift_jis'),
      null,
      '日本',
    ],
    [
      'a late meta element',
      iconv.encode(`<html>${' '.repeat(3000)}<meta content="text/html; charset=windows-1251">Привет`, 'win1251'),
      'text/html',
      'Привет',
    ],
    ['nothing: then it is UTF-8', utf8('{"title":"é😀"}'), 'application/json', 'é😀'],
  ])('%s', (_, input, contentType, expected) => {
    expect(decode(input, contentType)).toContain(expected)
  })
})

describe('a label that lies is overruled:', () => {
  test.each([
    ['Latin-1 that is UTF-8', utf8(xml('iso-8859-1', 'naïve “quotes”')), null, 'naïve “quotes”'],
    ['ASCII in the header that is UTF-8', utf8(xml('utf-8', 'é')), 'text/xml; charset=us-ascii', 'é'],
    ['UTF-8 that is windows-1252', iconv.encode(xml('utf-8', 'naïve “quotes”'), 'win1252'), null, 'naïve “quotes”'],
    [
      'UTF-8 in the header, the declaration is right',
      iconv.encode(xml('windows-1251', 'Заголовок'), 'win1251'),
      'text/xml; charset=utf-8',
      'Заголовок',
    ],
    ['UTF-16 that is ASCII', utf8(xml('utf-16', 'plain')), null, 'plain'],
    ['an unknown label', utf8(xml('x-klingon', 'é')), 'text/xml; charset=bogus', 'é'],
  ])('%s', (_, input, contentType, expected) => {
    expect(decode(input, contentType)).toContain(expected)
  })

  test('one broken byte among many sound ones costs one character', () => {
    expect(decode(Uint8Array.from([...utf8('äöüß'), 0xff, ...utf8('é')]), null)).toBe('äöüß\ufffdé')
  })

  test('UTF-7 is not decoded, so it smuggles no markup', () => {
    expect(decode(utf8(xml('utf-7', '+ADw-script+AD4-')), 'text/xml; charset=utf-7')).toContain('+ADw-script+AD4-')
  })

  test("iconv's transport encodings are no charsets", () => {
    expect(decode(utf8('PHJzcz4='), 'text/xml; charset=base64')).toBe('PHJzcz4=')
  })
})

test.each([
  ['nothing', bytes(), ''],
  ['a lone mark', bytes(0xef, 0xbb, 0xbf), ''],
  ['half a mark', bytes(0xff), 'ÿ'],
  ['an odd UTF-16', bytes(0xff, 0xfe, 0x41, 0x00, 0x42), 'A\ufffd'],
  ['four NULs', bytes(0, 0, 0, 0), '\0\0\0\0'],
])('%s is decoded without an error', (_, input, expected) => {
  expect(decode(input, null)).toBe(expected)
})
