/** The stages of a submission as people follow them: what is done and how long it took, what runs, what is still to come. */
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import type { StepState } from '../ui/stepper.tsx'

export type Step = Readonly<{ key: string; state: StepState; title: string; ms: number | null }>

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
  const { events, status, language } = submission
  const at = (stage: StageEvent['stage']) => {
    const event = events.find(one => one.stage === stage)
    return event ? Date.parse(event.at) : null
  }
  const accepted = at('accepted') ?? Date.parse(submission.submittedAt)
  const isOver = status === 'done' || status === 'failed' || status === 'cancelled'
  const isStored = status === 'done' && at('fetching') === null && at('summarising') === null
  const first: Step = {
    key: 'accepted',
    state: 'done',
    title: isStored ? 'Already stored, 0 network calls' : 'Accepted',
    ms: 0,
  }
  if (isStored) return [first]
  const wanted = parts.filter(part => part.key !== 'translation' || language !== '' || at('translated') !== null)
  const steps = wanted.flatMap((part): Step[] => {
    const began = at(part.starts)
    const ended = at(part.ends)
    const { key } = part
    if (ended !== null)
      return [{ key, state: 'done', title: part.done + byWhom(events, part), ms: ended - (began ?? accepted) }]
    if (isOver)
      return began !== null && status !== 'done' ? [{ key, state: 'failed', title: part.during, ms: null }] : []
    if (began !== null) return [{ key, state: 'now', title: part.during, ms: nowMs - began }]
    return [{ key, state: 'waiting', title: part.to, ms: null }]
  })
  return [first, ...onlyOneFailure(steps), ...endOf(submission)]
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

function endOf({ status }: Submission): Step[] {
  return status === 'cancelled' ? [{ key: 'end', state: 'warn', title: 'Cancelled', ms: null }] : []
}
