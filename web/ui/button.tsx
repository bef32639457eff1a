/** One look for every button that has words: one is the main one, the others step back. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import css from './button.module.css'

type Props = Readonly<{
  children: ReactNode
  onClick?: () => void
  /** Leads somewhere instead of doing something. */
  href?: string
  isMain?: boolean
  isDisabled?: boolean
  type?: 'button' | 'submit'
}>

export function Button({ children, onClick, href, isMain, isDisabled, type = 'button' }: Props) {
  const look = `${css.button} ${isMain ? css.main : ''}`
  if (href !== undefined)
    return (
      <Link href={href} className={look} onClick={onClick}>
        {children}
      </Link>
    )
  return (
    <button type={type} className={look} onClick={onClick} disabled={isDisabled}>
      {children}
    </button>
  )
}
