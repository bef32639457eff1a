/** A broken feed gives what it has: one bad item costs one item. */
import { describe, expect, test } from 'vitest'
import { feedOf, rss } from './feed-fixtures.ts'

describe('a broken feed gives what it has', () => {
  const good = (name: string) => `<item><title>${name}</title><link>http://ex.test/${name}</link></item>`
  test.each([
    ['a bare ampersand', rss(`${good('a')}<item><title>x & y</title></item>${good('b')}`), ['a', 'x & y', 'b']],
    ['a reserved name', rss(`${good('a')}<item><constructor>x</constructor><title>c</title></item>`), ['a', 'c']],
    [
      'an element that is never closed',
      rss(`<item><title>c</title><foo></item>${good('a')}${good('b')}`),
      ['c', 'a', 'b'],
    ],
    ['an item that is never closed', rss(`<item><title>c</title>${good('a')}${good('b')}`), ['c', 'a', 'b']],
    ['elements 200 deep', rss(`<item>${'<x>'.repeat(200)}${'</x>'.repeat(200)}<title>c</title></item>`), ['c']],
    ['a cut in an item', rss(`${good('a')}${good('b')}`).replace(/<\/link><\/item><\/channel>.*/, ''), ['a']],
    ['a cut between items', `<rss><channel>${good('a')}${good('b')}`, ['a', 'b']],
    ['a cut in an end tag', `<rss><channel>${good('a')}</channel></rs`, ['a']],
    [
      'a late doctype',
      `<rss><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><channel>${good('a')}</channel></rss>`,
      ['a'],
    ],
    ['junk in front', `Notice: x\n<br>${rss(good('a'))}`, ['a']],
    ['two doctypes', `<!DOCTYPE rss><!DOCTYPE rss>${rss(good('a')).replace(/<\?.*?\?>/, '')}`, ['a']],
    ['an item after the end', `<rss><channel>${good('a')}</channel>${good('b')}</rss>`, ['a', 'b']],
    [
      'an item quoted in CDATA',
      rss(`<item><title>c</title><description><![CDATA[<item><item>]]></description></item>`),
      ['c'],
    ],
  ])('%s', (_, text, titles) => {
    expect(feedOf(text).entries.map(({ title }) => title)).toEqual(titles)
  })

  test('an item of which nothing is known is offered all the same', () => {
    const geo = '<item><x:where>1 2</x:where></item>'
    expect(feedOf(rss(`${good('a')}${geo}<item/>`)).entries.map(({ title }) => title)).toEqual(['a', null, null])
    expect(feedOf('<feed xmlns="http://www.w3.org/2005/Atom"><entry><x/></entry></feed>').entries).toHaveLength(1)
  })

  test('an element called length is no length of a list', () => {
    const hostile = '<item><length>30000000</length><title>c</title></item>'
    expect(feedOf(rss(`${hostile}${good('a')}`)).entries.map(({ title }) => title)).toEqual(['c', 'a'])
    expect(feedOf(rss('<item><LENGTH>30000000</LENGTH></item>')).entries).toHaveLength(1)
    const json =
      '{"version":"https://jsonfeed.org/version/1","length":3e7,"items":[{"id":"a","authors":{"length":3e7}}]}'
    expect(feedOf(json).entries).toMatchObject([{ guid: 'a', author: null }])
  })

  test('JSON with trailing commas, control characters and reserved keys', () => {
    const text =
      '{"version":"https://jsonfeed.org/version/1","title":"T","constructor":1,"__proto__":{"polluted":1},"items":[{"id":"a","constructor":1,"title":"x\ny"},]}'
    expect(feedOf(text).entries).toMatchObject([{ guid: 'a', title: 'x y' }])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('entities', () => {
  test('short declared ones are replaced', () => {
    expect(
      feedOf(`<!DOCTYPE rss [<!ENTITY id "tag:x,">]><rss><channel><item><guid>&id;1</guid></item></channel></rss>`)
        .entries[0]?.guid,
    ).toBe('tag:x,1')
  })

  test('nested, long and external ones are not', () => {
    const doctype = `<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY c "${'x'.repeat(101)}"><!ENTITY d SYSTEM "file:///etc/passwd">]>`
    expect(
      feedOf(`${doctype}<rss><channel><item><title>&a; &b; &c; &d;</title></item></channel></rss>`).entries[0]?.title,
    ).toBe('lol &b; &c; &d;')
  })

  test('a declared one used without end at most doubles the text', () => {
    const doctype = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(100)}">]>`
    const description = `<description>${'&a;'.repeat(10_000)}</description>`
    expect(
      feedOf(`${doctype}<rss><channel><item>${description}</item></channel></rss>`).entries[0]?.contentText.length,
    ).toBeLessThan(3 * description.length)
  })
})
