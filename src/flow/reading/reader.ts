/** Claims due readings and keeps a fixed number in work; whoever stops or cancels reaches every call in flight, and a lease lasts as long as its work. */
import type { Reading } from '../../core/reading.ts'
import { createWorker, type Worker, type WorkerOptions } from '../worker.ts'
import type { WatchReading } from './events.ts'
import { type Read, tell } from './read.ts'
import { eventOf } from './step.ts'

export type ReaderOptions = Pick<
  WorkerOptions<Reading>,
  'claim' | 'handOver' | 'concurrency' | 'tickMs' | 'leaseMs' | 'now' | 'random' | 'sleep' | 'onClaimFailed' | 'onBug'
> &
  Readonly<{
    read: Read
    /** Prolongs the leases of these readings. */
    renew: (ids: readonly string[]) => Promise<void>
    onRenewFailed: (error: unknown) => void
    watch: WatchReading
    clock: () => Date
  }>

export type Reader = Worker &
  Readonly<{
    /** Aborts the calls of a reading, if it is in work here. */
    abort(readingId: string): void
    /** Of all of them: the grace is over. */
    abortAll(): void
    inWork(): string[]
  }>

/** A reading takes seconds, so few need to wait in hand. */
const READINGS_AHEAD = { least: 1, most: 4 }

export function createReader(options: ReaderOptions): Reader {
  const inWork = new Map<string, AbortController>()
  const stopping = new AbortController()

  async function work(reading: Reading): Promise<void> {
    const controller = new AbortController()
    inWork.set(reading.id, controller)
    try {
      if (reading.status === 'summarising')
        tell(options.watch, reading, eventOf('summarising', options.clock(), { from: 'the stored text' }))
      await options.read(reading, controller.signal)
    } finally {
      inWork.delete(reading.id)
    }
  }

  /** Leases are prolonged in good time: what is in work is not abandoned, however long a model takes. */
  async function keepLeases(): Promise<void> {
    while (!stopping.signal.aborted) {
      await options.sleep(options.leaseMs / 3, stopping.signal)
      const ids = [...inWork.keys()]
      if (ids.length === 0 || stopping.signal.aborted) continue
      await options.renew(ids).catch(options.onRenewFailed)
    }
  }

  const worker = createWorker<Reading>({
    ...options,
    ahead: READINGS_AHEAD,
    keyOf: reading => reading.id,
    work,
    onClaimed: () => {},
  })
  const keeping = keepLeases()
  return {
    ...worker,
    abort: readingId => inWork.get(readingId)?.abort(),
    abortAll() {
      for (const controller of inWork.values()) controller.abort()
    },
    inWork: () => [...inWork.keys()],
    async stop() {
      await worker.stop()
      stopping.abort()
      await keeping
    },
  }
}
