/** Tables fit their line, wide characters count as wide, and what a feed wrote cannot act on the terminal. */
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { address, clean, counted, facts, inWords, moment, nameOf, size, table, took } from './output.ts'
import { displayWidth, shorten } from './width.ts'

test.each([
  ['plain', 5],
  ['港だより', 8],
  ['한국', 4],
  ['ﾊﾝｶｸ', 4],
  ['é', 1],
  ['🇩🇪', 2],
  ['👩‍👩‍👧', 2],
  ['رسالة', 5],
  ['❤️', 2],
  ['', 0],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test('a text is cut between graphemes, never inside one, and says that it was cut', () => {
  expect(shorten('港だより', 8)).toBe('港だより')
  expect(shorten('港だより', 7)).toBe('港だよ…')
  expect(shorten('ab👩‍👩‍👧cd', 4)).toBe('ab…')
  expect(shorten('one two', 5)).toBe('one…')
})

test('whatever the text, what is left fits and is well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      const cut = shorten(clean(text), columns)
      expect(displayWidth(cut)).toBeLessThanOrEqual(Math.max(columns, 1))
      expect(cut.isWellFormed()).toBe(true)
    }),
  )
})

test('a million characters are cut as quickly as a hundred', () => {
  expect(shorten('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…')
})

type Row = { name: string; note: string; n: number }
const rows: Row[] = [
  { name: '港だより', note: '', n: 1 },
  { name: 'Tidewatch', note: '', n: 1_204 },
]
const columns = [
  { head: 'Name', of: (row: Row) => row.name, least: 4 },
  { head: 'Note', of: (row: Row) => row.note, optional: true },
  { head: 'N', of: (row: Row) => String(row.n), align: 'right' as const },
]
const plain = (text: string) => stripVTControlCharacters(text).split('\n')

test('columns are aligned also under wide characters, and an empty optional column is left out', () => {
  expect(plain(table(columns, rows, 80))).toEqual(['Name          N', '港だより      1', 'Tidewatch  1204'])
})

test('the widest shrinking column gives way until the line fits', () => {
  const lines = plain(table(columns, rows, 12))
  expect(lines).toEqual(['Name       N', '港だ…      1', 'Tidew…  1204'])
})

test('escape sequences, line breaks and bidirectional overrides of a feed do not reach the terminal', () => {
  const hostile = { name: 'a\u001b[31mred\r\nb\u202egnp', note: '\u009b2J', n: 1 }
  const drawn = plain(table(columns, [hostile], 80))
  expect(drawn).toHaveLength(2)
  expect(drawn.join('')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
})

test('a source is called by its title, else by its address without credentials and tokens', () => {
  expect(nameOf({ title: 'Tidewatch', url: 'https://x.example/' })).toBe('Tidewatch')
  expect(nameOf({ title: null, url: 'https://me:secret@x.example/feed?key=abc' })).toBe(
    'https://***@x.example/feed?key=***',
  )
  expect(nameOf({ title: null, url: null })).toBe('a source that is gone')
  expect(address('https://x.example/feed?id=7')).toBe('https://x.example/feed?id=7')
})

const now = new Date('2026-11-23T09:00:00Z')
test.each([
  [720_000, 'in 12 min'],
  [-720_000, '12 min ago'],
  [0, 'now'],
  [-900, 'now'],
  [-1_000, '1 sec ago'],
  [-7_200_000, '2 hr ago'],
  [90_000_000, 'in 1 day'],
  [-40 * 86_400_000, '40 days ago'],
])('%i ms from now is "%s"', (ms, words) => {
  expect(inWords(new Date(now.getTime() + ms), now)).toBe(words)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KB'],
  [41_234, '41 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [1_200_000_000, '1.2 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(size(bytes)).toBe(words)
})

test('durations, counts and moments are in words', () => {
  expect([340.4, 4_200, 200_000].map(took)).toEqual(['340 ms', '4.2 s', '3 min 20 s'])
  expect([counted(1, 'article'), counted(1_204, 'article'), counted(2, 'entry', 'entries')]).toEqual([
    '1 article',
    '1,204 articles',
    '2 entries',
  ])
  expect(moment(new Date(2026, 10, 23, 9, 41, 5))).toBe('2026-11-23 09:41:05')
  expect(
    stripVTControlCharacters(
      facts([
        ['Id', '1'],
        ['Address', 'x'],
      ]),
    ),
  ).toBe('Id       1\nAddress  x')
})
