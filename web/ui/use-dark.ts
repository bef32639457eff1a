/** Whether the system asks for a dark page; what is painted on a canvas must be painted again. */
import { useSyncExternalStore } from 'react'

const dark = matchMedia('(prefers-color-scheme: dark)')

export function useDark(): boolean {
  return useSyncExternalStore(
    listener => {
      dark.addEventListener('change', listener)
      return () => dark.removeEventListener('change', listener)
    },
    () => dark.matches,
  )
}
