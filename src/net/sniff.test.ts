import { expect, test } from 'vitest'
import { decodeText, formatOfType, sniffFeed } from './sniff.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

test.each([
  ['<rss version="2.0"><channel/></rss>', 'rss'],
  ['\uFEFF \n<?xml version="1.0" encoding="utf-8"?>\n<!-- hello <feed> -->\n<rss>', 'rss'],
  ['<?xml version="1.0"?><?xml-stylesheet href="a"?><feed xmlns="http://www.w3.org/2005/Atom">', 'atom'],
  ['<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', 'atom'],
  ['<!DOCTYPE rss PUBLIC "x" "y" [ <!ENTITY a "b"> ]><rss>', 'rss'],
  ['<rdf:RDF xmlns:rdf="x">', 'rdf'],
  ['{ "version": "https://jsonfeed.org/version/1.1", "items": [] }', 'json'],
  ['{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"}', 'json'],
] as const)('%s is a feed, whatever its Content-Type', (text, format) => {
  expect(sniffFeed(bytes(text), 'text/html')).toBe(format)
  expect(sniffFeed(bytes(text), null)).toBe(format)
})

test.each([
  '<!DOCTYPE html><html><body><rss></body></html>',
  '<html>',
  '<feedback>',
  '<constructor>',
  '<urlset>',
  '{"items":[]}',
  '{"version":"1"}',
  '',
  '  ',
  'rss',
])('%j is none, not even when the server says so', text => {
  const type = text.startsWith('<') ? 'application/rss+xml' : 'application/feed+json'
  expect(sniffFeed(bytes(text), type)).toBe(null)
})

test('UTF-16 is read by its byte order mark', () => {
  expect(sniffFeed(bytes('\uFEFF<rss>', 'utf16le'), null)).toBe('rss')
  expect(sniffFeed(bytes('\uFEFF<feed >', 'utf16le').swap16(), null)).toBe('atom')
})

test('a feed that starts later than we look is believed on its Content-Type', () => {
  const late = bytes(`<!-- ${'x'.repeat(70_000)} --><rss>`)
  expect(sniffFeed(late, 'application/rss+xml; charset=utf-8')).toBe('rss')
  expect(sniffFeed(late, 'text/xml')).toBe(null)
})

test('types that stand for a format, and those that say nothing', () => {
  expect(formatOfType('Application/Atom+XML; charset=x')).toBe('atom')
  for (const type of ['text/xml', 'application/json', '', null]) expect(formatOfType(type)).toBe(null)
})

test('text is decoded by its declared charset; a strange one costs nothing', () => {
  expect(decodeText(bytes('é', 'latin1'), 'text/html; charset=ISO-8859-1')).toBe('é')
  expect(decodeText(bytes('<meta charset="windows-1252">é', 'latin1'), 'text/html')).toContain('é')
  expect(decodeText(bytes('é'), 'text/html; charset=klingon')).toBe('é')
  expect(decodeText(bytes('é'), null)).toBe('é')
})
