/** A bounded memory: what was not used for longest goes first. */
export type LRU<K, V> = Readonly<{ get(key: K): V | undefined; set(key: K, value: V): void }>

export function createLru<K, V>(most: number): LRU<K, V> {
  const kept = new Map<K, V>()
  return {
    get(key) {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key, value) {
      kept.delete(key)
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
  }
}
