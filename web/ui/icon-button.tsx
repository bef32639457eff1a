/** A button that is only a picture still has a name, a size to hit, and says its key. */
import type { LucideIcon } from 'lucide-react'
import { type Command, keyName } from '../state/commands.ts'
import css from './icon-button.module.css'

type Props = Readonly<{
  label: string
  icon: LucideIcon
  onClick?: () => void
  command?: Command
  isPressed?: boolean
  isDisabled?: boolean
  /** Left out on narrow screens. */
  isExtra?: boolean
  isOnlyNarrow?: boolean
  /** Left out where the whole side bar is seen. */
  isOnlyWithoutSideBar?: boolean
  isInTabOrder?: boolean
  popover?: string
}>

export function IconButton({ icon: Icon, ...props }: Props) {
  const title = props.command ? `${props.label} (${keyName(props.command)})` : props.label
  const narrow = props.isOnlyNarrow ? css.narrow : props.isOnlyWithoutSideBar ? css.beside : ''
  const shown = props.isExtra ? css.extra : narrow
  return (
    <button
      type="button"
      className={`${css.button} ${shown}`}
      aria-label={props.label}
      title={title}
      aria-pressed={props.isPressed}
      aria-keyshortcuts={props.command && keyName(props.command)}
      disabled={props.isDisabled}
      tabIndex={props.isInTabOrder === false ? -1 : undefined}
      popoverTarget={props.popover}
      onClick={props.onClick}
    >
      <Icon aria-hidden />
    </button>
  )
}
