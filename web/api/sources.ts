/** What is followed, and what can be done about it. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  addedSource,
  Discovery,
  Group,
  Source,
  SourceList,
  sourceOrders,
} from '../../src/app/http/schemas/sources.ts'
import { answerOf, api } from './client.ts'
import { queryClient } from './query-client.ts'

export type SourceState = 'all' | 'failing' | 'paused'
export type SourceOrder = (typeof sourceOrders)[number]
type AddedSource = z.infer<typeof addedSource>

/** As many as a side bar can hold; the table of sources has all of them. */
export const sideBarSources = 300

export function useSources(state: SourceState, q: string, sort: SourceOrder) {
  return useInfiniteQuery({
    queryKey: ['sources', state, q, sort],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/sources', {
          params: { query: { state, q: q || undefined, sort, cursor: pageParam ?? undefined, limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    refetchInterval: 60_000,
    // Another order is shown when it is there, in place of the old one.
    placeholderData: keepPreviousData,
  })
}

export function useSource(id: string | null) {
  return useQuery({
    queryKey: ['sources', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/sources/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== null,
    // The stream tells when a poll has ended, but not to a page that has only just opened it.
    refetchInterval: ({ state: { data } }) => (data !== undefined && isBeingPolled(data) ? 3_000 : 60_000),
  })
}

function isBeingPolled({ polling, nextPollAt }: Source): boolean {
  return polling || (nextPollAt !== null && Date.parse(nextPollAt) <= Date.now())
}

export function useSideBarSources() {
  return useQuery({
    queryKey: ['sources', 'side'],
    queryFn: async ({ signal }) => {
      const all: Source[] = []
      let cursor: string | undefined
      do {
        const page: SourceList = await answerOf(
          api.GET('/api/sources', { params: { query: { cursor, limit: 100 } }, signal }),
        )
        all.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined && all.length < sideBarSources)
      return { items: all, hasMore: cursor !== undefined }
    },
  })
}

export function useGroups() {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/api/groups', { signal }))).items,
  })
}

export async function changeGroup(
  name: string,
  change: Partial<Pick<Group, 'name' | 'markReadOnScroll'>>,
): Promise<void> {
  await answerOf(api.PATCH('/api/groups/{name}', { params: { path: { name } }, body: change }))
  await queryClient.invalidateQueries({ queryKey: ['groups'] })
}

export async function discover(url: string): Promise<Discovery> {
  return await answerOf(api.POST('/api/discover', { body: { url } }))
}

type Adding = Readonly<{
  url: string
  title?: string
  group?: string
  kind?: Discovery['kind']
  discover?: boolean
  endDemo?: boolean
}>

export async function addSource(adding: Adding): Promise<AddedSource> {
  const added = await answerOf(api.POST('/api/sources', { body: adding }))
  await sourcesChanged()
  return added
}

export async function pollNow(id: string): Promise<void> {
  await answerOf(api.POST('/api/sources/{id}/poll', { params: { path: { id } } }))
  await sourcesChanged()
}

export async function changeSource(
  id: string,
  change: Readonly<{ enabled?: boolean; reason?: string; group?: string | null; title?: string }>,
) {
  await answerOf(api.PATCH('/api/sources/{id}', { params: { path: { id } }, body: change }))
  await sourcesChanged()
}

export async function removeSource(id: string): Promise<void> {
  await answerOf(api.DELETE('/api/sources/{id}', { params: { path: { id } } }))
  await sourcesChanged()
}

export async function sourcesChanged(): Promise<void> {
  await Promise.all(
    [['sources'], ['groups'], ['counts'], ['status']].map(queryKey => queryClient.invalidateQueries({ queryKey })),
  )
}
