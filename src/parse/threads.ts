/** Jobs wait first come, first served, for one of a few threads; a job that kills its thread costs only itself. */
import { failed, type Outcome } from '../core/failure.ts'
import { cancelled, notStarted, startThread, type Talk, type Thread } from './thread.ts'

export type ThreadsOptions = Readonly<{
  /** The module that runs in each thread, and what it parses, for the messages. */
  file: URL
  what: string
  /** Most threads at a time; each is started when a job first needs it, and kept. */
  threads: number
  /** For one job, from the moment a thread has it: time in the queue does not count. */
  deadlineMs: number
  /** For one thread's JavaScript heap. */
  maxOldGenerationSizeMb: number
}>

export type Threads = Readonly<{
  /** The talk's outcome, or `timeout` (phase parse), `tooLarge` (out of memory), `malformed`, `cancelled` (closed). Never rejects. */
  run: <T>(talk: Talk<T>) => Promise<Outcome<T>>
  /** Ends all threads. Running and waiting jobs are answered `cancelled`. */
  close: () => Promise<void>
}>

type Waiting = Readonly<{ talk: Talk<unknown>; settle: (outcome: Outcome<never>) => void }>

export function createThreads({ threads: most, ...options }: ThreadsOptions): Threads {
  const waiting: Waiting[] = []
  const threads = new Set<Thread>()
  const idle: Thread[] = []
  let closed = false

  const freeThread = (): Thread | null => {
    if (idle.length > 0 || threads.size >= most) return idle.pop() ?? null
    const thread = startThread({
      ...options,
      onExit: () => {
        threads.delete(thread)
        if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
        dispatch()
      },
    })
    threads.add(thread)
    return thread
  }
  const assign = (thread: Thread, { talk, settle }: Waiting) => {
    thread.run(talk, (outcome, survived) => {
      if (survived) idle.push(thread)
      settle(outcome as Outcome<never>)
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
    run: talk => {
      if (closed) return Promise.resolve(failed(cancelled))
      return new Promise(settle => {
        waiting.push({ talk, settle })
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
