/** State that outlives a component: one value, replaced and never changed, that components subscribe to. */
import { useSyncExternalStore } from 'react'

export type Store<T> = Readonly<{
  get(): T
  set(next: T | ((now: T) => T)): void
  subscribe(listener: () => void): () => void
}>

export function createStore<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      const changed = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(changed, value)) return
      value = changed
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}

/** Subscribes to a part of the value; `pick` must return the same object for the same value. */
export function usePart<T, P>(store: Store<T>, pick: (value: T) => P): P {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()))
}
