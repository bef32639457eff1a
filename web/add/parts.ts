/** The parts of a reading, and which of them this one will have. */
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'

export type Part = Readonly<{
  key: string
  starts: StageEvent['stage']
  ends: StageEvent['stage']
  to: string
  during: string
  done: string
}>

export const parts: readonly Part[] = [
  { key: 'fetch', starts: 'fetching', ends: 'extracted', to: 'Fetched', during: 'Fetching', done: 'Fetched' },
  {
    key: 'summary',
    starts: 'summarising',
    ends: 'summarised',
    to: 'Summarised',
    during: 'Summarising',
    done: 'Summarised',
  },
  {
    key: 'translation',
    starts: 'summarised',
    ends: 'translated',
    to: 'Translated',
    during: 'Translating',
    done: 'Translated',
  },
  {
    key: 'insights',
    starts: 'summarised',
    ends: 'insights',
    to: 'Insights',
    during: 'Finding insights',
    done: 'Insights',
  },
]

/** What needs a language model is promised once there is known to be one; a text in the wanted language needs no translation. */
export function partsOf({ events, language }: Submission): readonly Part[] {
  const detail = (stage: StageEvent['stage']) => detailOf(events, stage)
  const provider = (detail('summarised') ?? detail('summarising'))?.provider
  const hasModel = typeof provider === 'string' && provider !== 'builtin'
  const isForeign = language !== '' && detail('extracted')?.language !== language
  const isComing = (key: string) => hasModel && (key === 'insights' || isForeign)
  return parts.filter(
    ({ key, ends }) => key === 'fetch' || key === 'summary' || isComing(key) || detail(ends) !== undefined,
  )
}

export function detailOf(events: readonly StageEvent[], stage: StageEvent['stage']): StageEvent['detail'] | undefined {
  return events.find(event => event.stage === stage)?.detail
}
