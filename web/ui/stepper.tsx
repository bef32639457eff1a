/** What has happened, what happens now, what is still to come: shape, word and colour say it. */
import { Check, CircleDashed, LoaderCircle, type LucideIcon, Minus, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './stepper.module.css'

export type StepState = 'done' | 'now' | 'waiting' | 'warn' | 'failed' | 'plain'

export type StepView = Readonly<{
  key: string
  state: StepState
  title: ReactNode
  detail?: ReactNode
  /** At the end of the line: a duration or a time of day. */
  aside?: ReactNode
}>

const icons: Record<StepState, readonly [LucideIcon, string]> = {
  done: [Check, 'Done'],
  now: [LoaderCircle, 'In progress'],
  waiting: [CircleDashed, 'Not yet'],
  warn: [TriangleAlert, 'Warning'],
  failed: [OctagonAlert, 'Failed'],
  plain: [Minus, ''],
}

export function Stepper({ label, steps }: Readonly<{ label: string; steps: readonly StepView[] }>) {
  return (
    <ol className={css.steps} aria-label={label}>
      {steps.map(step => {
        const [Icon, word] = icons[step.state]
        return (
          <li key={step.key} className={css[step.state]} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span className={css.icon}>
              <Icon aria-hidden />
              {word && <span className="hidden">{word}:</span>}
            </span>
            <div className={css.text}>
              <div className={css.title}>{step.title}</div>
              {step.detail && <div className={css.detail}>{step.detail}</div>}
            </div>
            {step.aside && <span className={`num ${css.aside}`}>{step.aside}</span>}
          </li>
        )
      })}
    </ol>
  )
}
