/** A large document is cut between its entries, so that never more than a piece of it is a tree, and a broken entry spoils only its piece. */
import type { FeedRoot } from './document.ts'

export type Pieces = Readonly<{
  /** Entries that were found. */
  items: number
  /** A document of its own with the entries `from` (inclusive) to `to` (exclusive) and everything that is not an entry. */
  document: (from: number, to: number) => string
  /** The end of the piece that begins at an entry: at most so many entries and characters, but at least one. */
  endOf: (from: number, entries: number, characters: number) => number
}>

/** What is not an entry goes into every piece, so there may not be much of it. */
const maxFrame = 65_536

/**
 * Cuts at the entries' own tags, passing over comments and CDATA sections. An entry opened within an entry ends the former; one that
 * the document breaks off in is left out. Null when there are no entries or they are not all there is to the document.
 * @param ended Whether the root's end tag is there. @param maxItems What follows so many entries is not looked at.
 */
export function cutAtEntries(root: FeedRoot, text: string, ended: boolean, maxItems: number): Pieces | null {
  const [starts, ends] = boundaries(root, text, ended, maxItems)
  const first = starts[0]
  if (first === undefined || first > maxFrame) return null
  const before = text.slice(0, first)
  const isWhole = ended && starts.length < maxItems
  const after = framed(text, starts, ends, isWhole ? text.length : (ends.at(-1) ?? 0))
  if (after === null) return null
  const closing = isWhole ? after : `${after}${endTags(before)}`
  return {
    items: starts.length,
    document: (from, to) => `${before}${text.slice(starts[from], ends[to - 1])}${closing}`,
    endOf: (from, entries, characters) => {
      const start = starts[from] ?? 0
      let to = from + 1
      while (to < starts.length && to - from < entries && (ends[to] ?? 0) - start <= characters) to++
      return to
    },
  }
}

function boundaries(root: FeedRoot, text: string, ended: boolean, maxItems: number): [number[], number[]] {
  const starts: number[] = []
  const ends: number[] = []
  const name = root === 'feed' ? 'entry' : 'item'
  const mark = new RegExp(`<!--|<!\\[CDATA\\[|<(/?)((?:[\\w.-]{1,100}:)?${name})(?=[\\s>/])`, 'gi')
  let tag: string | undefined
  for (let found = mark.exec(text); found !== null && ends.length < maxItems; found = mark.exec(text)) {
    const [opening, slash, written] = found
    if (written === undefined) {
      const end = text.indexOf(opening === '<!--' ? '-->' : ']]>', found.index)
      if (end === -1) break
      mark.lastIndex = end
      continue
    }
    tag ??= written.toLowerCase()
    if (written.toLowerCase() !== tag) continue
    const end = text.indexOf('>', found.index) + 1
    if (end === 0) break
    const isOpen = starts.length > ends.length
    if (slash === '' && isOpen) ends.push(found.index)
    if (slash === '') starts.push(found.index)
    if (starts.length > ends.length && (slash === '/' || text[end - 2] === '/')) ends.push(end)
  }
  if (starts.length > ends.length && ended) ends.push(endOfEntries(text))
  const whole = Math.min(ends.length, maxItems)
  return [starts.slice(0, whole), ends.slice(0, whole)]
}

function endOfEntries(text: string): number {
  const tail = Math.max(0, text.length - maxFrame)
  return tail + text.slice(tail).search(/<\/(?:[\w.-]{1,100}:)?(?:channel|rss|feed|rdf)\s*>/i)
}

/** What stands between the entries and behind them up to `end`, or null when it is much. */
function framed(text: string, starts: readonly number[], ends: readonly number[], end: number): string | null {
  let frame = ''
  for (const [index, from] of ends.entries()) {
    frame += text.slice(from, starts[index + 1] ?? end).trim()
    if (frame.length > maxFrame) return null
  }
  return frame
}

/** The end tags of what is open where the first entry begins: a root, and the channel that holds the entries. */
function endTags(before: string): string {
  const root = /^<([\w.:-]+)/.exec(before)?.[1]
  const channel = /<((?:[\w.-]+:)?channel)[\s>]/i.exec(before.slice(1))?.[1]
  const open = channel === undefined || /<\/(?:[\w.-]+:)?channel\s*>/i.test(before) ? [] : [channel]
  return [...open, root].map(name => `</${name}>`).join('')
}
