/** What a person sends, by whatever face, comes in here: accepted under a correlation id, followed stage by stage, cancelled. */
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as uuidV7 } from 'uuid'
import { failed, type Outcome, ok } from '../core/failure.ts'
import { articleId } from '../core/identity.ts'
import {
  type Accepted,
  type Depth,
  isTerminal,
  type RequestOrigin,
  type Stage,
  type Status,
  stageOrder,
} from '../core/reading.ts'
import { canonicalUrl, offeredUrl } from '../core/url.ts'
import type { Database } from '../db/database.ts'
import { cancelReading, sourceOfArticle, standingOf } from '../db/reading/standing.ts'
import { eventsOf } from '../db/reading/stored.ts'
import { submitRequests } from '../db/reading/submit.ts'
import type { ReadEvent } from '../flow/reading/events.ts'
import { createSignal } from '../flow/signal.ts'
import type { Log } from '../log.ts'

export type Submission = Readonly<{
  url: string
  /** The language the reader wants; '' for the article's own. */
  language: string
  force: boolean
  depth: Depth
  origin: RequestOrigin
  idempotencyKey?: string | null
}>

export type Submissions = Readonly<{
  submit(submission: Submission): Promise<Outcome<Accepted>>
  /** Every event of it, those of before too, in their order; also when another process is at it. Resolves at its end, or when `signal` aborts. */
  watch(
    readingId: string,
    onEvent: (event: ReadEvent) => void,
    signal?: AbortSignal,
  ): Promise<Readonly<{ status: Status }>>
  /** Ends it for everybody who shares it; what was paid for stays paid for. */
  cancel(readingId: string): Promise<void>
  /** To be called with every event of this process's readings. */
  told(event: ReadEvent): void
}>

export type SubmissionsOptions = Readonly<{
  database: Database
  log: Log
  /** Something was accepted: the reader need not wait for its tick. */
  wake: (readingId: string) => void
  /** Ends the calls of a reading that is in work in this process. */
  abort: (readingId: string) => void
}>

type Signal = ReturnType<typeof createSignal>
type Listener = Readonly<{ hear: (event: ReadEvent) => void; end: () => void }>

/** Another process's readings are looked up so often. */
const LOOK_MS = 500

export function createSubmissions({ database, log, wake, abort }: SubmissionsOptions): Submissions {
  const listeners = new Map<string, Set<Listener>>()

  async function submit(submission: Submission): Promise<Outcome<Accepted>> {
    const canonical = canonicalUrl(submission.url)
    const url = offeredUrl(submission.url)
    if (canonical === null || url === null)
      return failed({ kind: 'malformed', message: 'not an http or https address of at most 8,192 bytes' })
    const id = articleId(canonical)
    const sourceId = await sourceOfArticle(database, id)
    const [accepted] = await submitRequests(database, [{ ...submission, id: uuidV7(), url, articleId: id, sourceId }])
    if (accepted === undefined) throw new Error('a submission was not answered')
    const { requestId, readingId, articleId: article, answeredBy } = accepted
    log.event('info', 'reading.accepted', {
      correlationId: requestId,
      reading: readingId,
      article,
      answeredBy,
      origin: submission.origin,
    })
    if (!isTerminal(accepted.status)) wake(readingId)
    return ok(accepted)
  }

  async function watch(readingId: string, onEvent: (event: ReadEvent) => void, signal?: AbortSignal) {
    const seen = new Set<string>()
    const show = (event: ReadEvent) => {
      const key = keyOf(event)
      // What is stored of a fetch says less than what was told of it.
      if (seen.has(key) || (key === bareFetch && [...seen].some(one => one.startsWith('fetching')))) return
      seen.add(key)
      onEvent(event)
    }
    // What is told before the past is known waits for it.
    let early: ReadEvent[] | null = []
    const hear = (event: ReadEvent) => {
      if (early === null) show(event)
      else early.push(event)
    }
    const ended = createSignal()
    const listener = { hear, end: ended.announce }
    const own = listeners.get(readingId) ?? new Set()
    listeners.set(readingId, own.add(listener))
    try {
      for (;;) {
        const { status, events } = await catchUp(readingId)
        for (const event of [...(early ?? []), ...events].sort(byPlace)) show(event)
        early = null
        if (status === null || isTerminal(status) || signal?.aborted) return { status: status ?? 'cancelled' }
        await pause(ended, signal)
      }
    } finally {
      own.delete(listener)
      if (own.size === 0) listeners.delete(readingId)
    }
  }

  /** Until its end was told, somebody leaves, or it is time to look what other processes did. */
  async function pause(ended: Signal, signal?: AbortSignal): Promise<void> {
    const early = new AbortController()
    const end = () => early.abort()
    const off = ended.listen(end)
    signal?.addEventListener('abort', end, { once: true })
    await delay(LOOK_MS, undefined, { signal: early.signal }).catch(() => {})
    signal?.removeEventListener('abort', end)
    off()
  }

  /** What is stored of it; no status: there is no such reading. */
  async function catchUp(readingId: string): Promise<{ status: Status | null; events: ReadEvent[] }> {
    const standing = await standingOf(database, readingId)
    if (standing === null) return { status: null, events: [] }
    const { url, status, waitingReason, waitS } = standing
    const events: ReadEvent[] = (await eventsOf(database, readingId, -1)).map(({ stage, at, detail }) => ({
      readingId,
      url,
      stage,
      at,
      detail,
    }))
    if (waitingReason === null || isTerminal(status)) return { status, events }
    const detail = { reason: waitingReason, untilS: Math.ceil(waitS ?? 0) }
    return { status, events: [...events, { readingId, url, stage: 'waiting', at: new Date(), detail }] }
  }

  return {
    submit,
    watch,
    async cancel(readingId) {
      await cancelReading(database, readingId)
      abort(readingId)
      for (const { end } of listeners.get(readingId) ?? []) end()
    },
    told(event) {
      for (const { hear, end } of listeners.get(event.readingId) ?? []) {
        hear(event)
        if (stageOrder[event.stage as Stage] === stageOrder.done) end()
      }
    },
  }
}

/** A fetch is said as often as somebody else has a turn, waiting as often as its reason changes, every other stage once. */
function keyOf({ stage, detail }: ReadEvent): string {
  if (stage === 'waiting') return `waiting ${detail.reason}`
  return stage === 'fetching' ? `fetching ${JSON.stringify(detail)}` : stage
}

const bareFetch = 'fetching {}'

/** In the order of the stages; who waits does so now. */
function byPlace(one: ReadEvent, other: ReadEvent): number {
  return placeOf(one) - placeOf(other)
}

function placeOf({ stage }: ReadEvent): number {
  return stage === 'waiting' ? stageOrder.done - 1 : stageOrder[stage]
}
