/** One thing at a time is said at the edge of the screen, and one thing can be undone. */
import { createStore } from './store.ts'

export type Toast = Readonly<{ id: number; text: string; undo?: () => void; isError?: boolean }>

export const toast = createStore<Toast | null>(null)

let count = 0

export function say(text: string, undo?: () => void): void {
  count += 1
  toast.set({ id: count, text, undo })
}

export function complain(text: string): void {
  count += 1
  toast.set({ id: count, text, isError: true })
}

/** What the key `z` does: the newest thing that can be undone, even when its toast has gone. */
let last: (() => void) | null = null

export function sayUndoable(text: string, undo: () => void): void {
  const once = () => {
    if (last === once) last = null
    undo()
    say('Undone.')
  }
  last = once
  say(text, once)
}

export function undoLast(): void {
  if (last) last()
  else say('Nothing to undo.')
}
