/** One polite region tells people who cannot see it what has changed, each sentence for ten seconds at most. */
import { createStore } from './store.ts'

export const announcement = createStore('')

let timer: ReturnType<typeof setTimeout> | undefined

export function announce(text: string): void {
  clearTimeout(timer)
  announcement.set(text)
  timer = setTimeout(() => announcement.set(''), 10_000)
}
