/** One line per event, with a name from core/events and never a secret; results go to stdout, so the log goes to stderr. */
import { isatty } from 'node:tty'
import { type DestinationStream, destination as openDestination, pino, stdTimeFunctions } from 'pino'
import { isColorSupported, prettyFactory } from 'pino-pretty'
import type { EventName, LogLevel } from './core/events.ts'
import type { Failure, FailureKind } from './core/failure.ts'
import { maskDeep } from './core/mask.ts'

/** The fields every reader of the log may count on; any other is welcome too. Secrets are masked by name and by content. */
export type LogFields = Readonly<{
  correlationId?: string
  /** Id or URL of the source. */
  source?: string
  article?: string
  stage?: string
  durationMs?: number
  /** Its kind becomes `failure`, its message `reason`; the cause is kept. */
  failure?: Failure | FailureKind
  error?: unknown
  [name: string]: unknown
}>

export type Log = Readonly<{
  /** Writes one line. Never throws: what cannot be written is described instead. */
  event(level: LogLevel, name: EventName, fields?: LogFields): void
  /** A log that adds these fields to every event; the event's own fields win. */
  with(fields: LogFields): Log
}>

export type LogSettings = Readonly<{
  /** Events below this level are not written. */
  level: LogLevel | 'silent'
  /** `auto`: pretty for a person at a terminal, JSON for everything that reads logs. */
  format: 'auto' | 'pretty' | 'json'
  /** Takes whole lines; stderr when absent. */
  destination?: DestinationStream & { isTTY?: boolean }
}>

/** Lines are written at once, not buffered: the last one before a crash is the one that explains it. */
export function createLog({ level, format, destination }: LogSettings): Log {
  const terminal = destination ? destination.isTTY === true : isatty(2)
  const target = destination ?? stderr()
  const pretty = format === 'pretty' || (format === 'auto' && terminal)
  const logger = pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: label => ({ level: label }) } },
    pretty ? prettyTarget(target, terminal) : target,
  )
  return logWith({})

  function logWith(shared: LogFields): Log {
    return {
      event(eventLevel, name, fields = {}) {
        if (!logger.isLevelEnabled(eventLevel)) return
        logger[eventLevel]({ event: name, ...lineFields({ ...shared, ...fields }) })
      },
      with: fields => logWith({ ...shared, ...fields }),
    }
  }
}

function lineFields({ failure, ...fields }: LogFields): Record<string, unknown> {
  const described = typeof failure === 'object' ? describeFailure(failure) : failure === undefined ? {} : { failure }
  const line = maskDeep({ ...fields, ...described }) as Record<string, unknown>
  for (const name of ownNames) {
    if (name in line) {
      line[`${name}_`] = line[name]
      delete line[name]
    }
  }
  return line
}

/** What a line always has; a field of the same name would make the JSON ambiguous. */
const ownNames = ['level', 'time', 'event'] as const

function describeFailure({ kind, message, ...details }: Failure): Record<string, unknown> {
  return { failure: kind, reason: message, ...details }
}

function stderr(): DestinationStream {
  const stream = openDestination({ dest: 2, sync: true })
  // A full disk or a closed terminal takes the log with it, never the process: there is nobody left to tell.
  stream.on('error', () => {})
  return stream
}

function prettyTarget(target: DestinationStream, terminal: boolean): DestinationStream {
  const prettify = prettyFactory({
    messageKey: 'event',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
    colorize: terminal && isColorSupported,
    errorLikeObjectKeys: ['error', 'cause'],
  })
  return { write: line => target.write(prettify(line)) }
}
