/** What the flow tells whoever watches: progress bars, live lines and logs are made of these, never the other way round. */
import type { Run } from '../core/chunk.ts'
import type { Failure } from '../core/failure.ts'
import type { Tally } from '../core/tally.ts'

export type Watched = Readonly<{ id: string; url: string; title: string | null }>

export type FlowEvent =
  | Readonly<{ type: 'claimed'; sources: number }>
  | Readonly<{ type: 'fetching'; source: Watched; runId: string }>
  | Readonly<{ type: 'fetched'; source: Watched; runId: string; entries: number; failure: Failure | null }>
  /** A part of the source's answer, such as one sitemap of an index, could not be fetched; the others count. */
  | Readonly<{ type: 'skipped'; source: Watched; runId: string; url: string; failure: Failure }>
  /** A run has ended and is stored; its tally is the sum of its chunks. */
  | Readonly<{ type: 'polled'; source: Watched; run: Run; tally: Tally; nextPollS: number }>
  /** Nothing was learnt, and not for the source's sake: it stays due, and its failures are not counted. */
  | Readonly<{ type: 'letGo'; source: Watched; runId: string; failure: Failure }>
  /** A newer lease exists: somebody else polls the source, and nothing of this chunk was written. */
  | Readonly<{ type: 'refused'; source: Watched; runId: string }>

export type Watch = (event: FlowEvent) => void
