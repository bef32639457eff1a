/** One poll, top to bottom: fetch → parse → judge → hand over. The slot is free again before anything is persisted; a failure is a result too. */
import { type Bookmark, type Chunk, MAX_CHUNK_ENTRIES, type Run } from '../core/chunk.ts'
import type { Entry, Feed } from '../core/entry.ts'
import type { Failure, Outcome } from '../core/failure.ts'
import { compileFilter } from '../core/filter.ts'
import { IDENTITY_RULES, uuidV8 } from '../core/identity.ts'
import { type Answer, adaptInterval, backOffS, disableReason, hostBlockedS, nextPollS } from '../core/schedule.ts'
import type { Source, SourceSettings, Validators } from '../core/source.ts'
import type { Due } from '../db/claim.ts'
import type { Fetched } from '../net/feed.ts'
import type { Job } from '../parse/messages.ts'
import type { Watch } from './events.ts'
import type { HandOver } from './hand-over.ts'
import { judge } from './judge.ts'

export type IngestOptions = Readonly<{
  /** Comes limited from main: waits for a slot, calls, gives it back. */
  fetchFeed: (source: Source, validators: Validators) => Promise<Outcome<Fetched>>
  parse: (job: Job) => Promise<Outcome<Feed>>
  handOver: Pick<HandOver, 'put'>
  settingsOf: (source: Due['source']) => SourceSettings
  worker: string
  /** A new correlation id (UUIDv7). */
  newId: () => string
  clock: () => Date
  random: () => number
  watch: Watch
}>

export type Ingest = (due: Due) => Promise<void>

/** Entries judged between two turns of the event loop. */
const SLICE_ENTRIES = 100

type Poll = Readonly<{ due: Due; source: Source; runId: string; startedAt: Date; rules: string }>

/** Polls one claimed source and hands over what came of it; resolves when all of it is accepted. */
export function createIngest(options: IngestOptions): Ingest {
  const { watch, clock } = options

  return async function ingest(due) {
    const settings = options.settingsOf(due.source)
    const source: Source = { ...due.source, settings }
    const poll: Poll = { due, source, runId: options.newId(), startedAt: clock(), rules: rulesOf(settings) }
    watch({ type: 'fetching', source, runId: poll.runId })

    const fetched = await options.fetchFeed(source, usableValidators(due, poll.rules))
    if (!fetched.ok) return await handOverFailure(poll, fetched.failure, null)
    if (fetched.value.kind === 'notModified') return await handOverFeed(poll, fetched.value, null)

    const { body, contentType, finalUrl: url } = fetched.value
    const parsed = await options.parse({ bytes: body, contentType, url })
    if (!parsed.ok) return await handOverFailure(poll, parsed.failure, fetched.value)
    await handOverFeed(poll, fetched.value, parsed.value)
  }

  async function handOverFeed(poll: Poll, fetched: Fetched, feed: Feed | null): Promise<void> {
    const entries = feed?.entries ?? []
    const taken = entries.slice(0, poll.source.settings.maxEntries)
    watch({ type: 'fetched', source: poll.source, runId: poll.runId, entries: entries.length, failure: null })
    const run = runOf(poll, fetched, null)
    const { due, source } = poll
    const paceOf = (answer: Answer) => {
      const intervalS = adaptInterval(due.intervalS, answer, source.settings)
      return { intervalS, nextPollS: nextPollS(intervalS, options.random) }
    }
    const bookmark: Bookmark = {
      ...paceOf(feed !== null && entries.length === 0 ? 'empty' : 'quiet'),
      news: paceOf('news'),
      succeeded: true,
      failures: 0,
      validators: { ...fetched.validators, rules: poll.rules },
      feedTitle: feed?.title ?? null,
      siteUrl: feed?.siteUrl ?? null,
      disable: null,
      movedTo: fetched.permanentlyMovedTo,
      hostBlockedS: null,
    }
    const newLimit = due.history ? null : Math.max(0, source.settings.maxNewPerDay - due.newToday)
    for (let at = 0, index = 0; index === 0 || at < taken.length; at += MAX_CHUNK_ENTRIES, index++) {
      const last = at + MAX_CHUNK_ENTRIES >= taken.length
      const judged = await judgeInSlices(poll, taken.slice(at, at + MAX_CHUNK_ENTRIES))
      await options.handOver.put({
        run,
        index,
        last,
        leaseVersion: due.leaseVersion,
        newLimit,
        ...judged,
        refused: last ? refusedBeyond(poll.source.settings.maxEntries, entries.length) : null,
        bookmark: last ? bookmark : null,
      })
    }
  }

  /** The run, its failure and the back-off are stored like any result; what was learnt before stays. */
  async function handOverFailure(poll: Poll, failure: Failure, fetched: Fetched | null): Promise<void> {
    // Cancelled is no answer: nothing is stored, and the source stays due for whoever comes next.
    if (failure.kind === 'cancelled') return
    watch({ type: 'fetched', source: poll.source, runId: poll.runId, entries: 0, failure })
    const failures = poll.due.failures + 1
    const chunk: Chunk = {
      run: runOf(poll, fetched, failure),
      index: 0,
      last: true,
      leaseVersion: poll.due.leaseVersion,
      newLimit: null,
      fresh: [],
      decided: [],
      refused: null,
      bytes: 1_000,
      bookmark: {
        nextPollS: backOffS(failure, failures, poll.due.intervalS ?? poll.source.settings.intervalS, options.random),
        intervalS: null,
        news: null,
        succeeded: false,
        failures,
        validators: null,
        feedTitle: null,
        siteUrl: null,
        disable: disableReason(failure),
        movedTo: null,
        hostBlockedS: hostBlockedS(failure),
      },
    }
    await options.handOver.put(chunk)
  }

  function runOf(poll: Poll, fetched: Fetched | null, failure: Failure | null): Run {
    return {
      id: poll.runId,
      sourceId: poll.source.id,
      worker: options.worker,
      startedAt: poll.startedAt,
      durationMs: Math.max(0, clock().getTime() - poll.startedAt.getTime()),
      httpStatus: fetched?.status ?? statusOf(failure),
      bytes: fetched?.bytes ?? 0,
      notModified: fetched?.kind === 'notModified',
      failure: failure && { kind: failure.kind, message: failure.message },
      history: poll.due.history,
    }
  }

  async function judgeInSlices(poll: Poll, entries: readonly Entry[]) {
    const filter = compileFilter(poll.source.settings)
    const context = { sourceId: poll.source.id, sourceUrl: poll.source.url, now: clock() }
    const slices = []
    for (let at = 0; at < entries.length; at += SLICE_ENTRIES) {
      if (at > 0) await new Promise(setImmediate)
      slices.push(judge(entries.slice(at, at + SLICE_ENTRIES), filter, context))
    }
    return {
      fresh: slices.flatMap(slice => slice.fresh),
      decided: slices.flatMap(slice => slice.decided),
      bytes: slices.reduce((sum, slice) => sum + slice.bytes, 1_000),
    }
  }
}

/** Validators were earned under the filters of their time: with others the feed is asked for whole again. */
function usableValidators(due: Due, rules: string): Validators {
  return due.validators.rules === rules ? due.validators : { etag: null, lastModified: null, bodyHash: null }
}

function rulesOf({ include, exclude, windowDays, maxEntries }: SourceSettings): string {
  return uuidV8(JSON.stringify([IDENTITY_RULES, include, exclude, windowDays, maxEntries]))
}

function refusedBeyond(maxEntries: number, offered: number): Chunk['refused'] {
  if (offered <= maxEntries) return null
  return {
    entries: offered - maxEntries,
    reason: `the feed offered ${offered} entries; ${maxEntries} are taken (maxEntries)`,
    sqlState: null,
  }
}

function statusOf(failure: Failure | null): number | null {
  return failure !== null && 'status' in failure ? failure.status : null
}
