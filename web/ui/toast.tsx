/** A toast goes after six seconds, but not while somebody points at it or is in it. */
import { useEffect, useState } from 'react'
import { useStore } from '../state/store.ts'
import { toast } from '../state/toasts.ts'
import css from './toast.module.css'

const stayMs = 6_000

export function Toasts() {
  const shown = useStore(toast)
  // Each for itself: one that is replaced while it is held never hears that it was let go.
  const [held, hold] = useState<number | null>(null)
  const isHeld = shown !== null && shown.id === held
  useEffect(() => {
    if (!shown || isHeld) return
    const timer = setTimeout(() => toast.set(null), stayMs)
    return () => clearTimeout(timer)
  }, [shown, isHeld])
  return (
    <div className={css.place}>
      {shown && (
        <div
          key={shown.id}
          className={css.toast}
          role="status"
          onPointerEnter={() => hold(shown.id)}
          onPointerLeave={() => hold(null)}
          onFocus={() => hold(shown.id)}
          onBlur={() => hold(null)}
        >
          <span role={shown.isError ? 'alert' : undefined}>{shown.text}</span>
          {shown.undo && (
            <button type="button" onClick={shown.undo}>
              Undo
            </button>
          )}
        </div>
      )}
    </div>
  )
}
