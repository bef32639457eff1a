/** What of a title and a text is shown of a hit, in pieces, never as markup. */
import { type Statement, sql } from '../statement.ts'
import type { Piece, Shown } from './found.ts'

/** Characters of a text that snippets are taken from. */
const SNIPPET_FROM = 12_000
/** What marks the matches on their way out of the database; taken out of the texts first, so no text can forge one. */
const OPEN = '\u0002'
const CLOSE = '\u0003'

/** Scripts without spaces, as in migration 0004. */
const runs = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g

const marks = `StartSel=${OPEN}, StopSel=${CLOSE}`

/** Of the article `a`, its extraction `x` and its place in the index `s`. The text itself is only wanted where PostgreSQL marks nothing in it. */
export const headlines = (query: Statement, asked: string) => sql`
  ts_headline(s.config::regconfig, translate(a.title, ${OPEN + CLOSE}, ''), ${query}, ${`${marks}, HighlightAll=true`}) as title,
  ts_headline(s.config::regconfig, translate(left(coalesce(x.content_text, a.content_text), ${SNIPPET_FROM}), ${OPEN + CLOSE}, ''), ${query},
    ${`${marks}, MaxFragments=2, MaxWords=30, MinWords=12, FragmentDelimiter=" … "`}) as snippet,
  case when ${asked.match(runs) !== null} then left(coalesce(x.content_text, a.content_text), ${SNIPPET_FROM}) else '' end as body`

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of `headlines`.
export function readHit(row: any, asked: string): Shown {
  const snippet = piecesOf(row.snippet)
  return {
    title: withRuns(piecesOf(row.title), asked),
    snippet: snippet.some(piece => piece.mark) ? snippet : snippetOfRuns(row.body, asked, snippet),
  }
}

/** `a[b]c` becomes three pieces; white space is one blank. */
export function piecesOf(marked: string): Piece[] {
  return marked
    .replace(/\s+/g, ' ')
    .split(new RegExp(`[${OPEN}${CLOSE}]`))
    .map((text, at) => ({ text, mark: at % 2 === 1 }))
    .filter(piece => piece.text !== '')
}

/** PostgreSQL takes a sentence without spaces for one word and marks nothing in it: what was asked is looked for as it is. */
function withRuns(pieces: readonly Piece[], asked: string): Piece[] {
  const wanted = asked.match(runs) ?? []
  return pieces.flatMap(piece => (piece.mark || wanted.length === 0 ? [piece] : split(piece.text, wanted)))
}

function split(text: string, wanted: readonly string[]): Piece[] {
  const found = new RegExp(`(${wanted.join('|')})`, 'g')
  return text
    .split(found)
    .map((part, at) => ({ text: part, mark: at % 2 === 1 }))
    .filter(piece => piece.text !== '')
}

function snippetOfRuns(body: string, asked: string, fallback: Piece[]): Piece[] {
  const wanted = asked.match(runs) ?? []
  const at = Math.min(...wanted.map(run => body.indexOf(run)).filter(index => index >= 0))
  if (!Number.isFinite(at)) return fallback
  const around = body.slice(Math.max(0, at - 40), at + 120).toWellFormed()
  return split(`${at > 40 ? '… ' : ''}${around.replace(/\s+/g, ' ')} …`, wanted)
}
