/** Three failures, then five minutes' block: by the client's own address, as the socket says it; what a header claims about it counts for nothing. */

export const MOST_FAILURES = 3
export const BLOCK_MS = 5 * 60_000
/** Addresses remembered at once; above, the oldest are forgotten. */
const MOST_ADDRESSES = 10_000

export type Blocks = Readonly<{
  /** Seconds until the block ends; null when there is none. */
  blockedS(address: string): number | null
  /** Counted before the attempt is looked at, so that many at once are no more than three. False: it must not be looked at. */
  begin(address: string): boolean
  /** The attempt was good: nothing is held against the address. */
  forgive(address: string): void
}>

export function createBlocks(now: () => number): Blocks {
  const known = new Map<string, { failures: number; since: number }>()

  function entryOf(address: string): { failures: number; since: number } | null {
    const entry = known.get(address)
    if (entry === undefined) return null
    if (now() - entry.since < BLOCK_MS) return entry
    known.delete(address)
    return null
  }

  return {
    blockedS(address) {
      const entry = entryOf(address)
      if (entry === null || entry.failures < MOST_FAILURES) return null
      return Math.max(1, Math.ceil((entry.since + BLOCK_MS - now()) / 1_000))
    },
    begin(address) {
      const entry = entryOf(address) ?? { failures: 0, since: now() }
      if (entry.failures >= MOST_FAILURES) return false
      known.delete(address)
      known.set(address, { failures: entry.failures + 1, since: now() })
      const [oldest] = known.keys()
      if (known.size > MOST_ADDRESSES && oldest !== undefined) known.delete(oldest)
      return true
    },
    forgive: address => void known.delete(address),
  }
}
