/** Draws a chart with uPlot, which needs no inline style; loaded when the first chart is on the screen. */
import { useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { preferences } from '../state/preferences.ts'
import { usePart } from '../state/store.ts'
import { useDark } from '../ui/use-dark.ts'
import css from './canvas.module.css'
import { type ChartSpec, heightsOf } from './chart-data.ts'
import { axesOf, seriesOf } from './chart-options.ts'

const height = 200

export default function Canvas({ spec, label }: Readonly<{ spec: ChartSpec; label: string }>) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(spec)
  latest.current = spec
  const isDark = useDark()
  const theme = usePart(preferences, now => now.theme)
  // A chart is built again when what it draws changes, not when its numbers do.
  const shape = `${spec.series.map(one => one.name).join()} ${isDark} ${theme}`

  const draw = useEffectEvent(
    (_shape: string, parent: HTMLElement) => new uPlot(optionsOf(latest, parent), dataOf(spec), parent),
  )
  useEffect(() => {
    const parent = place.current
    if (!parent) return
    const drawn = draw(shape, parent)
    plot.current = drawn
    const observer = new ResizeObserver(() => drawn.setSize({ width: parent.clientWidth, height }))
    observer.observe(parent)
    return () => {
      observer.disconnect()
      drawn.destroy()
      plot.current = null
    }
  }, [shape])

  useEffect(() => plot.current?.setData(dataOf(spec)), [spec])
  return <div ref={place} className={css.canvas} role="img" aria-label={label} />
}

function optionsOf(spec: { current: ChartSpec }, parent: HTMLElement): uPlot.Options {
  const { isLog, most, isDaily, series } = spec.current
  const hasBars = series.some(one => one.draw === 'bars')
  return {
    width: parent.clientWidth,
    height,
    cursor: { sync: { key: isDaily ? 'days' : 'times' }, points: { size: 6 }, drag: { x: false, y: false } },
    legend: { live: true },
    scales: {
      x: { time: true, range: hasBars ? roomForBars : undefined },
      y: isLog
        ? { distr: 3 }
        : { range: (_plot, _low, high) => [0, most ?? (Number.isFinite(high) && high > 0 ? high * 1.08 : 1)] },
    },
    axes: axesOf(parent, spec.current),
    series: seriesOf(parent, spec),
  }
}

/** The first and the last bar need as much room as the others. */
function roomForBars(plot: uPlot, from: number, to: number): [number, number] {
  const half = plot.data[0].length > 1 ? (to - from) / (plot.data[0].length - 1) / 2 : 1_800
  return [from - half, to + half]
}

/** uPlot draws in order, so a stack is drawn from its top: what is lower covers what is behind it. */
function dataOf(spec: ChartSpec): uPlot.AlignedData {
  const times = spec.at.map(at => Date.parse(at) / 1_000)
  const heights = heightsOf(spec)
  return [times, ...(spec.isStacked ? heights.reverse() : heights)] as uPlot.AlignedData
}
