/** Read, starred, archived: seen at once, sent in batches after 500 ms, kept in this browser until the server has them. */
import type { ArticleItem, Counts } from '../../src/app/http/schemas/articles.ts'
import { connection } from '../state/connection.ts'
import { keep, readKept } from '../state/kept.ts'
import { createStore, usePart } from '../state/store.ts'
import { complain } from '../state/toasts.ts'
import { answerOf, api } from './client.ts'
import { isAway } from './problem.ts'
import { queryClient } from './query-client.ts'

export type Mark = 'read' | 'starred' | 'archived'
type Marks = Readonly<Partial<Record<Mark, boolean>>>

/** What people did since the lists were fetched; it lies over what the lists say. */
const overlay = createStore<ReadonlyMap<string, Marks>>(new Map())

const waitMs = 500
const retryMs = 5_000
const mostIds = 500
const queueKey = 'winnow.marks'

const actions = {
  read: ['unread', 'read'],
  starred: ['unstar', 'star'],
  archived: ['unarchive', 'archive'],
} as const

/** By `id mark`: only the last word about each is sent. */
const queue = new Map<string, boolean>()
let timer: ReturnType<typeof setTimeout> | undefined

export function useMarked(article: ArticleItem): ArticleItem {
  const marks = usePart(overlay, now => now.get(article.id))
  return marks ? { ...article, ...marks } : article
}

export function marked(article: ArticleItem): ArticleItem {
  return { ...article, ...overlay.get().get(article.id) }
}

export function mark(articles: readonly ArticleItem[], what: Mark, value: boolean): void {
  const changed = articles.filter(article => marked(article)[what] !== value)
  if (changed.length === 0) return
  lay(changed, what, value)
  for (const { id } of changed) queue.set(`${id} ${what}`, value)
  keepQueue()
  sendIn(waitMs)
}

/** Shows a mark that the server has already made by itself, such as "all read". */
export function lay(articles: readonly ArticleItem[], what: Mark, value: boolean): void {
  if (what === 'read') recount(articles, value)
  overlay.set(now => {
    const next = new Map(now)
    for (const { id } of articles) next.set(id, { ...next.get(id), [what]: value })
    return next
  })
}

/** Sends what an earlier visit could not, and what waits whenever the network comes back. */
export function resumeMarks(): void {
  const kept = readKept(queueKey)
  if (Array.isArray(kept))
    for (const [key, value] of kept.filter(Array.isArray)) if (typeof key === 'string') queue.set(key, value === true)
  if (queue.size > 0) sendIn(0)
  connection.subscribe(() => {
    if (connection.get() === 'fine' && queue.size > 0) sendIn(waitMs)
  })
  addEventListener('pagehide', () => {
    if (queue.size > 0) void sendAll(true)
  })
}

function sendIn(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendAll(), ms)
}

/** Total: what could not be sent waits for the next time; what the server refuses is said and dropped. */
async function sendAll(isLeaving = false): Promise<void> {
  for (const { what, value, ids } of batches()) {
    try {
      const body = { ids, action: actions[what][value ? 1 : 0] }
      await answerOf(api.POST('/api/marks', { body, keepalive: isLeaving }))
    } catch (error) {
      if (isAway(error)) return navigator.onLine ? sendIn(retryMs) : undefined
      complain('Some marks could not be stored.')
    }
    for (const id of ids) if (queue.get(`${id} ${what}`) === value) queue.delete(`${id} ${what}`)
    keepQueue()
  }
  await queryClient.invalidateQueries({ queryKey: ['counts'] })
}

function batches(): { what: Mark; value: boolean; ids: string[] }[] {
  const all = new Map<string, { what: Mark; value: boolean; ids: string[] }>()
  for (const [key, value] of queue) {
    const [id = '', what] = key.split(' ') as [string, Mark]
    const batch = all.get(`${what} ${value}`) ?? { what, value, ids: [] }
    if (batch.ids.length < mostIds && what in actions) batch.ids.push(id)
    all.set(`${what} ${value}`, batch)
  }
  return [...all.values()]
}

function keepQueue(): void {
  keep(queueKey, [...queue])
}

/** The counts beside the names follow at once; the server's own come a moment later. */
function recount(articles: readonly ArticleItem[], isRead: boolean): void {
  const step = isRead ? -1 : 1
  const by = (test: (article: ArticleItem) => boolean) => step * articles.filter(test).length
  queryClient.setQueryData<Counts>(['counts'], now => {
    if (!now) return now
    const groups = now.groups.map(group => ({
      ...group,
      unread: atLeast0(group.unread + by(a => a.source?.group === group.name)),
    }))
    const sources = now.sources.map(source => ({
      ...source,
      unread: atLeast0(source.unread + by(a => a.source?.id === source.id)),
    }))
    return { ...now, unread: atLeast0(now.unread + by(() => true)), groups, sources }
  })
}

function atLeast0(n: number): number {
  return Math.max(0, n)
}
