/** The rates that were reached stay reached: floors.json only rises. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import floors from './floors.json' with { type: 'json' }
import { runConformance } from './run.ts'

const folder = fileURLToPath(new URL('../../shared/corpora', import.meta.url))
const absent = !existsSync(folder)
const reason = absent ? ' (skipped: the shared corpora are not beside this checkout)' : ''

describe.skipIf(absent)(`the test corpora${reason}`, () => {
  test('no rate falls below its floor, and no corpus has fewer cases', { timeout: 120_000 }, async () => {
    const { report, misses } = await runConformance(folder)
    const below = shortfalls(floors, report)
    expect(below, misses.map(({ file, what }) => `${file}: ${what}`).join('\n')).toEqual([])
  })
})

test('a fallen rate, a lost corpus and a blocked good address are seen', () => {
  const floor = { a: { cases: 2, rate: 0.9 }, b: { passed: 3 }, ssrf: { overblocked: 0 } }
  expect(shortfalls(floor, { a: { cases: 2, rate: 0.8 }, ssrf: { overblocked: 1 } })).toEqual([
    'a.rate: 0.8, was 0.9',
    'b.passed: nothing, was 3',
    'ssrf.overblocked: 1, was 0',
  ])
  expect(shortfalls(floor, { a: { cases: 3, rate: 1 }, b: { passed: 3 }, ssrf: { overblocked: 0 } })).toEqual([])
})

/** Every number of `floor` has at least its value in `report`, but for `overblocked`, which has at most. */
function shortfalls(floor: unknown, report: unknown, path = ''): string[] {
  if (typeof floor === 'number') {
    const got = typeof report === 'number' ? report : null
    const holds = got !== null && (path.endsWith('.overblocked') ? got <= floor : got >= floor)
    return holds ? [] : [`${path}: ${got ?? 'nothing'}, was ${floor}`]
  }
  if (floor === null || typeof floor !== 'object') return []
  return Object.entries(floor).flatMap(([name, below]) => {
    const inside: unknown = report !== null && typeof report === 'object' ? Reflect.get(report, name) : undefined
    return shortfalls(below, inside, path === '' ? name : `${path}.${name}`)
  })
}
