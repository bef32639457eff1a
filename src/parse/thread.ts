/** One parser thread: it answers each job exactly once, by its result, its deadline or its death. */
import { isMarkedAsUntransferable, Worker } from 'node:worker_threads'
import type { Entry, Feed } from '../core/entry.ts'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import type { FromWorker, Job, ToWorker } from './messages.ts'

/** Loading the parser takes a tenth of a second; a machine that needs longer than this is not parsing at all. */
const startLimitMs = 30_000

type ThreadOptions = Readonly<{
  deadlineMs: number
  maxOldGenerationSizeMb: number
  /** Called once, when the thread is gone; a job it had was answered before. */
  onExit: () => void
}>

/** Called once for each job. A thread that did not survive it takes no more. */
type Answer = (outcome: Outcome<Feed>, survived: boolean) => void

export type Thread = Readonly<{
  /** Only when the former job is answered. The bytes are transferred: the caller's array is empty afterwards. */
  run: (job: Job, answer: Answer) => void
  /** Ends the thread; a running job is answered `cancelled`. */
  stop: () => Promise<void>
}>

type Running = Readonly<{ job: Job; answer: Answer; entries: Entry[] }>

/** The thread starts at once but keeps no process alive while it has no job. Throws when no thread can be made. */
export function startThread({ deadlineMs, maxOldGenerationSizeMb, onExit }: ThreadOptions): Thread {
  // No environment and no options of ours: the thread needs none, and hostile input should find none.
  const worker = new Worker(workerFile, {
    name: 'parser',
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb },
  })
  let ready = false
  let running: Running | null = null
  let feed: Omit<Feed, 'entries'> | null = null
  const deadline = createDeadline()

  const watch = (ms: number, failure: Failure) =>
    deadline.set(ms, () => {
      // Its end is awaited by `exit`.
      worker.terminate()
      finish(failed(failure), false)
    })
  const finish = (outcome: Outcome<Feed>, survived: boolean) => {
    const answer = running?.answer
    deadline.clear()
    running = null
    feed = null
    // A thread on its way out is waited for: its place may be promised to the next job.
    if (survived) worker.unref()
    answer?.(outcome, survived)
  }
  const send = (message: ToWorker, transferred: ArrayBuffer[] = []) => worker.postMessage(message, transferred)
  const begin = ({ job }: Running) => {
    try {
      const bytes = owned(job.bytes)
      send({ say: 'parse', job: { ...job, bytes } }, [bytes.buffer])
      const message = `The feed could not be parsed within ${deadlineMs / 1000} s.`
      watch(deadlineMs, { kind: 'timeout', phase: 'parse', message })
    } catch (error) {
      finish(failed(notStarted(error)), true)
    }
  }
  const take = (current: Running, message: FromWorker) => {
    if (message.say === 'ready') return begin(current)
    if (message.say === 'failed') return finish(failed(message.failure), true)
    // The parsing is over: what is left is our own taking over of the result.
    deadline.clear()
    if (message.say === 'feed') feed = message.feed
    current.entries.push(...message.entries)
    if (!message.done) setImmediate(() => send({ say: 'more' }))
    else if (feed !== null) finish(ok({ ...feed, entries: current.entries }), true)
  }
  worker.on('message', (message: FromWorker) => {
    if (message.say === 'ready') ready = true
    if (running !== null) take(running, message)
  })
  worker.on('error', error => finish(failed(ready ? deathOf(error, maxOldGenerationSizeMb) : notStarted(error)), false))
  worker.on('exit', code => {
    finish(failed(notStarted(`exit ${code}`)), false)
    onExit()
  })
  worker.unref()

  return {
    run: (job, answer) => {
      running = { job, answer, entries: [] }
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

/** The file beside this one, in TypeScript or built: type stripping and published packages both work. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

function deathOf(error: unknown, limitMb: number): Failure {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = 'The feed takes more memory than a parser may use.'
    return { kind: 'tooLarge', limitBytes: limitMb * 1024 * 1024, message, cause: error }
  }
  return { kind: 'malformed', message: 'The feed broke the parser.', cause: error }
}

/** The same bytes in a buffer of their own, which alone can be transferred; small buffers share one and are copied. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
  return whole && !isMarkedAsUntransferable(buffer) ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes)
}
