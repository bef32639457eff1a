/** Keys and buttons do the same things: a command has one name, one key and whoever is on the screen to carry it out. */
import { useEffect, useRef } from 'react'

export const commands = {
  next: { key: 'j', says: 'Open the next article' },
  previous: { key: 'k', says: 'Open the previous article' },
  down: { key: 'n', says: 'Move down without opening' },
  up: { key: 'p', says: 'Move up without opening' },
  nextSource: { key: 'J', says: 'Next source' },
  previousSource: { key: 'K', says: 'Previous source' },
  open: { key: 'o', says: 'Open', also: 'Enter' },
  back: { key: 'Escape', says: 'Back to the list' },
  page: { key: ' ', says: 'A page down, then the next unread' },
  read: { key: 'm', says: 'Mark read or unread' },
  star: { key: 's', says: 'Star' },
  archive: { key: 'e', says: 'Archive' },
  original: { key: 'v', says: 'Open the original' },
  translate: { key: 't', says: 'Translate' },
  why: { key: 'w', says: 'Why is it here?' },
  tab1: { key: '1', says: 'Summary' },
  tab2: { key: '2', says: 'Key ideas' },
  tab3: { key: '3', says: 'Insights' },
  tab4: { key: '4', says: 'People & places' },
  focus: { key: 'f', says: 'Only the article' },
  allRead: { key: 'A', says: 'Mark all read' },
  undo: { key: 'z', says: 'Undo' },
  refresh: { key: 'r', says: 'Refresh the list' },
  add: { key: 'a', says: 'Add a source or a link' },
  search: { key: '/', says: 'Search' },
  goUnread: { key: 'g u', says: 'Go to Unread' },
  goStarred: { key: 'g s', says: 'Go to Starred' },
  goOperate: { key: 'g o', says: 'Go to Operate' },
  help: { key: '?', says: 'Show the keys' },
} as const satisfies Record<string, { key: string; says: string; also?: string }>

export type Command = keyof typeof commands

type Handlers = Partial<Record<Command, () => void>>

/** The newest comes first: a dialog or the reader answers before the list does. */
const layers: { current: Handlers }[] = []

/** Carries these commands out while the component is on the screen. */
export function useCommands(handlers: Handlers): void {
  const layer = useRef(handlers)
  useEffect(() => {
    layer.current = handlers
  })
  useEffect(() => {
    layers.unshift(layer)
    return () => void layers.splice(layers.indexOf(layer), 1)
  }, [])
}

/** False when nobody on the screen knows the command. */
export function carryOut(command: Command): boolean {
  const handler = layers.map(layer => layer.current[command]).find(found => found !== undefined)
  handler?.()
  return handler !== undefined
}

/** The key as people read it. */
export function keyName(command: Command): string {
  const { key } = commands[command]
  if (key === ' ') return 'Space'
  return key === 'Escape' ? 'Esc' : key
}
