/** One poll, top to bottom: fetch → parse → judge → hand over. The slot is free again before anything is persisted; a failure is a result too. */
import type { Chunk } from '../core/chunk.ts'
import type { Entry } from '../core/entry.ts'
import { type Failure, type Outcome, ok } from '../core/failure.ts'
import type { Source, SourceSettings, Validators } from '../core/source.ts'
import type { Due } from '../db/claim.ts'
import type { FetchedSource } from '../net/kinds/source.ts'
import type { FeedHead, Job } from '../parse/messages.ts'
import { type Cutter, createCutter } from './cutter.ts'
import type { Watch } from './events.ts'
import type { HandOver } from './hand-over.ts'
import {
  bookmarkAfter,
  bookmarkAfterFailure,
  type Poll,
  type Read,
  runOf,
  startPoll,
  usableValidators,
} from './poll.ts'

export type IngestOptions = Readonly<{
  /** Comes limited from main: waits for a slot, calls, gives it back. */
  fetchSource: (source: Source, validators: Validators) => Promise<Outcome<FetchedSource>>
  /** Hands the entries over as they are read, each lot when the former was taken. */
  parse: (job: Job, onEntries: (entries: readonly Entry[]) => Promise<void>) => Promise<Outcome<FeedHead>>
  handOver: Pick<HandOver<Chunk>, 'put'>
  settingsOf: (source: Due['source']) => SourceSettings
  worker: string
  /** A new correlation id (UUIDv7). */
  newId: () => string
  clock: () => Date
  random: () => number
  watch: Watch
}>

export type Ingest = (due: Due) => Promise<void>

/** Polls one claimed source and hands over what came of it; resolves when all of it is accepted. */
export function createIngest(options: IngestOptions): Ingest {
  const { watch, clock, random } = options

  return async function ingest(due) {
    const given = { runId: options.newId(), worker: options.worker, startedAt: clock() }
    const poll = startPoll(due, options.settingsOf(due.source), given)
    watch({ type: 'fetching', source: poll.source, runId: poll.runId })

    const fetched = await options.fetchSource(poll.source, usableValidators(poll))
    if (!fetched.ok) return await end(poll, cutterOf(poll, null), null, fetched)
    for (const { url, failure } of fetched.value.skipped)
      watch({ type: 'skipped', source: poll.source, runId: poll.runId, url, failure })
    const cutter = cutterOf(poll, fetched.value)
    const read = fetched.value.kind === 'notModified' ? ok(unchanged) : await readParts(poll, fetched.value, cutter)
    await end(poll, cutter, fetched.value, read)
  }

  function cutterOf(poll: Poll, fetched: FetchedSource | null): Cutter {
    const now = clock()
    return createCutter(poll, runOf(poll, fetched, null, now), options.handOver, now)
  }

  /** The documents of one answer, one after the other; of several, one that cannot be read costs only itself, and the validators. */
  async function readParts({ source }: Poll, { parts }: FetchedSource, cutter: Cutter): Promise<Outcome<Read>> {
    let head = null as FeedHead | null
    let failed = null as Readonly<{ ok: false; failure: Failure }> | null
    for (const { body, contentType, url } of parts) {
      const job = { bytes: body, contentType, url, kind: source.kind, selector: source.selector }
      const read = await options.parse(job, cutter.add)
      if (!read.ok && read.failure.kind === 'cancelled') return read
      if (!read.ok) failed ??= read
      else head = head === null ? read.value : joined(head, read.value)
    }
    return head === null && failed !== null ? failed : ok({ head, whole: failed === null })
  }

  /** The run, its failure if it has one, and the bookmark are stored with the last chunk, whatever was handed over before. */
  async function end(poll: Poll, cutter: Cutter, fetched: FetchedSource | null, read: Outcome<Read>): Promise<void> {
    const failure: Failure | null = read.ok ? null : read.failure
    // Cancelled is no answer: the run is not ended, and the source stays due for whoever comes next.
    if (failure?.kind === 'cancelled') return watch({ type: 'letGo', source: poll.source, runId: poll.runId, failure })
    watch({ type: 'fetched', source: poll.source, runId: poll.runId, entries: cutter.offered(), failure })
    const bookmark = read.ok
      ? bookmarkAfter(poll, fetched, read.value, random)
      : bookmarkAfterFailure(poll, read.failure, random)
    const unread = read.ok ? (read.value.head?.unread ?? 0) : 0
    await cutter.end(runOf(poll, fetched, failure, clock()), bookmark, unread)
  }
}

const unchanged: Read = { head: null, whole: true }

/** The first document names the source; the counts are of all. */
function joined(first: FeedHead, next: FeedHead): FeedHead {
  return {
    ...first,
    title: first.title ?? next.title,
    count: first.count + next.count,
    unread: first.unread + next.unread,
  }
}
