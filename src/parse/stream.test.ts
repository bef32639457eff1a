/** What is read in pieces is what is read at once, and a piece that cannot be read costs no more than it must. */
import { describe, expect, test } from 'vitest'
import type { Entry } from '../core/entry.ts'
import { parseFeed } from './feed.ts'
import { atom, namespaces, rss, url } from './feed-fixtures.ts'
import { streamFeed } from './stream.ts'

function streamed(text: string, maxEntries?: number) {
  const stream = streamFeed(text, { url, maxEntries })
  const lots: (readonly Entry[])[] = []
  for (let step = stream.next(); ; step = stream.next()) {
    if (step.done && !step.value.ok) return { lots, entries: lots.flat(), failure: step.value.failure }
    if (step.done && step.value.ok) {
      lots.push(step.value.value.entries)
      return { lots, entries: lots.flat(), head: step.value.value.head }
    }
    if (!step.done) lots.push(step.value)
  }
}

const filler = 'y'.repeat(900)
const many = (entry: (name: string) => string) =>
  Array.from({ length: 2_500 }, (_, index) => entry(`n${index}`)).join('')
const item = (name: string) =>
  `<item><title>${name}</title><link>/${name}</link><description><![CDATA[</item><item>${filler}]]></description></item>`
const entry = (name: string, prefix = '') =>
  `<${prefix}entry><${prefix}title>${name}</${prefix}title><${prefix}id>${name}</${prefix}id><${prefix}summary>${filler}</${prefix}summary></${prefix}entry>`
const rdfItem = (name: string) =>
  `<item rdf:about="http://ex.test/${name}"><title>${name}</title><description>${filler}</description></item>`

describe('in pieces as at once', () => {
  test.each([
    ['RSS', rss(many(item), 'xml:lang="de"')],
    ['RSS in upper case', rss(many(item)).replaceAll('item>', 'ITEM>')],
    [
      'a channel that ends in its title',
      rss(many(item)).replace('<title>T</title>', '').replace('</channel>', '<title>T</title></channel>'),
    ],
    ['comments that quote items', rss(many(name => `<!-- <item> </item> -->${item(name)}`))],
    ['an item never closed', rss(`${item('a')}<item><title>b</title>${many(item)}`)],
    ['a last item never closed', rss(`${many(item)}<item><title>z</title>`)],
    ['empty items', rss(`<item/>${many(item)}<item />`)],
    ['a cut between items', rss(many(item)).replace('</channel></rss>', '')],
    ['a cut in an item', rss(many(item)).replace(/<description>(?!.*<description>).*$/, '<desc')],
    ['items after the channel', rss(many(item)).replace('</channel>', `</channel>${item('late')}`)],
    ['Atom', atom(many(name => entry(name)))],
    [
      'prefixed Atom',
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title>${many(name => entry(name, 'a:'))}</a:feed>`,
    ],
    [
      'RDF',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${namespaces}><channel><title>T</title><items><rdf:Seq>${many(name => `<rdf:li resource="${name}"/>`)}</rdf:Seq></items></channel>${many(rdfItem)}</rdf:RDF>`,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'T',
        items: Array.from({ length: 2_500 }, (_, id) => ({ id: `${id}`, content_text: filler })),
      }),
    ],
  ])('%s', (_, text) => {
    const whole = parseFeed(text, { url })
    const { lots, entries, head } = streamed(text)
    expect(whole.ok && whole.value.entries.length).toBeGreaterThanOrEqual(2_499)
    expect(entries).toEqual(whole.ok ? whole.value.entries : null)
    expect(head).toMatchObject({ count: entries.length, unread: 0, title: 'T' })
    if (head?.format !== 'json') expect(lots.length).toBeGreaterThan(2)
  })

  test('at most maxEntries, in document order', () => {
    const { entries, head } = streamed(rss(many(item)), 1_500)
    expect(head).toMatchObject({ count: 1_500, title: 'T' })
    expect(entries.at(-1)?.title).toBe('n1499')
  })
})

test('an entry beyond repair costs itself and is counted', () => {
  const broken = `<item ${'a '.repeat(300_000)}><title>broken</title></item>`
  const { entries, head } = streamed(rss(`${item('a')}${broken}${many(item)}`))
  expect(entries).toHaveLength(2_501)
  expect(head).toMatchObject({ count: 2_501, unread: 1 })
})

test('when no entry can be read, that is the failure', () => {
  const broken = `<item ${'a '.repeat(300_000)}/>`
  expect(streamed(rss(broken.repeat(3)))).toMatchObject({ entries: [], failure: { kind: 'tooLarge' } })
})

test('what is no feed is no feed in pieces either', () => {
  expect(streamed(`<html>${'<item>x</item>'.repeat(100_000)}</html>`)).toMatchObject({ failure: { kind: 'notAFeed' } })
})

test('more elements than one tree may have are read, piece by piece', () => {
  const { head } = streamed(rss(`<item>${'<x/>'.repeat(100)}<title>a</title></item>`.repeat(8_500)))
  expect(head).toMatchObject({ count: 8_500, unread: 0 })
})
