/** A chart answers a question in one sentence, and can be read as a table. */
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import table from '../ui/table.module.css'
import { exactTime } from '../ui/time.ts'
import type { ChartSpec } from './chart-data.ts'
import css from './panel.module.css'

const Canvas = lazy(() => import('./canvas.tsx'))

type Props = Readonly<{ title: string; sentence: ReactNode; label: string; spec: ChartSpec; tools?: ReactNode }>

export function ChartPanel({ title, sentence, label, spec, tools }: Props) {
  const [isTable, showTable] = useState(false)
  return (
    <Panel
      title={title}
      sentence={sentence}
      tools={
        <>
          {tools}
          <button type="button" className={css.tool} aria-pressed={isTable} onClick={() => showTable(now => !now)}>
            {isTable ? 'Show as chart' : 'Show as table'}
          </button>
        </>
      }
    >
      {isTable ? (
        <AsTable title={title} spec={spec} />
      ) : (
        <div className={css.chart}>
          <ErrorBoundary text="The chart could not be drawn; its table can be shown.">
            <Suspense fallback={<div className={css.chart} aria-busy="true" />}>
              <Canvas spec={spec} label={`${title}. ${label}`} />
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
    </Panel>
  )
}

type PanelProps = Readonly<{
  title: string
  sentence?: ReactNode
  tools?: ReactNode
  children: ReactNode
  isWide?: boolean
}>

export function Panel({ title, sentence, tools, children, isWide }: PanelProps) {
  return (
    <section className={`${css.panel} ${isWide ? css.wide : ''}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <div className={css.tools}>{tools}</div>
      </header>
      {sentence && <p className={css.sentence}>{sentence}</p>}
      {children}
    </section>
  )
}

function AsTable({ title, spec }: Readonly<{ title: string; spec: ChartSpec }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={css.table} tabIndex={0} aria-label={`${title}, as a table`}>
      <table className={table.table}>
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {spec.series.map(({ name }) => (
              <th scope="col" key={name} className={table.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.at.map((at, index) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={at} title={exactTime(at)}>
                  {spec.isDaily ? at.slice(0, 10) : new Date(at).toLocaleString()}
                </time>
              </th>
              {spec.series.map(({ name, values }) => (
                <td key={name} className={table.number}>
                  {values[index] === null || values[index] === undefined ? '–' : spec.format(values[index])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
