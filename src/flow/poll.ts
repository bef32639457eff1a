/** One poll while it goes on: whose it is, under which rules, and what its record and its bookmark will say. */
import type { Bookmark, Run } from '../core/chunk.ts'
import type { Failure } from '../core/failure.ts'
import { IDENTITY_RULES, uuidV8 } from '../core/identity.ts'
import { type Answer, adaptInterval, backOffS, disableReason, hostBlockedS, nextPollS } from '../core/schedule.ts'
import type { Source, SourceSettings, Validators } from '../core/source.ts'
import { cut, storableText } from '../core/text.ts'
import type { Due } from '../db/claim.ts'
import type { FetchedSource } from '../net/kinds/source.ts'
import type { FeedHead } from '../parse/messages.ts'

export type Poll = Readonly<{
  due: Due
  source: Source
  /** The correlation id of everything that comes of it. */
  runId: string
  worker: string
  startedAt: Date
  /** Fingerprint of the rules its entries are judged by. */
  rules: string
}>

export function startPoll(
  due: Due,
  settings: SourceSettings,
  given: Pick<Poll, 'runId' | 'worker' | 'startedAt'>,
): Poll {
  const source: Source = { ...due.source, settings }
  return { due, source, rules: rulesOf(source), ...given }
}

/** Validators were earned under the rules of their time: with others the source is asked for whole again. */
export function usableValidators({ due, rules }: Poll): Validators {
  return due.validators.rules === rules ? due.validators : none
}

/** `endedAt` is when the answer was there, or was given up. */
export function runOf(poll: Poll, fetched: FetchedSource | null, failure: Failure | null, endedAt: Date): Run {
  return {
    id: poll.runId,
    sourceId: poll.source.id,
    worker: poll.worker,
    startedAt: poll.startedAt,
    // The clock of a machine without a battery jumps by decades: the column holds 24 days.
    durationMs: Math.min(MOST_MS, Math.max(0, endedAt.getTime() - poll.startedAt.getTime())),
    httpStatus: fetched?.status ?? statusOf(failure),
    bytes: fetched?.bytes ?? 0,
    notModified: fetched?.kind === 'notModified',
    failure: failure && { kind: failure.kind, message: storableText(failure.message) },
    history: poll.due.history,
  }
}

/** What was read of an answer: no head when nothing was modified; not whole when one of its documents could not be read. */
export type Read = Readonly<{ head: FeedHead | null; whole: boolean }>

/** After an answer: the pace follows what it brought, and the validators move (law 8), unless a part of it is still owed. */
export function bookmarkAfter(
  poll: Poll,
  fetched: FetchedSource | null,
  { head, whole }: Read,
  random: () => number,
): Bookmark {
  const paceOf = (answer: Answer) => {
    const intervalS = adaptInterval(poll.due.intervalS, answer, poll.source.settings)
    return { intervalS, nextPollS: nextPollS(intervalS, random) }
  }
  return {
    ...paceOf(head?.count === 0 ? 'empty' : 'quiet'),
    news: paceOf('news'),
    succeeded: true,
    failures: 0,
    validators: { ...(whole && fetched !== null ? fetched.validators : none), rules: poll.rules },
    feedTitle: said(head?.title, 1_000),
    siteUrl: said(head?.siteUrl, 2_000),
    disable: null,
    movedTo: fetched?.permanentlyMovedTo ?? null,
    hostBlockedS: null,
  }
}

/** After a failure: the source backs off, and what was learnt before stays. */
export function bookmarkAfterFailure({ due, source }: Poll, failure: Failure, random: () => number): Bookmark {
  const failures = due.failures + 1
  return {
    nextPollS: backOffS(failure, failures, due.intervalS ?? source.settings.intervalS, random),
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
  }
}

/** Words of a source about itself; unstorable, they would cost every one of its polls (law 7). */
function said(text: string | null | undefined, maxCodeUnits: number): string | null {
  return text ? storableText(cut(text, maxCodeUnits)) : null
}

const MOST_MS = 2 ** 31 - 1
const none: Validators = { etag: null, lastModified: null, bodyHash: null }

function rulesOf({ kind, selector, settings }: Source): string {
  const { include, exclude, windowDays, maxEntries } = settings
  return uuidV8(JSON.stringify([IDENTITY_RULES, kind, selector, include, exclude, windowDays, maxEntries]))
}

function statusOf(failure: Failure | null): number | null {
  return failure !== null && 'status' in failure ? failure.status : null
}
