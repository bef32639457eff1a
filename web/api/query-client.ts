/** A list is a snapshot: nothing is asked again by itself, only when somebody refreshes or an event says so. */
import { QueryClient } from '@tanstack/react-query'
import { isAway } from './problem.ts'

const retryMs = 5_000
const keptMs = 30 * 60_000

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: keptMs,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The database comes back by itself, and so does the page; anything else is a refusal and stays one.
      retry: (_failures, error) => isAway(error),
      retryDelay: retryMs,
    },
  },
})
