/** Wakes everybody who waits for a change; each looks again for itself. Nothing is carried, so nothing can be missed between look and wait. */

export type Signal = Readonly<{
  /** Resolves at the next announcement. */
  next(): Promise<void>
  /** Calls at every announcement until the returned function is called. */
  listen(listener: () => void): () => void
  announce(): void
}>

export function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    next() {
      return new Promise(resolve => {
        const listener = () => {
          listeners.delete(listener)
          resolve()
        }
        listeners.add(listener)
      })
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    announce() {
      for (const listener of [...listeners]) listener()
    },
  }
}
