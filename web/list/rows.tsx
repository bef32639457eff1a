/** A hundred thousand rows are a few dozen elements: those on the screen, and the one that has the focus. */
import { createContext, type RefObject, useContext, useEffect, useLayoutEffect, useRef } from 'react'
import { type CacheSnapshot, type CustomItemComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua'
import type { List } from '../shell/route.ts'
import { articlePath } from '../shell/route.ts'
import { preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { type Item, indexOf } from './items.ts'
import { ArticleRow } from './row.tsx'
import css from './rows.module.css'

type Props = Readonly<{
  items: readonly Item[]
  list: List
  search: string
  openId: string | null
  cursorId: string | null
  hasMore: boolean
  /** Where the place in this list is remembered. */
  placeKey: string
  handle: RefObject<VirtualizerHandle | null>
  onCursor: (id: string) => void
  onNearEnd: () => void
  /** The keys of what has gone above the top, while scrolling down. */
  onPassed: (passed: readonly Item[]) => void
}>

/** In rem, as the style sheet has them. */
const heights = { comfortable: 6.75, compact: 4, headlines: 2.5 } as const
const dayHeight = 2.125
const nearEnd = 30

type Place = Readonly<{ offset: number; length: number }>
const places = new Map<string, Place>()

/** A refreshed list begins at its top. */
export function forgetPlace(placeKey: string): void {
  places.delete(placeKey)
}

const Items = createContext<Readonly<{ items: readonly Item[]; hasMore: boolean }>>({ items: [], hasMore: false })

export function Rows(props: Props) {
  const { items, handle, cursorId, openId, placeKey } = props
  const density = usePart(preferences, now => now.density)
  const scroller = useRef<HTMLDivElement>(null)
  const furthest = useRef(0)
  const sizes = useRef<CacheSnapshot>(null)
  sizes.current ??= sizesOf(items, heights[density])
  const kept = useRef(places.get(placeKey))
  const place = kept.current?.length === items.length ? kept.current : undefined

  useLayoutEffect(() => {
    if (place) handle.current?.scrollTo(place.offset)
  }, [place, handle])

  // Once for each article that is opened: pages that arrive later must not move the list.
  const shown = useRef<string | null>(place ? openId : null)
  useEffect(() => {
    const at = indexOf(items, openId)
    if (at < 0 || shown.current === openId) return
    shown.current = openId
    handle.current?.scrollToIndex(at, { align: 'nearest' })
  }, [openId, items, handle])

  const onScroll = (offset: number) => {
    const now = handle.current
    if (!now) return
    places.set(placeKey, { offset, length: items.length })
    if (now.findItemIndex(offset + now.viewportSize) >= items.length - nearEnd) props.onNearEnd()
    const top = now.findItemIndex(offset)
    if (top > furthest.current) {
      props.onPassed(items.slice(furthest.current, top))
      furthest.current = top
    }
  }

  const first = items.find(item => item.kind === 'row')?.key ?? null
  const stop = indexOf(items, cursorId) >= 0 ? cursorId : first
  const mounted = [indexOf(items, stop)].filter(at => at >= 0)
  return (
    <div ref={scroller} className={css.scroller}>
      <Items value={{ items, hasMore: props.hasMore }}>
        <Virtualizer
          ref={handle}
          scrollRef={scroller}
          as="ul"
          item={ItemElement}
          data={items}
          itemSize={sizes.current[1]}
          keepMounted={mounted}
          cache={sizes.current}
          onScroll={onScroll}
        >
          {item =>
            item.kind === 'day' ? (
              <div key={item.key} className={css.day}>
                {item.name}
              </div>
            ) : (
              <ArticleRow
                key={item.key}
                row={item.row}
                href={articlePath(props.list, item.key, props.search)}
                isCurrent={item.key === openId}
                isReading={openId !== null}
                isStop={item.key === stop}
                isFirst={item.isFirst}
                onFocus={props.onCursor}
              />
            )
          }
        </Virtualizer>
      </Items>
    </div>
  )
}

/** Every height is known before anything is drawn, so that nothing moves when it is measured. In pixels, of which a rem has as many as people like. */
function sizesOf(items: readonly Item[], rowHeight: number): CacheSnapshot {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return [items.map(item => (item.kind === 'day' ? dayHeight : rowHeight) * rem), rowHeight * rem]
}

/** The place in the whole list is said, because only a part of it is in the page. */
function ItemElement({ index, ref, style, children }: CustomItemComponentProps) {
  const { items, hasMore } = useContext(Items)
  const item = items[index]
  if (item?.kind !== 'row')
    return (
      <li ref={ref as never} style={style}>
        {children}
      </li>
    )
  const last = items.at(-1)
  const size = hasMore || last?.kind !== 'row' ? -1 : last.position
  return (
    <li ref={ref as never} style={style} aria-posinset={item.position} aria-setsize={size}>
      {children}
    </li>
  )
}
