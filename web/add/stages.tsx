/** How the reading of one link goes, live, and how it ended. */
import { Copy } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import type { Submission } from '../../src/app/http/schemas/submissions.ts'
import { readAdvice } from '../../src/core/read-advice.ts'
import { wordsOf } from '../api/problem.ts'
import { cancelSubmission, isOver, submit, useSubmission } from '../api/submissions.ts'
import { announce } from '../state/announce.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { seconds } from '../ui/time.ts'
import { missingOf, without } from './missing.ts'
import { detailOf } from './parts.ts'
import css from './stages.module.css'
import { stepsOf } from './steps.ts'

type Props = Readonly<{
  id: string
  /** There is something to open: all of it, or at least its text. */
  onReadable?: (articleId: string) => void
  children?: ReactNode
}>

/** `children` are buttons that stand before its own. All of them stand above the stages: whatever these come to say, nothing moves. */
export function StagesOf({ id, onReadable, children }: Props) {
  const [shown, show] = useState(id)
  const { data, error } = useSubmission(shown)
  const now = useNow(data !== undefined && !isOver(data))
  const status = data?.status
  const tell = useEffectEvent((now: Submission['status']) => {
    if (!data) return
    announce([`Reading: ${now}`, ...missingOf(data.events).map(without)].map(words => `${words}.`).join(' '))
    if (now === 'done' || (now === 'failed' && detailOf(data.events, 'extracted'))) onReadable?.(data.articleId)
  })
  useEffect(() => {
    if (status) tell(status)
  }, [status])
  if (error) return <p role="alert">{wordsOf(error)}</p>
  if (!data) return <p>Asking…</p>
  const steps = stepsOf(data, now).map(({ ms, ...step }) => ({ ...step, aside: ms === null ? null : seconds(ms) }))
  const isIncomplete = data.status === 'failed' || missingOf(data.events).length > 0
  return (
    <div className={css.stages}>
      <div className={`${css.buttons} ${css.own}`}>
        {children}
        {!isOver(data) && <Button onClick={() => void cancel(data.id)}>Cancel</Button>}
        {isOver(data) && isIncomplete && <Button onClick={() => void again(data, show)}>Try again</Button>}
      </div>
      <Stepper label="Stages" steps={steps} />
      {data.status === 'failed' && <Failed submission={data} />}
    </div>
  )
}

/** It has its place from the beginning; null: there is nothing to open yet. */
export function OpenArticle({ id }: Readonly<{ id: string | null }>) {
  return (
    <Button isMain={id !== null} isDisabled={id === null} href={id === null ? undefined : `/all/a/${id}`}>
      Open
    </Button>
  )
}

function Failed({ submission }: Readonly<{ submission: Submission }>) {
  const { failure } = submission
  const id = failure?.errorId ?? submission.id
  const advice = failure ? readAdvice(failure.stage, failure.kind) : null
  const copy = async () => {
    await navigator.clipboard.writeText(id)
    say('Error ID copied.')
  }
  return (
    <div className={css.failed} role="alert">
      <p>{failureOf(submission)}</p>
      {advice !== null && <p className={css.advice}>{advice}</p>}
      <p className={css.buttons}>
        <Button onClick={() => void copy()}>
          <Copy aria-hidden />
          Error ID: {id.slice(0, 8)}
        </Button>
      </p>
    </div>
  )
}

/** What was stored before stays, and so does the link. */
function failureOf({ failure }: Submission): string {
  const why = failure?.message ?? 'nobody knows why'
  const stage = failure?.stage
  if (stage === 'translated') return `Could not translate the summary: ${why}. Text and summary are kept.`
  if (stage === 'insights') return `Could not look for insights: ${why}. Text and summary are kept.`
  if (stage === 'summarising') return `Could not summarise this page: ${why}. Its text is kept.`
  return `Could not read this page: ${why}. The link is kept.`
}

/** In the same language: who asked for a translation asks for it again. */
async function again({ url, language }: Submission, onAgain: (id: string) => void): Promise<void> {
  try {
    onAgain((await submit(url, { language: language || undefined })).id)
  } catch (error) {
    complain(wordsOf(error))
  }
}

async function cancel(id: string): Promise<void> {
  try {
    await cancelSubmission(id)
  } catch (error) {
    complain(wordsOf(error))
  }
}

/** Ticks only while something is counted. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}
