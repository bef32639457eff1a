/** How series and axes look: colours are read from the tokens, so that both themes and every contrast hold. */
import uPlot from 'uplot'
import type { ChartSpec, Series } from './chart-data.ts'

const font = '11px system-ui, sans-serif'

export function axesOf(parent: HTMLElement, { format, isDaily, isLog }: ChartSpec): uPlot.Axis[] {
  const ink = colourOf(parent, '--ink-3')
  const line = colourOf(parent, '--line')
  const common = { stroke: ink, font, ticks: { show: false }, gap: 6, grid: { stroke: line, width: 1 } }
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
  const days = {
    values: (_plot: uPlot, at: number[]) => at.map(time => day.format(time * 1_000)),
    incrs: [86_400, 172_800, 604_800, 1_209_600],
  }
  return [
    { ...common, ...(isDaily ? days : { values: clockValues }), grid: { show: false }, space: 64, size: 26 },
    {
      ...common,
      size: 56,
      splits: isLog ? tenfold : undefined,
      values: (_plot, values) => values.map(value => (value === null ? '' : format(value))),
    },
  ]
}

/** A logarithmic axis has a line at each power of ten. */
function tenfold(_plot: uPlot, _axis: number, from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(Math.max(1, from)))
  const count = Math.max(0, Math.floor(Math.log10(Math.max(1, to))) - first + 1)
  return Array.from({ length: count }, (_, at) => 10 ** (first + at))
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

function clockValues(_plot: uPlot, at: number[], _axis: number, _space: number, stepS: number): string[] {
  return at.map(time => (stepS >= 86_400 ? dayAndMonth : clock).format(time * 1_000))
}

/** The first is the time itself. The legend shows what each series has, not the height it is drawn at. */
export function seriesOf(parent: HTMLElement, spec: { current: ChartSpec }): uPlot.Series[] {
  const { series, isStacked } = spec.current
  const drawn = isStacked ? [...series].reverse() : series
  const valueAt = (name: string, at: number | null) => {
    const one = spec.current.series.find(candidate => candidate.name === name)
    const value = at === null ? null : one?.values[at]
    return value === null || value === undefined ? '–' : spec.current.format(value)
  }
  return [
    { label: 'Time', value: (_plot, time) => (time === null ? '–' : timeOf(time, spec.current)) },
    ...drawn.map(one => ({
      ...lookOf(parent, one),
      label: one.name,
      value: (_plot: uPlot, _value: number, _at: number, index: number | null) => valueAt(one.name, index),
    })),
  ]
}

function timeOf(seconds: number, { isDaily }: ChartSpec): string {
  const at = seconds * 1_000
  return isDaily ? dayAndMonth.format(at) : `${dayAndMonth.format(at)}, ${clock.format(at)}`
}

function lookOf(parent: HTMLElement, { draw, colour, isDashed }: Series): uPlot.Series {
  const stroke = colourOf(parent, colour)
  const points = { show: false }
  if (draw === 'bars')
    return { stroke, fill: stroke, width: 0, points, paths: uPlot.paths.bars?.({ size: [0.72, 40] }) }
  if (draw === 'hatched')
    return {
      stroke,
      fill: () => hatch(parent, stroke),
      width: 1,
      points,
      paths: uPlot.paths.bars?.({ size: [0.72, 40] }),
    }
  const width = 2
  const dash = isDashed ? [6, 4] : undefined
  if (draw === 'line')
    return { stroke, width, dash, spanGaps: true, points: { show: true, size: 7, filter: onlyPoint } }
  const paths = uPlot.paths.stepped?.({ align: 1 })
  return draw === 'area'
    ? { stroke, width, points, paths, fill: colourOf(parent, '--soft') }
    : { stroke, width, dash, points, paths }
}

/** One value alone makes no line, and would not be seen. */
function onlyPoint(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? []
  const at = Array.from(values.keys()).filter(index => values[index] != null)
  return at.length === 1 ? at : []
}

/** Lines on the ground of the panel: told from a full bar without any colour. */
function hatch(parent: HTMLElement, stroke: string): CanvasPattern {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 6
  const pen = tile.getContext('2d')
  if (!pen) return stroke as never
  pen.fillStyle = colourOf(parent, '--raised')
  pen.fillRect(0, 0, 6, 6)
  pen.strokeStyle = stroke
  pen.beginPath()
  pen.moveTo(-1, 7)
  pen.lineTo(7, -1)
  pen.stroke()
  return pen.createPattern(tile, 'repeat') ?? (stroke as never)
}

/** A token as the theme has it now; a custom property itself would still say `light-dark(…)`. */
function colourOf(parent: HTMLElement, token: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${token})`
  parent.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
