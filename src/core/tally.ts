/** Law 1, balance: offered = saved + duplicate + old + filtered + rejected, for every poll. */

export type Tally = Readonly<{
  offered: number
  saved: number
  duplicate: number
  old: number
  filtered: number
  rejected: number
}>

export const emptyTally: Tally = { offered: 0, saved: 0, duplicate: 0, old: 0, filtered: 0, rejected: 0 }

export function balances(tally: Tally): boolean {
  return tally.offered === tally.saved + tally.duplicate + tally.old + tally.filtered + tally.rejected
}

export function sum(tallies: Iterable<Tally>): Tally {
  const total = { ...emptyTally }
  for (const tally of tallies) for (const key of tallyKeys) total[key] += tally[key]
  return total
}

const tallyKeys = ['offered', 'saved', 'duplicate', 'old', 'filtered', 'rejected'] as const
