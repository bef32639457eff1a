/** What a body is, told from its first bytes: Content-Type lies too often to be asked first. */
import type { FeedFormat } from '../core/entry.ts'

/** The feed's format, or null when it is no feed. Reads at most 64 kB; a feed that starts later is believed on its Content-Type. */
export function sniffFeed(body: Uint8Array, contentType: string | null): FeedFormat | null {
  const start = decodeText(body.subarray(0, 64 * 1024), contentType)
  if (/^\s*\{/.test(start)) return jsonFeed.test(start) ? 'json' : null
  const element = rootElement(start)
  if (element !== null) return formats.get(element) ?? null
  const declared = formatOfType(contentType)
  return declared === 'json' ? null : declared
}

/** The format a media type stands for; null for types that say nothing (text/xml, text/html). */
export function formatOfType(contentType: string | null): FeedFormat | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  return types.find(([name]) => name === type)?.[1] ?? null
}

/** Text of a body by its byte order mark, its declared charset, or an early `charset=`/`encoding=`; UTF-8 otherwise. Never throws. */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  const head = Buffer.from(body.subarray(0, 1024)).toString('latin1')
  const label = byMark(body) ?? charset.exec(contentType ?? '')?.[1] ?? charset.exec(head)?.[1]
  try {
    return new TextDecoder(label ?? 'utf-8').decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

const types: readonly (readonly [string, FeedFormat])[] = [
  ['application/rss+xml', 'rss'],
  ['application/atom+xml', 'atom'],
  ['application/rdf+xml', 'rdf'],
  ['application/feed+json', 'json'],
]

const formats: ReadonlyMap<string, FeedFormat> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['RDF', 'rdf'],
])

const jsonFeed = /"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version\\?\/1/

const charset = /(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})/i

function byMark(body: Uint8Array): string | null {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 'utf-8' : null
}

/** The local name of the first element, past declaration, comments and document type; null when none is in sight. */
function rootElement(text: string): string | null {
  let rest = text
  for (;;) {
    rest = rest.trimStart()
    const end = prologueEnd(rest)
    if (end === null) break
    if (end < 0) return null
    rest = rest.slice(end)
  }
  return /^<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s/>]/.exec(rest)?.[1] ?? null
}

/** Where the declaration, comment or document type ends that the text starts with; -1: not in sight; null: it starts with none. */
function prologueEnd(text: string): number | null {
  const closing = text.startsWith('<?') ? '?>' : text.startsWith('<!--') ? '-->' : text.startsWith('<!') ? '>' : null
  if (closing === null) return null
  const subset = /^<!DOCTYPE[^>[]*\[/i.test(text) ? ']' : null
  const from = subset === null ? 0 : text.indexOf(subset)
  const at = from < 0 ? -1 : text.indexOf(closing, from)
  return at < 0 ? -1 : at + closing.length
}
