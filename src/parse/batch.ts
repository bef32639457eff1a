/** Entries arrive in slices that a frame can take; they leave in lots that a transaction can. */
import type { Entry } from '../core/entry.ts'

/**
 * At most 1,000 entries at a time, in document order, before the head is answered. Nothing more is parsed until they are
 * taken; if that fails, so does the job (`cancelled`).
 */
export type OnEntries = (entries: Entry[]) => Promise<void> | void

export type Batch = Readonly<{
  /** Resolves when there is room for the next slice; with `last`, when everything was taken. Rejects as `onEntries` does. */
  add: (slice: readonly Entry[], last: boolean) => Promise<void>
}>

const maxEntries = 1_000
/** A slice is half a million characters or one entry, so this bounds a lot of large entries. */
const maxSlices = 8

export function createBatch(onEntries: OnEntries): Batch {
  let lot: Entry[] = []
  let slices = 0
  const flush = async () => {
    const full = lot
    lot = []
    slices = 0
    if (full.length > 0) await onEntries(full)
  }
  return {
    add: async (slice, last) => {
      if (lot.length + slice.length > maxEntries || slices === maxSlices) await flush()
      lot.push(...slice)
      slices += 1
      if (last) await flush()
    },
  }
}
