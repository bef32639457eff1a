import { expect, test } from 'vitest'
import { type Element, isMatch, type Matched, match, readSelector } from './selector.ts'

/** Whether the last of nested elements, each written `name#id.class[attribute=value]`, is what the selector names. */
function matches(text: string, ...nested: readonly string[]): boolean {
  const read = readSelector(text)
  if ('wrong' in read) throw new Error(read.wrong)
  const last = nested.map(element).reduce<Matched | null>((parent, one) => match(read.value, one, parent), null)
  return last !== null && isMatch(read.value, last)
}

function element(text: string): Element {
  const attributes: Record<string, string> = {}
  const classes = [...text.matchAll(/\.([\w-]+)/g)].map(([, name]) => name)
  if (classes.length > 0) attributes.class = classes.join(' ')
  const id = /#([\w-]+)/.exec(text)?.[1]
  if (id !== undefined) attributes.id = id
  for (const [, name = '', value = ''] of text.matchAll(/\[(\w+)=([^\]]*)\]/g)) attributes[name] = value
  return { name: /^\w+/.exec(text)?.[0] ?? '', attributes }
}

test.each([
  ['a', ['a']],
  ['*', ['div']],
  ['H2 a', ['body', 'h2', 'span', 'a']],
  ['h2 > a', ['h2', 'a']],
  ['h2>a', ['h2', 'a']],
  ['.post .title', ['div.post', 'p', 'a.big.title']],
  ['#main a.x.y', ['div#main', 'a.x.y.z']],
  ['nav, ul  ,  li a', ['li', 'a']],
  ['main > ul > li a', ['main', 'ul', 'li', 'h3', 'a']],
  ['div div > a', ['div', 'div', 'a']],
  ['div > p a', ['div', 'p', 'div', 'a']],
  ['a[href^="/news/"]', ['a[href=/news/1]']],
  ["a[href*=news][href$='1']", ['a[href=/news/1]']],
  ['a[href]', ['a[href=/]']],
  ['a[rel~=next]', ['a[rel=x next]']],
  ['[lang|=en]', ['p[lang=en-GB]']],
  ['a:not(.ad)', ['a.post']],
  ['li:not([hidden]) a:not(.x.y)', ['li', 'a.x']],
  ['a:not(b)', ['a']],
] as const)('%s names the last of %j', (selector, nested) => {
  expect(matches(selector, ...nested)).toBe(true)
})

test.each([
  ['a', ['b']],
  ['h2 > a', ['h2', 'span', 'a']],
  ['h2 a', ['h2']],
  ['.post', ['div.posts']],
  ['div > p > a', ['div', 'p', 'p', 'a']],
  ['a[href^=""]', ['a[href=/]']],
  ['a:not(.ad)', ['a.ad']],
  ['a[toString]', ['a']],
  ['ul li', ['li', 'ul']],
] as const)('%s does not name the last of %j', (selector, nested) => {
  expect(matches(selector, ...nested)).toBe(false)
})

test.each([
  '',
  ',',
  'a,',
  'a >',
  '> a',
  'a + b',
  'a ~ b',
  'a:hover',
  'a:has(b)',
  'li:nth-child(2)',
  'a[',
  'a[href="x]',
  'a{}',
  '.',
  '#1',
  'a:not(',
  'a:not(b',
  'a'.repeat(501),
  Array.from({ length: 9 }, () => 'a').join(','),
  Array.from({ length: 17 }, () => 'a').join(' '),
])('what it cannot read it says instead of guessing: %s', text => {
  expect(readSelector(text)).toEqual({ wrong: expect.stringContaining('selector') })
})

test('a deep page costs each element no more than the selector has steps', () => {
  const read = readSelector('div div div div div div div div > p a')
  if ('wrong' in read) throw new Error(read.wrong)
  let calls = 0
  const counted: Element = {
    get name() {
      calls++
      return 'div'
    },
    attributes: {},
  }
  let parent: Matched | null = null
  for (let depth = 0; depth < 1_000; depth++) parent = match(read.value, counted, parent)
  expect(calls).toBeLessThanOrEqual(10_000)
})
