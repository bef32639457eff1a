import { expect, test } from 'vitest'
import { windows1252 } from './charset.ts'
import { absolute, toHtml, toText } from './markup.ts'

test.each([
  ['a paragraph of\ntwo lines', '<p>a paragraph of two lines</p>'],
  ['## Heading', '<h2>Heading</h2>'],
  ['- one\n- *two*', '<ul><li>one</li><li><em>two</em></li></ul>'],
  ['1. one\n2. **two**', '<ol><li>one</li><li><strong>two</strong></li></ol>'],
  ['> said\n-- her', '<blockquote><p>said</p><p>her</p></blockquote>'],
  [
    '| a | b |\n| 1 | 2 |',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  ],
  ['    select *\n      from t;', '<pre><code>select *\n  from t;</code></pre>'],
  ['see ~count(*)~ and [this](/a/b)', '<p>see <code>count(*)</code> and <a href="/a/b">this</a></p>'],
  ['<script>x & "y"</script>', '<p>&lt;script&gt;x &amp; &quot;y&quot;&lt;/script&gt;</p>'],
])('%j becomes HTML', (markup, html) => {
  expect(toHtml(markup)).toBe(html)
})

test('plain text loses tags and figures, keeps one line a block, and decodes what was escaped', () => {
  const html = toHtml('## A\n\nb & *c* <d>\n\n![sorn-level] A caption.\n\n- e\n- f')
  expect(toText(html)).toBe('A\nb & c <d>\ne\nf')
})

test('links and figures become absolute for feeds', () => {
  const html = toHtml('![sorn-level] A caption.\n\n[x](/y)')
  expect(absolute(html, 'http://h:1')).toContain('src="http://h:1/figures/sorn-level.svg"')
  expect(absolute(html, 'http://h:1')).toContain('href="http://h:1/y"')
})

test('windows-1252 says what it can in one byte and the rest by number', () => {
  const text = 'Möwe „so“ – 5 € … œ'
  expect(new TextDecoder('windows-1252').decode(windows1252(text))).toBe(text)
  expect(windows1252('港 ♔').toString('latin1')).toBe('&#28207; &#9812;')
})
