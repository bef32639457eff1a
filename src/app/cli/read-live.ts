/** What a person sees while a page is read: one line for each stage as it happens, the last one alive until the next is there. */
import pc from 'picocolors'
import { stageOrder } from '../../core/reading.ts'
import { cut } from '../../core/text.ts'
import type { ReadEvent } from '../../flow/reading/events.ts'
import type { Output } from '../context.ts'
import { languageName } from './languages.ts'
import { money } from './money.ts'
import { clean, counted, moment, took } from './output.ts'
import { shorten } from './width.ts'
import { TEXT_COLUMNS, wrap } from './wrap.ts'

export type ReadLive = Readonly<{
  show(event: Pick<ReadEvent, 'stage' | 'at' | 'detail'>): void
  /** The line that is alive stays as it is; nothing ticks any more. */
  close(): void
}>

/** Nothing is shown where there is no terminal. */
export function createReadLive(out: Output, json: boolean, now: () => number = () => performance.now()): ReadLive {
  if (!out.isTerminal || json) return { show: () => {}, close: () => {} }
  let alive: Readonly<{ text: string; since: number }> | null = null
  let frame = 0
  let last: Date | null = null
  let timer: NodeJS.Timeout | null = null
  let farthest = 0

  function drawAlive(): void {
    if (alive === null) return
    const sinceMs = now() - alive.since
    const text = sinceMs < 1_000 ? alive.text : `${alive.text} ${took(sinceMs)}`
    out.rewrite(line(pc.cyan(spinner[frame++ % spinner.length] ?? ''), text))
  }

  /** A line that wraps could not be written over. */
  function line(mark: string, text: string): string {
    return `${mark} ${shorten(text, Math.max(10, out.columns - 3))}`
  }

  function settle({ mark, name, text = '', below }: Settled, ms: number): void {
    const write = alive === null ? out.note : out.rewrite
    const all = `${name.padEnd(NAME_COLUMNS)} ${ms > 0 ? `${took(ms)}  `.padEnd(TIME_COLUMNS) : ' '.repeat(TIME_COLUMNS)}${text}`
    write(line(mark, all.trimEnd()))
    alive = null
    if (below !== undefined && below !== '')
      out.note(pc.dim(`  ${wrap(below, Math.min(out.columns, TEXT_COLUMNS), '  ')}`))
  }

  return {
    show({ stage, at, detail }) {
      // What another process did is looked up later than what this one tells: a stage that is over does not begin again.
      const order = stage === 'waiting' ? farthest : stageOrder[stage]
      const isBeginning = underWay(stage, detail) !== null && settledBy(stage, detail) === null
      if (isBeginning && order < farthest) return
      farthest = Math.max(farthest, order)
      const settled = settledBy(stage, detail)
      if (settled !== null) {
        settle(settled, last === null ? 0 : at.getTime() - last.getTime())
        // Acceptance is told by this machine's clock, the stages perhaps by another's.
        if (stage !== 'accepted') last = at
      } else last ??= at
      const next = underWay(stage, detail)
      if (next === null) return
      if (alive === null) out.note('')
      // The same again, told by another process's events, goes on counting.
      alive = { text: next, since: alive?.text === next ? alive.since : now() }
      drawAlive()
      timer ??= setInterval(drawAlive, FRAME_MS).unref()
    },
    close() {
      if (timer !== null) clearInterval(timer)
      timer = null
      alive = null
    },
  }
}

const FRAME_MS = 100
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

type Detail = ReadEvent['detail']
type Settled = Readonly<{ mark: string; name: string; text?: string; below?: string }>

/** What is finished with this event; null where it only begins something. */
function settledBy(stage: ReadEvent['stage'], detail: Detail): Settled | null {
  const mark = pc.green('✓')
  switch (stage) {
    case 'accepted':
      return { mark, name: 'accepted', text: clean(text(detail.note)) }
    case 'extracted':
      return { mark, name: 'extracted', text: extracted(detail), below: preview(detail) }
    case 'summarised':
      return { mark, name: 'summarised', text: summarised(detail) }
    case 'translated':
      return { mark, name: 'translated', text: `into ${languageName(text(detail.language))}` }
    case 'insights':
      return { mark, name: 'insights', text: counted(count(detail.facts), 'fact') }
    case 'done':
      return { mark, name: 'done' }
    case 'cancelled':
      return { mark: pc.yellow('–'), name: 'cancelled' }
    case 'failed':
      return { mark: pc.red('✗'), name: 'failed', text: clean(text(detail.message)) }
    default:
      return null
  }
}

/** What begins with this event. */
function underWay(stage: ReadEvent['stage'], detail: Detail): string | null {
  if (stage === 'fetching') {
    const why = clean(text(detail.why))
    return `fetching with ${extractorName(detail.extractor)}${why === '' ? '' : `: ${why}`} …`
  }
  if (stage === 'waiting') return `waiting: ${clean(text(detail.reason))} …`
  if (stage === 'summarising') return `summarising with ${modelName(detail)}${inParts(detail.segments)} …`
  // The built-in one has nothing more to do.
  if (stage === 'summarised' && text(detail.model) === '') return null
  return stage === 'summarised' || stage === 'translated' ? 'translation and insights …' : null
}

function extracted(detail: Detail): string {
  const language = text(detail.language)
  const low = text(detail.lowValue)
  const facts = [language === '' ? 'language unknown' : languageName(language), counted(count(detail.words), 'word')]
  return `${facts.join(', ')}${low === '' ? '' : ` (${clean(low)})`}`
}

function preview(detail: Detail): string {
  const whole = text(detail.preview)
  const found = clean(cut(whole, PREVIEW_CHARACTERS))
  return found === '' ? '' : `${found}${whole.length >= PREVIEW_CHARACTERS ? '…' : ''}`
}

function summarised(detail: Detail): string {
  const dropped = count(detail.droppedQuotes) + count(detail.droppedUrls)
  const cost = typeof detail.costUsd === 'number' && detail.costUsd > 0 ? `, ${money(detail.costUsd)}` : ''
  const lost = dropped === 0 ? '' : `, ${counted(dropped, 'quote or link', 'quotes and links')} not in the text dropped`
  return `by ${modelName(detail)}${cost}${lost}`
}

function modelName(detail: Detail): string {
  const model = text(detail.model)
  return model === '' ? 'the built-in summariser' : clean(model)
}

function inParts(segments: unknown): string {
  return count(segments) > 1 ? `, in ${count(segments)} parts` : ''
}

export function extractorName(name: unknown): string {
  return name === 'firecrawl' ? 'Firecrawl' : 'the built-in extraction'
}

/** When a reading that waits goes on. */
export function waitsUntil(detail: Detail, from: Date): string {
  const { untilS } = detail
  return typeof untilS === 'number' ? moment(new Date(from.getTime() + untilS * 1_000)) : 'later'
}

const PREVIEW_CHARACTERS = 150
const NAME_COLUMNS = 10
const TIME_COLUMNS = 8

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : Array.isArray(value) ? value.length : 0
}
