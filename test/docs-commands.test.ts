/** The command line has what docs/cli.md names, and docs/cli.md names what the command line has: commands, options, exit codes. That documents name nothing else: docs.test.ts. */
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../src/app/cli/program.ts'
import { exitCodes } from '../src/app/context.ts'
import { codeSpansOf, documents, tableBehind, tablesOf } from './fixtures/documents.ts'

const program = buildProgram(() => async () => {})
const text = documents.get('docs/cli.md') ?? ''

test('there is something to compare', () => {
  expect(program.commands.length).toBeGreaterThan(15)
  expect(tablesOf(text).length).toBeGreaterThan(3)
})

test('every command is in the table of commands, and nothing else is', () => {
  const named = (tablesOf(text)[0] ?? []).flatMap(([first = '']) => commandsIn(first))
  expect([...new Set(named)].sort()).toEqual(program.commands.map(command => command.name()).sort())
})

test('every option of every command is in the table of options with what it does, and nothing else is', () => {
  const written = tableBehind(text, '## Every option').map(cells => cells.join(' · '))
  const real = program.commands.flatMap(command =>
    command.options.map(({ flags, description }) => [command.name(), flags, description].join(' · ')),
  )
  expect(real.length).toBeGreaterThan(20)
  expect(written).toEqual(real)
})

test('the options for all commands are told', () => {
  const spans = codeSpansOf(text).join('\n')
  for (const { long } of program.options) if (long !== '--version') expect(spans).toContain(long)
})

test('the exit codes are those of the program', () => {
  const written = tableBehind(text, '## Exit codes').map(([code]) => Number(code))
  expect(written).toEqual(Object.values(exitCodes))
})

describe('the reader of tables', () => {
  test('takes several commands from one cell, and no argument for one', () => {
    expect(commandsIn('`enable`, `disable`, `remove SOURCE…`')).toEqual(['enable', 'disable', 'remove'])
    expect(commandsIn('export --opml`, `export --jsonl')).toEqual(['export', 'export'])
    expect(commandsIn('demo on|off')).toEqual(['demo'])
  })
})

function commandsIn(cell: string): string[] {
  return cell.split(/`?, `?/).map(part => /^`?([a-z]+)/.exec(part)?.[1] ?? part)
}
