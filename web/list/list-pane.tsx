/** A list with its name, its filters and what it says when it is loading, empty or refused. */
import { CheckCheck, OctagonAlert, RotateCw } from 'lucide-react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Filters } from '../api/articles.ts'
import { errorIdOf, isAway, wordsOf } from '../api/problem.ts'
import { useSource } from '../api/sources.ts'
import type { List } from '../shell/route.ts'
import { preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import bar from '../ui/bar.module.css'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { count } from '../ui/time.ts'
import { Empty } from './empty.tsx'
import { FailingSource } from './empty-source.tsx'
import { FilterMenu } from './filter-menu.tsx'
import type { Item } from './items.ts'
import css from './list-pane.module.css'
import { PlacesMenu } from './places-menu.tsx'
import { Rows } from './rows.tsx'
import { SearchBox } from './search-box.tsx'
import { useListTitle } from './titles.ts'
import type { ListState } from './use-list.ts'

type Props = Readonly<{
  list: List
  filters: Filters
  search: string
  state: ListState
  openId: string | null
  cursorId: string | null
  handle: RefObject<VirtualizerHandle | null>
  onCursor: (id: string) => void
  onFilter: (change: Partial<Filters>) => void
  onPassed: (passed: readonly Item[]) => void
}>

export function ListPane({ list, filters, search, state, openId, cursorId, handle, ...on }: Props) {
  const { name, count: unread } = useListTitle(list)
  const density = usePart(preferences, now => now.density)
  const isSearch = list.kind === 'search'
  const source = useSource(list.kind === 'source' ? list.id : null)
  return (
    <>
      <header className={bar.bar}>
        <h1 tabIndex={-1}>
          <span className={bar.name} dir="auto">
            {name}
          </span>
          {unread !== null && <span className="num">{count(unread)}</span>}
        </h1>
        <FilterMenu
          filters={filters}
          hasState={list.kind === 'group' || list.kind === 'source' || isSearch}
          hasSort={!isSearch}
          onChange={(key, value) => on.onFilter({ [key]: value })}
        />
        {!isSearch && <PlacesMenu />}
        {!isSearch && (
          <IconButton icon={CheckCheck} label="Mark all read" command="allRead" onClick={state.markAllRead} />
        )}
      </header>
      {isSearch && <SearchBox q={filters.q} onSearch={q => on.onFilter({ q })} />}
      {isSearch && state.meant !== null && state.items.length > 0 && (
        <p className={css.hint}>No article has these words. Shown: “{state.meant}”.</p>
      )}
      {isSearch && state.isPartial && (
        <p className={css.hint}>
          The search ran out of time: older articles may be missing. Narrow it by date or language.
        </p>
      )}
      <div className={css.rest}>
        {state.fresh > 0 && (
          <button type="button" className={css.pill} onClick={state.refresh}>
            <RotateCw aria-hidden />
            {count(state.fresh)} new
          </button>
        )}
        {state.error !== null && !isAway(state.error) && state.items.length === 0 ? (
          <Failed error={state.error} onAgain={state.refresh} />
        ) : state.isLoading || (list.kind === 'source' && source.isLoading) ? (
          <Skeletons />
        ) : state.items.length === 0 ? (
          <Empty
            list={list}
            filters={filters}
            isPartial={state.isPartial}
            onClear={() => on.onFilter({ state: '', lang: '', from: '', to: '' })}
          />
        ) : (
          <>
            {source.data && <FailingSource key={`${source.data.id} ${state.version}`} source={source.data} />}
            <Rows
              key={`${state.version} ${density}`}
              items={state.items}
              list={list}
              search={search}
              openId={openId}
              cursorId={cursorId}
              hasMore={state.hasMore}
              placeKey={state.placeKey}
              handle={handle}
              onCursor={on.onCursor}
              onNearEnd={state.loadMore}
              onPassed={on.onPassed}
            />
          </>
        )}
      </div>
    </>
  )
}

function Failed({ error, onAgain }: Readonly<{ error: unknown; onAgain: () => void }>) {
  const id = errorIdOf(error)
  return (
    <Notice icon={OctagonAlert} tone="err" text={`${wordsOf(error)}${id ? ` Error ID: ${id}` : ''}`}>
      <Button onClick={onAgain}>Try again</Button>
    </Notice>
  )
}

/** Of the height that the rows will have; seen only when the answer takes longer than 150 ms. */
function Skeletons() {
  return (
    <div className={css.skeletons} aria-busy="true" role="status" aria-label="Loading">
      {[1, 2, 3, 4, 5, 6].map(row => (
        <div key={row} className={css.skeleton}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
