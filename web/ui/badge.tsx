/** A word with its picture, beside a name. */
import type { LucideIcon } from 'lucide-react'
import css from './badge.module.css'

type Tone = 'plain' | 'ok' | 'warn' | 'err'

export function Badge({ icon: Icon, text, tone = 'plain' }: Readonly<{ icon: LucideIcon; text: string; tone?: Tone }>) {
  return (
    <span className={`${css.badge} ${css[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  )
}
