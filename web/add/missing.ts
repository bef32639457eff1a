/** What a reading had to do without, and what became of the work beside a failure, in words that people understand. */
import type { StageEvent } from '../../src/app/http/schemas/submissions.ts'

/** @property name `translation` or `insights`. */
export type Missing = Readonly<{ name: string; why: string; advice: string }>

type Events = readonly Pick<StageEvent, 'stage' | 'detail'>[]

/** Asked for, and not there when the reading was done. */
export function missingOf(events: Events): Missing[] {
  return textsOf(events, 'done', 'without').map(text => {
    const [name, why] = inTwo(text)
    return { name, why, advice: why === noModel ? setModel : askAgain }
  })
}

/** As `winnow read` says it: `Without translation: no language model is configured`. */
export function without({ name, why }: Pick<Missing, 'name' | 'why'>): string {
  return why === '' ? `Without ${name}` : `Without ${name}: ${why}`
}

const noModel = 'no language model is configured'
const setModel =
  'Set OPENROUTER_API_KEY or llm.baseUrl and start Winnow again, then try again: only what is missing is made.'
const askAgain = 'Try again: only what is missing is made.'

export type Fate = Readonly<{ name: string; is: 'kept' | 'stopped' | 'failed'; why: string }>

/** What ran beside the stage that failed. */
export function siblingsOf(events: Events): Fate[] {
  return textsOf(events, 'failed', 'siblings').map(text => {
    const [name, why] = inTwo(text)
    if (why === 'bought') return { name, is: 'kept', why: '' }
    return /^(?:cancelled|not begun)\b/.test(why) ? { name, is: 'stopped', why: '' } : { name, is: 'failed', why }
  })
}

/** Of a long text, read in parts: `Of 4 other parts 1 is kept, 3 were stopped`. Null where there were none. */
export function otherParts(fates: readonly Fate[]): string | null {
  const parts = fates.filter(({ name }) => name.startsWith('segment '))
  if (parts.length === 0) return null
  const count = (is: Fate['is'], one: string, many: string) => {
    const n = parts.filter(part => part.is === is).length
    return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]
  }
  const said = [
    ...count('kept', 'is kept', 'are kept'),
    ...count('stopped', 'was stopped', 'were stopped'),
    ...count('failed', 'failed too', 'failed too'),
  ]
  return `Of ${parts.length} other ${parts.length === 1 ? 'part' : 'parts'} ${said.join(', ')}`
}

/** Details are whatever the server keeps: only lists of texts are read. */
function textsOf(events: Events, stage: StageEvent['stage'], key: string): string[] {
  const list = events.find(event => event.stage === stage)?.detail[key]
  return Array.isArray(list) ? list.filter(one => typeof one === 'string') : []
}

/** The server writes `name: why`. */
function inTwo(text: string): [string, string] {
  const at = text.indexOf(': ')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)]
}
