/** What a chart shows, without the library that draws it: series over time, as numbers and as a table. */

export type Series = Readonly<{
  name: string
  values: readonly (number | null)[]
  /** The name of a token, such as `--saved`. */
  colour: string
  draw: 'bars' | 'hatched' | 'line' | 'steps' | 'area'
  isDashed?: boolean
}>

export type ChartSpec = Readonly<{
  /** ISO times; each series has as many values. */
  at: readonly string[]
  series: readonly Series[]
  /** From the base upwards, each on top of the one before. */
  isStacked?: boolean
  isLog?: boolean
  /** The upper end of the axis, when it is known. */
  most?: number
  format: (value: number) => string
  /** Each value is a whole day's. */
  isDaily?: boolean
}>

/** The numbers to draw: each series of a stack stands on the sum of those before it; where it has nothing, nothing is drawn. */
export function heightsOf({ series, isStacked }: ChartSpec): (number | null)[][] {
  if (!isStacked) return series.map(one => [...one.values])
  const sums = new Array<number>(series[0]?.values.length ?? 0).fill(0)
  return series.map(one =>
    one.values.map((value, at) => {
      if (!value) return null
      sums[at] = (sums[at] ?? 0) + value
      return sums[at]
    }),
  )
}

/** The sum of a whole series, for the sentence above its chart. */
export function total(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

export function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

export function last(values: readonly (number | null)[]): number | null {
  return values.findLast(value => value !== null) ?? null
}
