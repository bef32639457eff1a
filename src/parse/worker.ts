/** The parser thread: one job at a time, its result handed over in slices small enough to be cloned within a frame. */
import { parentPort } from 'node:worker_threads'
import type { Entry, Feed } from '../core/entry.ts'
import type { Outcome } from '../core/failure.ts'
import { failed } from '../core/failure.ts'
import { decode } from './decode.ts'
import { parseFeed } from './feed.ts'
import type { FromWorker, Job, ToWorker } from './messages.ts'

/** A slice ends at so many entries or characters, whichever comes first. */
const sliceEntries = 250
const sliceCharacters = 500_000

let waiting: readonly Entry[] = []
let handedOver = 0

parentPort?.on('message', (message: ToWorker) => {
  if (message.say === 'parse') answer(parse(message.job))
  else tell({ say: 'entries', ...nextSlice() })
})
tell({ say: 'ready' })

/** Whatever a parser throws is the document's fault: the thread goes on. */
function parse(job: Job): Outcome<Feed> {
  try {
    return parseFeed(decode(job.bytes, job.contentType), { url: job.url, maxEntries: job.maxEntries })
  } catch (error) {
    return failed({ kind: 'malformed', message: 'The feed is broken and could not be repaired.', cause: String(error) })
  }
}

function answer(outcome: Outcome<Feed>): void {
  if (outcome.ok) {
    const { entries, ...feed } = outcome.value
    waiting = entries
    handedOver = 0
    tell({ say: 'feed', feed, ...nextSlice() })
  } else tell({ say: 'failed', failure: outcome.failure })
}

function nextSlice(): { entries: readonly Entry[]; done: boolean } {
  const start = handedOver
  let characters = 0
  while (handedOver < waiting.length && handedOver - start < sliceEntries && characters < sliceCharacters) {
    characters += size(waiting[handedOver++])
  }
  const entries = waiting.slice(start, handedOver)
  const done = handedOver === waiting.length
  // Between two jobs the thread holds nothing of the last one.
  if (done) waiting = []
  return { entries, done }
}

function size(entry: Entry | undefined): number {
  return (entry?.contentHtml?.length ?? 0) + (entry?.contentText.length ?? 0) + (entry?.title?.length ?? 0)
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message)
}
