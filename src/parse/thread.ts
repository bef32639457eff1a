/** One parser thread: it answers each job exactly once, by its result, its deadline or its death. */
import { isMarkedAsUntransferable, Worker } from 'node:worker_threads'
import { type Failure, failed, type Outcome, ok } from '../core/failure.ts'
import { type Batch, createBatch, type OnEntries } from './batch.ts'
import type { FeedHead, FromWorker, Job, ToWorker } from './messages.ts'

/** Loading the parser takes a tenth of a second; a machine that needs longer than this is not parsing at all. */
const startLimitMs = 30_000

type ThreadOptions = Readonly<{
  deadlineMs: number
  maxOldGenerationSizeMb: number
  /** Called once, when the thread is gone; a job it had was answered before. */
  onExit: () => void
}>

/** Called once for each job. A thread that did not survive it takes no more. */
type Answer = (outcome: Outcome<FeedHead>, survived: boolean) => void

export type Thread = Readonly<{
  /** Only when the former job is answered. The bytes are transferred: the caller's array is empty afterwards. */
  run: (job: Job, onEntries: OnEntries, answer: Answer) => void
  /** Ends the thread; a running job is answered `cancelled`. */
  stop: () => Promise<void>
}>

type Running = {
  readonly job: Job
  readonly answer: Answer
  readonly batch: Batch
  /** What the thread may still use of its deadline: the time in which others take entries does not count. */
  leftMs: number
  askedAt: number
}

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
  const deadline = createDeadline()

  const watch = (ms: number, failure: Failure) =>
    deadline.set(ms, () => {
      // Its end is awaited by `exit`.
      worker.terminate()
      finish(failed(failure), false)
    })
  const finish = (outcome: Outcome<FeedHead>, survived: boolean) => {
    const answer = running?.answer
    deadline.clear()
    running = null
    // A thread on its way out is waited for: its place may be promised to the next job.
    if (survived) worker.unref()
    answer?.(outcome, survived)
  }
  const send = (current: Running, message: ToWorker, transferred: ArrayBuffer[] = []) => {
    current.askedAt = performance.now()
    worker.postMessage(message, transferred)
    const late = `The feed could not be parsed within ${deadlineMs / 1000} s.`
    watch(Math.max(1, current.leftMs), { kind: 'timeout', phase: 'parse', message: late })
  }
  const begin = (current: Running) => {
    try {
      const bytes = owned(current.job.bytes)
      send(current, { say: 'parse', job: { ...current.job, bytes } }, [bytes.buffer])
    } catch (error) {
      finish(failed(notStarted(error)), true)
    }
  }
  /** Taking over what was parsed is our own work and others', which no deadline of the parser's measures. */
  const take = async (current: Running, message: Exclude<FromWorker, { say: 'ready' }>) => {
    deadline.clear()
    current.leftMs -= performance.now() - current.askedAt
    if (message.say === 'failed') return finish(failed(message.failure), true)
    const done = message.say === 'done'
    try {
      await current.batch.add(message.entries, done)
    } catch (error) {
      if (running !== current) return
      worker.postMessage({ say: 'stop' } satisfies ToWorker)
      finish(failed({ ...notTaken, cause: error }), true)
    }
    if (running !== current) return
    if (done) finish(ok(message.head), true)
    else setImmediate(() => running === current && send(current, { say: 'more' }))
  }
  worker.on('message', (message: FromWorker) => {
    if (message.say !== 'ready') return running === null ? undefined : void take(running, message)
    ready = true
    if (running !== null) begin(running)
  })
  worker.on('error', error => finish(failed(ready ? deathOf(error, maxOldGenerationSizeMb) : notStarted(error)), false))
  worker.on('exit', code => {
    finish(failed(notStarted(`exit ${code}`)), false)
    onExit()
  })
  worker.unref()

  return {
    run: (job, onEntries, answer) => {
      running = { job, answer, batch: createBatch(onEntries), leftMs: deadlineMs, askedAt: 0 }
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

const notTaken: Failure = { kind: 'cancelled', message: 'The entries of the feed were not taken.' }

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
