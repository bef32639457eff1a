/** The line between the list and the reader can be dragged, or moved with the arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react'
import { prefer, preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import css from './panes.module.css'

const least = 320
const most = 520
const step = 16

export function Divider() {
  const width = usePart(preferences, now => now.listWidth)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0
    prefer({ listWidth: within(event.clientX - left) })
  }
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0
    if (by === 0) return
    event.preventDefault()
    prefer({ listWidth: within(preferences.get().listWidth + by) })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged; this is the ARIA pattern of a window splitter.
    <div
      className={css.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      // Else the browser drags the link that lies where the mouse went down.
      onMouseDown={event => event.preventDefault()}
      onPointerMove={drag}
      onKeyDown={press}
    />
  )
}

function within(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)))
}
