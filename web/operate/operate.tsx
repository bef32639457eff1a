/** The control room: one sentence first, then what asks for it. */
import { Link, useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { type Range, ranges } from '../api/operate.ts'
import { type OperateTab, operateTabs } from '../shell/route.ts'
import { Choice } from '../ui/choice.tsx'
import { Page } from '../ui/page.tsx'
import { CostsPage } from './costs.tsx'
import css from './operate.module.css'
import { Overview } from './overview.tsx'
import { QueuePage } from './queue.tsx'
import { Rejections } from './rejections.tsx'
import { Runs } from './runs.tsx'

const names = { overview: 'Overview', runs: 'Polls', rejections: 'Rejections', queue: 'Queue', costs: 'Costs' } as const
const rangeNames = { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d' } as const

export default function Operate({ tab }: Readonly<{ tab: OperateTab }>) {
  const search = new URLSearchParams(useSearch())
  const range: Range = ranges.find(one => one === search.get('range')) ?? '24h'
  return (
    <Page title="Operate">
      <div className={css.top}>
        <nav aria-label="Operate" className={css.tabs}>
          {operateTabs.map(one => (
            <Link
              key={one}
              href={one === 'overview' ? '/operate' : `/operate/${one}`}
              aria-current={one === tab ? 'page' : undefined}
            >
              {names[one]}
            </Link>
          ))}
        </nav>
        {tab === 'overview' && (
          <div className={css.ranges}>
            <Choice
              label=""
              options={ranges}
              names={rangeNames}
              value={range}
              onChange={next => navigate(`/operate?range=${next}`, { replace: true })}
            />
          </div>
        )}
      </div>
      {tab === 'overview' && <Overview range={range} />}
      {tab === 'runs' && <Runs source={search.get('source')} isFailed={search.get('failed') === 'true'} />}
      {tab === 'rejections' && <Rejections />}
      {tab === 'queue' && <QueuePage />}
      {tab === 'costs' && <CostsPage />}
    </Page>
  )
}
