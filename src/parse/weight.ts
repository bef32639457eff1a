/**
 * What a document will cost is estimated before a parser touches it. A thread that meets its memory limit in the midst
 * of a native step (one large string, array or regular expression) takes the whole process with it: V8 calls that fatal.
 * So no document may come near the limit: numbers measured with a heap of 256 MB.
 */

/** Each takes about 300 bytes in the parser's tree; 100,000 items of seven elements pass. */
const maxElements = 800_000
/** The attributes of one tag are matched all at once, at about 200 bytes each. */
const maxTagCharacters = 500_000
/** Text outside CDATA is gathered character by character, at 32 bytes each. */
const maxRunCharacters = 4_000_000
/** Native replacing keeps a list of all it found; in slices of this length the list stays small. */
const sliceCharacters = 1_000_000

/** What one look at all tags tells. */
export type Survey = Readonly<{
  /** Whether a well-formed reading of the document would exhaust the parser. */
  isTooHeavy: boolean
  /** Entries that begin in it, those quoted in comments and CDATA sections left out. */
  items: number
  /** Whether an element is called `length`, which the parser would take for a list's. */
  hasLength: boolean
}>

const ofInterest = /<(?:[\w.-]{1,100}:)?(item|entry|length)[\s>/]/iy

/** Takes one pass of `indexOf`. */
export function survey(xml: string): Survey {
  let elements = 0
  let items = 0
  let hasLength = false
  let last = 0
  const result = (isTooHeavy: boolean): Survey => ({ isTooHeavy, items, hasLength })
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', last)) {
    if (at - last > maxRunCharacters) return result(true)
    const end = endOfMarkup(xml, at)
    // An open section swallows the rest; the parser refuses it without reading on.
    if (end === -1) return result(false)
    const mark = xml[at + 1]
    if (mark !== '!' && end - at > maxTagCharacters) return result(true)
    if (mark !== '!' && mark !== '/') {
      ofInterest.lastIndex = at
      const name = ofInterest.exec(xml)?.[1]
      if (name !== undefined && name.length === lengthName.length) hasLength = true
      else if (name !== undefined) items++
      if (++elements > maxElements) return result(true)
    }
    last = end
  }
  return result(xml.length - last > maxRunCharacters)
}

const lengthName = 'length'

function endOfMarkup(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return xml.indexOf('-->', at)
  if (xml.startsWith('<![CDATA[', at)) return xml.indexOf(']]>', at)
  const end = xml.indexOf('>', at)
  return end === -1 ? xml.length : end
}

/** `text.replace(pattern, …)` slice by slice. The pattern must match single characters: a longer match may be cut. */
export function replaceEach(text: string, pattern: RegExp, replacement: (match: string) => string): string {
  if (text.search(pattern) === -1) return text
  const slices: string[] = []
  for (let at = 0; at < text.length; at += sliceCharacters) {
    slices.push(text.slice(at, at + sliceCharacters).replace(pattern, replacement))
  }
  return slices.join('')
}
