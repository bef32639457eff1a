/** Entries that could not be stored, and why; the rest of their poll was. */
import { CheckCheck } from 'lucide-react'
import { Link } from 'wouter'
import { useRejections } from '../api/operate.ts'
import { wordsOf } from '../api/problem.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import table from '../ui/table.module.css'
import { counted, dayAndTime } from '../ui/time.ts'
import page from './operate.module.css'

export function Rejections() {
  const asked = useRejections()
  const rows = asked.data?.pages.flatMap(page => page.items) ?? []
  if (asked.error) return <p role="alert">{wordsOf(asked.error)}</p>
  if (asked.data && rows.length === 0) return <Notice icon={CheckCheck} tone="ok" text="Nothing was rejected." />
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className={table.scrolls} tabIndex={0} aria-label="Rejections">
        <table className={`${table.table} ${page.rejections}`}>
          <caption className="hidden">Rejections, newest first</caption>
          <thead>
            <tr>
              <th scope="col" aria-sort="descending">
                When
              </th>
              <th scope="col">Source</th>
              <th scope="col">Entry</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={`${row.entryId} ${row.source.id}`}>
                <td className={table.fixed}>
                  <Link href={`/why/${row.runId}`}>{dayAndTime(row.at)}</Link>
                </td>
                <td>{row.source.name}</td>
                <th scope="row" dir="auto">
                  {row.entries > 1
                    ? counted(row.entries, 'entry', 'entries')
                    : (row.title ?? row.url ?? 'Without title and link')}
                </th>
                <td>
                  {row.reason}
                  {row.sqlState && <span className={table.faint}> SQLSTATE {row.sqlState}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {asked.hasNextPage && (
        <div className={table.more}>
          <Button onClick={() => void asked.fetchNextPage()}>More</Button>
        </div>
      )}
    </>
  )
}
