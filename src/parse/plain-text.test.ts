/** What a reader would read, however the markup is written, at a bounded price. */
import { describe, expect, test } from 'vitest'
import { oneLine, plainText, textLimit, tidyLines } from './plain-text.ts'

test.each([
  ['inline markup vanishes', 'a <b>bold</b> <a href="x>y">link</a>.', 'a bold link.'],
  ['blocks and breaks become lines', '<p>a</p><p>b<br>c</p><ul><li>d<li>e</ul>', 'a\nb\nc\nd\ne'],
  ['white space of the source is one space', '<p>\n  a\t b\n</p>\n\n<p> c</p>', 'a b\nc'],
  ['a no-break space is a space to searches', 'a&nbsp;b\u00a0 c', 'a b c'],
  ['entities are decoded once', '&lt;b&gt; &amp;amp; &eacute; &#8217; &#x1F600;', '<b> &amp; é ’ 😀'],
  ['impossible references do not throw', '&#0;&#xd800;&#x110000;&#99999999999;', '\ufffd\ufffd\ufffd\ufffd'],
  ['scripts and styles are not text', 'a<script>if (1 < 2) {"</p>"}</script><style>p{}</style>b', 'ab'],
  ['an unclosed script hides the rest, as in a browser', 'a<script>b', 'a'],
  ['other unread elements are skipped', 'a<svg><title>x</title></svg><noscript>y</noscript><object>z</object>b', 'ab'],
  ['nested unread elements end together', 'a<svg><svg>x</svg>y</svg>b', 'ab'],
  ['an unread element never closed hides nothing', 'safe<object data="x"> text', 'safe text'],
  ['a self-closed frame hides nothing', 'a<iframe src="x" />b<script src="y"/>c', 'abc'],
  ['comments and doctypes are not text', '<!DOCTYPE html>a<!-- b --><!-- c', 'a'],
  ['a less-than sign is text', '1 < 2 and i <3 you', '1 < 2 and i <3 you'],
  ['a cut tag is dropped', 'a <b', 'a'],
  ['plain text passes', '  a \n b ', 'a b'],
  ['nothing is nothing', '<img src=x>', ''],
])('%s', (_, html, expected) => {
  expect(plainText(html)).toBe(expected)
})

describe('hostile markup is read in one pass and bounded', () => {
  test.each([
    ['depth', `${'<div>'.repeat(300_000)}x${'</div>'.repeat(300_000)}`, 'x'],
    ['unclosed unread elements', `${'<svg>'.repeat(300_000)}x`, 'x'],
    ['unclosed comments', `x${'<!--'.repeat(300_000)}`, 'x'],
    ['unclosed attributes', `x${'<a "'.repeat(300_000)}`, 'x'],
    ['white space', `x${' \v'.repeat(1_000_000)}`, 'x'],
  ])('%s', (_, html, expected) => {
    expect(plainText(html)).toBe(expected)
  })

  test.each([
    ['markup', `<i>${'&amp;'.repeat(textLimit + 5)}</i>`],
    ['text', 'x'.repeat(textLimit + 5)],
  ])('long %s is cut', (_, html) => {
    expect(plainText(html)).toHaveLength(textLimit)
  })

  test('a cut text leaves nothing behind for the next', () => {
    plainText(`<script>${'x'.repeat(10)}`)
    plainText('<p>'.concat('y'.repeat(textLimit + 1)))
    expect(plainText('<i>z</i>')).toBe('z')
  })
})

test('literal text keeps its lines', () => {
  expect(tidyLines(' a  b\r\nc\n\n\nd ')).toBe('a b\nc\nd')
})

test.each([
  [' a \n b\t\tc ', 'a b c'],
  ['caf\u00e9\u00a0\u2014', 'caf\u00e9\u00a0\u2014'],
  ['x\u001b[31m\0y', 'x [31m y'],
  ['same', 'same'],
])('%j becomes the line %j', (raw, expected) => {
  expect(oneLine(raw)).toBe(expected)
})
