/** Untrusted documents are parsed off the event loop, each under a deadline and a memory limit: a bomb costs one thread. */
import type { Feed } from '../core/entry.ts'
import { failed, type Outcome } from '../core/failure.ts'
import type { Job } from './messages.ts'
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
   */
  parse: (job: Job) => Promise<Outcome<Feed>>
  /** Ends all threads. Running and waiting jobs are answered `cancelled`. */
  close: () => Promise<void>
}>

type Waiting = Readonly<{ job: Job; settle: (outcome: Outcome<Feed>) => void }>

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
  const assign = (thread: Thread, { job, settle }: Waiting) => {
    thread.run(job, (outcome, survived) => {
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
  return {
    parse: job => {
      if (closed) return Promise.resolve(failed(cancelled))
      return new Promise(settle => {
        waiting.push({ job, settle })
        dispatch()
      })
    },
    close: async () => {
      closed = true
      for (const { settle } of waiting.splice(0)) settle(failed(cancelled))
      await Promise.all([...threads].map(thread => thread.stop()))
    },
  }
}
