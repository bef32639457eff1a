import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { events } from './core/events.ts'
import { createLog, type LogSettings } from './log.ts'

describe('the JSON log', () => {
  test('an event is one line with time, level, name and its fields', () => {
    const { log, lines } = logTo({ format: 'json' })
    log
      .with({ correlationId: 'c-1', stage: 'fetch' })
      .event('info', 'poll.finished', { source: 's', durationMs: 12, stage: 'store', saved: 3 })
    expect(lines()).toHaveLength(1)
    const line = JSON.parse(lines()[0] ?? '')
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'poll.finished',
      correlationId: 'c-1',
      stage: 'store',
      source: 's',
      durationMs: 12,
      saved: 3,
    })
  })

  test('a failure shows its kind, its reason, its details and its cause', () => {
    const { log, lines } = logTo({ format: 'json' })
    const cause = new Error('socket closed', { cause: new Error('ECONNRESET') })
    log.event('warn', 'poll.failed', {
      failure: { kind: 'status', status: 503, message: 'The server answered 503.', cause },
    })
    log.event('warn', 'poll.failed', { failure: 'timeout' })
    expect(lines().map(line => JSON.parse(line))).toMatchObject([
      {
        failure: 'status',
        reason: 'The server answered 503.',
        status: 503,
        cause: { message: 'socket closed', cause: { message: 'ECONNRESET' } },
      },
      { failure: 'timeout' },
    ])
  })

  test.each(['json', 'pretty'] as const)('no secret is in a %s line, wherever it was put', format => {
    const { log, lines } = logTo({ format })
    const error = Object.assign(new Error('postgres://u:hunter2@db/w refused'), { apiKey: 'hunter2' })
    log.with({ token: 'hunter2' }).event('error', 'task.crashed', {
      error,
      cause: new Error('x', { cause: new Error('Authorization: Bearer hunter2') }),
      headers: { Authorization: 'hunter2', cookie: 'hunter2' },
      databaseUrl: 'hunter2',
      source: 'https://hunter2@a.example/?access_token=hunter2',
      nested: [{ deep: { password: 'hunter2', text: 'secret=hunter2' } }],
    })
    expect(lines().join('')).toContain('***')
    expect(lines().join('')).not.toContain('hunter2')
  })

  test('a field cannot pass for the time, the level or the name of the event', () => {
    const { log, lines } = logTo({ format: 'json' })
    log.event('info', 'started', { level: 'fatal', time: 'never', event: 'stopped' })
    expect(lines()[0]).toMatch(/^\{"level":"info","time":"\d[^}]*"event":"started",/)
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      level: 'info',
      event: 'started',
      level_: 'fatal',
      time_: 'never',
      event_: 'stopped',
    })
  })

  test('events below the level are not written, and their fields are not even read', () => {
    const { log, lines } = logTo({ format: 'json', level: 'warn' })
    log.event('info', 'started', Object.defineProperty({}, 'x', { enumerable: true, get: () => expect.fail('read') }))
    log.event('warn', 'claim.failed')
    expect(lines()).toHaveLength(1)
    const silent = logTo({ format: 'json', level: 'silent' })
    silent.log.event('fatal', 'task.crashed')
    expect(silent.lines()).toEqual([])
  })
})

describe('the pretty log', () => {
  test('auto is pretty at a terminal and JSON everywhere else', () => {
    const person = logTo({ format: 'auto' }, true)
    person.log.event('info', 'started')
    expect(person.lines()[0]).toMatch(/INFO.*started/)
    const collector = logTo({ format: 'auto' })
    collector.log.event('info', 'started')
    expect(collector.lines()[0]).toMatch(/^\{/)
  })

  test('text from outside cannot begin a line of its own or colour the terminal', () => {
    const { log, lines } = logTo({ format: 'pretty' })
    log.event('info', 'poll.finished', { source: 'x\n[00:00:00.000] FATAL: \u001b[31mforged' })
    expect(lines()).toHaveLength(1)
    expect(lines()[0]).not.toContain('\u001b')
  })
})

describe('stderr', () => {
  const script = `import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
    const log = createLog({ level: 'info', format: 'json' })
    for (let i = 0; i < 100; i++) log.event('info', 'started', { i })
    await new Promise(setImmediate)
    process.stdout.write('result')`

  test('takes the log, so that stdout stays free for results', () => {
    const { stdout, stderr } = shell('"$1" --input-type=module -e "$2"')
    expect(stdout).toBe('result')
    expect(stderr.split('\n').filter(line => line.includes('"event":"started"'))).toHaveLength(100)
  })

  const fullDisk = existsSync('/dev/full')
  test.each([
    ['its reader has gone', '{ "$1" --input-type=module -e "$2" 2>&1 >&3 | true; } 3>&1'],
    ['it is closed', '"$1" --input-type=module -e "$2" 2>&-'],
    // Without /dev/full (macOS) this says no more than the line before.
    ['its disk is full', `"$1" --input-type=module -e "$2" 2>${fullDisk ? '/dev/full' : '&-'}`],
  ])('may fail without ending the process: %s', (_, command) => {
    expect(shell(command).stdout).toBe('result')
  })

  function shell(command: string) {
    return spawnSync('sh', ['-c', command, 'sh', process.execPath, script], { encoding: 'utf8' })
  }
})

test('every event has a name of one or two words and says in a sentence what has happened', () => {
  for (const [name, description] of Object.entries(events)) {
    expect(name).toMatch(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)?$/)
    expect(description).toMatch(/^[A-Z].*\.$/)
  }
})

function logTo(settings: Partial<LogSettings>, isTTY = false) {
  const written: string[] = []
  const destination = { write: (part: string) => void written.push(part), isTTY }
  const log = createLog({ level: 'trace', format: 'json', destination, ...settings })
  return {
    log,
    lines: () =>
      written
        .join('')
        .split('\n')
        .filter(line => line !== ''),
  }
}
