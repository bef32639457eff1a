/** The questions every format answers in its own way: which link, which text, whose name, what language. */
import type { AtomFeed } from 'feedsmith'
import type { Entry } from '../core/entry.ts'
import { absoluteUrl } from './links.ts'
import { plainText, textLimit, tidyLines } from './plain-text.ts'
import { guessedLine, htmlLine, mentionsHtml, textLine } from './title.ts'

type Body = Readonly<{ value: string; kind: 'html' | 'text' | 'guess' }>

export function body(value: string | undefined, kind: Body['kind']): Body | null {
  return value === undefined || value === '' ? null : { value, kind }
}

export function atomBody(text: AtomFeed.Content | undefined): Body | null {
  return isOpaque(text?.type)
    ? body(fromBase64(text?.value), 'guess')
    : body(text?.value, isMarkup(text?.type) ? 'html' : 'text')
}

/** The first body with readable text; if none has any (a lone image), the first. */
export function content(bodies: readonly (Body | null)[]): Pick<Entry, 'contentHtml' | 'contentText'> {
  let unread: string | null = null
  for (const candidate of bodies) {
    if (candidate === null) continue
    const { html, text } = read(candidate)
    if (text !== '') return { contentHtml: html, contentText: text }
    unread ??= html
  }
  return { contentHtml: unread, contentText: '' }
}

function read({ value, kind }: Body): { html: string; text: string } {
  const raw = value.length > textLimit ? value.slice(0, textLimit) : value
  const literal = kind === 'text' || (kind === 'guess' && raw.includes('<') && !mentionsHtml(raw))
  if (!literal) return { html: raw, text: plainText(raw) }
  const html = raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n?|\n/g, '<br>\n')
  return { html, text: tidyLines(raw) }
}

/** The page the entry is about: `alternate`, HTML before other types; never `self`, `enclosure` or the like (RFC 4287 §4.2.7). */
export function atomLink(links: readonly AtomFeed.Link<string>[] | undefined, base: string): string | null {
  const pages = links?.filter(link => /^(|.*\/)alternate$/i.test(link.rel?.trim() || 'alternate')) ?? []
  const rank = (type: string | undefined) => (isMarkup(type) ? 0 : type === undefined ? 1 : 2)
  const best = [...pages].sort((a, b) => rank(a.type) - rank(b.type))
  for (const link of best) {
    const url = absoluteUrl(link.href, base)
    if (url !== null) return url
  }
  return null
}

export function atomText(text: AtomFeed.Text | undefined): string | null {
  if (isOpaque(text?.type)) return guessedLine(fromBase64(text?.value) ?? text?.value)
  return isMarkup(text?.type) ? htmlLine(text?.value) : textLine(text?.value)
}

export function personName(person: AtomFeed.Person): string | undefined {
  return person.name ?? person.email
}

/** Names as one line. Papers have thousands of authors; twenty tell who they are. */
export function names(list: readonly (string | undefined)[] | undefined): string | null {
  const lines =
    list
      ?.slice(0, 20)
      .map(guessedLine)
      .filter(name => name !== null) ?? []
  return lines.length === 0 ? null : [...new Set(lines)].join(', ')
}

/** A BCP 47 tag if it looks like one (`en`, `pt_BR`), null for prose such as "English". */
export function languageTag(raw: string | undefined): string | null {
  const tag = raw?.trim().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i.test(tag) ? tag : null
}

/** The first date that is given, as written: reading dates is another's work. Nothing longer than 200 characters is one. */
export function dateText(...dates: readonly (string | undefined)[]): string | null {
  const first = dates.find(date => date !== undefined && date !== '')
  return first === undefined ? null : textLine(first.slice(0, 200))
}

/** An identifier that can be visited. */
export function webAddress(id: string | undefined): string | undefined {
  return id !== undefined && /^\s*https?:\/\//i.test(id) ? id : undefined
}

function isMarkup(type: string | undefined): boolean {
  return type !== undefined && /^\s*(x?html|text\/html|application\/xhtml\+xml)\b/i.test(type)
}

/** Any media type that is neither text nor XML announces base64 (RFC 4287 §4.1.3.3). */
function isOpaque(type: string | undefined): boolean {
  return type !== undefined && /^\s*(?!text\/)[\w.-]+\/(?![\w.+-]*xml)/i.test(type)
}

/** The text in base64, the value itself if it is none, nothing if it holds something else than text. */
function fromBase64(value: string | undefined): string | undefined {
  if (value === undefined || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value)) return value
  const text = Buffer.from(value, 'base64').toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a picture or a film shows itself by these.
  return /[\0-\x08\ufffd]/.test(text) ? undefined : text
}
