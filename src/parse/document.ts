/** What a document is, told from its first element, before any parser sees it. */
import { withoutForbidden } from './repair.ts'

type Document =
  /** `root` is the local name in lower case; `text` starts at the root element, `prolog` is what stood before it. */
  | Readonly<{ kind: 'xml'; root: FeedRoot; text: string; prolog: string }>
  | Readonly<{ kind: 'json'; text: string }>
  /** `what` completes the sentence "This is …". */
  | Readonly<{ kind: 'other'; what: string }>

export type FeedRoot = 'rss' | 'rdf' | 'feed' | 'channel'

/** How far junk (warnings of a broken script, blank lines, a second byte order mark) may push the document's start. */
const junkWindow = 65_536
/** Instructions, comments and doctypes that may stand before the root. */
const maxMisc = 200

/** Tells feeds from everything else that is served at a feed's address, by the beginning alone. Never throws. */
export function sniff(raw: string): Document {
  const text = withoutForbidden(raw)
  const start = text.search(/[^\s\ufeff]/)
  if (start === -1) return { kind: 'other', what: 'an empty body' }
  const first = text[start]
  if (/^[{[]\s*["[\]{}\w-]/.test(text.slice(start, start + 200))) return { kind: 'json', text: text.slice(start) }
  const root = first === '<' ? rootOf(text, start) : null
  if (root?.name === 'html') return { kind: 'other', what: pageKind(text) }
  return (
    asFeed(text, root) ??
    afterJunk(text, start) ?? { kind: 'other', what: describe(raw.trimStart(), root, text !== raw) }
  )
}

type Root = Readonly<{ name: string; at: number }>

function asFeed(text: string, root: Root | null): Document | null {
  if (root === null || !isFeedRoot(root.name)) return null
  return {
    kind: 'xml',
    root: root.name,
    text: text.slice(root.at),
    prolog: text.slice(0, Math.min(root.at, junkWindow)),
  }
}

function isFeedRoot(name: string): name is FeedRoot {
  return name === 'rss' || name === 'feed' || name === 'rdf' || name === 'channel'
}

function afterJunk(text: string, start: number): Document | null {
  const head = text.slice(start, start + junkWindow)
  const xml = head.search(/<(\?xml\s|rss[\s>]|(\w+:)?feed[\s>]|rdf:RDF[\s>])/i)
  if (xml !== -1) return asFeed(text, rootOf(text, start + xml))
  const json = /"version"\s*:\s*"https?:\/\/(www\.)?jsonfeed\.org/.test(head) ? head.indexOf('{') : -1
  return json === -1 ? null : { kind: 'json', text: text.slice(start + json) }
}

/** The first element after instructions, comments and the doctype; its prefix dropped, its case folded. */
function rootOf(text: string, start: number): Root | null {
  let at = text.indexOf('<', start)
  for (let passed = 0; at !== -1 && passed < maxMisc; passed++) {
    const name = /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(text.slice(at, at + 200))?.[1]
    if (name !== undefined) return { name: name.toLowerCase(), at }
    const end = endOfMisc(text, at)
    at = end === -1 ? -1 : text.indexOf('<', end)
  }
  return null
}

function endOfMisc(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at)
  if (text.startsWith('<?', at)) return text.indexOf('?>', at)
  const end = text.indexOf('>', at)
  const subset = text.indexOf('[', at)
  if (subset === -1 || end === -1 || subset > end || !/^<!doctype/i.test(text.slice(at, at + 9))) return end
  const subsetEnd = text.slice(subset, subset + junkWindow).search(/\]\s*>/)
  return subsetEnd === -1 ? end : text.indexOf('>', subset + subsetEnd)
}

function pageKind(text: string): string {
  return /<input[^>]{1,400}type\s*=\s*["']?password/i.test(text.slice(0, 4 * junkWindow))
    ? 'a login page'
    : 'an HTML page'
}

function describe(text: string, root: Root | null, hadControls: boolean): string {
  for (const [pattern, what] of signatures) if (pattern.test(text)) return what
  if (hadControls) return 'binary data'
  if (root === null) return 'plain text'
  return documents[root.name] ?? (looksLikePage(text) ? 'an HTML page' : `an XML document (${root.name.slice(0, 40)})`)
}

function looksLikePage(text: string): boolean {
  return /<(head|body|title|meta|div|script|p|br|h1)[\s>/]/i.test(text.slice(0, junkWindow))
}

const documents: Readonly<Record<string, string>> = {
  svg: 'an image (SVG)',
  opml: 'an OPML list of feeds',
  urlset: 'a sitemap',
  sitemapindex: 'a sitemap index',
}

/** First bytes of common files, as they look after a lossy decoding. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^GIF8[79]a/, 'an image (GIF)'],
  [/^.PNG\r?\n/, 'an image (PNG)'],
  [/^(\u00ff\u00d8\u00ff|\ufffd{3,4}[\s\S]{0,8}(JFIF|Exif))/, 'an image (JPEG)'],
  [/^RIFF[\s\S]{4,12}WEBP/, 'an image (WebP)'],
  [/^(null|true|false|-?\d+|"[^"]*")\s*$/, 'a JSON value'],
  [/^%PDF-/, 'a PDF file'],
  [/^PK[^\w\s]/, 'a ZIP file'],
]
