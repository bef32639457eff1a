import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRobots, productToken } from './robots-rules.ts'

const rules = (text: string) => parseRobots(text, 'Winnow')

test.each([
  // RFC 9309 §5.2: the longest match.
  [
    'User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif',
    '/example/page/disallowed.gif',
    false,
  ],
  ['User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif', '/example/page/', true],
  ['User-agent: *\nDisallow: /\nAllow: /a', '/a/b', true],
  ['User-agent: *\nDisallow: /\nAllow: /a', '/b', false],
  ['User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
  // §2.2.3: the special characters.
  ['User-agent: *\nDisallow: /*.gif$', '/x/y.gif', false],
  ['User-agent: *\nDisallow: /*.gif$', '/x/y.gif?z', true],
  ['User-agent: *\nDisallow: /a*b*c', '/aXbYcZ', false],
  ['User-agent: *\nDisallow: /a*b*c', '/acb', true],
  ['User-agent: *\nDisallow: /a$', '/a', false],
  ['User-agent: *\nDisallow: /a$', '/ab', true],
  ['User-agent: *\nDisallow: /a*a$', '/a', true],
  ['User-agent: *\nDisallow: /a*a$', '/aa', false],
  ['User-agent: *\nDisallow: /a*$', '/abc', false],
  ['User-agent: *\nDisallow: *print', '/x/print', false],
  ['User-agent: *\nDisallow: /$x', '/$x', false],
  // §2.2.2: one spelling of octets.
  ['User-agent: *\nDisallow: /caf%c3%a9', '/caf%C3%A9', false],
  ['User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
  ['User-agent: *\nDisallow: /%61bc', '/abc', false],
  ['User-agent: *\nDisallow: /a%2Ab', '/aXb', true],
  ['User-agent: *\nDisallow: /a?b=c', '/a?b=c&d', false],
  ['User-agent: *\nDisallow: /', '/robots.txt', true],
  // §2.2.1: groups.
  ['User-agent: *\nDisallow: /\nUser-agent: winnow\nDisallow: /x', '/y', true],
  ['User-agent: *\nDisallow: /y\nUser-agent: WINNOW/2.0\nDisallow: /x', '/x', false],
  ['User-agent: Other\nUser-agent: Winnow\nDisallow: /x', '/x', false],
  [
    'User-agent: Winnow\nDisallow: /x\n\nUser-agent: Other\nDisallow: /o\n\nUser-agent: Winnow\nDisallow: /y',
    '/x',
    false,
  ],
  [
    'User-agent: Winnow\nDisallow: /x\n\nUser-agent: Other\nDisallow: /o\n\nUser-agent: Winnow\nDisallow: /y',
    '/y',
    false,
  ],
  ['User-agent: Winnow\nDisallow: /x\n\nUser-agent: Other\nDisallow: /o', '/o', true],
  ['User-agent: Winnower\nDisallow: /', '/x', true],
  ['User-agent: * # all\nDisallow: /x # not this', '/x', false],
  ['User-agent: Winnow\nDisallow:\nUser-agent: *\nDisallow: /', '/x', true],
  [
    'User-agent: Winnow\nSitemap: https://a.example/s.xml\nUser-agent: Other\nCrawl-delay: 5\nDisallow: /x',
    '/x',
    false,
  ],
  // §2.2: lines that end in any way, spaces, cases, no group.
  ['\uFEFFUSER-AGENT :*\rdisAllow:/x\r\n', '/x', false],
  ['Disallow: /x', '/x', true],
  ['<!doctype html><title>Not found: /x</title>', '/x', true],
  ['', '/x', true],
])('%j, asked about %s: %s', (text, path, allowed) => {
  expect(rules(text).allows(path)).toBe(allowed)
})

test('whatever the file says, it is read, and the answer is yes or no', () => {
  const line = fc.tuple(
    fc.constantFrom('user-agent: *', 'allow: ', 'disallow: ', ': ', ''),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.string({ unit: 'binary' }), (lines, path) => {
      const text = lines.map(parts => parts.join('')).join('\n')
      expect(typeof rules(text).allows(path)).toBe('boolean')
    }),
  )
})

test('stars match as a regular expression of dots and stars would', () => {
  const piece = fc.constantFrom('a', 'b', '*', 'ab')
  fc.assert(
    fc.property(fc.array(piece), fc.boolean(), fc.array(fc.constantFrom('a', 'b')), (parts, toEnd, letters) => {
      const [pattern, path] = [`/${parts.join('')}${toEnd ? '$' : ''}`, `/${letters.join('')}`]
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}`).test(path)
      expect(rules(`User-agent: *\nDisallow: ${pattern}`).allows(path)).toBe(!expected)
    }),
  )
})

test('five hundred kilobytes of the worst pattern are no work', () => {
  const text = `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}b`
  expect(rules(text).allows(`/${'a'.repeat(100_000)}`)).toBe(true)
})

test.each([
  ['Winnow', 'Winnow'],
  ['Winnow/1.2 (+https://a.example)', 'Winnow'],
  ['my-news_bot (x)', 'my-news_bot'],
  ['42', ''],
])('the product token of %j is %j', (userAgent, token) => {
  expect(productToken(userAgent)).toBe(token)
})

test('a program without a name is only everyone', () => {
  expect(parseRobots('User-agent:\nDisallow: /', '').allows('/x')).toBe(true)
  expect(parseRobots('User-agent: *\nDisallow: /', '').allows('/x')).toBe(false)
})
