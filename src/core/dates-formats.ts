/** What feeds write where a date belongs: the shapes of a day, the names of months, the names of time zones. */

export type Day = Readonly<{ year: number; month: number; day: number }>

/**
 * The day that a text names, whole and nothing else, or null; the caller checks that it exists. `text` is lower-case,
 * without accents, with single spaces. Where two readings are possible (03/04/2025, the Polish and Croatian
 * listopad) the answer is null: an undated entry passes the filters, a misdated one may be dropped as old.
 */
export function readDay(text: string, twelveHourClock: boolean): Day | null {
  return readShapes(text, twelveHourClock) ?? readShapes(text.replace(weekday, ''), twelveHourClock)
}

/** 1 to 12, or null if the word names no month in any of the languages of the table. */
export function monthOf(word: string): number | null {
  for (const [stems, month] of months) if (stems.test(word)) return month
  return null
}

/** Minutes east of UTC. RFC 5322 §4.3: a name nobody knows, military letters among them, counts as UTC. */
export function zoneMinutes(name: string): number {
  return zones.get(name) ?? 0
}

/** Any one word before the date, in any language and right or wrong: the day of the month decides. */
const weekday = /^\p{L}[\p{L}-]*[.,]* ?/u

function readShapes(text: string, twelveHourClock: boolean): Day | null {
  for (const [shape, read] of shapes) {
    const parts = shape.exec(text)
    const day = parts && read(parts.slice(1), twelveHourClock)
    if (day) return day
  }
  return null
}

type Reader = (parts: string[], twelveHourClock: boolean) => Day | null

const shapes: readonly (readonly [RegExp, Reader])[] = [
  // 2003-12-31, 2020/1/10, 2004.5.28 (weekday behind or not) and Google's 2003-012-31
  [/^(\d{4})[-/. ]0?(\d{1,2})[-/. ](\d{1,2})[.-]?(?:,? \p{L}+)?$/u, ([y, m, d]) => dayOf(y, m, d)],
  // 05 Nov 2025, 5-nov-25, 5. november 2025, 5 de noviembre de 2025, 1er janvier 2025, 13 Feb, 2012
  [
    /^(\d{1,2})(?:st|nd|rd|th|er|o)?[ .-]{0,2}(?:de |of )?(\p{L}{3,12})[.,]?[ ,-]{0,2}(?:de |del )?(\d{2,4})\.?$/u,
    ([d, month = '', y = '']) => dayOf(fullYear(y), monthOf(month), d),
  ],
  // Aug 30 2012, November 5, 2025
  [/^(\p{L}{3,12})\.?[ -](\d{1,2})(?:st|nd|rd|th)?[ ,-]{1,2}(\d{4})$/u, ([m = '', d, y]) => dayOf(y, monthOf(m), d)],
  // 2004-július-13, 2025. november 5.
  [/^(\d{4})[ .-]{1,2}(\p{L}{3,12})[ .-]{1,2}(\d{1,2})\.?$/u, ([y, m = '', d]) => dayOf(y, monthOf(m), d)],
  // ISO 8601: 20031231, 2003-365, 2003-W52-3, 2003-12, 2003
  [/^(\d{4})(\d{2})(\d{2})$/, ([y, m, d]) => dayOf(y, m, d)],
  [/^(\d{4})-?(\d{3})$/, ([y, n]) => dayOfYear(Number(y), Number(n))],
  [/^(\d{4})-?w(\d{2})(?:-?([1-7]))?$/, ([y, w, n]) => dayOfWeek(Number(y), Number(w), Number(n ?? 1))],
  [/^(\d{4})[-/.](\d{1,2})-?$/, ([y, m]) => dayOf(y, m, 1)],
  [/^(\d{4})-?$/, ([y]) => dayOf(y, 1, 1)],
  [/^(\p{L}{3,12})[.,]? (\d{4})$/u, ([m = '', y]) => dayOf(y, monthOf(m), 1)],
  // 31.12.2003 is always day first; 12/31/2003 only when the numbers or an am/pm say which is which
  [/^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?$/, ([d, m, y]) => dayOf(y, m, d)],
  [/^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, ([a, b, y], american) => dayOrMonthFirst(Number(a), Number(b), y, american)],
]

type Part = string | number | undefined

function dayOf(year: Part, month: Part | null, day: Part): Day | null {
  return month === null ? null : { year: Number(year), month: Number(month), day: Number(day) }
}

function dayOrMonthFirst(a: number, b: number, year: Part, american: boolean): Day | null {
  if (a > 12 || a === b) return dayOf(year, b, a)
  return b > 12 || american ? dayOf(year, a, b) : null
}

function dayOfYear(year: number, number: number): Day | null {
  const day = fromDate(new Date(Date.UTC(year, 0, number)))
  return number > 0 && day.year === year ? day : null
}

/** ISO 8601: week 1 holds 4 January, weeks begin on Monday. */
function dayOfWeek(year: number, week: number, number: number): Day | null {
  const fourth = new Date(Date.UTC(year, 0, 4))
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7
  const thursday = new Date(Date.UTC(year, 0, monday + 3)) // a week belongs to the year that has its Thursday
  return thursday.getUTCFullYear() === year ? fromDate(new Date(Date.UTC(year, 0, monday + number - 1))) : null
}

function fromDate(date: Date): Day {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** RFC 5322 §4.3: two digits are 1950 to 2049, three are counted from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return year < 50 ? 2000 + year : 1900 + year
}

/**
 * How names of months begin, without accents, in English, German, Dutch, Scandinavian, Finnish, the Romance languages,
 * Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Indonesian, Greek (with two misspellings that feeds carry),
 * Russian, Ukrainian, Bulgarian and Serbian. Longer stems that begin like another month's come first.
 */
const months: readonly (readonly [RegExp, number])[] = [
  [/^marras/, 11],
  [/^cerven(?:ec|ce)/, 7],
  [/^(?:jan|ene|gen|ian|sty|led(?:en|na)?$|oca|tammi|янв|яну|јан|січ|ιαν)/, 1],
  [/^(?:feb|fev|lut|uno|sub|helmi|фев|феб|лют|φεβ)/, 2],
  [/^(?:mar|maa|mrt|mrz|bre|мар|бер|μαρ|μαω)/, 3],
  [/^(?:apr|abr|avr|kwi|dub|nis|huhti|апр|кві|απρ)/, 4],
  [/^(?:may|mai|mag|maj|mei|kve|touko|маи|мая|мај|тра|μαι)/, 5],
  [/^(?:jun|juin|giu|iun|cze|cerv|cvn|haz|kesa|июн|юни|јун|чер|ιουν|ιον)/, 6],
  [/^(?:jul|juil|lug|iul|lipc|lipi|cvc|tem|heina|июл|юли|јул|лип|ιουλ|ιολ)/, 7],
  [/^(?:aug|ago|agu|aou|sie|srpen|srpna|elo|авг|сер|αυγ)/, 8],
  [/^(?:sep|set|szept|wrz|zar|eyl|syys|сен|сеп|вер|σεπ)/, 9],
  [/^(?:oct|okt|ott|out|paz|rij|eki|loka|окт|жов|οκτ)/, 10],
  [/^(?:nov|noi|listopadu|kas|ноя|ное|нов|лис|νοε)/, 11],
  [/^(?:dec|dez|dic|des|gru|pros|ara|joulu|дек|дец|гру|δεκ)/, 12],
]

/** North American names come from RFC 5322; Disney's feeds write ET for either half of the year, read as standard. */
const zones = new Map<string, number>(
  (
    [
      [-600, 'hst'],
      [-540, 'akst'],
      [-480, 'pt pst akdt'],
      [-420, 'mt mst pdt'],
      [-360, 'ct cst mdt'],
      [-300, 'et est cdt'],
      [-240, 'at ast edt'],
      [-210, 'nst'],
      [-180, 'adt art brt'],
      [-150, 'ndt'],
      [60, 'bst cet met mez west'],
      [120, 'cest mest mesz eet sast'],
      [180, 'eest eat msk trt'],
      [300, 'pkt'],
      [330, 'ist'],
      [420, 'ict wib'],
      [480, 'awst hkt sgt'],
      [540, 'jst kst'],
      [570, 'acst'],
      [600, 'aest'],
      [630, 'acdt'],
      [660, 'aedt'],
      [720, 'nzst'],
      [780, 'nzdt'],
    ] as const
  ).flatMap(([minutes, names]) => names.split(' ').map(name => [name, minutes] as const)),
)
