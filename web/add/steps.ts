/** The stages of a submission as people follow them: what is done and how long it took, what runs, what is still to come. */
import type { StageEvent, Submission } from '../../src/app/http/schemas/submissions.ts'
import type { StepState } from '../ui/stepper.tsx'
import { type Missing, missingOf, otherParts, siblingsOf, without } from './missing.ts'
import { detailOf, type Part, parts, partsOf } from './parts.ts'

export type Step = Readonly<{
  key: string
  state: StepState
  title: string
  detail: string | null
  /** How long it took, or takes already. */
  ms: number | null
}>

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
  const missing = missingOf(events)
  if (isStored) return [first, ...missing.map(stepWithout)]
  const waits = waitOf(events)
  const steps = partsOf(submission).flatMap((part): Step[] => {
    const began = at(part.starts)
    const ended = at(part.ends)
    const { key } = part
    const step = { key, detail: null, ms: null }
    const gap = missing.find(one => one.name === key)
    if (gap !== undefined) return [stepWithout(gap)]
    if (ended !== null) {
      const isKnown = detailOf(events, part.ends)?.stored === true
      const title = isKnown ? 'Text already stored' : part.done + byWhom(events, part)
      return [{ ...step, state: 'done', title, ms: isKnown ? null : between(began ?? accepted, ended) }]
    }
    if (end !== null) return began !== null && end !== 'done' ? [{ ...step, state: 'failed', title: part.during }] : []
    if (began === null) return [{ ...step, state: 'waiting', title: part.to }]
    return [{ ...step, state: 'now', title: part.during, detail: waits, ms: between(began, nowMs) }]
  })
  const cancelled: Step = { key: 'end', state: 'warn', title: 'Cancelled', detail: null, ms: null }
  return [
    first,
    ...withSiblings(onlyOneFailure(steps, events), events),
    ...missing.filter(({ name }) => steps.every(({ key }) => key !== name)).map(stepWithout),
    ...(end === 'cancelled' ? [cancelled] : []),
  ]
}

function stepWithout(missing: Missing): Step {
  return { key: missing.name, state: 'warn', title: without(missing), detail: missing.advice, ms: null }
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

/** Translation and insights run side by side; when the reading ended, one cross says which of them ended it. */
function onlyOneFailure(steps: Step[], events: readonly StageEvent[]): Step[] {
  const stage = detailOf(events, 'failed')?.stage
  const named = parts.find(part => part.ends === stage)?.key
  const failed = steps.find(step => step.state === 'failed' && step.key === named) ?? steps.find(isFailed)
  return steps.filter(step => !isFailed(step) || step === failed)
}

function isFailed({ state }: Step): boolean {
  return state === 'failed'
}

/**
 * What became of the work beside a failure: the other parts of a long text, or the other half of a stage. Every step keeps its
 * place and, but for the last one, its height: nothing moves.
 */
function withSiblings(steps: Step[], events: readonly StageEvent[]): Step[] {
  const fates = siblingsOf(events)
  const cause = steps.find(isFailed)
  if (cause === undefined || fates.length === 0) return steps
  const behind = new Set(parts.slice(parts.findIndex(({ key }) => key === cause.key) + 1).map(({ key }) => key))
  const before = fates.find(({ name, why }) => why !== '' && !behind.has(name) && !name.startsWith('segment '))
  const detail = before === undefined ? otherParts(fates) : without(before)
  const told = steps.map(step => (step === cause ? { ...step, detail } : step))
  return parts.flatMap(({ key, done }): Step[] => {
    const fate = fates.find(({ name }) => name === key)
    if (fate === undefined) return told.filter(step => step.key === key)
    if (fate.is === 'kept') return [{ key, state: 'done', title: `${done}, kept`, detail: null, ms: null }]
    const why = fate.is === 'stopped' ? 'stopped' : behind.has(key) ? fate.why : ''
    return [{ key, state: 'warn', title: without({ name: key, why }), detail: null, ms: null }]
  })
}
