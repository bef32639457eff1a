/** What reading costs, from the ledger: every call that was made, and what is left of the budgets. */
import type { Database } from './database.ts'
import type { Budgets } from './ledger.ts'
import { type Statement, sql } from './statement.ts'

export const costGroups = ['day', 'source', 'model', 'purpose'] as const
export type CostGroup = (typeof costGroups)[number]

export type CostRow = Readonly<{
  /** A day (UTC, `2026-11-23`), the id of a source (null: people's own submissions), a model, a purpose. */
  key: string | null
  /** To show: the source's title or address, else the key. */
  label: string
  /** Failed and repairing calls included. */
  calls: number
  failed: number
  /** Calls that asked to mend a bad answer. */
  repairs: number
  tokensIn: number
  tokensOut: number
  costUsd: number
  /** Calls whose price nobody knows; they count as 0. */
  unknownCost: number
  /** Purchases claimed anew because the first claim ran out: perhaps paid for twice (law 11). */
  boughtAgain: number
}>

export type CostFilter = Readonly<{ since: Date; until?: Date }>

/** By day the newest first, else the dearest first; at most 1,000 rows. Times are the database's: when the call was stored. */
export async function listCosts(database: Database, by: CostGroup, filter: CostFilter): Promise<CostRow[]> {
  const until = filter.until ?? null
  const within = sql`at >= ${filter.since}::timestamptz and (${until}::timestamptz is null or at < ${until}::timestamptz)`
  const rows = await database.query(sql`
    with called as (
      select coalesce(${keyOf(by)}, '') as known_key, count(*) as calls, count(*) filter (where outcome <> 'ok') as failed,
        count(*) filter (where mode = 'repair') as repairs, sum(tokens_in)::bigint as tokens_in, sum(tokens_out)::bigint as tokens_out,
        sum(cost_usd) as cost_usd, count(*) filter (where not cost_known) as unknown
      from llm_calls where ${within} group by 1
    ), again as (
      select coalesce(${keyOf(by)}, '') as known_key, sum(bought_again)::bigint as n from purchases where ${within} and bought_again > 0 group by 1
    )
    select nullif(known_key, '') as key,
      ${by === 'source' ? sql`coalesce(s.title, s.url, nullif(known_key, ''), 'submitted by people')` : sql`known_key`} as label,
      coalesce(calls, 0) as calls, coalesce(failed, 0) as failed, coalesce(repairs, 0) as repairs, coalesce(tokens_in, 0) as tokens_in,
      coalesce(tokens_out, 0) as tokens_out, coalesce(cost_usd, 0)::float8 as cost_usd, coalesce(unknown, 0) as unknown, coalesce(again.n, 0) as again
    from called full join again using (known_key)
    ${by === 'source' ? sql`left join sources s on s.id::text = known_key` : sql``}
    order by ${by === 'day' ? sql`key desc` : sql`cost_usd desc, calls desc, key`} limit 1000`)
  return rows.map(readCost)
}

function keyOf(by: CostGroup): Statement {
  if (by === 'day') return sql`to_char(at at time zone 'utc', 'YYYY-MM-DD')`
  if (by === 'source') return sql`source_id::text`
  return by === 'model' ? sql`model` : sql`purpose`
}

// biome-ignore lint/suspicious/noExplicitAny: the row's shape is that of the statement above.
function readCost(row: any): CostRow {
  const { key, label, calls, failed, repairs } = row
  return {
    key,
    label,
    calls,
    failed,
    repairs,
    tokensIn: row.tokens_in,
    tokensOut: row.tokens_out,
    costUsd: row.cost_usd,
    unknownCost: row.unknown,
    boughtAgain: row.again,
  }
}

export type BudgetLeft = Readonly<{
  spentUsd: number
  /** By calls in flight, at their estimates. */
  reservedUsd: number
  /** Null: no limit; never below 0. */
  limitUsd: number | null
  leftUsd: number | null
  /** The next UTC day by the database's clock. */
  resetsAt: Date
  /** Readings that wait for tomorrow's budget, or for something else they named. */
  waiting: number
}>

/** Today's budget for everything. */
export async function readBudget(database: Database, { usdPerDay }: Pick<Budgets, 'usdPerDay'>): Promise<BudgetLeft> {
  const [row] = await database.query(sql`
    with today as (select date_trunc('day', now() at time zone 'utc') at time zone 'utc' as midnight)
    select (select coalesce(sum(cost_usd), 0)::float8 from llm_calls where at >= midnight) as spent,
      (select coalesce(sum(estimate_usd), 0)::float8 from purchases where state = 'claimed' and lease_until > now()) as reserved,
      (select count(*) from readings where due_at is not null and waiting_reason is not null) as waiting,
      midnight + interval '1 day' as resets_at
    from today`)
  const { spent: spentUsd, reserved: reservedUsd, resets_at: resetsAt, waiting } = row ?? {}
  const leftUsd = usdPerDay === null ? null : Math.max(0, usdPerDay - spentUsd - reservedUsd)
  return { spentUsd, reservedUsd, limitUsd: usdPerDay, leftUsd, resetsAt, waiting }
}
