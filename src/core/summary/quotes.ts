/** A quote is the article's own words, or it is dropped and counted. */
import { caps, type Summary, sizes } from './contract.ts'
import { field, number, objects, rawText, text, unique } from './fields.ts'
import type { Reader } from './reader.ts'
import { cutAtSentence } from './sentences.ts'

/** The article's own spelling of each quote that occurs in it, cut at sentence ends; the others count as dropped. */
export function quotesFrom(value: unknown, reader: Reader): string[] {
  const quotes = objects(value).flatMap(item => {
    const said = rawText(field(item, 'text', 'quote', 'quotation', 'excerpt', 'content', ''))
    const quote = quoteFrom(said, reader)
    return quote === null ? [] : [quote]
  })
  return unique(quotes).slice(0, sizes.quotes)
}

/** Null when the article does not say it; only then does it count as dropped. */
function quoteFrom(said: string, { evidence, dropped, clean }: Reader): string | null {
  if (said.trim() === '') return null
  const own = evidence.quoted(said.replace(/^\s*(?:\.{3}|…|\[…\]|\[\.{3}\])|(?:\.{3}|…|\[…\]|\[\.{3}\])\s*$/g, ''))
  const quote = own === null ? '' : cutAtSentence(own, caps.quote)
  if (quote !== '' && clean(quote, caps.quote) === quote) return quote
  dropped.quotes++
  return null
}

/** Figures whose source occurs in the article. */
export function statsFrom(value: unknown, reader: Reader): Summary['key_stats'] {
  return objects(value)
    .flatMap(item => {
      const given = field(item, 'value', 'number', 'figure', 'amount')
      const found = number(given)
      const label = text(field(item, 'label', 'name', 'metric', 'description', 'stat'), caps.idea, reader.clean)
      if (found === null || label === '') return []
      const unit = text(field(item, 'unit', 'units') ?? unitIn(given), caps.name, reader.clean)
      const source_excerpt = quoteFrom(
        rawText(field(item, 'sourceexcerpt', 'source', 'excerpt', 'quote', 'context')),
        reader,
      )
      return source_excerpt === null ? [] : [{ label, value: found, unit, source_excerpt }]
    })
    .slice(0, sizes.stats)
}

/** A highlight that is a quote, or has one of some length in it, must be the article's. Counts what is not. */
export function unquotable(highlight: string, { evidence, dropped }: Reader): boolean {
  const quoted = [...highlight.matchAll(/["“„«「『]([^"“”„«»「」『』]{1,600})["”“»」』]/gu)].map(
    ([, words = '']) => words,
  )
  const foreign = quoted.filter(
    words => (words.length >= 20 || words.length > highlight.length * 0.8) && evidence.quoted(words) === null,
  )
  if (foreign.length > 0) dropped.quotes++
  return foreign.length > 0
}

/** The `%` of `42 %`, the `million` of `2.1 million`. */
function unitIn(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200).replace(/^[^\d]*[\d.,\s]*/u, '') : ''
}
