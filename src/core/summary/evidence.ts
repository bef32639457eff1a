/** What an answer says is held against the article: a quote must occur in its text, a link must be one of its own. */
import type { Extraction } from '../reading.ts'
import { canonicalUrl } from '../url.ts'
import { unspaced } from './sentences.ts'

/** The article, as far as answers are held against it. `url` is where it was read, null for a text without an address; the HTML is sanitised. */
export type ReadArticle = Readonly<{ url: string | null }> &
  Pick<Extraction, 'title' | 'byline' | 'language' | 'publishedAt' | 'contentText' | 'contentHtml'>

export type Evidence = Readonly<{
  /** The article's own words for a quote, white space folded; null when they do not occur. */
  quoted(quote: string): string | null
  /** The article's own spelling of a link; null when it is foreign. */
  ownLink(link: string): string | null
  /** True when the article's text or title says just this. */
  says(words: string): boolean
}>

/** Linear in the article. Texts above 1,000,000 code units are held against their beginning. */
export function evidenceOf(article: ReadArticle): Evidence {
  const text = article.contentText.slice(0, 1_000_000)
  const links = linksOf(article, text)
  const lower = `${article.title}\n${text}`.toLowerCase()
  let index: FoldedText | null = null
  return {
    quoted(quote) {
      index ??= foldText(text)
      return findQuote(text, index, quote)
    },
    ownLink: link => links.get(link) ?? links.get(canonicalOf(link)) ?? null,
    says: words => lower.includes(words.toLowerCase()),
  }
}

/** What is left of a text when white space, quote marks and soft hyphens go, dashes are one sign and case does not count. */
type FoldedText = Readonly<{ folded: string; at: Int32Array }>

function foldText(text: string): FoldedText {
  const at = new Int32Array(text.length + 1)
  const parts: string[] = []
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const sign = foldSign(text[i] ?? '')
    if (sign === '') continue
    parts.push(sign)
    at[length++] = i
  }
  at[length] = text.length
  return { folded: parts.join(''), at }
}

/** One code unit in, one or none out, so that places in the folded text are places in the text. */
function foldSign(sign: string): string {
  if (/[\s\p{Cc}\u00AD\u200B-\u200D\u2060\uFEFF"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]/u.test(sign)) return ''
  if (/[\p{Pd}\u2212]/u.test(sign)) return '-'
  if (sign === '…') return '.'
  const lower = sign.toLowerCase()
  return lower.length === 1 ? lower : sign
}

/** Fewer signs than this occur anywhere by chance; a sign of a script without spaces says as much as a short word. */
const MIN_SIGNS = 6
const MAX_TRIES = 20

function findQuote(text: string, { folded, at }: FoldedText, quote: string): string | null {
  const wanted = foldText(quote.slice(0, 5_000)).folded.replace(/^[.[\](){}]+|[\s.,;:!?[\](){}。、，；：！？-]+$/gu, '')
  const least = unspaced.test(wanted) || /\p{N}/u.test(wanted) ? 2 : MIN_SIGNS
  if (wanted.length < least) return null
  let from = 0
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = folded.indexOf(wanted, from)
    if (found < 0) return null
    const start = at[found] ?? 0
    const end = (at[found + wanted.length - 1] ?? 0) + 1
    if (isWhole(text, start, end)) return text.slice(start, withMark(text, end)).replace(/\s+/gu, ' ').trim()
    from = found + 1
  }
  return null
}

/** Not out of the middle of a word: `therapist` is no quote of `the rapist`, nor `art` of `party`. */
function isWhole(text: string, start: number, end: number): boolean {
  return !(joins(text[start - 1], text[start]) || joins(text[end - 1], text[end]))
}

function joins(left = ' ', right = ' '): boolean {
  return inWord.test(left) && inWord.test(right) && !unspaced.test(left) && !unspaced.test(right)
}

const inWord = /[\p{L}\p{N}\p{M}\uD800-\uDFFF]/u

/** A quote of a whole sentence keeps its full stop. */
function withMark(text: string, end: number): number {
  return /[.!?。！？]/u.test(text[end] ?? '') ? end + 1 : end
}

const MAX_LINKS = 5_000

function linksOf(article: ReadArticle, text: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  const add = (link: string) => {
    if (links.size >= MAX_LINKS || link.length > 8_000) return
    links.set(link, link)
    const canonical = canonicalOf(link)
    if (!links.has(canonical)) links.set(canonical, link)
  }
  if (article.url !== null) add(article.url)
  for (const [link] of text.matchAll(/\bhttps?:\/\/[^\s<>"'“”‘’]+/giu)) add(trimLink(link))
  for (const [, link = ''] of article.contentHtml
    .slice(0, 2_000_000)
    .matchAll(/\b(?:href|src)\s*=\s*"([^"]{1,8000})"/giu)) {
    const url = unescaped(link).trim()
    if (/^https?:\/\//i.test(url)) add(url)
  }
  return links
}

/** Punctuation behind a link in running text is not part of it; a closing bracket is, when the link opened one. */
export function trimLink(link: string): string {
  const trimmed = link.replace(/[.,;:!?'"*_~。、，；：！？…]+$/u, '')
  if (!/[)\]}>]$/.test(trimmed)) return trimmed
  const unopened = (trimmed.endsWith(')') && !trimmed.includes('(')) || /[\]}>]$/.test(trimmed)
  return unopened ? trimLink(trimmed.slice(0, -1)) : trimmed
}

function canonicalOf(link: string): string {
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link.replace(/^\/\//, '')}`
  return canonicalUrl(absolute) ?? absolute
}

function unescaped(text: string): string {
  return text.replace(/&(amp|quot|#39|#x27|lt|gt);/gi, (_, name: string) => named[name.toLowerCase()] ?? '')
}

const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', '#39': "'", '#x27': "'", lt: '<', gt: '>' }
