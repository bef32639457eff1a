/** The stages of a submission as people follow them: what is done and how long it took, what runs, what is still to come. */
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import type { StepState } from '../ui/stepper.tsx'

export type Step = Readonly<{
  key: string
  state: StepState
  title: string
  detail: string | null
  /** How long it took, or takes already. */
  ms: number | null
}>

type Part = Readonly<{
  key: string
  starts: StageEvent['stage']
  ends: StageEvent['stage']
  to: string
  during: string
  done: string
}>

const parts: readonly Part[] = [
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

export function stepsOf(submission: Submission, nowMs: number): Step[] {
  const { events } = submission
  const at = (stage: StageEvent['stage']) => {
    const event = events.find(one => one.stage === stage)
    return event ? Date.parse(event.at) : null
  }
  const accepted = at('accepted') ?? Date.parse(submission.submittedAt)
  const end = endOf(submission)
  const isStored = end === 'done' && at('fetching') === null && at('summarising') === null
  const title = isStored ? 'Already stored, 0 network calls' : 'Accepted'
  const first: Step = { key: 'accepted', state: 'done', title, detail: null, ms: 0 }
  if (isStored) return [first]
  const waits = waitOf(events)
  const steps = partsOf(submission).flatMap((part): Step[] => {
    const began = at(part.starts)
    const ended = at(part.ends)
    const { key } = part
    const step = { key, detail: null, ms: null }
    if (ended !== null) {
      const ms = between(began ?? accepted, ended)
      return [{ ...step, state: 'done', title: part.done + byWhom(events, part), ms }]
    }
    if (end !== null) return began !== null && end !== 'done' ? [{ ...step, state: 'failed', title: part.during }] : []
    if (began === null) return [{ ...step, state: 'waiting', title: part.to }]
    return [{ ...step, state: 'now', title: part.during, detail: waits, ms: between(began, nowMs) }]
  })
  const cancelled: Step = { key: 'end', state: 'warn', title: 'Cancelled', detail: null, ms: null }
  return [first, ...onlyOneFailure(steps), ...(end === 'cancelled' ? [cancelled] : [])]
}

/** The server's clock and the browser's may differ, and a step back of either is no time at all. */
function between(from: number, to: number): number {
  return Math.max(0, to - from)
}

/** The last event says it a moment before the status does. */
function endOf({ status, events }: Submission): 'done' | 'failed' | 'cancelled' | null {
  return ends.find(end => status === end || events.some(event => event.stage === end)) ?? null
}

const ends = ['done', 'failed', 'cancelled'] as const

/** What needs a language model is promised once there is known to be one; a text in the wanted language needs no translation. */
function partsOf({ events, language }: Submission): readonly Part[] {
  const detailOf = (stage: StageEvent['stage']) => events.find(event => event.stage === stage)?.detail
  const provider = (detailOf('summarised') ?? detailOf('summarising'))?.provider
  const hasModel = typeof provider === 'string' && provider !== 'builtin'
  const isForeign = language !== '' && detailOf('extracted')?.language !== language
  const isComing = (key: string) => hasModel && (key === 'insights' || isForeign)
  return parts.filter(
    ({ key, ends }) => key === 'fetch' || key === 'summary' || isComing(key) || detailOf(ends) !== undefined,
  )
}

/** Why nothing happens just now; null when something does. */
function waitOf(events: readonly StageEvent[]): string | null {
  const wait = events.find(event => event.stage === 'waiting')
  if (wait === undefined || events.some(event => Date.parse(event.at) > Date.parse(wait.at))) return null
  return typeof wait.detail.reason === 'string' ? `Waiting: ${wait.detail.reason}` : 'Waiting'
}

function byWhom(events: readonly StageEvent[], { ends }: Part): string {
  const who = events.find(event => event.stage === ends)?.detail.extractor
  if (typeof who !== 'string') return ''
  return who === 'builtin' ? ', built-in' : `, ${who}`
}

/** Translation and insights run side by side; when the reading ended, one cross says it. */
function onlyOneFailure(steps: Step[]): Step[] {
  const failed = steps.findIndex(step => step.state === 'failed')
  return steps.filter((step, at) => step.state !== 'failed' || at === failed)
}
