/** What was scrolled past counts as read: only in groups that ask for it, and it can be taken back. */
import { mark, marked } from '../api/marks.ts'
import { useGroups } from '../api/sources.ts'
import type { List } from '../shell/route.ts'
import { sayUndoable } from '../state/toasts.ts'
import { counted } from '../ui/time.ts'
import type { Item } from './items.ts'

export function useReadOnScroll(list: List): (passed: readonly Item[]) => void {
  const { data: groups } = useGroups()
  const asking = new Set(groups?.filter(group => group.markReadOnScroll).map(group => group.name))
  return passed => {
    const articles = passed
      .flatMap(item => (item.kind === 'row' ? [item.row.article] : []))
      .filter(article => !marked(article).read && article.source?.group && asking.has(article.source.group))
    if (list.kind === 'search' || articles.length === 0) return
    mark(articles, 'read', true)
    sayUndoable(`${counted(articles.length, 'article')} marked read.`, () => mark(articles, 'read', false))
  }
}
