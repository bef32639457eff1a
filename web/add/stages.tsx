/** How the reading of one link goes, live, and how it ended. */
import { Copy } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import type { Submission } from '../../src/app/http/schemas/submissions.ts'
import { wordsOf } from '../api/problem.ts'
import { cancelSubmission, isOver, submit, useSubmission } from '../api/submissions.ts'
import { announce } from '../state/announce.ts'
import { complain, say } from '../state/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { seconds } from '../ui/time.ts'
import css from './stages.module.css'
import { stepsOf } from './steps.ts'

type Props = Readonly<{ id: string; onDone?: (articleId: string) => void; children?: ReactNode }>

/** `children` are buttons that stand beside its own. */
export function StagesOf({ id, onDone, children }: Props) {
  const [shown, show] = useState(id)
  const { data, error } = useSubmission(shown)
  const now = useNow(data !== undefined && !isOver(data))
  const status = data?.status
  const tell = useEffectEvent((now: Submission['status']) => {
    announce(`Reading: ${now}.`)
    if (now === 'done' && data) onDone?.(data.articleId)
  })
  useEffect(() => {
    if (status) tell(status)
  }, [status])
  if (error) return <p role="alert">{wordsOf(error)}</p>
  if (!data) return <p>Asking…</p>
  const steps = stepsOf(data, now).map(({ ms, ...step }) => ({ ...step, aside: ms === null ? null : seconds(ms) }))
  return (
    <div className={css.stages}>
      <Stepper label="Stages" steps={steps} />
      {data.status === 'failed' && <Failed submission={data} onAgain={show} />}
      <div className={css.buttons}>
        {!isOver(data) && <Button onClick={() => void cancel(data.id)}>Cancel</Button>}
        {children}
      </div>
    </div>
  )
}

function Failed({ submission, onAgain }: Readonly<{ submission: Submission; onAgain: (id: string) => void }>) {
  const id = submission.failure?.errorId ?? submission.id
  const again = async () => {
    try {
      onAgain((await submit(submission.url)).id)
    } catch (error) {
      complain(wordsOf(error))
    }
  }
  const copy = async () => {
    await navigator.clipboard.writeText(id)
    say('Error ID copied.')
  }
  return (
    <div className={css.failed} role="alert">
      <p>Could not read this page: {submission.failure?.message ?? 'nobody knows why'}. The link is kept.</p>
      <p className={css.buttons}>
        <Button onClick={() => void again()}>Try again</Button>
        <Button onClick={() => void copy()}>
          <Copy aria-hidden />
          Error ID: {id.slice(0, 8)}
        </Button>
      </p>
    </div>
  )
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
