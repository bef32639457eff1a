/** The browser's own modal dialog: it keeps the focus in, gives it back, and closes on Esc. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import css from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

type Props = Readonly<{ title: string; children: ReactNode; onClose: () => void; isWide?: boolean }>

export function Dialog({ title, children, onClose, isWide }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (dialog?.open !== false) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`${css.dialog} ${isWide ? css.wide : ''}`}
      aria-label={title}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className={css.head}>
        <h2>{title}</h2>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <div className={css.body}>{children}</div>
    </dialog>
  )
}
