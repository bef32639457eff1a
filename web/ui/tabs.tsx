/** Tabs as the ARIA pattern has them: one stop for the Tab key, arrows between them. */
import { type KeyboardEvent, useId } from 'react'
import css from './tabs.module.css'

type Props<T extends string> = Readonly<{
  label: string
  tabs: readonly Readonly<{ key: T; name: string }>[]
  selected: T
  onSelect: (key: T) => void
  panelId: string
}>

export function Tabs<T extends string>({ label, tabs, selected, onSelect, panelId }: Props<T>) {
  const id = useId()
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const at = tabs.findIndex(tab => tab.key === selected)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onSelect(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <div className={css.tabs} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(tab => (
        <button
          key={tab.key}
          id={`${id}-${tab.key}`}
          type="button"
          role="tab"
          aria-selected={tab.key === selected}
          aria-controls={panelId}
          tabIndex={tab.key === selected ? 0 : -1}
          onClick={() => onSelect(tab.key)}
        >
          {tab.name}
        </button>
      ))}
    </div>
  )
}
