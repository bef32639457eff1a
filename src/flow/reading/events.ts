/** What a reading tells whoever watches, stage by stage: live lines, logs and server-sent events are made of these. */
import type { Stage } from '../../core/reading.ts'

/** `waiting` is no stage: the reading was let go and comes back, for the reason in its detail. */
export type ReadEvent = Readonly<{
  readingId: string
  url: string
  stage: Stage | 'waiting'
  at: Date
  detail: Readonly<Record<string, unknown>>
}>

export type WatchReading = (event: ReadEvent) => void
