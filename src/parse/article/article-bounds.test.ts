/** What is refused, what is worth little, and what no page can do to its reader. */
import { describe, expect, test } from 'vitest'
import { extractArticle } from './article.ts'
import { articleOf, page, prose, read, url } from './page-fixtures.ts'

const jsonLd = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`

describe('what is no page', () => {
  test.each([
    ['document', '%PDF-1.7\n%âãÏÓ', 'application/pdf'],
    ['document', '%PDF-1.7', 'text/html'],
    ['document', 'PK\x03\x04\x14\0\x06\0', null],
    ['document', '{"a":1}', 'application/json'],
    ['document', '<?xml version="1.0"?><rss><channel/></rss>', 'application/rss+xml'],
    ['document', '\0\x01\x02\x03\0\x07\x06\x05', 'application/octet-stream'],
    ['media', '\x89PNG\r\n\x1a\n', 'text/html'],
    ['media', 'whatever', 'video/mp4'],
    ['media', '\0\0\0\x18ftypmp42', null],
    ['media', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
  ])('%s: %j as %s', (reason, body, contentType) => {
    expect(read(Buffer.from(body, 'latin1'), contentType)).toMatchObject({
      ok: false,
      failure: { kind: 'notAnArticle', reason },
    })
  })

  test('a page that is called something else is still a page', () => {
    for (const type of ['application/pdf', 'image/png', 'application/octet-stream', null, 'text/plain']) {
      expect(articleOf(page(), type).wordCount, String(type)).toBeGreaterThan(100)
    }
  })

  test('plain text is an article in paragraphs', () => {
    const text =
      'The river <rose> by two metres overnight & fell.\n\nThe old bridge was closed before the morning shift could cross it, so the mayor said.'
    const article = articleOf(text, 'text/plain')
    expect(article.contentText).toBe(text.replace('\n\n', '\n'))
    expect(article.contentHtml).not.toContain('<rose>')
  })
})

describe('worth little, and said so:', () => {
  test.each([
    ['empty', ''],
    ['empty', '<html><body><script>render()</script><div id="root"></div></body></html>'],
    ['shorter than 120 characters', '<html><body><p>Hello.</p></body></html>'],
  ])('%s: %j', (lowValue, html) => {
    expect(articleOf(html)).toMatchObject({ lowValue })
  })

  test('a teaser that the publisher sells', () => {
    const paid = jsonLd({ '@type': 'NewsArticle', isAccessibleForFree: 'False' })
    expect(articleOf(page({ head: paid, body: prose(3) })).lowValue).toBe('paywall')
    expect(
      articleOf(page({ head: jsonLd({ '@type': 'NewsArticle', isAccessibleForFree: true }), body: prose(3) })).lowValue,
    ).toBe(null)
  })
})

describe('a page of hostile shape', () => {
  test('nested 100,000 deep is refused before a tree is built', () => {
    for (const element of ['div', 'b', 'table', 'blockquote']) {
      expect(read(`<p>${`<${element}>`.repeat(100_000)}x`)).toMatchObject({ ok: false, failure: { kind: 'malformed' } })
    }
  })

  test('of too many characters or elements is too large', () => {
    expect(read(`<p>${'x'.repeat(5_000_001)}`)).toMatchObject({ ok: false, failure: { kind: 'tooLarge' } })
    expect(read('<p>x</p>'.repeat(100_001))).toMatchObject({ ok: false, failure: { kind: 'tooLarge' } })
  })

  test('with 499 open elements is still read', () => {
    expect(articleOf(page({ body: '<font>'.repeat(450) + prose() })).contentText).toContain('Part 8:')
  })

  test('made to make patterns back-track is answered', () => {
    const evil = [
      ' '.repeat(200_000),
      'a,'.repeat(100_000),
      '<!--'.repeat(50_000),
      '&amp'.repeat(50_000),
      '<a href="'.repeat(2_000),
      '[](('.repeat(50_000),
      'by '.repeat(50_000),
    ]
    for (const text of evil) {
      expect(() =>
        read(
          page({
            head: `<meta name=author content="${text}"><title>${text}</title>`,
            body: `<p>${text}</p>${prose()}`,
          }),
        ),
      ).not.toThrow()
      expect(() =>
        extractArticle({ kind: 'html', html: '', markdown: text, url, metadata: { author: text } }),
      ).not.toThrow()
    }
  })
})
