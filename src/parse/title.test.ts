/** Titles are shown as their authors meant them, though nothing says whether they are HTML. */
import { expect, test } from 'vitest'
import { guessedLine, htmlLine, textLine } from './title.ts'

test.each([
  ['AT&T', 'AT&T'],
  ['AT&amp;T &#8217; &eacute;', 'AT&T ’ é'],
  ['A <b>bold</b> claim', 'A bold claim'],
  ['first<br>second', 'first second'],
  ['see <a href="/x">this', 'see this'],
  ['How to use the <img> tag', 'How to use the <img> tag'],
  ['List<String> &amp; Map<K, V>', 'List<String> & Map<K, V>'],
  ['a < b and c > d', 'a < b and c > d'],
  ['I <3 you', 'I <3 you'],
  ['x <!-- note --> y', 'x y'],
  ['  two\n lines ', 'two lines'],
  ['<img src="x.png" alt="">', null],
  ['', null],
  [undefined, null],
])('a title that may be HTML: %j becomes %j', (raw, expected) => {
  expect(guessedLine(raw)).toBe(expected)
})

test('a title that says it is HTML is read as HTML, one that says it is text as text', () => {
  expect(htmlLine('The &lt;img&gt; <i>tag</i>')).toBe('The <img> tag')
  expect(textLine('The &lt;img&gt; <i>tag</i>')).toBe('The &lt;img&gt; <i>tag</i>')
})

test('a long tag name is not tried at every length', () => {
  expect(guessedLine(`<${'a'.repeat(9_000)}`)).toBe(`<${'a'.repeat(9_000)}`)
})
