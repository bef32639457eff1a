/** The story of an entry or a poll as lines. */
import pc from 'picocolors'
import type { Output } from '../context.ts'
import { moment } from './output.ts'
import type { Moment } from './timeline.ts'

/** Poll by poll; under each its correlation id, which every log line of it carries too. */
export function printMoments(out: Output, moments: readonly Moment[]): void {
  let runId: string | null = null
  for (const one of moments) {
    const follows = one.runId !== null && one.runId === runId
    if (follows) out.line(`${margin}  ${paintMoment(one)}`)
    else {
      out.line(`${pc.dim(moment(one.at))}  ${paintMoment(one)}`)
      if (one.runId !== null) out.line(`${margin}${pc.dim(correlationLine(one))}`)
    }
    runId = one.runId
  }
}

export function paintMoment(one: Moment): string {
  return paints[one.event](one.text)
}

/** As wide as the time and the gap behind it. */
const margin = ' '.repeat(21)

function correlationLine({ runId, event }: Moment): string {
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
}
