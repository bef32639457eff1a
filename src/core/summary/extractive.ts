/** The summary that needs no account anywhere: the article's own sentences, chosen, never invented. */
import { failed, type Outcome, ok } from '../failure.ts'
import { storableText } from '../text.ts'
import { caps, type Summary, sizes } from './contract.ts'
import type { ReadArticle } from './evidence.ts'
import { figuresOf } from './figures.ts'
import { keywordsOf } from './keywords.ts'
import { type Ranked, rankSentences } from './rank.ts'
import { measured } from './repair.ts'
import { isScrap } from './scraps.ts'
import { cutAtSentence, isUnspaced, type Sentence, sentencesOf } from './sentences.ts'
import { fitted } from './weight.ts'

/** Sentences that are compared with each other: time and memory grow with the square. */
export const MAX_SENTENCES = 400
/** Code units of the text that are looked at. */
const MAX_TEXT = 150_000

/**
 * Fills the contract as far as choosing can, and leaves the rest empty. Every sentence stands in the text as it is,
 * white space folded; nothing is shortened except where the text has no sentence that fits, and then only at its end.
 * Pure, and bounded whatever the text. Fails with `notAnArticle` (empty) when the text has no words.
 */
export function extractiveSummary(article: ReadArticle): Outcome<Summary> {
  const text = storableText(article.contentText.slice(0, MAX_TEXT))
  const all = sentencesOf(text)
  const sentences = sampled(candidatesOf(all))
  if (sentences.length === 0) {
    return failed({ kind: 'notAnArticle', reason: 'empty', message: 'The text has no words to summarise.' })
  }
  const choose = chooserOf(sentences, rankSentences(sentences, article.title))
  const ideas = choose({ max: 5, each: caps.idea, total: 2_000 })
  const keywords = keywordsOf(text, sizes.keywords, article.title)
  return ok(
    fitted({
      ...textsOf(sentences, choose, text.length),
      ...listsOf(sentences, choose, ideas, keywords),
      ...measured(article),
    }),
  )
}

function textsOf(sentences: readonly Sentence[], choose: Choose, length: number) {
  const total = Math.min(caps.summary1000, Math.max(caps.summary250, Math.ceil(length / 2))) // of a short text, at most half
  const join = (chosen: readonly string[], max: number) =>
    chosen.length > 0 ? joined(chosen) : cutAtSentence(sentences[0]?.text ?? '', max)
  return {
    summary_1000: join(choose({ max: 12, each: 600, total }), caps.summary1000),
    summary_250: join(
      choose({ max: 3, each: caps.summary250, total: caps.summary250, position: LEAD_POSITION }),
      caps.summary250,
    ),
    tldr: join(choose({ max: 1, each: caps.tldr, total: caps.tldr }), caps.tldr),
  }
}

function listsOf(sentences: readonly Sentence[], choose: Choose, ideas: string[], keywords: readonly string[]) {
  const none = { people: [], organizations: [], locations: [] }
  return {
    key_ideas: ideas,
    topic_tags: keywords.slice(0, sizes.tags).map(word => `#${word.replace(/[\s#]+/gu, '-')}`),
    entities: none,
    key_stats: figuresOf(
      sentences.map(({ text }) => text),
      8,
    ),
    answered_questions: [],
    seo_keywords: [...keywords],
    query_expansion_keywords: [],
    semantic_boosters: [],
    extractive_quotes: choose({ max: 4, each: caps.quote, total: 2_000, prefer: /[“«「『„"]/u }),
    highlights: choose({ max: 3, each: caps.idea, total: 1_200 }),
    questions_answered: [],
    categories: [],
    topic_taxonomy: [],
    hallucination_risk: 'low' as const,
    confidence: null,
    key_points_to_remember: [],
    insights: null,
  }
}

/** Whole sentences that are no scraps; where there are none, whatever has words, so that a list of names still says something. */
function candidatesOf(all: readonly Sentence[]): Sentence[] {
  const whole = all.filter(({ text }) => !isScrap(text))
  if (whole.length > 0) return whole
  return all.filter(({ text }) => /\p{L}/u.test(text) && !/<[a-z/!?]/i.test(text)).slice(0, 20)
}

/** The beginning whole, and the rest evenly: a long text says at its beginning what it is about. */
function sampled(sentences: readonly Sentence[]): Sentence[] {
  if (sentences.length <= MAX_SENTENCES) return [...sentences]
  const head = MAX_SENTENCES / 2
  const step = (sentences.length - head) / head
  const rest = Array.from({ length: head }, (_, nth) => sentences[head + Math.floor(nth * step)])
  return [...sentences.slice(0, head), ...rest.filter(sentence => sentence !== undefined)]
}

type Choice = Readonly<{ max: number; each: number; total: number; prefer?: RegExp; position?: number }>
type Choose = (choice: Choice) => string[]

/** How much a sentence loses by being like one that is chosen already (MMR, Carbonell and Goldstein 1998). */
const REDUNDANCY = 0.7
const TOO_ALIKE = 0.75
/** Share of the place in the text in what a sentence is worth; news say first what matters, so the shorter the summary the more it counts. */
const POSITION = 0.6
const LEAD_POSITION = 0.8

/** Best first, until the count or the length is full; in the order of the text. */
function chooserOf(sentences: readonly Sentence[], { scores, likeness }: Ranked): Choose {
  const whole = sentences.map(({ text }) => wholeness(text))
  return ({ max, each, total, prefer, position = POSITION }) => {
    const value = (at: number) =>
      ((1 - position) * (scores[at] ?? 0) + position / Math.sqrt(1 + at)) *
      (whole[at] ?? 0) *
      (prefer?.test(sentences[at]?.text ?? '') ? 2 : 1)
    const open = new Set(sentences.flatMap(({ text }, at) => (text.length <= each ? [at] : [])))
    const chosen: number[] = []
    let length = 0
    while (chosen.length < max && open.size > 0) {
      const best = bestOf(open, at => value(at) * (1 - REDUNDANCY * closest(chosen, at, likeness)))
      open.delete(best)
      const size = (sentences[best]?.text.length ?? 0) + 1
      if (length + size > total + 1 || closest(chosen, best, likeness) > TOO_ALIKE) continue
      if (!readsOn(sentences, [...chosen, best])) continue
      chosen.push(best)
      length += size
    }
    return chosen.sort((a, b) => a - b).map(at => sentences[at]?.text ?? '')
  }
}

function bestOf(open: ReadonlySet<number>, value: (at: number) => number): number {
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  for (const at of open) {
    const worth = value(at)
    if (worth > most) [best, most] = [at, worth]
  }
  return best
}

function closest(chosen: readonly number[], at: number, likeness: Ranked['likeness']): number {
  return chosen.reduce((most, other) => Math.max(most, likeness(at, other)), 0)
}

/** Half a quotation, a question without its answer, and a sentence that leans on the one before it are worth less. */
function wholeness(text: string): number {
  let worth = 1
  if ((text.match(/[“„«「『]/gu)?.length ?? 0) !== (text.match(/[”»」』]/gu)?.length ?? 0)) worth *= 0.6
  if (/[?？؟]["”»]?$/u.test(text)) worth *= 0.6
  if (leaning.test(text)) worth *= 0.8
  if (text.length < 40 && !isUnspaced(text)) worth *= 0.7
  return worth
}

const leaning =
  /^(?:but|and|so|yet|or|however|therefore|thus|it|they|he|she|this|that|these|those|here|there|aber|und|doch|dies|diese|das|er|sie|es|mais|et|il|elle|cela|ce|pero|y|esto|ma|e|ma|isto|но|и|а|он|она|они|это)(?=[\s,’'])/iu

/** A reader who divides the summary into sentences by Unicode's rules must find ours: two that would run into one don't stand together. */
function readsOn(sentences: readonly Sentence[], chosen: readonly number[]): boolean {
  const inOrder = [...chosen].sort((a, b) => a - b)
  return inOrder.slice(1).every((at, nth) => {
    const [one, other] = [sentences[inOrder[nth] ?? 0]?.text ?? '', sentences[at]?.text ?? '']
    const gap = gapBetween(one, other)
    const start = one.length + gap.length
    return [...segmenter.segment(`${one.slice(-60)}${gap}${other.slice(0, 60)}`)].some(
      ({ index }) => index === start - Math.max(0, one.length - 60),
    )
  })
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

function joined(sentences: readonly string[]): string {
  return sentences.reduce(
    (text, sentence) => (text === '' ? sentence : `${text}${gapBetween(text, sentence)}${sentence}`),
    '',
  )
}

/** Chinese and Japanese sentences stand beside each other without a space. */
function gapBetween(one: string, other: string): string {
  return /[。！？」』]$/u.test(one) && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}「『]/u.test(other)
    ? ''
    : ' '
}
