/** How it goes, as the control room asks for it. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answerOf, api } from './client.ts'

export const ranges = ['1h', '24h', '7d', '30d'] as const
export type Range = (typeof ranges)[number]

export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/status', { signal })),
    refetchInterval: 60_000,
  })
}

export function useOperate(range: Range) {
  return useQuery({
    queryKey: ['operate', range],
    queryFn: ({ signal }) => answerOf(api.GET('/api/operate', { params: { query: { range } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
}

/** Once a second: this panel is the proof that waiting for the network and waiting for the database are two things. */
export function useLive() {
  return useQuery({
    queryKey: ['live'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/operate/live', { signal })),
    refetchInterval: 1_000,
    gcTime: 0,
  })
}

export function useCosts(days: number) {
  return useQuery({
    queryKey: ['costs', days],
    queryFn: ({ signal }) => answerOf(api.GET('/api/costs', { params: { query: { days } }, signal })),
  })
}

export function useRuns(failed: boolean, source: string | null) {
  return useInfiniteQuery({
    queryKey: ['runs', failed, source],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/runs', {
          params: {
            query: { failed: failed ? 'true' : undefined, source: source ?? undefined, cursor: pageParam ?? undefined },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    // A list is a snapshot until somebody wants the newer ones, and every visit begins with them.
    gcTime: 0,
  })
}

export function useRejections() {
  return useInfiniteQuery({
    queryKey: ['rejections'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/api/rejections', { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
}

export function useWhy(question: Readonly<{ url?: string; id?: string }>) {
  return useQuery({
    queryKey: ['why', question],
    queryFn: ({ signal }) => answerOf(api.GET('/api/why', { params: { query: question }, signal })),
    enabled: Boolean(question.url ?? question.id),
  })
}
