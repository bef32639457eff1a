/** What is counted: how many of the cases that say something agree, and which files do not. */

export type Miss = Readonly<{ corpus: string; file: string; what: string; expected: unknown; got: unknown }>

export type Rate = { agreed: number; of: number }

export function newRate(): Rate {
  return { agreed: 0, of: 0 }
}

export function count(rate: Rate, agrees: boolean): boolean {
  rate.of += 1
  if (agrees) rate.agreed += 1
  return agrees
}

/** Rounded down to four digits, so that 1 means all; null when no case says anything. */
export function share({ agreed, of }: Rate): number | null {
  return of === 0 ? null : Math.floor((agreed / of) * 10_000) / 10_000
}
