/** The extractor's thread: one job at a time; whatever a page makes its readers throw is the page's fault, and the thread goes on. */
import { parentPort } from 'node:worker_threads'
import { failed } from '../../core/failure.ts'
import { extractiveSummary } from '../../core/summary/extractive.ts'
import { extractArticle } from './article.ts'
import type { Answer, FromWorker, Job, ToWorker } from './jobs.ts'

parentPort?.on('message', ({ job }: ToWorker) => tell({ say: 'done', answer: done(job) }))
tell({ say: 'ready' })

function done(job: Job): Answer {
  try {
    return job.kind === 'summarise' ? extractiveSummary(job.article) : extractArticle(job)
  } catch (error) {
    return failed({ kind: 'malformed', message: 'The page is broken and could not be read.', cause: String(error) })
  }
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message)
}
