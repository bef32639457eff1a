/** "(24) Unread · Winnow": the tab of the browser says what waits. */
import { useEffect } from 'react'
import { useCounts } from '../api/articles.ts'
import type { Route } from './route.ts'

const pages = {
  add: 'Add',
  sources: 'Sources',
  import: 'Import',
  login: 'Log in',
  unknown: '',
  submission: 'Reading',
  operate: 'Operate',
  why: 'Why?',
  settings: 'Settings',
} as const
const lists = {
  unread: 'Unread',
  all: 'All',
  starred: 'Starred',
  archive: 'Archive',
  search: 'Search',
  source: 'Source',
} as const

export function useTitle(route: Route): void {
  const { data: counts } = useCounts()
  const unread = counts?.unread ?? 0
  const name = nameOf(route)
  useEffect(() => {
    const parts = [name, 'Winnow'].filter(Boolean).join(' · ')
    document.title = unread > 0 && route.page === 'list' ? `(${unread}) ${parts}` : parts
  }, [name, unread, route.page])
}

function nameOf(route: Route): string {
  if (route.page !== 'list') return pages[route.page]
  return route.list.kind === 'group' ? route.list.id : lists[route.list.kind]
}
