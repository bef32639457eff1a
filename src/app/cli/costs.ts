/** `winnow costs`: the ledger of what was spent on LLMs, and what is left of the budget. */
import { type Command, Option } from 'commander'
import pc from 'picocolors'
import type { Config } from '../../config.ts'
import { type BudgetLeft, type CostGroup, type CostRow, costGroups, listCosts, readBudget } from '../../db/costs.ts'
import type { Context } from '../context.ts'
import { money } from './money.ts'
import { parseTime } from './options.ts'
import { address, type Column, counted, number, table } from './output.ts'
import type { Run } from './run.ts'

type Options = Readonly<{ by: CostGroup; since?: Date }>

export function register(program: Command, run: Run): void {
  program
    .command('costs')
    .option('--since <time>', 'from this time on, such as 7d or 2026-11-23 (default: 30d)', parseTime)
    .addOption(new Option('--by <what>', 'what is added up').choices(costGroups).default('day'))
    .description('list what was spent on LLMs, and what is left of the budget')
    .action(run(list))
}

async function list(context: Context, { by, since = parseTime('30d') }: Options): Promise<void> {
  await context.withDatabase(async database => {
    const rows = await listCosts(database, by, { since })
    const budget = await readBudget(database, { usdPerDay: context.config.llm.budget.perDayUsd })
    if (context.json) context.out.json(asJson(by, since, rows, budget))
    else show(context, by, rows, budget)
  })
}

function asJson(by: CostGroup, since: Date, rows: readonly CostRow[], budget: BudgetLeft) {
  const lines = rows.map(row => ({ ...row, label: address(row.label) }))
  return { since, by, lines, total: totalOf(rows), budget }
}

function show({ out, config }: Context, by: CostGroup, rows: readonly CostRow[], budget: BudgetLeft): void {
  const total = totalOf(rows)
  if (rows.length === 0) out.note(nothing(config))
  else out.line(costTable(rows, total, by, out.columns))
  out.line(budgetLine(budget))
  if (total.unknownCost > 0)
    out.note(
      pc.dim(
        `${counted(total.unknownCost, 'call')} came without a cost and counted as free; llm.prices gives them one.`,
      ),
    )
  if (total.boughtAgain > 0)
    out.note(
      pc.dim(`${counted(total.boughtAgain, 'text')} may have been paid for twice, by processes that died in a call.`),
    )
}

const sums = ['calls', 'failed', 'repairs', 'tokensIn', 'tokensOut', 'costUsd', 'unknownCost', 'boughtAgain'] as const
type Sums = Pick<CostRow, (typeof sums)[number]>

function totalOf(rows: readonly CostRow[]): Sums {
  const added = sums.map(name => [name, rows.reduce((sum, row) => sum + row[name], 0)])
  return Object.fromEntries(added) as Sums
}

const heads: Readonly<Record<CostGroup, string>> = {
  day: 'Day (UTC)',
  source: 'Source',
  model: 'Model',
  purpose: 'Purpose',
}

function costTable(rows: readonly CostRow[], total: Sums, by: CostGroup, columns: number): string {
  type Line = Sums & Readonly<{ label: string }>
  const all: Line = { ...total, label: 'All' }
  const counts: [string, (line: Line) => string][] = [
    ['Calls', line => number(line.calls)],
    ['Failed', line => number(line.failed)],
    ['Tokens in', line => number(line.tokensIn)],
    ['Tokens out', line => number(line.tokensOut)],
    ['Cost', line => money(line.costUsd)],
  ]
  const paint = (text: string, line: Line) => (line === all ? pc.bold(text) : text)
  return table<Line>(
    [
      { head: heads[by], of: line => address(line.label), least: 16, paint },
      ...counts.map(([head, of]): Column<Line> => ({ head, of, align: 'right' })),
    ],
    [...rows, all],
    columns,
  )
}

/** `$0.42 spent today, $0.06 reserved by calls in flight, $0.52 left of $1.00`. */
export function budgetLine({ spentUsd, reservedUsd, limitUsd, leftUsd, waiting }: BudgetLeft): string {
  const parts = [
    `${money(spentUsd)} spent today`,
    reservedUsd > 0 ? `${money(reservedUsd)} reserved by calls in flight` : '',
    limitUsd === null || leftUsd === null ? 'no budget is set' : `${money(leftUsd)} left of ${money(limitUsd)}`,
    waiting === 0 ? '' : `${counted(waiting, 'reading waits', 'readings wait')}`,
  ]
  return parts.filter(part => part !== '').join(', ')
}

function nothing({ llm }: Config): string {
  return llm.provider === 'builtin'
    ? 'Nothing was bought: the built-in summariser is free. For an LLM, set OPENROUTER_API_KEY or llm.baseUrl; docs/reading.md says how.'
    : 'Nothing was bought in that time. Read a page: winnow read URL'
}
