/** One parser thread: it answers each job exactly once, by its result, its deadline or its death. */
import { isMarkedAsUntransferable, Worker } from 'node:worker_threads'
import { type Failure, failed, type Outcome } from '../core/failure.ts'

/** Loading the parser takes a tenth of a second; a machine that needs longer than this is not parsing at all. */
const startLimitMs = 30_000

type ThreadOptions = Readonly<{
  /** The module that runs in the thread. It says `{ say: 'ready' }` once, and then only what it is asked. */
  file: URL
  /** What it parses, for the messages. */
  what: string
  deadlineMs: number
  maxOldGenerationSizeMb: number
  /** Called once, when the thread is gone; a job it had was answered before. */
  onExit: () => void
}>

/** One job's conversation with a thread; the messages are the module's and its caller's affair. */
export type Talk<T> = Readonly<{
  /** What to ask first; the buffers are moved instead of copied. What it throws, the job fails with. */
  open: () => Readonly<{ message: unknown; transferred: readonly ArrayBuffer[] }>
  /** What to make of an answer; the deadline stands still meanwhile. Never rejects. */
  reply: (answer: unknown) => Promise<Reply<T>> | Reply<T>
}>

/** Something else to ask, or the job's end and, for a thread that has more to say, a word to stop it. */
export type Reply<T> = Readonly<{ ask: unknown }> | Readonly<{ outcome: Outcome<T>; dismiss?: unknown }>

/** Called once for each job. A thread that did not survive it takes no more. */
type Settle<T> = (outcome: Outcome<T>, survived: boolean) => void

export type Thread = Readonly<{
  /** Only when the former job is answered. */
  run: <T>(talk: Talk<T>, settle: Settle<T>) => void
  /** Ends the thread; a running job is answered `cancelled`. */
  stop: () => Promise<void>
}>

type Running = {
  readonly talk: Talk<unknown>
  readonly settle: Settle<never>
  /** What the thread may still use of its deadline: the time in which others take its answers does not count. */
  leftMs: number
  askedAt: number
}

/** The thread starts at once but keeps no process alive while it has no job. Throws when no thread can be made. */
export function startThread({ file, what, deadlineMs, maxOldGenerationSizeMb, onExit }: ThreadOptions): Thread {
  // No environment and no options of ours: the thread needs none, and hostile input should find none.
  const worker = new Worker(file, {
    name: 'parser',
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb },
  })
  let ready = false
  let running: Running | null = null
  const deadline = createDeadline()

  const watch = (ms: number, failure: Failure) =>
    deadline.set(ms, () => {
      // Its end is awaited by `exit`.
      worker.terminate()
      finish(failed(failure), false)
    })
  const finish = (outcome: Outcome<unknown>, survived: boolean) => {
    const settle = running?.settle
    deadline.clear()
    running = null
    // A thread on its way out is waited for: its place may be promised to the next job.
    if (survived) worker.unref()
    settle?.(outcome as Outcome<never>, survived)
  }
  const send = (current: Running, message: unknown, transferred: readonly ArrayBuffer[] = []) => {
    current.askedAt = performance.now()
    worker.postMessage(message, transferred)
    const late = `The ${what} could not be parsed within ${deadlineMs / 1000} s.`
    watch(Math.max(1, current.leftMs), { kind: 'timeout', phase: 'parse', message: late })
  }
  const begin = (current: Running) => {
    try {
      const { message, transferred } = current.talk.open()
      send(current, message, transferred)
    } catch (error) {
      finish(failed(notStarted(error)), true)
    }
  }
  /** Taking over what was parsed is our own work and others', which no deadline of the parser's measures. */
  const take = async (current: Running, answer: unknown) => {
    deadline.clear()
    current.leftMs -= performance.now() - current.askedAt
    const reply = await current.talk.reply(answer)
    if (running !== current) return
    if ('ask' in reply) return void setImmediate(() => running === current && send(current, reply.ask))
    if (reply.dismiss !== undefined) worker.postMessage(reply.dismiss)
    finish(reply.outcome, true)
  }
  worker.on('message', (message: { say: string }) => {
    if (message.say !== 'ready') return running === null ? undefined : void take(running, message)
    ready = true
    if (running !== null) begin(running)
  })
  worker.on('error', error =>
    finish(failed(ready ? deathOf(error, what, maxOldGenerationSizeMb) : notStarted(error)), false),
  )
  worker.on('exit', code => {
    finish(failed(notStarted(`exit ${code}`)), false)
    onExit()
  })
  worker.unref()

  return {
    run: (talk, settle) => {
      running = { talk, settle, leftMs: deadlineMs, askedAt: 0 }
      worker.ref()
      if (ready) begin(running)
      else watch(startLimitMs, notStarted('not ready'))
    },
    stop: async () => {
      finish(failed(cancelled), false)
      await worker.terminate()
    },
  }
}

/** At most one at a time; what is set or cleared later takes the place of what was set before. */
function createDeadline() {
  let timer: NodeJS.Timeout | null = null
  const clear = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const set = (ms: number, expire: () => void) => {
    clear()
    const started = setTimeout(() => {
      // A main thread that was itself busy finds timer and answer together: the answer is looked at first.
      setImmediate(() => {
        if (timer === started) expire()
      })
    }, ms)
    timer = started
  }
  return { set, clear }
}

export const cancelled: Failure = { kind: 'cancelled', message: 'The parser is closed.' }

/** Not the feed's fault, so its source is not blamed. */
export function notStarted(cause: unknown): Failure {
  return { kind: 'cancelled', message: 'The parser could not be started.', cause }
}

/** A file beside the caller's, in TypeScript or built: type stripping and published packages both work. */
export function workerFile(name: string, beside: string): URL {
  return new URL(`./${name}.${beside.endsWith('.ts') ? 'ts' : 'js'}`, beside)
}

function deathOf(error: unknown, what: string, limitMb: number): Failure {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `The ${what} takes more memory than a parser may use.`
    return { kind: 'tooLarge', limitBytes: limitMb * 1024 * 1024, message, cause: error }
  }
  return { kind: 'malformed', message: `The ${what} broke the parser.`, cause: error }
}

/** The same bytes in a buffer of their own, which alone can be transferred; small buffers share one and are copied. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
  return whole && !isMarkedAsUntransferable(buffer) ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes)
}
