/** What is read: lists in pages, what a search found, one article whole. */
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ArticleItem, ArticleQuery, SearchHit, SearchResults } from '../../src/app/http/schemas/articles.ts'
import type { List } from '../shell/route.ts'
import { answerOf, api } from './client.ts'
import { queryClient } from './query-client.ts'

const pageRows = 100

/** What the address of a list says besides its path. */
export type Filters = Readonly<{
  q: string
  state: 'unread' | 'all' | ''
  sort: 'newest' | 'oldest'
  lang: string
  from: string
  to: string
}>

export type Row = Readonly<{ article: ArticleItem; hit: SearchHit | null }>
type Page = Readonly<{ rows: readonly Row[]; next: string | null; top: string | null }> &
  Partial<Pick<SearchResults, 'meant' | 'partial'>>

export function readFilters(search: string): Filters {
  const given = new URLSearchParams(search)
  const state = given.get('state')
  return {
    q: given.get('q')?.trim().slice(0, 500) ?? '',
    state: state === 'unread' || state === 'all' ? state : '',
    sort: given.get('sort') === 'oldest' ? 'oldest' : 'newest',
    lang: given.get('lang') ?? '',
    from: given.get('from') ?? '',
    to: given.get('to') ?? '',
  }
}

export function listKey(list: List, filters: Filters) {
  return ['articles', list, filters] as const
}

export function useArticleList(list: List, filters: Filters) {
  return useInfiniteQuery({
    queryKey: listKey(list, filters),
    queryFn: ({ pageParam, signal }) => fetchPage(list, filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    enabled: list.kind !== 'search' || filters.q !== '',
  })
}

/** The next look at the list begins at its first page, in place of all pages that were loaded. */
export async function refreshList(list: List, filters: Filters): Promise<void> {
  const key = listKey(list, filters)
  queryClient.setQueryData<InfiniteData<Page>>(
    key,
    data => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  )
  await queryClient.refetchQueries({ queryKey: key, exact: true })
}

async function fetchPage(list: List, filters: Filters, cursor: string | null, signal: AbortSignal): Promise<Page> {
  const query = { ...scopeOf(list, filters), cursor: cursor ?? undefined, limit: pageRows }
  if (list.kind === 'search') {
    const asked = { params: { query: { ...query, q: filters.q } }, signal }
    const found = await answerOf(api.GET('/api/search', asked))
    return { ...found, top: null, rows: found.items.map(hit => ({ article: hit.article, hit })) }
  }
  const asked = { params: { query: { ...query, sort: filters.sort } }, signal }
  const page = await answerOf(api.GET('/api/articles', asked))
  return { ...page, rows: page.items.map(article => ({ article, hit: null })) }
}

/** Which articles a list is about, as the API's filters say it. */
export function scopeOf(list: List, { state, lang, from, to }: Filters) {
  const common = { lang: lang || undefined, from: instant(from), to: instant(to) }
  if (list.kind === 'group') return { ...common, group: list.id, view: state || 'unread' } as const
  if (list.kind === 'source') return { ...common, source: list.id, view: state || 'unread' } as const
  if (list.kind === 'search') return { ...common, view: state || 'all' } as const
  return { ...common, view: list.kind as ArticleQuery['view'] } as const
}

/** A day of the address bar, as the instant it begins. */
function instant(day: string): string | undefined {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00` : day)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

export function useArticle(id: string) {
  return useQuery({ ...articleQueryOf(id), placeholderData: keepPreviousData })
}

export function articleQueryOf(id: string) {
  return {
    queryKey: ['article', id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      answerOf(api.GET('/api/articles/{id}', { params: { path: { id } }, signal })),
  }
}

/** So that the next one is there when it is asked for. */
export function prefetchArticle(id: string): void {
  void queryClient.prefetchQuery(articleQueryOf(id))
}

export function useCounts() {
  return useQuery({
    queryKey: ['counts'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/counts', { signal })),
    refetchInterval: 5 * 60_000,
  })
}
