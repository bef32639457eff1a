/** A state is a shape, a word and a colour: none of them alone. */
import { Check, CircleDashed, CirclePause, LoaderCircle, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './table.module.css'

const icons = {
  ok: Check,
  warn: TriangleAlert,
  err: OctagonAlert,
  paused: CirclePause,
  waiting: CircleDashed,
  polling: LoaderCircle,
} as const

export type StateTone = keyof typeof icons

export function StateWord({ tone, children }: Readonly<{ tone: StateTone; children: ReactNode }>) {
  const Icon = icons[tone]
  const colour = tone === 'ok' || tone === 'warn' || tone === 'err' ? css[tone] : css.faint
  return (
    <span className={`${css.state} ${colour}`}>
      <Icon aria-hidden />
      {tone === 'polling' && <span className="hidden">Polling now. </span>}
      <span>{children}</span>
    </span>
  )
}
