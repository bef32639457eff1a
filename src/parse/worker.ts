/** The parser thread: one job at a time, its result handed over in slices small enough to be cloned within a frame. */
import { parentPort } from 'node:worker_threads'
import type { Entry } from '../core/entry.ts'
import { decode } from './decode.ts'
import { parseKind } from './kinds/kinds.ts'
import type { FeedHead, FromWorker, Job, ToWorker } from './messages.ts'
import { atOnce, type EntryStream, streamFeed } from './stream.ts'

/** A slice ends at so many entries or characters, whichever comes first. */
const sliceEntries = 250
const sliceCharacters = 500_000

type Work = {
  readonly stream: EntryStream
  /** Entries that were read and not yet handed over, from `handedOver` on. */
  entries: readonly Entry[]
  handedOver: number
  /** Known when everything was read. */
  head: FeedHead | null
}

let work: Work | null = null

parentPort?.on('message', (message: ToWorker) => {
  if (message.say === 'parse') work = { stream: read(message.job), entries: [], handedOver: 0, head: null }
  if (message.say === 'stop') work = null
  if (work === null) return
  const answer = next(work)
  // Between two jobs the thread holds nothing of the last one.
  if (answer.say !== 'entries') work = null
  tell(answer)
})
tell({ say: 'ready' })

function* read(job: Job): EntryStream {
  const { kind = 'feed', url, maxEntries, selector } = job
  const text = decode(job.bytes, job.contentType)
  if (kind === 'feed') return yield* streamFeed(text, { url, maxEntries })
  return atOnce(parseKind(kind, text, { url, maxEntries, selector }))
}

/** Whatever a parser throws is the document's fault: the thread goes on. */
function next(current: Work): FromWorker {
  try {
    while (current.head === null && current.handedOver === current.entries.length) {
      const step = current.stream.next()
      if (step.done && !step.value.ok) return { say: 'failed', failure: step.value.failure }
      if (step.done && step.value.ok) current.head = step.value.value.head
      current.entries = step.done && step.value.ok ? step.value.value.entries : step.done ? [] : step.value
      current.handedOver = 0
    }
  } catch (error) {
    const message = 'The feed is broken and could not be repaired.'
    return { say: 'failed', failure: { kind: 'malformed', message, cause: String(error) } }
  }
  const entries = nextSlice(current)
  const { head } = current
  return head !== null && current.handedOver === current.entries.length
    ? { say: 'done', entries, head }
    : { say: 'entries', entries }
}

function nextSlice(current: Work): readonly Entry[] {
  const start = current.handedOver
  let characters = 0
  while (
    current.handedOver < current.entries.length &&
    current.handedOver - start < sliceEntries &&
    characters < sliceCharacters
  ) {
    characters += size(current.entries[current.handedOver++])
  }
  return current.entries.slice(start, current.handedOver)
}

function size(entry: Entry | undefined): number {
  return (entry?.contentHtml?.length ?? 0) + (entry?.contentText.length ?? 0) + (entry?.title?.length ?? 0)
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message)
}
