/** A person's link, from its arrival to its summary, and what the interface is told while it happens. */
import { z } from 'zod'
import { address, id, language, time } from './common.ts'

export const submit = z.strictObject({
  url: address,
  language: language.optional().meta({ description: 'The language to be read in; absent: the article’s own.' }),
  force: z.boolean().default(false).meta({ description: 'Read and buy again, whatever is stored.' }),
})
export const submitHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .meta({ description: 'The same key within a day gets the same submission; with another body, 409.' }),
})

const status = z.enum(['pending', 'fetching', 'summarising', 'enriching', 'done', 'failed', 'cancelled'])
const stage = z.enum([
  'accepted',
  'fetching',
  'extracted',
  'summarising',
  'summarised',
  'translated',
  'insights',
  'done',
  'failed',
  'cancelled',
  'waiting',
])

export const accepted = z
  .object({
    id: id.meta({ description: 'The submission, and its correlation id.' }),
    readingId: id,
    articleId: id,
    status,
    answeredBy: z.enum(['new', 'joined', 'stored']).meta({ description: '`stored`: no network call was made.' }),
  })
  .meta({ id: 'Accepted' })

export const stageEvent = z
  .object({ stage, at: time, detail: z.record(z.string(), z.unknown()) })
  .meta({ id: 'StageEvent' })
export type StageEvent = z.infer<typeof stageEvent>

export const submission = z
  .object({
    id,
    readingId: id,
    articleId: id,
    url: z.string(),
    language: z.string(),
    status,
    submittedAt: time,
    events: z.array(stageEvent),
    failure: z.object({ stage, kind: z.string(), message: z.string(), errorId: id }).nullable(),
  })
  .meta({ id: 'Submission' })
export type Submission = z.infer<typeof submission>

/**
 * Server-sent events of /api/submissions/{id}/events: `stage` (StageEvent), each once, those of the past first; then `end`
 * (Submission), after which the server closes.
 */
export const submissionEvents = z.string()

/** Server-sent events of /api/stream, by their `event` name. */
export const streamEvents = {
  /** Articles that were stored since the last one of these. */
  articles: z.object({ stored: z.int(), unread: z.int() }),
  /** A poll has ended and is stored. */
  run: z.object({ id, sourceId: id, name: z.string(), saved: z.int(), failed: z.boolean() }),
  /** The database does not answer (false), or does again (true). */
  database: z.object({ ok: z.boolean() }),
}
export type StreamEvent = {
  [Name in keyof typeof streamEvents]: { event: Name; data: z.infer<(typeof streamEvents)[Name]> }
}[keyof typeof streamEvents]
