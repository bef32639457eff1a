/** Only absolute http(s) links leave the parser. */
import { expect, test } from 'vitest'
import { absoluteUrl, rebased } from './links.ts'

const base = 'http://ex.test/feeds/rss.xml'

test.each([
  ['http://ex.test/a?b=1&c=2#d', 'http://ex.test/a?b=1&c=2#d'],
  ['HTTP://EX.test:80/p', 'HTTP://EX.test:80/p'],
  ['\n  http://ex.test/nl\n ', 'http://ex.test/nl'],
  ['http://ex.test/a\n b', 'http://ex.test/a%20b'],
  ['http://ex.test/?a=1&amp;b=2', 'http://ex.test/?a=1&b=2'],
  ['/a/b?c=1', 'http://ex.test/a/b?c=1'],
  ['../x', 'http://ex.test/x'],
  ['//cdn.ex.test/y', 'http://cdn.ex.test/y'],
  ['?p=5', 'http://ex.test/feeds/rss.xml?p=5'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['file:///etc/passwd', null],
  ['mailto:a@b', null],
  ['http://ex test/x', null],
  ['http://', null],
  ['', null],
  [undefined, null],
])('%j becomes %j', (raw, expected) => {
  expect(absoluteUrl(raw, base)).toBe(expected)
})

test('a base that is no http(s) address is ignored', () => {
  expect(rebased(base, 'javascript:x')).toBe(base)
  expect(rebased(base, '/deeper/')).toBe('http://ex.test/deeper/')
})
