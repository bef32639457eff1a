/** At a terminal a command's own lines say what the log would say again, so only what they do not say is logged. */
import type { EventName, LogLevel } from '../../core/events.ts'
import type { Log } from '../../log.ts'
import type { Context } from '../context.ts'

const shown: ReadonlySet<EventName> = new Set([
  'poll.failed',
  'entry.rejected',
  'chunk.refused',
  'reading.failed',
  'reading.waiting',
])

/** Whoever sets one of these wants every event. */
const detailed: ReadonlySet<LogLevel | 'silent'> = new Set(['trace', 'debug'])

/** The log as it is where programs read it, or where `log.level` asks for details. */
export function terminalLog({ config, log, out }: Pick<Context, 'config' | 'log' | 'out'>): Log {
  return out.isTerminal && !detailed.has(config.log.level) ? forTerminal(log) : log
}

function forTerminal(log: Log): Log {
  return {
    event(level, name, fields) {
      if (level !== 'info' && level !== 'debug' && !shown.has(name)) log.event(level, name, fields)
    },
    with: fields => forTerminal(log.with(fields)),
  }
}
