import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAtSentence, folded, paragraphsOf, sentencesOf } from './sentences.ts'

const texts = (text: string) => sentencesOf(text).map(sentence => sentence.text)

describe('a sentence ends where a reader would say so', () => {
  test.each([
    ['Dr. Smith came, e.g. Tom. It is fine.', ['Dr. Smith came, e.g. Tom.', 'It is fine.']],
    [
      'Das ist z. B. Herr Müller am 3. Oktober. Dann kam Prof. Weiß.',
      ['Das ist z. B. Herr Müller am 3. Oktober.', 'Dann kam Prof. Weiß.'],
    ],
    ['The U.S. Army left. J. R. Smith spoke.', ['The U.S. Army left.', 'J. R. Smith spoke.']],
    ['He left. 40 boats sank.', ['He left.', '40 boats sank.']],
    ['It is 3.5 metres. So it was.', ['It is 3.5 metres.', 'So it was.']],
    ['嵐の夜。「数えた」と語り、帰った。次の文！', ['嵐の夜。', '「数えた」と語り、帰った。', '次の文！']],
    ['هل تعلم؟ نعم. هذا جيد.', ['هل تعلم؟', 'نعم.', 'هذا جيد.']],
    ['हम जाते हैं। वह आता है।', ['हम जाते हैं।', 'वह आता है।']],
    ['He said so.” Then he left.', ['He said so.”', 'Then he left.']],
  ])('%s', (text, sentences) => {
    expect(texts(text)).toEqual(sentences)
  })

  test('Thai, which has no full stop, is told apart by its spaces', () => {
    const phrase = 'วันนี้อากาศดีมากเราจึงออกไปเดินเล่นริมทะเล'
    expect(texts(`${phrase} ${phrase} ${phrase}`)).toEqual([phrase, phrase, phrase])
  })
})

test('a hard-wrapped line goes on in the next one, a heading does not', () => {
  const wrapped = 'This line of a mail is wrapped in the middle of\na sentence. And it ends here.'
  expect(texts(wrapped)).toEqual(['This line of a mail is wrapped in the middle of a sentence.', 'And it ends here.'])
  expect(paragraphsOf('What it says\nThe sea stands higher.').map(({ text }) => text)).toEqual([
    'What it says',
    'The sea stands higher.',
  ])
})

describe('any text', () => {
  const prose = fc
    .array(fc.constantFrom('Tide. ', 'e.g. ', 'A', ' b', '。', '\n', '“', '3. ', 'สวัสดี ', '😀', '!?'), {
      maxLength: 60,
    })
    .map(parts => parts.join(''))
  const any = fc.oneof(prose, fc.string({ unit: 'binary', maxLength: 200 }))

  test('is in its sentences, all of it but white space, each at its place', () => {
    fc.assert(
      fc.property(any, text => {
        const sentences = sentencesOf(text)
        expect(sentences.map(({ text: said }) => said.replace(/\s/gu, '')).join('')).toBe(text.replace(/\s/gu, ''))
        for (const { start, end, text: said } of sentences) expect(folded(text.slice(start, end))).toBe(said)
      }),
    )
  })

  test('is cut within the cap to a beginning of itself, and what fits is left alone', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 80 }), (text, max) => {
        const short = cutAtSentence(text, max)
        expect(short.length).toBeLessThanOrEqual(max)
        expect(text.startsWith(short)).toBe(true)
        expect(cutAtSentence(short, max)).toBe(short)
      }),
    )
  })
})

test('a cut ends with a sentence; without one that fits, with a clause or a word', () => {
  expect(cutAtSentence('The tide rose. It fell again after a while.', 30)).toBe('The tide rose.')
  expect(cutAtSentence('The tide rose and rose, and it fell again after a while.', 30)).toBe('The tide rose and rose')
  expect(cutAtSentence('The tide rose and rose until it fell', 30)).toBe('The tide rose and rose until')
})
