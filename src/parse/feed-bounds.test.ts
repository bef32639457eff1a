/** Whatever the bytes are, reading them ends, within bounds. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'
import { parseFeed } from './feed.ts'
import { failureOf, feedOf, rss, url } from './feed-fixtures.ts'

describe('what would exhaust the parser is refused unread', () => {
  test.each([
    ['JSON of 9 MB', `{"items":[${'1,'.repeat(4_500_000)}1]}`],
    ['a million elements', rss('<item/>'.repeat(1_000_000))],
    ['a tag of 600 kB', rss(`<item ${'a '.repeat(300_000)}/>`)],
    ['5 MB of text in one run', rss(`<foo>${'x'.repeat(5_000_000)}</foo>`)],
    ['carriage returns', `<rss><channel>${'\r'.repeat(5_000_000)}</channel></rss>`],
  ])('%s', (_, text) => {
    expect(failureOf(text)).toMatchObject({ kind: 'tooLarge' })
  })

  test('but 5 MB in CDATA, or of articles, are read', () => {
    const item = `<item><description>${'x'.repeat(500_000)}</description></item>`
    expect(
      feedOf(rss(`<item><description><![CDATA[${'x'.repeat(5_000_000)}]]></description></item>`)).entries[0]
        ?.contentText,
    ).toHaveLength(1_000_000)
    expect(feedOf(rss(item.repeat(10))).entries).toHaveLength(10)
  })
})

test('any bytes end as a feed or a failure, never as an exception', () => {
  const fragments = [
    '<rss>',
    '<feed>',
    '<rdf:RDF>',
    '<channel>',
    '<item>',
    '<entry>',
    '</item>',
    '<title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<!DOCTYPE a [',
    '&',
    '<',
    '>',
    '"',
    '{',
    '[',
    '"items":',
    '__proto__',
    ' x="',
    '\0',
    '\xff',
    'text',
  ]
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(...fragments),
          fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code)),
        ),
        { maxLength: 40 },
      ),
      pieces => {
        const outcome = parseFeed(decode(Buffer.from(pieces.join(''), 'latin1'), null), { url })
        expect(typeof outcome.ok).toBe('boolean')
      },
    ),
    { numRuns: 300, seed: 20261123 },
  )
})
