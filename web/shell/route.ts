/** Every address of the reader, read and written in one place. What is no address leads home. */

export const plainLists = ['unread', 'all', 'starred', 'archive', 'search'] as const

export type List = Readonly<{ kind: (typeof plainLists)[number] }> | Readonly<{ kind: 'group' | 'source'; id: string }>

export const operateTabs = ['overview', 'runs', 'rejections', 'queue', 'costs'] as const
export const settingsTabs = ['appearance', 'reading', 'keys', 'access'] as const

export type OperateTab = (typeof operateTabs)[number]
export type SettingsTab = (typeof settingsTabs)[number]

export type Route =
  | Readonly<{ page: 'list'; list: List; articleId: string | null }>
  | Readonly<{ page: 'add' | 'sources' | 'import' | 'login' | 'unknown' }>
  | Readonly<{ page: 'submission'; id: string }>
  | Readonly<{ page: 'operate'; tab: OperateTab }>
  | Readonly<{ page: 'why'; id: string | null }>
  | Readonly<{ page: 'settings'; tab: SettingsTab }>

export const home = '/unread'

export function readRoute(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decode)
  const [first = 'unread', second = '', ...rest] = parts
  const articleAt = (at: number) => (parts[at] === 'a' ? (parts[at + 1] ?? null) : null)
  const plain = plainLists.find(kind => kind === first)
  if (plain) return { page: 'list', list: { kind: plain }, articleId: articleAt(1) }
  if ((first === 'group' || first === 'source') && second)
    return { page: 'list', list: { kind: first, id: second }, articleId: articleAt(2) }
  if (first === 'operate') return { page: 'operate', tab: operateTabs.find(tab => tab === second) ?? 'overview' }
  if (first === 'settings') return { page: 'settings', tab: settingsTabs.find(tab => tab === second) ?? 'appearance' }
  if (first === 'why') return { page: 'why', id: second || null }
  if (first === 'submission' && second) return { page: 'submission', id: second }
  if (rest.length === 0 && second === '' && isBare(first)) return { page: first }
  return { page: 'unknown' }
}

export function listPath(list: List): string {
  return 'id' in list ? `/${list.kind}/${encoded(list.id)}` : `/${list.kind}`
}

/** `search` is the query of the list, with its question mark or empty: filters stay while an article is open. */
export function articlePath(list: List, articleId: string, search = ''): string {
  return `${listPath(list)}/a/${encodeURIComponent(articleId)}${search}`
}

function isBare(name: string): name is 'add' | 'sources' | 'import' | 'login' {
  return ['add', 'sources', 'import', 'login'].includes(name)
}

/** With its dots too: `/group/node.js` would look like a file to the server. */
function encoded(part: string): string {
  return encodeURIComponent(part).replaceAll('.', '%2E')
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
