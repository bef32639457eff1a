/** A reader for one command: it works on what this command asked for and nothing else, and leaves the rest to `winnow up`. */
import { isTerminal } from '../../core/reading.ts'
import type { Database } from '../../db/database.ts'
import { readingFacts } from '../../db/reading/facts.ts'
import { readingOf } from '../../db/reading/stored.ts'
import type { Context } from '../context.ts'
import { createRuntime } from '../runtime.ts'
import type { Submissions } from '../submissions.ts'
import type { ReadResult } from './read-result.ts'
import { terminalLog } from './terminal-log.ts'

export type OpenReader = Readonly<{
  runtime: Pick<Submissions, 'submit' | 'watch' | 'cancel'>
  stored(readingId: string): Promise<ReadResult | null>
  /** Ends what it began; a reading that is not over stays due. */
  close(): Promise<void>
}>

/** Longest time the end of the command may take: calls in flight, then what is held for the database. */
const GRACE_MS = 20_000

export async function openReader(context: Context, database: Database): Promise<OpenReader> {
  const { config, log, json } = context
  const mine: string[] = []
  let running: Promise<void> | null = null
  const runtime = createRuntime({
    config,
    database,
    log: json ? log : terminalLog(context),
    watch: () => {},
    onlyReadings: () => mine,
  })
  const { submissions, reading } = runtime
  return {
    runtime: {
      watch: submissions.watch,
      cancel: submissions.cancel,
      async submit(request) {
        const accepted = await submissions.submit(request)
        if (!accepted.ok || isTerminal(accepted.value.status)) return accepted
        mine.push(accepted.value.readingId)
        running ??= reading.reader.run()
        return accepted
      },
    },
    stored: readingId => storedResult(database, readingId),
    async close() {
      await runtime.stop(GRACE_MS)
      await running
    },
  }
}

/** Null: there is no such reading. */
export async function storedResult(database: Database, readingId: string): Promise<ReadResult | null> {
  const found = await readingOf(database, readingId)
  if (found === null) return null
  const { extraction, summary, translation, insights, ...rest } = found
  const { calls, readings } = await readingFacts(database, [rest.articleId])
  const events = readings.find(one => one.id === readingId)?.events ?? []
  const own = calls.filter(call => call.readingId === readingId)
  return { reading: rest, events, extraction, summary, translation, insights, calls: own }
}
