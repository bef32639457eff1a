/** Whether there is room for one pane only. */
import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 719px)')

export function useNarrow(): boolean {
  return useSyncExternalStore(
    listener => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
