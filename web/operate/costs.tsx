/** What was spent on language models, and what the budget leaves. */
import { Wallet } from 'lucide-react'
import type { Costs } from '../../src/app/http/schemas/operate.ts'
import { useCosts } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import table from '../ui/table.module.css'
import { count, counted, dollars, timeOfDay } from '../ui/time.ts'
import css from './operate.module.css'
import { ChartPanel, Panel } from './panel.tsx'
import { Figure } from './queue.tsx'

type Spent = Readonly<{ usd: number; calls: number; tokensIn: number; tokensOut: number }>

export function CostsPage() {
  const { data, error } = useCosts(30)
  if (!data) return error ? <p role="alert">{wordsOf(error)}</p> : null
  const { budget, days } = data
  const calls = days.reduce((sum, day) => sum + day.calls, 0)
  const isSpent = budget.leftUsd !== null && budget.leftUsd <= 0
  return (
    <>
      {isSpent && (
        <Notice
          icon={Wallet}
          tone="warn"
          text={`Today's ${dollars(budget.perDayUsd ?? 0)} is spent. ${counted(budget.waiting, 'article')} ${budget.waiting === 1 ? 'waits' : 'wait'} until ${timeOfDay(budget.resetsAt)}.`}
        >
          <Button href="/settings/access">Change budget</Button>
        </Notice>
      )}
      <dl className={css.figures}>
        <Figure name="Today" value={dollars(budget.todayUsd)} />
        <Figure name="Budget a day" value={budget.perDayUsd === null ? 'None' : dollars(budget.perDayUsd)} />
        {budget.leftUsd !== null && <Figure name="Left today" value={dollars(budget.leftUsd)} />}
        <Figure name="Calls in 30 days" value={count(calls)} />
      </dl>
      {calls === 0 ? (
        <p className={table.faint}>No language model was called: the built-in summaries are free.</p>
      ) : (
        <div className={css.grid}>
          <ChartPanel
            title="A day"
            sentence={`${dollars(sum(days))} in 30 days.`}
            label="Dollars a day."
            spec={specOf(data)}
          />
          <Spending title="By model" rows={data.models.map(one => ({ name: one.model, ...one }))} />
          <Spending title="By purpose" rows={data.purposes.map(one => ({ name: one.purpose, ...one }))} />
          <Spending title="By source" rows={data.sources} />
        </div>
      )}
    </>
  )
}

function Spending({ title, rows }: Readonly<{ title: string; rows: readonly (Spent & { name: string })[] }>) {
  return (
    <Panel title={title}>
      <table className={table.table}>
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {['Calls', 'Tokens', 'Cost'].map(name => (
              <th scope="col" key={name} className={table.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className={table.number}>{count(row.calls)}</td>
              <td className={table.number}>{count(row.tokensIn + row.tokensOut)}</td>
              <td className={table.number}>{dollars(row.usd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function specOf({ days, budget }: Costs) {
  const limit = {
    name: 'Budget',
    values: days.map(() => budget.perDayUsd),
    colour: '--err',
    draw: 'line',
    isDashed: true,
  } as const
  return {
    at: days.map(({ day }) => `${day}T00:00:00`),
    isDaily: true,
    format: dollars,
    series: [
      { name: 'Spent', values: days.map(({ usd }) => usd), colour: '--saved', draw: 'bars' } as const,
      ...(budget.perDayUsd === null ? [] : [limit]),
    ],
  }
}

function sum(rows: readonly Spent[]): number {
  return rows.reduce((all, row) => all + row.usd, 0)
}
