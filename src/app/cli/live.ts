/** What a person sees while Winnow polls: bars for the first round, a table of what it brought, then a line per poll. */
import { MultiBar, type SingleBar } from 'cli-progress'
import Table from 'cli-table3'
import pc from 'picocolors'
import { sum, type Tally } from '../../core/tally.ts'
import type { FlowEvent, Watch, Watched } from '../../flow/events.ts'
import type { Output } from '../context.ts'

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
    else out.note(pollLine(event, out.columns))
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

/** One row per source: what it offered and what became of it. */
export function tallyTable(polled: readonly Polled[], columns: number): string {
  const counts = ['offered', 'saved', 'duplicate', 'old', 'filtered', 'rejected'] as const
  const wide = Math.max(18, Math.min(32, columns - 84))
  const table = new Table({
    head: ['Source', ...counts, 'error'],
    colAligns: ['left', ...counts.map(() => 'right' as const), 'left'],
    colWidths: [wide, ...counts.map(name => name.length + 2), Math.max(16, columns - wide - 62)],
    style: { head: [], border: ['gray'], compact: true },
  })
  const named = [...polled].sort((a, b) => nameOf(a.source).localeCompare(nameOf(b.source)))
  for (const { source, tally, run } of named)
    table.push([
      nameOf(source),
      ...counts.map(name => count(name, tally)),
      run.failure === null ? '' : pc.red(run.failure.message),
    ])
  const total = sum(polled.map(one => one.tally))
  table.push([pc.bold('All'), ...counts.map(name => pc.bold(String(total[name]))), errors(polled)])
  return table.toString()
}

function count(name: keyof Tally, tally: Tally): string {
  const value = tally[name]
  if (value === 0) return pc.dim('0')
  return name === 'saved' ? pc.green(String(value)) : String(value)
}

function errors(polled: readonly Polled[]): string {
  const failing = polled.filter(one => one.run.failure !== null).length
  return failing === 0 ? '' : pc.bold(`${failing} of ${polled.length} failed`)
}

/** `10:31:07  Tidewatch  +1 saved, 11 known`; what is zero is not said. */
export function pollLine({ source, run, tally }: Polled, columns: number): string {
  const name = nameOf(source).slice(0, 28).padEnd(28)
  return `${clock()}  ${name}  ${outcome(run, tally)}`.slice(0, Math.max(columns, 60) + 20)
}

function quietLine({ source }: Polled, polls: number): string {
  return `${clock()}  ${nameOf(source).slice(0, 28).padEnd(28)}  ${pc.dim(`nothing new, as in ${polls - 1} poll${polls === 2 ? '' : 's'} before`)}`
}

function outcome(run: Polled['run'], tally: Tally): string {
  if (run.failure !== null) return pc.red(run.failure.message)
  if (run.notModified) return pc.dim(run.httpStatus === 304 ? 'nothing new (304)' : 'nothing new (same content)')
  const words = { saved: 'saved', duplicate: 'known', old: 'old', filtered: 'filtered', rejected: 'rejected' } as const
  const said = Object.entries(words).flatMap(([key, word]) => {
    const value = tally[key as keyof typeof words]
    return value === 0 ? [] : [key === 'saved' ? pc.green(`+${value} ${word}`) : `${value} ${word}`]
  })
  return said.length === 0 ? pc.dim('empty feed') : said.join(', ')
}

function nameOf(source: Watched): string {
  return source.title ?? source.url
}

function clock(): string {
  return pc.dim(new Date().toTimeString().slice(0, 8))
}
