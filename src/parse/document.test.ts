/** What is no feed is named, so that a person knows what to mend. */
import { describe, expect, test } from 'vitest'
import { sniff } from './document.ts'

describe('a feed is found', () => {
  test.each([
    ['at once', '<rss version="2.0"/>', 'rss'],
    [
      'after declaration, comment, doctype',
      '<?xml version="1.0"?><!-- <feed> --><!DOCTYPE rss [<!ENTITY a "]b">\n]><rss>',
      'rss',
    ],
    ['after blank lines and marks', '\n\ufeff  <feed>', 'feed'],
    ['with a prefix', '<r:rss xmlns:r="x">', 'rss'],
    ['in any case', '<RDF:rdf>', 'rdf'],
    ['after a warning in plain text', 'Warning: x in y on line 3\n<?xml version="1.0"?><rss>', 'rss'],
    ['after a warning in HTML', '<br />\n<b>Warning</b>: x<br />\n<?xml version="1.0"?><feed>', 'feed'],
    ['after NULs', '\0\0<rss>', 'rss'],
  ])('%s', (_, text, root) => {
    expect(sniff(text)).toMatchObject({ kind: 'xml', root })
  })

  test('in JSON, also after junk', () => {
    expect(sniff(' {"version": 1}')).toMatchObject({ kind: 'json' })
    expect(sniff('Notice: x\n{"version": "https://jsonfeed.org/version/1"}')).toMatchObject({
      text: '{"version": "https://jsonfeed.org/version/1"}',
    })
  })
})

test.each([
  ['', 'an empty body'],
  [' \r\n\ufeff', 'an empty body'],
  ['<!doctype html><html><body><rss></body></html>', 'an HTML page'],
  ['<html><form><input name=p type="password"></form></html>', 'a login page'],
  ['<head><title>x</title></head>', 'an HTML page'],
  ['<opml version="2.0"/>', 'an OPML list of feeds'],
  ['<?xml version="1.0"?><urlset xmlns="x">', 'a sitemap'],
  ['<svg xmlns="x">', 'an image (SVG)'],
  ['<soap:Envelope>', 'an XML document (envelope)'],
  ['\ufffdPNG\r\n\x1a\n', 'an image (PNG)'],
  ['ÿØÿà\0\x10JFIF', 'an image (JPEG)'],
  ['GIF89a\x01', 'an image (GIF)'],
  ['%PDF-1.7', 'a PDF file'],
  ['PK\x03\x04', 'a ZIP file'],
  ['null', 'a JSON value'],
  ['\0\x01\x02abc', 'binary data'],
  ['Not found', 'plain text'],
])('%j is %s', (text, what) => {
  expect(sniff(text)).toEqual({ kind: 'other', what })
})
