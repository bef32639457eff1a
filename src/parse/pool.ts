/** Untrusted documents are parsed off the event loop, each under a deadline and a memory limit: a bomb costs one thread. */
import type { Entry, Feed } from '../core/entry.ts'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { createBatch, type OnEntries } from './batch.ts'
import type { FeedHead, FromWorker, Job, ToWorker } from './messages.ts'
import { owned, type Reply, type Talk, workerFile } from './thread.ts'
import { createThreads } from './threads.ts'

export type ParserOptions = Readonly<{
  /** Most threads at a time; each is started when a job first needs it, and kept. */
  workers: number
  /** For one document, from the moment a thread has it: time in the queue does not count. */
  deadlineMs: number
  /** For one thread's JavaScript heap. */
  maxOldGenerationSizeMb?: number
}>

export type Parser = Readonly<{
  /**
   * The feed in `bytes`, or why there is none: besides `parseFeed`'s failures `timeout` (phase parse), `tooLarge` (out of
   * memory) and `cancelled` (closed). Never rejects. Jobs wait first come, first served; callers bound how many. `bytes`
   * is transferred, not copied: it is empty for the caller afterwards.
   *
   * With `onEntries` the entries are handed over while the rest is still to be parsed, at most 1,000 at a time, each lot when
   * the former was taken: a document of any size costs the caller one lot. What was handed over stays good when a later
   * part fails.
   */
  parse: {
    (job: Job, onEntries: OnEntries): Promise<Outcome<FeedHead>>
    (job: Job): Promise<Outcome<Feed>>
  }
  /** Ends all threads. Running and waiting jobs are answered `cancelled`. */
  close: () => Promise<void>
}>

export function createParser({ workers, deadlineMs, maxOldGenerationSizeMb = 256 }: ParserOptions): Parser {
  const file = workerFile('worker', import.meta.url)
  const threads = createThreads({ file, what: 'feed', threads: workers, deadlineMs, maxOldGenerationSizeMb })

  function parse(job: Job, onEntries: OnEntries): Promise<Outcome<FeedHead>>
  function parse(job: Job): Promise<Outcome<Feed>>
  async function parse(job: Job, onEntries?: OnEntries): Promise<Outcome<Feed | FeedHead>> {
    if (onEntries !== undefined) return await threads.run(talkAbout(job, onEntries))
    const entries: Entry[] = []
    const outcome = await threads.run(talkAbout(job, lot => void entries.push(...lot)))
    if (!outcome.ok) return outcome
    const { count: _count, unread: _unread, ...feed } = outcome.value
    return ok({ ...feed, entries })
  }
  return { parse, close: threads.close }
}

/** Each slice is taken before the next is asked for; when one is not taken, the rest of the feed is not parsed. */
function talkAbout(job: Job, onEntries: OnEntries): Talk<FeedHead> {
  const batch = createBatch(onEntries)
  const reply = async (answer: Answer): Promise<Reply<FeedHead>> => {
    if (answer.say === 'failed') return { outcome: failed(answer.failure) }
    const done = answer.say === 'done'
    try {
      await batch.add(answer.entries, done)
    } catch (error) {
      return { outcome: failed({ ...notTaken, cause: error }), dismiss: { say: 'stop' } satisfies ToWorker }
    }
    return done ? { outcome: ok(answer.head) } : { ask: { say: 'more' } satisfies ToWorker }
  }
  return {
    open: () => {
      const bytes = owned(job.bytes)
      return { message: { say: 'parse', job: { ...job, bytes } } satisfies ToWorker, transferred: [bytes.buffer] }
    },
    reply: answer => reply(answer as Answer),
  }
}

type Answer = Exclude<FromWorker, { say: 'ready' }>

const notTaken: Failure = { kind: 'cancelled', message: 'The entries of the feed were not taken.' }
