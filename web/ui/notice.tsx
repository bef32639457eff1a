/** Where there is nothing to show, one sentence says why, and what can be done about it; above what there is, in less space. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './notice.module.css'

type Props = Readonly<{
  icon: LucideIcon
  text: string
  children?: ReactNode
  tone?: 'plain' | 'warn' | 'err' | 'ok'
  isCompact?: boolean
}>

export function Notice({ icon: Icon, text, children, tone = 'plain', isCompact = false }: Props) {
  return (
    <div className={isCompact ? css.compact : css.notice} role={tone === 'err' ? 'alert' : undefined}>
      <Icon aria-hidden className={css[tone]} />
      <p>{text}</p>
      {children && <div className={css.actions}>{children}</div>}
    </div>
  )
}
