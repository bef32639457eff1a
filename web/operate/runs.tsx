/** Every poll: when, what it brought, and why it failed. */
import { useEffect, useId } from 'react'
import { Link } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import type { Run } from '../../src/app/http/schemas/sources.ts'
import { useRuns } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { queryClient } from '../api/query-client.ts'
import { newRuns } from '../api/stream.ts'
import { listPath } from '../shell/route.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/button.tsx'
import { StateWord } from '../ui/state-word.tsx'
import table from '../ui/table.module.css'
import { bytes, count, dayAndTime, duration, exactTime } from '../ui/time.ts'
import page from './operate.module.css'
import css from './panel.module.css'

type Props = Readonly<{ source: string | null; isFailed: boolean }>

export function Runs({ source, isFailed }: Props) {
  const asked = useRuns(isFailed, source)
  const id = useId()
  const runs = asked.data?.pages.flatMap(page => page.items) ?? []
  const show = (failed: boolean) => {
    const query = new URLSearchParams({ ...(source && { source }), ...(failed && { failed: 'true' }) })
    navigate(`/operate/runs?${query}`, { replace: true })
  }
  const fresh = useStore(newRuns)
  useEffect(() => newRuns.set(0), [])
  const showNew = () => {
    newRuns.set(0)
    void queryClient.resetQueries({ queryKey: ['runs'] })
  }
  return (
    <>
      <div className={page.above}>
        <label className={css.check} htmlFor={id}>
          <input id={id} type="checkbox" checked={isFailed} onChange={event => show(event.target.checked)} />
          Only those that failed
        </label>
        {fresh > 0 && (
          <button type="button" className={css.tool} onClick={showNew}>
            {count(fresh)} new
          </button>
        )}
      </div>
      {asked.error && <p role="alert">{wordsOf(asked.error)}</p>}
      {asked.data && runs.length === 0 && <p className={table.faint}>No polls.</p>}
      {runs.length > 0 && <RunTable runs={runs} />}
      {asked.hasNextPage && (
        <div className={table.more}>
          <Button isDisabled={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            More
          </Button>
        </div>
      )}
    </>
  )
}

function RunTable({ runs }: Readonly<{ runs: readonly Run[] }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={table.scrolls} tabIndex={0} aria-label="Polls">
      <table className={table.table}>
        <caption className="hidden">Polls, newest first</caption>
        <thead>
          <tr>
            <th scope="col" aria-sort="descending">
              Started
            </th>
            <th scope="col">Source</th>
            <th scope="col">Answer</th>
            {['Offered', 'Saved', 'Duplicate', 'Filtered', 'Old', 'Rejected'].map(name => (
              <th scope="col" key={name} className={table.number}>
                {name}
              </th>
            ))}
            <th scope="col" className={table.number}>
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function RunRow({ run }: Readonly<{ run: Run }>) {
  const { offered, saved, duplicate, filtered, old, rejected } = run.tally
  return (
    <tr>
      <td className={table.fixed}>
        <Link href={`/why/${run.id}`} title={exactTime(run.startedAt)}>
          {dayAndTime(run.startedAt)}
        </Link>
      </td>
      <th scope="row">
        <Link href={listPath({ kind: 'source', id: run.source.id })}>{run.source.name}</Link>
      </th>
      <td>{answerOf(run)}</td>
      {[offered, saved, duplicate, filtered, old, rejected].map((n, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each stands for its column.
        <td key={at} className={table.number}>
          {n === 0 ? <span className={table.faint}>0</span> : count(n)}
        </td>
      ))}
      <td className={table.number}>{duration(run.durationMs)}</td>
    </tr>
  )
}

function answerOf(run: Run) {
  if (run.failureKind !== null) return <StateWord tone="warn">{run.failureText ?? run.failureKind}</StateWord>
  const size = run.notModified ? 'unchanged' : bytes(run.bytes)
  return <StateWord tone="ok">{[run.httpStatus, size].filter(part => part !== null).join(', ')}</StateWord>
}
