/** The charts of the control room, from what the API measured. */
import type { Live, Operate } from '../../src/app/http/schemas/operate.ts'
import { count, dollars, duration } from '../ui/time.ts'
import type { ChartSpec } from './chart-data.ts'

/** Saved is the base, duplicates are the top, so that what is new can be compared; the sum is what was offered. */
export function balanceSpec({ at, balance }: Operate, withDuplicates: boolean): ChartSpec {
  const bars = { draw: 'bars' } as const
  return {
    at,
    isStacked: true,
    format: count,
    series: [
      { name: 'Saved', values: balance.saved, colour: '--saved', ...bars },
      { name: 'Filtered', values: balance.filtered, colour: '--filtered', ...bars },
      { name: 'Old', values: balance.old, colour: '--old', ...bars },
      { name: 'Rejected', values: balance.rejected, colour: '--rejected', ...bars },
      ...(withDuplicates
        ? [{ name: 'Duplicate', values: balance.duplicate, colour: '--duplicate', draw: 'hatched' } as const]
        : []),
    ],
  }
}

export function latencySpec({ at, latency }: Operate): ChartSpec {
  // A logarithm has no place for 0.
  const above0 = (values: readonly (number | null)[]) =>
    values.map(value => (value === null ? null : Math.max(1, value)))
  return {
    at,
    isLog: true,
    format: duration,
    series: [
      { name: 'p50', values: above0(latency.p50Ms), colour: '--saved', draw: 'line' },
      { name: 'p95', values: above0(latency.p95Ms), colour: '--rejected', draw: 'line', isDashed: true },
    ],
  }
}

export function costSpec({ cost }: Operate): ChartSpec {
  const { days, budgetUsd } = cost
  const budget = {
    name: 'Budget',
    values: days.map(() => budgetUsd),
    colour: '--err',
    draw: 'line',
    isDashed: true,
  } as const
  return {
    at: days.map(({ day }) => `${day}T00:00:00`),
    isDaily: true,
    format: dollars,
    series: [
      { name: 'Spent', values: days.map(({ usd }) => usd), colour: '--saved', draw: 'bars' },
      ...(budgetUsd === null ? [] : [budget]),
    ],
  }
}

/** Two shares of two limits: when the database is slow, the one for the network goes on. */
export function slotsSpec({ samples }: Live): ChartSpec {
  const percent = (shares: readonly number[]) => shares.map(share => share * 100)
  return {
    at: samples.at,
    most: 100,
    format: value => `${Math.round(value)} %`,
    series: [
      { name: 'Network slots', values: percent(samples.slots), colour: '--saved', draw: 'steps' },
      { name: 'Database pool', values: percent(samples.pool), colour: '--rejected', draw: 'steps', isDashed: true },
    ],
  }
}

export function queueSpec({ samples }: Live): ChartSpec {
  return {
    at: samples.at,
    format: count,
    series: [{ name: 'Waiting', values: samples.queue, colour: '--saved', draw: 'area' }],
  }
}
