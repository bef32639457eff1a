/** Turns what the hand-over settled into one log line per poll and one event for whoever watches. A tally that does not balance is a bug, and said so (law 1). */
import type { Chunk, Settled } from '../core/chunk.ts'
import { balances, sum, type Tally } from '../core/tally.ts'
import type { Due } from '../db/claim.ts'
import type { Watch } from '../flow/events.ts'
import type { Log } from '../log.ts'

type Sources = ReadonlyMap<string, Due['source']>

export function createReport(sources: Sources, log: Log, watch: Watch): (settled: readonly Settled[]) => void {
  /** Tallies of the chunks of runs that have not ended yet. */
  const open = new Map<string, Tally[]>()
  return settled => {
    for (const one of settled) report(one)
  }

  function report({ chunk, tally, refusedBy }: Settled): void {
    const { run } = chunk
    const known = sources.get(run.sourceId)
    const source = { id: run.sourceId, url: known?.url ?? run.sourceId, title: known?.title ?? null }
    const fields = { correlationId: run.id, source: source.url }
    if (refusedBy !== null) {
      open.delete(run.id)
      log.event('warn', 'chunk.refused', { ...fields, reason: 'a newer lease exists' })
      watch({ type: 'refused', source, runId: run.id })
      return
    }
    if (!balances(tally)) log.event('error', 'balance.broken', { ...fields, tally })
    const tallies = [...(open.get(run.id) ?? []), tally]
    if (chunk.last) {
      open.delete(run.id)
      logPoll(chunk, sum(tallies), fields, log)
      watch({ type: 'polled', source, run, tally: sum(tallies), nextPollS: chunk.bookmark?.nextPollS ?? 0 })
    } else open.set(run.id, tallies)
  }
}

function logPoll(
  { run, refused }: Chunk,
  tally: Tally,
  fields: { correlationId: string; source: string },
  log: Log,
): void {
  const line = { ...fields, stage: 'ingest', durationMs: run.durationMs, httpStatus: run.httpStatus, bytes: run.bytes }
  if (run.failure !== null)
    log.event('warn', 'poll.failed', { ...line, failure: run.failure.kind, reason: run.failure.message, ...tally })
  else if (run.notModified) log.event('debug', 'poll.unchanged', line)
  else log.event('info', 'poll.finished', { ...line, ...tally })
  if (refused !== null)
    log.event('warn', 'entry.rejected', { ...fields, reason: refused.reason, entries: refused.entries })
}
