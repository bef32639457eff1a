/** The state of one list: a snapshot in pages, what has arrived since, and what can be done with the whole of it. */
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { type Filters, refreshList, scopeOf, useArticleList } from '../api/articles.ts'
import { answerOf, api } from '../api/client.ts'
import { lay, marked } from '../api/marks.ts'
import { wordsOf } from '../api/problem.ts'
import { queryClient } from '../api/query-client.ts'
import { newArticles } from '../api/stream.ts'
import { type List, listPath } from '../shell/route.ts'
import { useStore } from '../state/store.ts'
import { complain, sayUndoable } from '../state/toasts.ts'
import { counted } from '../ui/time.ts'
import { type Item, itemsOf } from './items.ts'
import { forgetPlace } from './rows.tsx'

export type ListState = Readonly<{
  items: readonly Item[]
  isLoading: boolean
  error: unknown
  hasMore: boolean
  /** Articles that wait behind the pill. */
  fresh: number
  /** What a search was for instead of what was asked, because nothing has that. */
  meant: string | null
  /** A search ran out of time, so older articles may be missing. */
  isPartial: boolean
  placeKey: string
  /** Another one after each refresh: the rows begin anew. */
  version: number
  loadMore: () => void
  refresh: () => void
  markAllRead: () => void
}>

export function useList(list: List, filters: Filters): ListState {
  const asked = useArticleList(list, filters)
  const [version, setVersion] = useState(0)
  const stored = useStore(newArticles)
  const pages = asked.data?.pages
  const withDays = list.kind !== 'search'
  const items = useMemo(() => itemsOf(pages?.flatMap(page => page.rows) ?? [], withDays), [pages, withDays])
  const placeKey = `${listPath(list)} ${JSON.stringify(filters)}`
  const hasPill = list.kind === 'unread' || list.kind === 'all'
  const refresh = async () => {
    if (hasPill) newArticles.set(0)
    await refreshList(list, filters)
    forgetPlace(placeKey)
    setVersion(now => now + 1)
  }
  // In an empty list nothing can be moved: what arrives is shown at once.
  const isEmpty = asked.isSuccess && items.length === 0 && (hasPill || list.kind === 'group' || list.kind === 'source')
  const fill = useEffectEvent(() => void refresh())
  useEffect(() => {
    if (isEmpty && stored > 0) fill()
  }, [isEmpty, stored])
  return {
    items,
    isLoading: asked.isPending && asked.fetchStatus !== 'idle',
    error: asked.error ?? asked.failureReason,
    hasMore: asked.hasNextPage,
    fresh: hasPill && items.length > 0 ? stored : 0,
    meant: pages?.[0]?.meant ?? null,
    isPartial: pages?.some(page => page.partial) ?? false,
    placeKey,
    version,
    loadMore: () => {
      if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage()
    },
    refresh,
    markAllRead: () => void markAllRead(list, filters, items, pages?.[0]?.top ?? null),
  }
}

/** Up to what was seen: an article that arrived meanwhile stays unread. */
async function markAllRead(list: List, filters: Filters, items: readonly Item[], top: string | null): Promise<void> {
  const { view: _view, ...scope } = scopeOf(list, filters)
  const unread = items.flatMap(item => (item.kind === 'row' ? [item.row.article] : [])).filter(a => !marked(a).read)
  try {
    const body = { ...scope, upTo: top ?? undefined }
    const { changed, undo } = await answerOf(api.POST('/api/marks/all', { body }))
    lay(unread, 'read', true)
    sayUndoable(
      `${counted(changed, 'article')} marked read.`,
      () => void takeBack(undo, () => lay(unread, 'read', false)),
    )
  } catch (error) {
    complain(wordsOf(error))
  }
  await queryClient.invalidateQueries({ queryKey: ['counts'] })
}

async function takeBack(undo: string, show: () => void): Promise<void> {
  try {
    await answerOf(api.POST('/api/marks/undo', { body: { undo } }))
    show()
  } catch (error) {
    complain(wordsOf(error))
  }
  await queryClient.invalidateQueries({ queryKey: ['counts'] })
}
