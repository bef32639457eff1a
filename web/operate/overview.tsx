/** How the last hours went: what came, how fast, what failed, what it cost. */
import { Check, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Operate } from '../../src/app/http/schemas/operate.ts'
import { type Range, useLive, useOperate } from '../api/operate.ts'
import { errorIdOf, wordsOf } from '../api/problem.ts'
import { count, counted, dollars, duration } from '../ui/time.ts'
import { largest, last, total } from './chart-data.ts'
import { balanceSpec, costSpec, latencySpec } from './charts.ts'
import { ErrorsByKind } from './errors-by-kind.tsx'
import { QueuePanel, SlotsPanel } from './live-panels.tsx'
import css from './operate.module.css'
import panel from './panel.module.css'
import { ChartPanel } from './panel.tsx'

export function Overview({ range }: Readonly<{ range: Range }>) {
  const { data, error } = useOperate(range)
  const live = useLive()
  const [withDuplicates, showDuplicates] = useState(true)
  if (!data) return error ? <p role="alert">{`${wordsOf(error)} ${errorIdOf(error) ?? ''}`}</p> : null
  // All panels come at once, so that none moves another.
  if (!live.data && !live.error) return null
  const balance = balanceSentence(data)
  const latency = latencySentence(data)
  const cost = costSentence(data)
  return (
    <>
      <StatusSentence attention={data.attention} />
      <div className={css.grid}>
        <ChartPanel
          title="Balance"
          sentence={balance}
          label={balance}
          spec={balanceSpec(data, withDuplicates)}
          tools={
            <label className={panel.check}>
              <input
                type="checkbox"
                checked={withDuplicates}
                onChange={event => showDuplicates(event.target.checked)}
              />
              Duplicates
            </label>
          }
        />
        <ChartPanel title="Latency of polls" sentence={latency} label={latency} spec={latencySpec(data)} />
        <ErrorsByKind failures={data.failures} />
        <SlotsPanel />
        <QueuePanel />
        <ChartPanel title="Cost a day" sentence={cost} label={cost} spec={costSpec(data)} />
      </div>
    </>
  )
}

const leads = {
  failing: '/sources?state=failing',
  rejected: '/operate/rejections',
  budget: '/operate/costs',
  database: '/operate',
  balance: '/operate/runs',
  queue: '/operate/queue',
} as const

function StatusSentence({ attention }: Pick<Operate, 'attention'>) {
  if (attention.length === 0)
    return (
      <div className={css.status}>
        <p>
          <Check aria-hidden className={css.fine} />
          All well.
        </p>
      </div>
    )
  return (
    <div className={css.status}>
      <p>
        <TriangleAlert aria-hidden className={css.look} />
        {counted(attention.length, 'thing')} {attention.length === 1 ? 'needs' : 'need'} a look.
      </p>
      <ul>
        {attention.map(({ kind, text }) => (
          <li key={kind + text}>
            <span>
              {text} <Link href={leads[kind]}>Look</Link>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function balanceSentence({ balance, polls }: Operate): string {
  const offered = total(balance.offered)
  return `${counted(total(polls), 'poll')} offered ${counted(offered, 'article')}: ${count(total(balance.saved))} saved, ${count(total(balance.duplicate))} known already.`
}

function latencySentence({ latency }: Operate): string {
  const middle = last(latency.p50Ms)
  const worst = largest(latency.p95Ms)
  if (middle === null || worst === null) return 'No polls in this time.'
  return `Half of the polls take less than ${duration(middle)}; the slowest twentieth took up to ${duration(worst)}.`
}

function costSentence({ cost }: Operate): string {
  const spent = cost.days.reduce((sum, day) => sum + day.usd, 0)
  const budget = cost.budgetUsd === null ? 'There is no budget.' : `The budget is ${dollars(cost.budgetUsd)} a day.`
  return `${dollars(spent)} in ${counted(cost.days.length, 'day')}. ${budget}`
}
