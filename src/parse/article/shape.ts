/** A tree is only built of a page whose shape allows it: the tree's readers recurse, and climb it for every element. */
import { Parser } from 'htmlparser2'
import { type Failure, failed, type Outcome, ok } from '../../core/failure.ts'

/** Characters; the largest pages that are read by people have a few million. */
export const longestPage = 5_000_000
/** Readability's time grows with the square of the depth: 0.3 s at 500, minutes at 5,000. Real pages stay below 100. */
const deepestPage = 500
export const mostElements = 100_000

/** Whether the tree of `html` is worth building: one pass over the tokens, no tree, no recursion. */
export function checkShape(html: string): Outcome<null> {
  if (html.length > longestPage) return failed(tooLarge('The page is too long to be read.', longestPage))
  let depth = 0
  let deepest = 0
  let elements = 0
  const parser = new Parser({
    onopentagname: () => {
      elements += 1
      depth += 1
      deepest = Math.max(deepest, depth)
      if (deepest > deepestPage || elements > mostElements) parser.pause()
    },
    onclosetag: () => {
      depth -= 1
    },
  })
  // In pieces, because a paused parser only stops between two of them.
  for (let at = 0; at < html.length && deepest <= deepestPage && elements <= mostElements; at += piece) {
    parser.write(html.slice(at, at + piece))
  }
  parser.reset()
  if (deepest > deepestPage) {
    return failed({ kind: 'malformed', message: `The page is nested more than ${deepestPage} elements deep.` })
  }
  return elements > mostElements
    ? failed(tooLarge('The page has too many elements to be read.', longestPage))
    : ok(null)
}

const piece = 64 * 1024

function tooLarge(message: string, limitBytes: number): Failure {
  return { kind: 'tooLarge', limitBytes, message }
}
