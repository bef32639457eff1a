/** What went wrong, the most frequent first. */
import type { Operate } from '../../src/app/http/schemas/operate.ts'
import table from '../ui/table.module.css'
import { count, counted } from '../ui/time.ts'
import css from './operate.module.css'
import { Panel } from './panel.tsx'

const names: Readonly<Record<string, string>> = {
  timeout: 'No answer in time',
  unreachable: 'Unreachable',
  tls: 'TLS',
  blocked: 'Refused by the address guard',
  status: 'Error status',
  rateLimited: 'Too many requests',
  tooLarge: 'Too large',
  malformed: 'Malformed',
  notAFeed: 'Not a feed',
  notAnArticle: 'Not an article',
  unauthorised: 'Needs a login',
  quota: 'Quota is spent',
  cancelled: 'Cancelled',
}

export function failureName(kind: string): string {
  return names[kind] ?? kind
}

export function ErrorsByKind({ failures }: Pick<Operate, 'failures'>) {
  const all = failures.reduce((sum, one) => sum + one.count, 0)
  const most = Math.max(1, ...failures.map(one => one.count))
  const sentence =
    all === 0 ? 'No poll has failed.' : `${counted(all, 'poll')} failed, in ${counted(failures.length, 'way')}.`
  return (
    <Panel title="Errors by kind" sentence={sentence}>
      {failures.length > 0 && (
        <table className={`${table.table} ${css.bars}`}>
          <caption className="hidden">Errors by kind</caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">
                <span className="hidden">Share</span>
              </th>
              <th scope="col" className={table.number} aria-sort="descending">
                Polls
              </th>
              <th scope="col" className={table.number}>
                Sources
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(one => (
              <tr key={one.kind}>
                <th scope="row">{failureName(one.kind)}</th>
                <td>
                  <svg aria-hidden>
                    <rect width={`${(one.count / most) * 100}%`} height="10" rx="2" />
                  </svg>
                </td>
                <td className={table.number}>{count(one.count)}</td>
                <td className={table.number}>{count(one.sources)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
