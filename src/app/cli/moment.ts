/** One thing that happened to an entry or an article, in plain words. */
export type Moment = Readonly<{
  at: Date
  event: PollEvent | ReadingEvent
  text: string
  /** The poll that caused it: its correlation id. Null for what no poll caused. */
  runId: string | null
  /** The reading it is part of. */
  readingId?: string
}>

type PollEvent = 'polled' | 'passed' | 'saved' | 'seen' | 'version' | 'old' | 'filtered' | 'rejected' | 'alias'
type ReadingEvent = 'asked' | 'fetched' | 'extracted' | 'called' | 'noted' | 'read' | 'waits' | 'failed'
