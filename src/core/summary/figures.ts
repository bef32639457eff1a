/** Figures are read off sentences: a number with its unit, and the sentence as its source. */
import { caps, type Summary } from './contract.ts'
import { readNumber } from './fields.ts'

/**
 * At most `count`, one of each sentence, in the order of the sentences. Years, dates, clock times, ordinals and list
 * numbers are no figures. The label is the words behind the number, as they stand.
 */
export function figuresOf(sentences: readonly string[], count: number): Summary['key_stats'] {
  const found: Summary['key_stats'] = []
  for (const sentence of sentences) {
    if (found.length >= count) break
    const figure = sentence.length <= caps.quote ? figureOf(sentence) : null
    if (figure !== null) found.push({ ...figure, source_excerpt: sentence })
  }
  return found
}

const written =
  /(?<![\p{L}\p{N}.,:/-])([$€£¥₹₩₽]\s?)?(\d{1,3}(?:[.,\u00A0\u202F'’ ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\p{N}:/-]|[.,]\d|\.(?=\s\p{L}))\s?(%|‰|°C|°F|[$€£¥₹₩₽]|(?:percent|per cent|Prozent|pour cent|por ciento|por cento|per cento|процентов|процента)(?![\p{L}])|パーセント)?\s?((?:thousand|million|billion|trillion|Millionen|Milliarden|Mio|Mrd|millions?|milliards?|millones|milhões|milioni|миллионов|миллиардов|тысяч|万|億|亿)(?!\p{L}))?/giu

function figureOf(sentence: string): Omit<Summary['key_stats'][number], 'source_excerpt'> | null {
  for (const match of sentence.matchAll(written)) {
    const [whole, currency = '', digits = '', sign = '', scale = ''] = match
    const value = readNumber(digits)
    const rest = sentence.slice(match.index + whole.length)
    const bare = currency === '' && sign === '' && scale === ''
    if (value === null || (bare && (isDate(digits, value, rest) || value < 10))) continue
    const unitWord = sign === '' && currency === '' ? (/^\s?(\p{L}[\p{L}-]{0,30})/u.exec(rest)?.[1] ?? '') : ''
    const unit = [currency.trim(), sign, scale, unitWord].filter(part => part !== '').join(' ')
    const label = labelOf(sentence, match.index, rest)
    if (label !== '') return { label, value, unit }
  }
  return null
}

/** A year, or a day before a month: a number of four digits without a separator is a year more often than not. */
function isDate(digits: string, value: number, rest: string): boolean {
  if (/^\d{4}$/.test(digits) && value >= 1000 && value <= 2100) return true
  if (value > 31) return false
  return /^(?:\.|st|nd|rd|th)?\s?(?:of |de )?(?:jan|feb|mar|mär|apr|may|mai|mag|jun|jui|jul|aug|ago|aoû|sep|set|oct|okt|ott|out|nov|dec|dez|dic|déc|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|月|日|時|年)/iu.test(
    rest,
  )
}

/** The clause that the number stands in, without what comes after it. */
function labelOf(sentence: string, at: number, rest: string): string {
  const before =
    sentence
      .slice(0, at)
      .split(/[,;:—–(，；：、「]/u)
      .at(-1) ?? ''
  const after = rest.split(/[,;:.!?—–)，；：。！？、」]/u, 1)[0] ?? ''
  const label = (after.trim().length >= 3 ? after : before).trim()
  return label.length <= caps.name ? label : ''
}
