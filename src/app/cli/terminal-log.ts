/** At a terminal the live lines say what the log would say again, so only what they do not say is logged. */
import type { EventName } from '../../core/events.ts'
import type { Log } from '../../log.ts'

const shown: ReadonlySet<EventName> = new Set([
  'poll.failed',
  'entry.rejected',
  'chunk.refused',
  'reading.failed',
  'reading.waiting',
])

export function forTerminal(log: Log): Log {
  return {
    event(level, name, fields) {
      if (level !== 'info' && level !== 'debug' && !shown.has(name)) log.event(level, name, fields)
    },
    with: fields => forTerminal(log.with(fields)),
  }
}
