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
  { name: 'types of the web', command: 'tsc', args: ['-p', 'web'] },
  // Fails when the first load is over its budget; the tests of the web use what it builds.
  { name: 'build of the web', command: 'vite', args: ['build', '--config', 'web/vite.config.ts'] },
  { name: 'unused code', command: 'knip', args: ['--no-progress'] },
  { name: 'tests', command: 'vitest', args: ['run', ...process.argv.slice(2)], isShown: true },
]

/** Far above what the steps take on two cores: only something that hangs meets it. */
const mostMsPerStep = 10 * 60_000

/** From asking a step to end until making it: time to say which test hung. */
const graceMs = 2_000

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
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, TEST_TALLY_FILE: tallyFile },
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
  const release = endWith(child.pid ?? 0, command)
  const [code, signal] = await once(child, 'close')
  release()
  if (signal) output += `\n${command} was ended by ${signal}`
  return { code: code ?? 1, output }
}

/**
 * A test that loops for ever cannot be ended by vitest, and outlives it: so every step is a process group, which ends as a whole
 * when it takes too long and when this process is asked to end.
 */
function endWith(leader: number, command: string): () => void {
  const end = (reason: string) => {
    console.log(`${command} is ended: ${reason}`)
    process.kill(leader, 'SIGTERM')
    setTimeout(() => killGroup(leader), graceMs).unref()
  }
  const limit = setTimeout(end, mostMsPerStep, `it took longer than ${mostMsPerStep / 60_000} minutes`)
  const onSignal = (signal: NodeJS.Signals) => end(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, onSignal)
  return () => {
    clearTimeout(limit)
    for (const signal of signals) process.off(signal, onSignal)
    killGroup(leader)
  }
}

/** Whatever a step left running. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // There was nothing left, as there should be.
  }
}

/** What the tests wrote at their end; where they never came to it, the step that stopped them is what failed. */
function tally(): string {
  try {
    return readFileSync(tallyFile, 'utf8')
  } catch {
    return '0 passed, 1 failed, 0 skipped'
  }
}
