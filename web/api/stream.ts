/** One stream of events for the whole page. A hidden page gives its connection back after a minute, and catches up when it is seen again. */
import type { StreamEvent } from '../../src/app/http/schemas/submissions.ts'
import { announce } from '../state/announce.ts'
import { connection } from '../state/connection.ts'
import { createStore } from '../state/store.ts'
import { counted } from '../ui/time.ts'
import { queryClient } from './query-client.ts'

const hiddenMs = 60_000

/** Articles that were stored since the list was fetched. */
export const newArticles = createStore(0)
/** Polls that have ended since their list was fetched. */
export const newRuns = createStore(0)

export function followStream(): void {
  let events: EventSource | null = open()
  let timer: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        events?.close()
        events = null
      }, hiddenMs)
    } else if (events === null) {
      events = open()
      void queryClient.invalidateQueries({ queryKey: ['counts'] })
    }
  })
}

function open(): EventSource {
  const events = new EventSource('/api/stream')
  const on = <Name extends StreamEvent['event']>(
    name: Name,
    tell: (data: Extract<StreamEvent, { event: Name }>['data']) => void,
  ) => events.addEventListener(name, message => tell(JSON.parse(message.data)))
  on('articles', ({ stored }) => {
    if (stored === 0) return
    newArticles.set(now => now + stored)
    announce(`${counted(newArticles.get(), 'new article')}.`)
    void queryClient.invalidateQueries({ queryKey: ['counts'] })
  })
  on('run', () => {
    newRuns.set(now => now + 1)
    for (const key of ['sources', 'status'])
      void queryClient.invalidateQueries({ queryKey: [key], refetchType: 'active' })
  })
  on('database', ({ ok }) => {
    connection.set(ok ? 'fine' : 'database')
    if (ok) void queryClient.invalidateQueries({ predicate: query => query.state.status === 'error' })
  })
  return events
}
