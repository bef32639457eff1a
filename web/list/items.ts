/** What a list shows, in order: a line for each day, a row for each article. A row keeps its place until somebody refreshes. */
import type { Row } from '../api/articles.ts'
import { dayName } from '../ui/time.ts'

export type Item =
  | Readonly<{ kind: 'day'; key: string; name: string }>
  | Readonly<{ kind: 'row'; key: string; row: Row; position: number; isFirst: boolean }>

/** `withDays` where time orders the list; what a search found is ordered otherwise. An article is shown once, whatever the pages say. */
export function itemsOf(rows: readonly Row[], withDays: boolean, now = new Date()): Item[] {
  const items: Item[] = []
  const seen = new Set<string>()
  let day = ''
  for (const row of rows) {
    const { id, sortAt } = row.article
    if (seen.has(id)) continue
    seen.add(id)
    const name = withDays ? dayName(sortAt, now) : ''
    const isFirst = items.length === 0 || name !== day
    if (withDays && name !== day) items.push({ kind: 'day', key: `day ${name} ${id}`, name })
    day = name
    items.push({ kind: 'row', key: id, row, position: seen.size, isFirst })
  }
  return items
}

/** Where an article is among the items, or -1. */
export function indexOf(items: readonly Item[], id: string | null): number {
  if (id === null) return -1
  let places = placesOf.get(items)
  if (places === undefined) {
    places = new Map(items.map((item, at) => [item.key, at]))
    placesOf.set(items, places)
  }
  return places.get(id) ?? -1
}

/** Made once for each list of items: it is asked many times a render, and a list may have 100,000. */
const placesOf = new WeakMap<readonly Item[], ReadonlyMap<string, number>>()

/** The next article in a direction for which `test` holds; without a place to start from, the first one. Null at the end. */
export function step(
  items: readonly Item[],
  from: string | null,
  direction: 1 | -1,
  test: (row: Row) => boolean = () => true,
): string | null {
  const start = indexOf(items, from)
  if (start < 0 && direction < 0) return null
  for (let at = start + direction; at >= 0 && at < items.length; at += direction) {
    const item = items[at]
    if (item?.kind === 'row' && test(item.row)) return item.key
  }
  return null
}
