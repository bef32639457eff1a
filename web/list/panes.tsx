/** The list and the reader side by side; on a phone the reader lies over the list, which keeps its place beneath. */
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { type Filters, readFilters } from '../api/articles.ts'
import { type List, listPath } from '../shell/route.ts'
import { focusMode } from '../state/focus-mode.ts'
import { useStore } from '../state/store.ts'
import { Divider } from './divider.tsx'
import { step } from './items.ts'
import { ListPane } from './list-pane.tsx'
import { loadReader, loadReaderSoon } from './load-reader.ts'
import { NothingOpen } from './nothing-open.tsx'
import css from './panes.module.css'
import { useReadOnScroll } from './read-on-scroll.ts'
import { useList } from './use-list.ts'
import { useNarrow } from './use-narrow.ts'
import { useSteps } from './use-steps.ts'

const Reader = lazy(loadReader)

export function Panes({ list, articleId }: Readonly<{ list: List; articleId: string | null }>) {
  const search = useSearch()
  const query = search && `?${search}`
  const filters = readFilters(search)
  const state = useList(list, filters)
  const handle = useRef<VirtualizerHandle>(null)
  const steps = useSteps({ list, articleId, query, state, handle })
  const isNarrow = useNarrow()
  const isFocused = useStore(focusMode) && articleId !== null
  useEffect(loadReaderSoon, [])
  const onFilter = useCallback(
    // Back undoes a filter, but not a search letter by letter.
    (change: Partial<Filters>) => navigate(withFilters(list, change), { replace: 'q' in change }),
    [list],
  )
  const onPassed = useReadOnScroll(list)
  const look = [css.panes, articleId ? css.reading : '', isFocused ? css.focused : ''].join(' ')
  return (
    <div className={look}>
      <div className={css.list} inert={isNarrow && articleId !== null}>
        <ListPane
          list={list}
          filters={filters}
          search={query}
          state={state}
          openId={articleId}
          cursorId={steps.cursor}
          handle={handle}
          onCursor={steps.setCursor}
          onFilter={onFilter}
          onPassed={onPassed}
        />
      </div>
      <Divider />
      <section className={css.reader} id="reader" aria-label="Article" tabIndex={-1}>
        {articleId === null ? (
          state.items.length > 0 && <NothingOpen />
        ) : (
          <Suspense fallback={<div aria-busy="true" />}>
            <Reader
              id={articleId}
              hasPrevious={step(state.items, articleId, -1) !== null}
              hasNext={step(state.items, articleId, 1) !== null}
              isNarrow={isNarrow}
              onPrevious={() => steps.go(-1)}
              onNext={() => steps.go(1)}
              onNextUnread={steps.goUnread}
              onClose={steps.close}
            />
          </Suspense>
        )}
      </section>
    </div>
  )
}

function withFilters(list: List, change: Partial<Filters>): string {
  const params = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(change)) {
    if (value) params.set(key, value)
    else params.delete(key)
  }
  return `${listPath(list)}${params.size > 0 ? `?${params}` : ''}`
}
