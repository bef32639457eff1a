/** Law 7 begins here: whatever a feed offers becomes an article PostgreSQL can keep, or a reason it can keep. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from './entry.ts'
import { uuidV8 } from './identity.ts'
import { makeStorable } from './storable.ts'

/** Any UTF-16 code unit, lone surrogates among them. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

const now = new Date('2026-02-01T12:00:00Z')
const context = { sourceId: uuidV8('source'), sourceUrl: 'https://example.com/feed.xml', now }

test('any entry gives an article PostgreSQL can keep or a reason it can keep, the same each time', () => {
  fc.assert(
    fc.property(anyEntry, entry => {
      const result = makeStorable(entry, context)
      expect(makeStorable(entry, context)).toEqual(result)
      const row = 'article' in result ? result.article : result.rejected
      for (const value of Object.values(row)) if (typeof value === 'string') expect(value).toMatch(storable)
      if ('rejected' in result) return
      const { article } = result
      expect(article.id).toMatch(uuid)
      expect(article.url).toMatch(/^(?:https?:\/\/|urn:winnow:)[!-~]+$/)
      expect(article.url.length).toBeLessThanOrEqual(8192)
      expect(article.title.trim()).not.toBe('')
      expect(article.title.length).toBeLessThanOrEqual(1000)
      expect(article.author?.length ?? 0).toBeLessThanOrEqual(300)
      expect(article.guid?.length ?? 0).toBeLessThanOrEqual(2000)
      expect(article.language?.length ?? 0).toBeLessThanOrEqual(35)
      expect(article.publishedRaw?.length ?? 0).toBeLessThanOrEqual(100)
      expect(article.sortAt.getTime()).toBeLessThanOrEqual(now.getTime())
      expect(Number.isNaN(article.publishedAt?.getTime())).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
/** Well-formed (the flag `u` lets no lone surrogate be anything else) and without NUL. */
const storable = /^[^\0\p{Cs}]*$/u

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\0', '\uD800', '\uDC00', '\u{1F600}', ' ', '\n', '\u200B', '#', 'a'),
    anyUnit,
    fc.constantFrom('x'.repeat(400), '\u0301'.repeat(400)),
  ),
  maxLength: 40,
})
const address = fc.oneof(
  fc.stringMatching(/^https?:\/\/[a-z]{1,5}\.test(:\d{1,5})?\/[\w/]{0,5}(\?(a|utm_x)=\w)?(#\w{0,3})?$/),
  text.map(rest => `https://example.com/${rest}`),
  text.map(rest => `https://example.com/feed.xml#${rest}`),
  fc.constantFrom('javascript:alert(1)', 'tag:x,2025:1#a', 'http://', ''),
  text,
)
const date = fc.oneof(
  text,
  fc.date({ noInvalidDate: true }).map(moment => moment.toISOString()),
  fc.date({ noInvalidDate: true }).map(moment => moment.toUTCString()),
)
const anyEntry: fc.Arbitrary<Entry> = fc.record({
  guid: fc.option(address),
  link: fc.option(address),
  title: fc.option(text),
  author: fc.option(text),
  contentHtml: fc.option(text),
  contentText: text,
  published: fc.option(date),
  updated: fc.option(date),
  language: fc.option(
    fc.oneof(text, fc.constantFrom('en-us', 'zh_Hant', 'en-a'), fc.stringMatching(/^[a-z]{2}(-\w{1,8}){0,5}$/)),
  ),
})
