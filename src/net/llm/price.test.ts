import { expect, test } from 'vitest'
import { costOf, estimateCost, estimateTokens } from './price.ts'

const price = { inputPerMillion: 2, outputPerMillion: 10 }

test('the provider’s own figure counts before the configured price', () => {
  expect(costOf(0.5, { in: 1_000, out: 1_000 }, price)).toEqual({ costUsd: 0.5, costKnown: true })
  expect(costOf(0, null, undefined)).toEqual({ costUsd: 0, costKnown: true })
  expect(costOf(null, { in: 1_000_000, out: 100_000 }, price)).toEqual({ costUsd: 3, costKnown: true })
})

test('without a price, or without counted tokens, the cost is unknown and not invented', () => {
  expect(costOf(null, { in: 1_000, out: 1_000 }, undefined)).toEqual({ costUsd: 0, costKnown: false })
  expect(costOf(null, null, price)).toEqual({ costUsd: 0, costKnown: false })
})

test('a reservation takes the whole answer into account, and costs nothing where nothing costs', () => {
  expect(estimateCost('x'.repeat(3_000_000), 100_000, price)).toBeCloseTo(3)
  expect(estimateCost('x'.repeat(3_000_000), 100_000, undefined)).toBe(0)
})

test('a token is estimated as three bytes: one sign of Chinese, a third too much for English', () => {
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('日本語')).toBe(3)
  expect(estimateTokens('four')).toBe(2)
})
