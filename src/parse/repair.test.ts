/** Broken documents become well-formed ones with the same content; sound ones are left alone. */
import { describe, expect, test } from 'vitest'
import { repairJson, repairXml, withoutForbidden } from './repair.ts'

test('a document without forbidden characters is the same string', () => {
  expect(withoutForbidden('<rss>é\t\n😀</rss>')).toBe('<rss>é\t\n😀</rss>')
})

test('forbidden characters go, misread windows-1252 quotes are mended', () => {
  expect(withoutForbidden('a\0b\u000bc\ufffe don\u0092t')).toBe('abc don’t')
})

describe('repairXml', () => {
  test.each([
    ['escapes bare ampersands', '<a x="1&2">b & c &nbsp; &#8217;</a>', '<a x="1&amp;2">b &amp; c &nbsp; &#8217;</a>'],
    ['escapes what opens nothing', '<a>i <3 you</a>', '<a>i &lt;3 you</a>'],
    ['quotes attributes and drops doubles', `<a x=1 y='"' x="2" "z>b</a>`, '<a x="1" y="&quot;">b</a>'],
    ['closes what is open', '<a><b><c>x', '<a><b><c>x</c></b></a>'],
    ['ignores stray end tags', '<a></b>x</a>', '<a>x</a>'],
    ['closes by the next end tag that fits', '<a><b>x<i>y</b>z</a>', '<a><b>x<i>y</i></b>z</a>'],
    ['keeps CDATA', '<a><![CDATA[<p>&nbsp;]]></a>', '<a><![CDATA[<p>&nbsp;]]></a>'],
    ['drops comments, instructions, doctypes', '<?x?><!DOCTYPE a [<!ENTITY b "c">]><a><!-- d -->e</a>', '<a>e</a>'],
    [
      'renames what JavaScript reserves',
      '<a><constructor>x</constructor><__proto__/></a>',
      '<a><x-constructor>x</x-constructor><x-__proto__/></a>',
    ],
    ['knows what HTML never closes', '<a>x<br>y<img src="z"></a>', '<a>x<br/>y<img src="z"/></a>'],
    [
      'ends an item where the next begins',
      '<rss><item>a<item>b</item></rss>',
      '<rss><item>a</item><item>b</item></rss>',
    ],
    [
      'goes on after an early end of the channel',
      '<rss><channel></channel><item>a</item></rss>',
      '<rss><channel><item>a</item></channel></rss>',
    ],
    [
      'lets the channel of RDF end',
      '<rdf:RDF><channel/><channel></channel><item>a</item></rdf:RDF>',
      '<rdf:RDF><channel/><channel></channel><item>a</item></rdf:RDF>',
    ],
    ['drops the half item of a cut document', '<rss><item>a</item><item><title>b', '<rss><item>a</item></rss>'],
    ['keeps an unclosed item of a whole document', '<rss><item>a</rss>', '<rss><item>a</item></rss>'],
  ])('%s', (_, broken, expected) => {
    expect(repairXml(broken).replaceAll('<comments>-</comments>', '')).toBe(expected)
  })

  test('every item gets an element that keeps it', () => {
    expect(repairXml('<rss><item/><item a="b">x</item></rss>')).toBe(
      '<rss><item><comments>-</comments></item><item a="b"><comments>-</comments>x</item></rss>',
    )
    expect(repairXml('<a:feed><a:entry/></a:feed>')).toBe('<a:feed><a:entry><a:rights>-</a:rights></a:entry></a:feed>')
  })

  test('depth is capped, text is kept', () => {
    const repaired = repairXml(`${'<a>'.repeat(100_000)}x${'</b>'.repeat(1_000)}`)
    expect(repaired.match(/<a>/g)).toHaveLength(64)
    expect(repaired).toContain('x')
  })
})

test('JSON: raw control characters and trailing commas go, strings stay', () => {
  expect(JSON.parse(repairJson('{"a":"x,]\ty",\n"b":[1,2,],}'))).toEqual({ a: 'x,] y', b: [1, 2] })
})
