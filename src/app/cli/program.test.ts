/** The program as it is started: help for people, exit codes for scripts, and a usage error before anything is opened. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildProgram } from './program.ts'

const launcher = fileURLToPath(new URL('../../../bin/winnow.js', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-program-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function winnow(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [launcher, ...argv], { cwd: folder, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

test.each([
  [['stats'], "unknown command 'stats'", 'Did you mean status?'],
  [['articles', '--limit', '0'], '"0" is not a whole number from 1 to 1,000', '--help'],
  [['sources', '--failling'], "unknown option '--failling'", 'Did you mean --failing?'],
  [['add'], "missing required argument 'url'", '--help'],
  [['status', 'extra'], 'too many arguments', '--help'],
])('%j is a usage error: exit code 2, one clear line, nothing opened', async (argv, line, hint) => {
  const { code, out, err } = await winnow(...argv)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(line)
  expect(err).toContain(hint)
  expect(await readdir(folder)).toEqual([])
})

test('a wrong setting is a usage error of every command that needs a configuration', async () => {
  const file = join(folder, 'other.yaml')
  await writeFile(file, 'polling:\n  intervall: 5m\n')
  const { code, out, err } = await winnow('status', '--config', file)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^winnow: .*other\.yaml:2: .*interval/)
  await rm(file)
})

test('help and version are answers, on standard output', async () => {
  const { code, out, err } = await winnow('--version')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  const help = await winnow('articles', '--help')
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toMatch(/--follow[\s\S]*Global options:[\s\S]*--json/i)
})

test('every command says in a line what it does, and stands in a group', () => {
  const { commands } = buildProgram(() => async () => {})
  expect(commands.length).toBeGreaterThan(15)
  for (const command of commands) {
    expect(command.description(), command.name()).toMatch(/^.{10,100}$/)
    expect(['Run:', 'Sources:', 'Read:', 'Look:', 'Care:'], command.name()).toContain(command.helpGroup())
  }
})
