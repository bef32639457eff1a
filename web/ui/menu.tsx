/** What a button opens next to itself: the browser's own popover, which closes by itself; placed through CSSOM. */
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, type ToggleEvent, useId } from 'react'
import type { Command } from '../state/commands.ts'
import { IconButton } from './icon-button.tsx'
import css from './menu.module.css'

type Props = Readonly<{
  label: string
  icon: LucideIcon
  children: ReactNode
  isExtra?: boolean
  isOnlyWithoutSideBar?: boolean
  command?: Command
}>

const edge = 8

export function Menu({ label, icon, children, ...button }: Props) {
  const id = useId()
  return (
    <>
      <IconButton icon={icon} label={label} popover={id} {...button} />
      <div id={id} popover="auto" className={css.menu} onBeforeToggle={place}>
        {children}
      </div>
    </>
  )
}

function place(event: ToggleEvent<HTMLDivElement>): void {
  if (event.newState !== 'open') return
  const menu = event.currentTarget
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`)?.getBoundingClientRect()
  if (!button) return
  menu.style.top = `${button.bottom + 4}px`
  menu.style.right = `${Math.max(edge, innerWidth - button.right)}px`
}

type ItemProps = Readonly<{ icon?: LucideIcon; children: ReactNode; onClick: () => void; isDisabled?: boolean }>

/** Closes the menu it is in. */
export function MenuItem({ icon: Icon, children, onClick, isDisabled }: ItemProps) {
  return (
    <button
      type="button"
      className={css.item}
      disabled={isDisabled}
      onClick={event => {
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
        onClick()
      }}
    >
      {Icon && <Icon aria-hidden />}
      {children}
    </button>
  )
}
