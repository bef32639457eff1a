/** Every denial is audited, and a storm of them is one row a second: what comes while one is written is counted together. */
import type { AuditEntry } from '../../../db/audit.ts'

export type Denial = Readonly<{ remote: string; actor: string; reason: string; path: string; correlationId: string }>
export type Denials = Readonly<{
  note(denial: Denial): void
  /** Writes what is left. */
  close(): Promise<void>
}>

/** Different denials kept while the database does not take them; more are counted in the last one. */
const MOST_KINDS = 500

export function createDenials(
  write: (entries: readonly AuditEntry[]) => Promise<void>,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): Denials {
  const closing = new AbortController()
  let waiting = new Map<string, Denial & { times: number }>()
  let writing: Promise<void> | null = null

  function note(denial: Denial): void {
    const key = waiting.size < MOST_KINDS ? `${denial.remote} ${denial.actor} ${denial.reason}` : 'more'
    const known = waiting.get(key)
    if (known === undefined) waiting.set(key, { ...denial, times: 1 })
    else known.times++
    writing ??= writeAll().finally(() => {
      writing = null
    })
  }

  async function writeAll(): Promise<void> {
    while (waiting.size > 0) {
      const taken = waiting
      waiting = new Map()
      await write([...taken.values()].map(entryOf)).catch(() => {
        // The database is away: they are kept, unless there are too many by now.
        for (const [key, denial] of taken) if (waiting.size < MOST_KINDS && !waiting.has(key)) waiting.set(key, denial)
      })
      if (closing.signal.aborted) return
      await sleep(GAP_MS, closing.signal)
    }
  }

  return {
    note,
    async close() {
      closing.abort()
      await writing
      if (waiting.size > 0) await write([...waiting.values()].map(entryOf)).catch(() => {})
    },
  }
}

const GAP_MS = 1_000

function entryOf({ remote, actor, reason, path, correlationId, times }: Denial & { times: number }): AuditEntry {
  return {
    actor,
    action: 'access.denied',
    subject: path.slice(0, 200),
    correlationId,
    detail: { remote, reason, times },
  }
}
