/** What `npm test` runs: everything that can say no, the quickest first, and the first no ends it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

type Step = Readonly<{
  name: string
  command: string
  args: readonly string[]
  /** Its output is the point, so it is shown as it comes; the others speak only when they fail. */
  isShown?: boolean
}>

const steps: readonly Step[] = [
  {
    name: 'format and lint',
    command: 'biome',
    args: ['check', '--error-on-warnings', ...(process.env.CI ? ['--colors=off'] : [])],
  },
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'unused code', command: 'knip', args: ['--no-progress'] },
  { name: 'tests', command: 'vitest', args: ['run', ...process.argv.slice(2)], isShown: true },
]

/** Far above what the steps take on two cores: only something that hangs meets it. */
const mostMsPerStep = 15 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'winnow-test-run-'))
const tallyFile = join(folder, 'tally')
process.exitCode = await runAll()
console.log(tally())
rmSync(folder, { recursive: true })

async function runAll(): Promise<number> {
  for (const step of steps) {
    const started = performance.now()
    if (step.isShown) console.log(`     ${step.name}`)
    const { code, output } = await run(step)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (!step.isShown) console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name.padEnd(16)} ${seconds.padStart(6)} s`)
    if (code === 0) continue
    if (output) console.log(output)
    return code
  }
  return 0
}

async function run({ command, args, isShown }: Step): Promise<{ code: number; output: string }> {
  const bin = join(root, 'node_modules', '.bin')
  const child = spawn(join(bin, command), args, {
    cwd: root,
    stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
    // The tools must meet the pinned runtime whoever started this file.
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      WINNOW_WHOLE_RUN: process.argv.length > 2 ? '' : '1',
    },
    timeout: mostMsPerStep,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
  const forward = (signal: NodeJS.Signals) => void child.kill(signal)
  process.once('SIGTERM', forward)
  const [code, signal] = await once(child, 'close')
  process.off('SIGTERM', forward)
  if (signal) output += `\n${command} was ended by ${signal}`
  return { code: code ?? 1, output }
}

/** What the tests wrote at their end; where they never came to it, the step that stopped them is what failed. */
function tally(): string {
  try {
    return readFileSync(tallyFile, 'utf8')
  } catch {
    return '0 passed, 1 failed, 0 skipped'
  }
}
