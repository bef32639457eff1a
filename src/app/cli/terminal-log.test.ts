/** Who reads decides what is logged beside a command's own lines. */
import { describe, expect, test } from 'vitest'
import { contextFor } from '../../../test/fixtures/cli.ts'
import type { LogLevel } from '../../core/events.ts'
import { createLog } from '../../log.ts'
import { terminalLog } from './terminal-log.ts'

/** The names of what comes through. */
function logged(isTerminal: boolean, level: LogLevel): string[] {
  const lines: string[] = []
  const { config, out } = contextFor(null, false, () => {}, [])
  const log = terminalLog({
    config: { ...config, log: { level, format: 'json' } },
    log: createLog({ level, format: 'json', destination: { write: line => void lines.push(line) } }),
    out: { ...out, isTerminal },
  }).with({ stage: 'start' })
  log.event('debug', 'poll.finished')
  log.event('info', 'database.migrated')
  log.event('warn', 'poll.failed')
  log.event('warn', 'database.lost')
  return lines.map(line => JSON.parse(line).event)
}

describe('at a terminal', () => {
  test('nothing is logged that goes as it should, or that the lines say themselves', () => {
    expect(logged(true, 'info')).toEqual(['database.lost'])
  })

  test('a level that asks for details gets them all', () => {
    expect(logged(true, 'debug')).toEqual(['poll.finished', 'database.migrated', 'poll.failed', 'database.lost'])
  })
})

test('a log that a program reads is whole', () => {
  expect(logged(false, 'info')).toEqual(['database.migrated', 'poll.failed', 'database.lost'])
})
