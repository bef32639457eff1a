/** Untrusted documents are parsed off the event loop, each under a deadline and a memory limit: a bomb costs one thread. */
import type { Entry, Feed } from '../core/entry.ts'
import { failed, type Outcome, ok } from '../core/failure.ts'
import type { OnEntries } from './batch.ts'
import type { FeedHead, Job } from './messages.ts'
import { cancelled, notStarted, startThread, type Thread } from './thread.ts'

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

type Waiting = Readonly<{ job: Job; onEntries: OnEntries; settle: (outcome: Outcome<FeedHead>) => void }>

export function createParser({ workers, deadlineMs, maxOldGenerationSizeMb = 256 }: ParserOptions): Parser {
  const waiting: Waiting[] = []
  const threads = new Set<Thread>()
  const idle: Thread[] = []
  let closed = false

  const freeThread = (): Thread | null => {
    if (idle.length > 0 || threads.size >= workers) return idle.pop() ?? null
    const thread = startThread({
      deadlineMs,
      maxOldGenerationSizeMb,
      onExit: () => {
        threads.delete(thread)
        if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
        dispatch()
      },
    })
    threads.add(thread)
    return thread
  }
  const assign = (thread: Thread, { job, onEntries, settle }: Waiting) => {
    thread.run(job, onEntries, (outcome, survived) => {
      if (survived) idle.push(thread)
      settle(outcome)
      dispatch()
    })
  }
  /** A thread past saving keeps its place until it is gone, so there are never more than asked for. */
  const dispatch = () => {
    while (!closed && waiting.length > 0) {
      try {
        const thread = freeThread()
        if (thread === null) return
        const next = waiting.shift()
        if (next !== undefined) assign(thread, next)
      } catch (error) {
        // No thread could be made, for want of memory or of threads; the machine may recover before the next job.
        waiting.shift()?.settle(failed(notStarted(error)))
      }
    }
  }
  const read = (job: Job, onEntries: OnEntries): Promise<Outcome<FeedHead>> => {
    if (closed) return Promise.resolve(failed(cancelled))
    return new Promise(settle => {
      waiting.push({ job, onEntries, settle })
      dispatch()
    })
  }
  function parse(job: Job, onEntries: OnEntries): Promise<Outcome<FeedHead>>
  function parse(job: Job): Promise<Outcome<Feed>>
  async function parse(job: Job, onEntries?: OnEntries): Promise<Outcome<Feed | FeedHead>> {
    if (onEntries !== undefined) return await read(job, onEntries)
    const entries: Entry[] = []
    const outcome = await read(job, lot => void entries.push(...lot))
    if (!outcome.ok) return outcome
    const { count: _count, unread: _unread, ...feed } = outcome.value
    return ok({ ...feed, entries })
  }
  return {
    parse,
    close: async () => {
      closed = true
      for (const { settle } of waiting.splice(0)) settle(failed(cancelled))
      await Promise.all([...threads].map(thread => thread.stop()))
    },
  }
}
