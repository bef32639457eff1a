/** What a list is called, and how many unread articles it has. */
import { useCounts } from '../api/articles.ts'
import { useSideBarSources } from '../api/sources.ts'
import type { List } from '../shell/route.ts'

const names = { unread: 'Unread', all: 'All', starred: 'Starred', archive: 'Archive', search: 'Search' } as const

export function useListTitle(list: List): Readonly<{ name: string; count: number | null }> {
  const { data: counts } = useCounts()
  const { data: sources } = useSideBarSources()
  if (list.kind === 'group')
    return { name: list.id, count: counts?.groups.find(group => group.name === list.id)?.unread ?? 0 }
  if (list.kind === 'source') {
    const name = sources?.items.find(source => source.id === list.id)?.name
    // The number stands behind the name, and would move when it comes.
    if (name === undefined) return { name: 'Source', count: null }
    return { name, count: counts?.sources.find(source => source.id === list.id)?.unread ?? 0 }
  }
  const count = list.kind === 'unread' ? counts?.unread : list.kind === 'starred' ? counts?.starred : null
  return { name: names[list.kind], count: count ?? null }
}
