/** The story of an entry or a poll as lines. */
import pc from 'picocolors'
import type { Output } from '../context.ts'
import type { Moment } from './moment.ts'
import { moment } from './output.ts'

/** Poll by poll and reading by reading; under each its correlation id, which every log line of it carries too. */
export function printMoments(out: Output, moments: readonly Moment[]): void {
  let before: string | null = null
  for (const one of moments) {
    const id = one.runId ?? one.readingId ?? null
    const follows = id !== null && id === before
    // What one poll caused was stored at one moment; a reading takes its time.
    if (follows && one.runId !== null) out.line(`${margin}  ${paintMoment(one)}`)
    else out.line(`${pc.dim(moment(one.at))}  ${paintMoment(one)}`)
    if (id !== null && !follows) out.line(`${margin}${pc.dim(correlationLine(one))}`)
    before = id
  }
}

export function paintMoment(one: Moment): string {
  return paints[one.event](one.text)
}

/** As wide as the time and the gap behind it. */
const margin = ' '.repeat(21)

function correlationLine({ runId, readingId, event }: Moment): string {
  if (runId === null) return `reading ${readingId}`
  return event === 'polled' ? `run ${runId}` : `run ${runId}, whose record is past its retention`
}

const same = (text: string) => text
const paints = {
  polled: same,
  passed: same,
  saved: pc.green,
  seen: pc.cyan,
  version: pc.cyan,
  old: pc.yellow,
  filtered: pc.yellow,
  rejected: pc.red,
  alias: pc.cyan,
  asked: same,
  fetched: same,
  extracted: pc.cyan,
  called: same,
  noted: pc.green,
  read: pc.green,
  waits: pc.yellow,
  failed: pc.red,
}
