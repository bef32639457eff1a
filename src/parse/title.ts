/** Titles and names become one line of plain text, though formats never say whether they hold markup. */
import { oneLine, plainText } from './plain-text.ts'

/** Much longer than any title; the article is cut shorter still. */
const titleLimit = 10_000

/**
 * A title whose format leaves open whether it is HTML (RSS, JSON Feed): entities are decoded once; markup is stripped
 * where it is markup, so `List<String>` and `the <img> tag` survive. Null when nothing readable is left.
 */
export function guessedLine(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null
  const text = raw.slice(0, titleLimit)
  return htmlLine(text.includes('<') && !hasMarkup(text) ? text.replaceAll('<', '&lt;') : text)
}

/** A title that is declared to be HTML. */
export function htmlLine(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null
  return textLine(raw.includes('<') || raw.includes('&') ? plainText(raw.slice(0, titleLimit)) : raw)
}

/** A title that is declared to be plain text. */
export function textLine(raw: string | null | undefined): string | null {
  return raw === null || raw === undefined ? null : oneLine(raw.slice(0, titleLimit)) || null
}

/** Whether a text holds elements that HTML knows. */
export function mentionsHtml(text: string): boolean {
  for (const [, , name = ''] of text.matchAll(tag)) if (htmlElements.has(name.toLowerCase())) return true
  return false
}

/** Markup shows by an end tag, an attribute or a line break; a bare `<img>` or `<p>` in a title is what it talks about. */
function hasMarkup(text: string): boolean {
  for (const [, slash, name = '', rest = ''] of text.matchAll(tag)) {
    const known = htmlElements.has(name.toLowerCase())
    if (known && (slash === '/' || rest.trim() !== '' || /^w?br$/i.test(name))) return true
  }
  return text.includes('<!--')
}

/** The look-ahead pins the name's length: without it a long name would be tried at every length. */
const tag = /<(\/?)([a-z][a-z0-9]{0,20})(?![a-z0-9])([^<>]*)>/gi

const htmlElements = new Set(
  (
    'a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas caption ' +
    'center cite code col colgroup data dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font ' +
    'footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li ' +
    'link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output p param picture ' +
    'pre progress q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg ' +
    'table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp'
  ).split(' '),
)
