/** Passages for retrieval: paragraphs grouped to about a thousand characters, in the article's own words and order, under its own headings. */
import { storableText } from '../text.ts'
import { caps, type Summary, sizes } from './contract.ts'
import { keywordsOf } from './keywords.ts'
import { withoutTagSigns } from './plain.ts'
import { cutAtWord, folded, paragraphsOf, sentencesOf } from './sentences.ts'

/** A passage closes when it is as long as this, or when a heading comes. */
const CLOSE_AT = 900
/** Code units of the text from which passages are made; the list is full long before. */
const MAX_TEXT = 200_000

type Passage = { topic: string; text: string }

/** ≤ 24 passages of ≤ 1,500 code units; a longer text has passages for its beginning only. */
export function passagesOf(text: string): Summary['semantic_chunks'] {
  const passages: Passage[] = []
  let open: Passage = { topic: '', text: '' }
  const close = () => {
    if (open.text !== '') passages.push(open)
    open = { topic: open.text === '' ? open.topic : '', text: '' }
  }
  for (const piece of piecesOf(withoutTagSigns(storableText(text.slice(0, MAX_TEXT))))) {
    if (passages.length >= sizes.chunks) break
    if (isHeading(piece)) {
      close()
      open.topic = piece
      continue
    }
    if (open.text.length + piece.length + 1 > caps.chunk) close()
    open.text = open.text === '' ? piece : `${open.text}\n${piece}`
    if (open.text.length >= CLOSE_AT) close()
  }
  close()
  return passages.slice(0, sizes.chunks).map(passage => ({ ...passage, keywords: keywordsOf(passage.text, 5) }))
}

/** Paragraphs; those that are too long for a passage come as sentences, and sentences that are come in pieces of words. */
function piecesOf(text: string): string[] {
  return paragraphsOf(text).flatMap(paragraph => {
    const whole = folded(paragraph.text)
    if (whole.length <= caps.chunk) return [whole]
    return sentencesOf(whole).flatMap(sentence => inPieces(sentence.text))
  })
}

function inPieces(sentence: string): string[] {
  const pieces: string[] = []
  let rest = sentence
  while (rest.length > caps.chunk) {
    const piece = cutAtWord(rest, caps.chunk)
    const length = Math.max(1, piece.length)
    pieces.push(rest.slice(0, length))
    rest = rest.slice(length).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** A short line that ends like no sentence. */
function isHeading(line: string): boolean {
  return line.length <= 100 && /\p{L}/u.test(line) && !/[.!?:;,。！？：；，।؟…”"»」]$/u.test(line)
}
