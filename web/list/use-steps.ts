/** Going through a list: where one is, what comes next, and how to get back. */
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { navigate } from 'wouter/use-browser-location'
import { prefetchArticle, type Row } from '../api/articles.ts'
import { mark, marked } from '../api/marks.ts'
import { articlePath, type List, listPath } from '../shell/route.ts'
import { useCommands } from '../state/commands.ts'
import { sayUndoable } from '../state/toasts.ts'
import { fromList } from './from-list.ts'
import { type Item, indexOf, step } from './items.ts'
import type { ListState } from './use-list.ts'

type Place = Readonly<{
  list: List
  articleId: string | null
  /** Of the address, with its question mark. */
  query: string
  state: ListState
  handle: RefObject<VirtualizerHandle | null>
}>

export function useSteps({ list, articleId, query, state, handle }: Place) {
  const [cursor, setCursor] = useState(articleId)
  const { items } = state
  const at = articleId ?? cursor
  useCursorAt(articleId, state, setCursor)

  const open = (id: string | null) => {
    if (id !== null) navigate(articlePath(list, id, query), { replace: articleId !== null, state: fromList })
  }
  const close = () => {
    if (articleId === null) return
    if (history.state?.isFromList) history.back()
    else navigate(listPath(list) + query, { replace: true })
  }
  const moveTo = (id: string | null) => {
    if (id === null) return
    setCursor(id)
    handle.current?.scrollToIndex(indexOf(items, id), { align: 'nearest' })
    focusRow(id)
  }
  const go = (direction: 1 | -1, test?: (row: Row) => boolean) => open(step(items, at, direction, test))
  const source = sourceOf(items, at)
  const isOther = (row: Row) => row.article.source?.id !== source
  useCommands({
    next: () => go(1),
    previous: () => go(-1),
    down: () => moveTo(step(items, cursor, 1)),
    up: () => moveTo(step(items, cursor, -1)),
    nextSource: () => go(1, isOther),
    previousSource: () => go(-1, isOther),
    open: () => open(cursor ?? step(items, null, 1)),
    back: close,
    refresh: state.refresh,
    allRead: state.markAllRead,
    ...rowCommands(items, cursor),
  })
  return { cursor, setCursor, close, go, goUnread: () => go(1, row => !marked(row.article).read) }
}

/** The cursor follows what is open; what comes next is fetched ahead; what was closed has the focus again, however it was closed. */
function useCursorAt(articleId: string | null, { items, loadMore }: ListState, setCursor: (id: string) => void): void {
  const loadNext = useEffectEvent(loadMore)
  useEffect(() => {
    if (articleId === null) return
    setCursor(articleId)
    const next = step(items, articleId, 1)
    if (next) prefetchArticle(next)
    else if (indexOf(items, articleId) >= 0) loadNext()
  }, [articleId, items, setCursor])

  const closed = useRef(articleId)
  useEffect(() => {
    if (articleId === null && closed.current !== null) focusRow(closed.current)
    closed.current = articleId
  }, [articleId])
}

/** Read, star and archive of the row that has the focus, while no article is open; the reader answers first when one is. */
function rowCommands(items: readonly Item[], cursor: string | null) {
  const item = items[indexOf(items, cursor)]
  if (item?.kind !== 'row') return {}
  const { article } = item.row
  const toggle = (what: 'read' | 'starred' | 'archived') => mark([article], what, !marked(article)[what])
  const archive = () => {
    const { archived } = marked(article)
    toggle('archived')
    if (!archived) sayUndoable('Archived.', () => mark([article], 'archived', false))
  }
  return { read: () => toggle('read'), star: () => toggle('starred'), archive }
}

function sourceOf(items: readonly Item[], id: string | null): string | undefined {
  const item = items[indexOf(items, id)]
  return item?.kind === 'row' ? item.row.article.source?.id : undefined
}

/** After the list has drawn it: a row far away is not in the page until then. */
function focusRow(id: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus()),
  )
}
