import { expect, test } from 'vitest'
import { type ChartSpec, heightsOf, largest, last, total } from './chart-data.ts'

const series = (values: readonly (number | null)[]) => ({ name: '', values, colour: '--saved', draw: 'bars' as const })
const spec = (rest: Partial<ChartSpec>): ChartSpec => ({ at: ['', ''], series: [], format: String, ...rest })

test('each series of a stack stands on those before it, so that the top is what was offered', () => {
  const stacked = spec({ series: [series([1, 2]), series([3, null]), series([5, 1])], isStacked: true })
  expect(heightsOf(stacked)).toEqual([
    [1, 2],
    [4, null],
    [9, 3],
  ])
})

test('lines keep their gaps', () => {
  expect(heightsOf(spec({ series: [series([1, null])] }))).toEqual([[1, null]])
})

test('what is unknown counts for nothing in a sentence', () => {
  expect(total([1, null, 2])).toBe(3)
  expect(largest([null, null])).toBeNull()
  expect(largest([null, 4, 2])).toBe(4)
  expect(last([3, 7, null])).toBe(7)
})
