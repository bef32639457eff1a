/** A text of an answer becomes plain words: no markup, no control characters, no link that the article does not have. */
import { parse } from 'tldts'
import { storableText } from '../text.ts'
import { type Evidence, trimLink } from './evidence.ts'

/** Counts what is dropped on the way. */
export type Dropped = { quotes: number; urls: number }

export type Cleaner = (text: string, max: number) => string

/** Code units of one text that are looked at; more is cut off first, so that no pattern ever sees a megabyte. */
const MAX_RAW = 8_000
const MAX_ROUNDS = 6

/**
 * Gives one line of plain words. What cannot be made harmless in a few rounds (markup that unwraps into markup) becomes
 * ''. `withhold` are strings that must never come out: the nonce of the prompt, keys. Idempotent.
 */
export function cleaner(evidence: Evidence, dropped: Dropped, withhold: readonly string[]): Cleaner {
  const secrets = withhold.filter(secret => secret.length >= 6)
  return (text, max) => {
    let before = text.slice(0, Math.max(MAX_RAW, max * 2))
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const after = cleanOnce(before, evidence, dropped, secrets)
      if (after === before) return after
      before = after
    }
    return ''
  }
}

function cleanOnce(text: string, evidence: Evidence, dropped: Dropped, secrets: readonly string[]): string {
  let plain = storableText(text)
    .replace(invisible, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
  for (const secret of secrets) plain = without(plain, secret)
  plain = withoutMarkdown(plain)
  plain = plain.replace(links, (found: string) => ownLink(found, evidence, dropped))
  plain = plain.replace(domains, (found: string) => ownDomain(found, evidence, dropped))
  return withoutHtml(plain)
    .replace(/ {2,}/g, ' ')
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .trim()
}

/** Zero-width signs would hide a link from the patterns below; joiners stay, as emoji and Indic scripts need them. */
const invisible = /[\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u00AD\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

function without(text: string, secret: string): string {
  const lower = text.toLowerCase()
  const wanted = secret.toLowerCase()
  if (lower.length !== text.length || !lower.includes(wanted)) return text.replaceAll(secret, '')
  let result = ''
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    result += text.slice(from, at)
    from = at + wanted.length
  }
  return result + text.slice(from)
}

/** Images, links, headings, emphasis and code fences: the words stay; the address is judged by the patterns for links. */
function withoutMarkdown(text: string): string {
  return text
    .replace(/```[a-z]{0,12}/gi, ' ')
    .replace(/!\[([^\][]{0,500})\]/g, '$1')
    .replace(/\[([^\][]{1,500})\]\(\s*<?([^\s()<>]{0,2000})>?[^()]{0,200}\)/g, '$1 ($2)')
    .replace(/\[([^\][]{1,500})\]\[[^\][]{0,100}\]/g, '$1')
    .replace(/(^|[\s(])(\*\*|__)(?=\S)(.{1,500}?\S?)\2(?=[\s.,;:!?)]|$)/g, '$1$3')
    .replace(/^#{1,6} /, '')
}

/** Any scheme with `//`, the schemes that act without one, protocol-relative, `www.`, e-mail addresses, IPv4 with a port or path. */
const links =
  /(?:[a-z][a-z0-9+.-]{0,30}:\/\/|[a-z][a-z0-9+.-]{1,30}:[/\\]{1,3}|(?:javascript|vbscript|data|mailto|tel|sms|file|blob|magnet|about|view-source):(?=\S)|(?<![\p{L}\p{N}:])\/\/(?=[\p{L}\p{N}])|(?<![\p{L}\p{N}])www[.．。])[^\s<>"“”„«»`|]+|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:[.．。][\p{L}\p{N}-]{1,63}){1,5}|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?=[:/]\S)[^\s<>"“”]+/giu

/** `evil.example/path`: two labels or more, of which the last must turn out to be a public suffix. */
const domains =
  /(?<![\p{L}\p{N}@._/-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}[\p{L}]{2,24}(?![\p{L}\p{N}_-])(?:[:/?#][^\s<>"“”„«»`|]*)?/giu

function ownLink(found: string, evidence: Evidence, dropped: Dropped): string {
  const link = trimLink(found)
  const own = evidence.ownLink(link)
  if (own !== null && !/[\s<>]/.test(own)) return own + found.slice(link.length)
  if (link.includes('@') && !link.includes(':') && evidence.says(link)) return found
  dropped.urls++
  return found.slice(link.length)
}

/** A name such as `Booking.com` or `Node.js` may stand where the article says it too; and what is no public suffix is no link. */
function ownDomain(found: string, evidence: Evidence, dropped: Dropped): string {
  const link = trimLink(found)
  const [host = ''] = link.normalize('NFKC').split(/[:/?#]/, 1)
  if (!isHost(host) || evidence.says(link)) return found
  const own = evidence.ownLink(link)
  if (own !== null) return own + found.slice(link.length)
  dropped.urls++
  return found.slice(link.length)
}

/** The top-level domains of RFC 2606 and RFC 6762 lead nowhere, but people and tests use them as if they did. */
const reserved = /\.(?:example|test|invalid|localhost|local|internal|onion|lan|home)$/i

function isHost(host: string): boolean {
  const last = host.slice(host.lastIndexOf('.') + 1)
  if (/^\p{Lu}\p{Ll}+$/u.test(last) && last.length <= 3) return false // `week.In`: a space is missing, no link
  if (reserved.test(host)) return true
  const { isIcann, publicSuffix } = parse(host.toLowerCase())
  return isIcann === true && publicSuffix !== host.toLowerCase()
}

/** Tags go; what still looks like the beginning of one loses its sign. Plain comparisons (`a < b`) stay. */
function withoutHtml(text: string): string {
  return withoutTagSigns(text.replace(/<[a-z/!?][^<>]{0,2000}>/gi, ''))
}

/** For the article's own words, which stay as they are but for the sign that begins a tag. */
export function withoutTagSigns(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, '‹')
}
