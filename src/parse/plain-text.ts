/** HTML becomes plain text by streaming its tokens: no tree, so neither depth nor unclosed tags cost anything. */
import { Tokenizer } from 'htmlparser2'

/** Longer text is cut here, in characters (UTF-16 units). */
export const textLimit = 1_000_000

/** Stands for a meant line break until the white space of the source is collapsed. */
const lineBreak = '\v'
/** Elements whose content is not even markup. */
const rawElements = new Set('script style iframe noembed noframes'.split(' '))
const unreadElements = new Set([
  ...rawElements,
  ...'template noscript head svg object audio video canvas select'.split(' '),
])
const blockElements = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre ' +
    'section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/**
 * The readable text of an HTML fragment: scripts, styles and other unreadable elements skipped, block elements turned
 * into line breaks, entities decoded, every other run of white space made one space. At most `textLimit` characters.
 */
export function plainText(html: string): string {
  if (!html.includes('<') && !html.includes('&')) return tidied(html.slice(0, textLimit))
  const { text, unclosed } = read(html, unreadElements)
  // An element that hides text but is never closed must not take the rest of the article with it.
  return tidied(unclosed ? read(html, rawElements).text : text)
}

/** Text whose line breaks are meant (not HTML): white space within a line is collapsed, the breaks stay. */
export function tidyLines(text: string): string {
  return tidied(text.slice(0, textLimit).replace(/\r\n?|\n/g, lineBreak))
}

/** One line: what titles and names are. Only HTML's own white space is collapsed: a no-break space is the author's choice. */
export function oneLine(text: string): string {
  return toBeCollapsed.test(text) ? text.replace(everyControl, ' ').replace(/ {2,}/g, ' ').trim() : text
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls in a title forge log lines and terminal output.
const toBeCollapsed = /[\0-\x1f\x7f]| {2}|^\s|\s$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same ones.
const everyControl = /[\0-\x1f\x7f]+/g

function tidied(text: string): string {
  const spaced = text.replace(/ [^\S\v]+|[^\S \v][^\S\v]*/g, ' ')
  return (spaced.includes(lineBreak) ? spaced.replace(/ ?\v[\v ]*/g, '\n') : spaced).trim()
}

type Reading = Readonly<{ text: string; unclosed: boolean }>

/** One tokenizer serves all calls: making one costs more than reading a short text with it. */
const read = createReader()

function createReader(): (html: string, unread: ReadonlySet<string>) => Reading {
  let source = ''
  let unread: ReadonlySet<string> = unreadElements
  let text = ''
  let name = ''
  // The element being skipped, and how many of its own name are open in it.
  let skipped = ''
  let depth = 0

  const add = (piece: string) => {
    if (skipped !== '') return
    text += piece
    if (text.length > textLimit) tokenizer.pause()
  }
  const breakLine = () => {
    if (blockElements.has(name)) add(lineBreak)
  }
  const tokenizer = new Tokenizer(
    // `<iframe/>` and `<script/>` are common in feeds made of XHTML; taking them for open would hide all that follows.
    { decodeEntities: true, recognizeSelfClosing: true },
    {
      ontext: (start, end) => add(source.slice(start, end)),
      ontextentity: codePoint => add(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => add(source.slice(start, end - offset)),
      onopentagname: (start, end) => {
        name = source.slice(start, end).toLowerCase()
      },
      onopentagend: () => {
        if (skipped === name) depth++
        else if (skipped === '' && unread.has(name)) [skipped, depth] = [name, 1]
        else breakLine()
      },
      onselfclosingtag: breakLine,
      onclosetag: (start, end) => {
        name = source.slice(start, end).toLowerCase()
        if (skipped === name && --depth === 0) skipped = ''
        breakLine()
      },
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onattribname: () => {},
      onattribdata: () => {},
      onattribentity: () => {},
      onattribend: () => {},
      onend: () => {},
    },
  )
  return (html, hidden) => {
    source = html
    unread = hidden
    text = ''
    skipped = ''
    tokenizer.reset()
    tokenizer.write(html)
    tokenizer.end()
    source = ''
    return { text: text.slice(0, textLimit), unclosed: skipped !== '' && !rawElements.has(skipped) }
  }
}
