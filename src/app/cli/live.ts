/** What a person sees while Winnow polls: bars for the first round, a table of what it brought, then a line per poll. */
import { MultiBar, type SingleBar } from 'cli-progress'
import pc from 'picocolors'
import { sum, type Tally } from '../../core/tally.ts'
import type { FlowEvent, Watch, Watched } from '../../flow/events.ts'
import type { Output } from '../context.ts'
import { type Column, clean, nameOf, table } from './output.ts'
import { displayWidth, shorten } from './width.ts'

type Polled = Extract<FlowEvent, { type: 'polled' }>

export type Live = Readonly<{
  watch: Watch
  /** Shows bars until `sources` polls have ended, then the table; resolves when it was shown. */
  round(sources: number, stop: AbortSignal): Promise<void>
}>

export function createLive(out: Output): Live {
  let first: Round | null = null
  /** Polls in a row that brought nothing new: they share one line, written over, or they would push everything else away. */
  let quiet = 0

  function showPoll(event: Polled): void {
    // Elsewhere the log has one line for each poll already.
    if (!out.isTerminal) return
    const unchanged = event.run.notModified
    if (unchanged && quiet > 0) out.rewrite(quietLine(event, ++quiet))
    else out.note(pollLine(event))
    quiet = unchanged ? Math.max(1, quiet) : 0
  }

  return {
    watch(event) {
      if (first !== null) first.watch(event)
      else if (event.type === 'polled') showPoll(event)
      else if (event.type === 'refused')
        out.note(`${clock()}  ${nameOf(event.source)}: polled by another worker meanwhile; nothing written`)
    },
    async round(sources, stop) {
      if (sources === 0) return
      first = createRound(sources, out.isTerminal)
      await Promise.race([
        first.ended,
        new Promise<void>(resolve => stop.addEventListener('abort', () => resolve(), { once: true })),
      ])
      first.close()
      out.line(tallyTable(first.polled, out.columns))
      first = null
    },
  }
}

type Round = Readonly<{ watch: Watch; ended: Promise<void>; polled: readonly Polled[]; close(): void }>

function createRound(sources: number, terminal: boolean): Round {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const polled: Polled[] = []
  const bars = terminal ? createBars(sources) : null
  const fetched = new Set<string>()
  return {
    ended,
    polled,
    close: () => bars?.stop(),
    watch(event) {
      if (event.type === 'fetched' && !fetched.has(event.runId)) {
        fetched.add(event.runId)
        bars?.fetch.update(Math.min(sources, fetched.size), {
          note: event.failure === null ? `${event.entries} from ${nameOf(event.source)}` : '',
        })
      }
      if (event.type !== 'polled' && event.type !== 'refused') return
      if (event.type === 'polled') polled.push(event)
      bars?.store.update(Math.min(sources, polled.length), {
        note: `${sum(polled.map(one => one.tally)).saved} articles saved`,
      })
      if (polled.length >= sources) resolve()
    },
  }
}

function createBars(sources: number): { fetch: SingleBar; store: SingleBar; stop(): void } {
  const bars = new MultiBar({
    format: '  {phase} {bar} {value}/{total}  {note}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  })
  const bar = (phase: string) => bars.create(sources, 0, { phase: phase.padEnd(16), note: '' })
  return { fetch: bar('Fetch and parse'), store: bar('Filter and store'), stop: () => bars.stop() }
}

/** One row per source: what it offered and what became of it; the last row is their sum. */
export function tallyTable(polled: readonly Polled[], width: number): string {
  const named = polled.map(({ source, tally, run }) => ({
    name: nameOf(source),
    tally,
    error: run.failure?.message ?? '',
  }))
  const failed = polled.filter(one => one.run.failure !== null).length
  const total = {
    name: 'All',
    tally: sum(polled.map(one => one.tally)),
    error: failed === 0 ? '' : `${failed} of ${polled.length} failed`,
  }
  type Line = typeof total
  const counts = (['offered', 'saved', 'duplicate', 'old', 'filtered', 'rejected'] as const).map(
    (name): Column<Line> => ({
      head: name,
      align: 'right',
      of: line => String(line.tally[name]),
      paint: text => (text === '0' ? pc.dim(text) : name === 'saved' ? pc.green(text) : text),
    }),
  )
  const columns: Column<Line>[] = [
    {
      head: 'Source',
      of: line => line.name,
      least: 14,
      paint: (text, line) => (line === total ? pc.bold(text) : text),
    },
    ...counts,
    { head: 'error', of: line => line.error, least: 12, optional: true, paint: text => pc.red(text) },
  ]
  return table(columns, [...named.sort((a, b) => a.name.localeCompare(b.name)), total], width)
}

/** `10:31:07  Tidewatch  +1 saved, 11 known`; what is zero is not said. */
function pollLine({ source, run, tally }: Polled): string {
  return `${clock()}  ${named(source)}  ${outcome(run, tally)}`
}

function quietLine({ source }: Polled, polls: number): string {
  return `${clock()}  ${named(source)}  ${pc.dim(`nothing new, as in ${polls - 1} poll${polls === 2 ? '' : 's'} before`)}`
}

function outcome(run: Polled['run'], tally: Tally): string {
  if (run.failure !== null) return pc.red(clean(run.failure.message))
  if (run.notModified) return pc.dim(run.httpStatus === 304 ? 'nothing new (304)' : 'nothing new (same content)')
  const words = { saved: 'saved', duplicate: 'known', old: 'old', filtered: 'filtered', rejected: 'rejected' } as const
  const said = Object.entries(words).flatMap(([key, word]) => {
    const value = tally[key as keyof typeof words]
    return value === 0 ? [] : [key === 'saved' ? pc.green(`+${value} ${word}`) : `${value} ${word}`]
  })
  return said.length === 0 ? pc.dim('empty feed') : said.join(', ')
}

/** Its name in a column of its own. */
function named(source: Watched): string {
  const name = shorten(nameOf(source), NAME_COLUMNS)
  return name + ' '.repeat(Math.max(0, NAME_COLUMNS - displayWidth(name)))
}

const NAME_COLUMNS = 28

function clock(): string {
  return pc.dim(new Date().toTimeString().slice(0, 8))
}
