/** Pages are taken apart off the event loop, each under a deadline and a memory limit: a hostile page costs one thread's time. */
import type { Outcome } from '../../core/failure.ts'
import type { Summary } from '../../core/summary/contract.ts'
import type { ReadArticle } from '../../core/summary/evidence.ts'
import { owned, type Talk, workerFile } from '../thread.ts'
import { createThreads } from '../threads.ts'
import type { FromWorker, Job, PageJob as Page, Extracted as Read, ToWorker } from './jobs.ts'

/** All of an extraction but who made it, which the caller knows. */
export type Extracted = Read
/** A page as it came over the network, or as another extractor cleaned it. */
export type PageJob = Page

export type ExtractorOptions = Readonly<{
  /** Most threads at a time; each is started when a job first needs it, and kept. */
  threads: number
  /** For one job, from the moment a thread has it: time in the queue does not count. */
  deadlineMs: number
  /** For one thread's JavaScript heap; a page of 5 million characters takes about 300 MB. */
  maxOldGenerationSizeMb?: number
}>

export type Extractor = Readonly<{
  /**
   * The article of a page. Failures: `notAnArticle` (document, media), `timeout` (phase parse), `tooLarge` (characters,
   * elements, memory), `malformed` (nested too deep), `cancelled` (closed). A page without a text worth reading is none: see
   * `lowValue`. Never rejects. Bytes are moved to the thread: they are empty for the caller afterwards.
   */
  extract: (job: PageJob) => Promise<Outcome<Extracted>>
  /** The built-in summary; fails as `extractiveSummary` does, and as above. */
  summarise: (article: ReadArticle) => Promise<Outcome<Summary>>
  /** Ends all threads. Running and waiting jobs are answered `cancelled`. */
  close: () => Promise<void>
}>

export function createExtractor(options: ExtractorOptions): Extractor {
  const { threads, deadlineMs, maxOldGenerationSizeMb = 512 } = options
  const file = workerFile('worker', import.meta.url)
  const pool = createThreads({ file, what: 'page', threads, deadlineMs, maxOldGenerationSizeMb })
  return {
    extract: job => pool.run(talkAbout<Extracted>(job)),
    summarise: article => pool.run(talkAbout<Summary>({ kind: 'summarise', article })),
    close: pool.close,
  }
}

/** One question, one answer; the worker answers each kind of job with its own kind of value. */
function talkAbout<T>(job: Job): Talk<T> {
  return {
    open: () => {
      if (job.kind !== 'page') return { message: { say: 'run', job } satisfies ToWorker, transferred: [] }
      const bytes = owned(job.bytes)
      return { message: { say: 'run', job: { ...job, bytes } } satisfies ToWorker, transferred: [bytes.buffer] }
    },
    reply: answer => ({ outcome: (answer as Extract<FromWorker, { say: 'done' }>).answer as Outcome<T> }),
  }
}
