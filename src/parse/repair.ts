/** What stands in front of the feed parser: cheap cleaning for every document, a full rewrite only for broken ones. */
import { Tokenizer } from 'htmlparser2'
import { replaceEach } from './weight.ts'

/** Deeper elements lose their tags, never their text. Feeds need about ten levels; the parser behind refuses 100. */
const maxDepth = 64
/** An end tag looks for its start tag among so many open elements: hostile nesting must not make that quadratic. */
const maxLookBack = 256

/** Characters that XML 1.0 §2.2 forbids; most of them JSON forbids inside strings too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to be removed.
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
/** Windows-1252 quotes and dashes taken for Unicode; as characters these would be controls, which no feed means. */
const misread = /[\x80-\x9f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: both at once, for the many documents that have neither.
const anyOfThem = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff]/
const windows1252 = Array.from({ length: 32 }, (_, code) =>
  new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + code)),
)

/** The text without the characters that XML forbids, and with C1 controls read as windows-1252; often the same string. */
export function withoutForbidden(text: string): string {
  if (!anyOfThem.test(text)) return text
  const allowed = replaceEach(text, forbidden, () => '')
  return replaceEach(allowed, misread, control => windows1252[control.charCodeAt(0) - 0x80] ?? '')
}

/** XML 1.0 §2.11: line ends are single line feeds. Where a slice parts a pair, a blank line is the worst that comes of it. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? replaceEach(text, /\r\n?/g, () => '\n') : text
}

/**
 * Well-formed XML with the content of a broken document: bare `&` and `<` escaped, unclosed elements closed, stray end
 * tags, comments, instructions and doctypes dropped, names that JavaScript objects reserve renamed, items without known
 * content kept. An item opened
 * within an item ends the former. When the document stops before its root ends, its last open item is dropped: the
 * first version of an article wins for ever, so half an item must not be it.
 */
export function repairXml(text: string): string {
  // `<` that opens nothing is escaped first; inside CDATA the content is HTML, where the escaped form means the same.
  const source = text.replace(/<(?![A-Za-z_:/!?])/g, '&lt;')
  const writer = createWriter()
  let name = ''
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onopentagname: (start, end) => {
        name = source.slice(start, end)
        attributes = new Map()
      },
      onattribname: (start, end) => {
        attribute = source.slice(start, end)
        value = ''
      },
      onattribdata: (start, end) => {
        value += source.slice(start, end)
      },
      onattribend: () => {
        if (properName.test(attribute) && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: () => writer.start(name, attributes, false),
      onselfclosingtag: () => writer.start(name, attributes, true),
      onclosetag: (start, end) => writer.end(source.slice(start, end)),
      ontext: (start, end) => writer.text(escaped(source.slice(start, end))),
      oncdata: (start, end, offset) => writer.text(`<![CDATA[${source.slice(start, end - offset)}]]>`),
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onattribentity: () => {},
      ontextentity: () => {},
      onend: () => {},
    },
  )
  tokenizer.write(source)
  tokenizer.end()
  return writer.finish()
}

/** JSON with raw control characters made spaces and trailing commas dropped: the two faults generators really have. */
export function repairJson(text: string): string {
  return text.replace(everyControl, ' ').replace(stringOrTrailingComma, match => (match === ',' ? '' : match))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to be replaced.
const everyControl = /[\0-\x1f]/g
const stringOrTrailingComma = /"[^"\\]*(?:\\.[^"\\]*)*"|,(?=\s*[\]}])/g

type Element = Readonly<{ name: string; shown: boolean; at: number }>

/** Keeps the stack of open elements, so that what it has written is always well-formed once it is finished. */
function createWriter() {
  const out: string[] = []
  const open: Element[] = []
  let rootEnded = false

  const closeTo = (depth: number) => {
    while (open.length > depth) {
      const element = open.pop()
      if (element?.shown) out.push(`</${element.name}>`)
    }
  }
  const start = (tag: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean) => {
    if (!properName.test(tag)) return
    const name = safeName(tag)
    const former = itemName.test(name) ? lastOpen(open, element => element.name === name) : -1
    if (former !== -1) closeTo(former)
    const shown = open.length < maxDepth
    const at = out.length
    const empty = selfClosing || emptyInHtml.has(name.toLowerCase())
    const keptBy = shown ? keeper(name) : ''
    const tagEnd = empty && keptBy === '' ? '/>' : '>'
    if (shown) out.push(`<${name}${[...attributes].map(written).join('')}${tagEnd}${keptBy}`)
    if (!empty) open.push({ name, shown, at })
    else if (shown && keptBy !== '') out.push(`</${name}>`)
  }
  const end = (tag: string) => {
    const name = safeName(tag).toLowerCase()
    const root = open[0]?.name.toLowerCase()
    if (name === root) rootEnded = true
    // The root, and a channel that holds the items, stay open to the end: broken feeds close them early and go on.
    else if (name !== 'channel' || root?.endsWith('rdf')) {
      const at = lastOpen(open, element => element.name.toLowerCase() === name)
      if (at !== -1) closeTo(at)
    }
  }
  const text = (xml: string) => {
    if (open.length > 0) out.push(xml)
  }
  const finish = () => {
    const half = rootEnded ? -1 : lastOpen(open, element => itemName.test(element.name))
    const cut = open[half]
    if (cut !== undefined) {
      out.length = cut.at
      open.length = half
    }
    closeTo(0)
    return out.join('')
  }
  return { start, end, text, finish }
}

function lastOpen(open: readonly Element[], matches: (element: Element) => boolean): number {
  for (let i = open.length - 1; i >= Math.max(0, open.length - maxLookBack); i--) {
    if (open[i] !== undefined && matches(open[i] as Element)) return i
  }
  return -1
}

/**
 * The parser behind drops an item of which it knows no element, and nobody would learn that it was offered: so each gets
 * one that it knows and no entry is made of.
 */
function keeper(tag: string): string {
  const [, prefix = '', name = ''] = itemName.exec(tag.toLowerCase()) ?? []
  return name === 'item' ? '<comments>-</comments>' : name === 'entry' ? `<${prefix}rights>-</${prefix}rights>` : ''
}

const properName = /^[A-Za-z_:][\w:.-]{0,200}$/
const itemName = /^([\w.-]+:)?(item|entry)$/i
const emptyInHtml = new Set(['br', 'hr', 'img', 'wbr', 'input', 'embed'])

/** `__proto__` and its kin make the parser refuse the whole document, `length` makes it a list of that many values. */
function safeName(name: string): string {
  return /^(__proto__|constructor|prototype|(?:[\w.-]+:)?length)$/i.test(name) ? `x-${name}` : name
}

function written([name, value]: readonly [string, string]): string {
  return ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`
}

/** Raw text with every `&` that begins no reference escaped, and every `<`. */
function escaped(raw: string): string {
  const referenced = raw.includes('&') ? raw.replace(/&(?!(?:#\d{1,8}|#x[\da-f]{1,6}|\w{1,40});)/gi, '&amp;') : raw
  return referenced.replaceAll('<', '&lt;')
}
