/** What the stand served, as the stand knows it: the witness against which the system under test is checked. */
import type { IncomingMessage } from 'node:http'
import type { Reply } from './reply.ts'

export type Served = Readonly<{
  at: Date
  method: string
  /** As asked for, with query. */
  path: string
  status: number
  /** Entries of a feed, in document order: those sent whole, those with a link. */
  entries: readonly string[]
  /** Entries sent whole, with or without a link. */
  offered: number
}>

/** Answers kept; the oldest go first. A stand polled every 15 s fills it in about an hour and a half. */
export const ledgerLimit = 10_000

export function openLedger(now: () => Date) {
  const kept: Served[] = []
  return {
    record({ method = '', url: path = '' }: IncomingMessage, { status, entries = [], offered = 0 }: Reply): void {
      const body = method === 'GET' ? { entries, offered } : { entries: [], offered: 0 }
      kept.push({ at: now(), method, path, status, ...body })
      if (kept.length > ledgerLimit) kept.splice(0, kept.length - ledgerLimit)
    },
    served: (): readonly Served[] => [...kept],
  }
}
