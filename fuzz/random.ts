/** Chance that can be repeated: the same seed makes the same requests. */

export type Random = Readonly<{
  /** 0 ≤ n < `below`. */
  int(below: number): number
  /** True once in `times`. */
  oneIn(times: number): boolean
  pick<T>(list: readonly T[]): T
}>

/** Mulberry32: 32 bits of state are enough for choosing. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number) => Math.floor(next() * below)
  return {
    int,
    oneIn: times => int(times) === 0,
    pick(list) {
      const one = list[int(list.length)]
      if (one === undefined) throw new Error('there is nothing to choose from')
      return one
    },
  }
}
