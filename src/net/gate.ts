/** The permit is a type: only a gate mints a Slot, every function that touches the network demands one, and it dies with its call. */
import { type Failure, failed } from '../core/failure.ts'

const minted: unique symbol = Symbol('slot')

/** Proof that the caller holds one of a gate's permits right now. Nobody outside this file can make one. */
export type Slot = Readonly<{ [minted]: true }>

export type GateStats = Readonly<{
  name: string
  limit: number
  inUse: number
  waiting: number
  /** Slots handed out since the gate was made. */
  acquired: number
  maxInUse: number
  /** Sum of the time slots were held, in milliseconds; slots still held are not in it yet. */
  heldMsTotal: number
}>

export type Gate = Readonly<{
  /**
   * Wraps `fn` once: each call waits its turn (first come, first served), runs with a slot, and gives it back exactly once, whatever happens.
   * @param signalOf The call's own signal: when it aborts, a call that still waits leaves the line with a `GateRefusal`. A call that runs ends by itself.
   */
  limited<A extends unknown[], T>(
    fn: (slot: Slot, ...args: A) => Promise<T>,
    signalOf?: (...args: A) => AbortSignal | undefined,
  ): (...args: A) => Promise<T>
  stats(): GateStats
  /** Shutdown: who waits, and who comes later, gets a `GateRefusal`. Calls that run are left alone; their own signal ends them. */
  close(reason: string): void
}>

/** Thrown at who gets no slot any more: the gate is closed, or the call was aborted while it waited. The one expected exception, so it carries its failure along. */
export class GateRefusal extends Error {
  readonly failure: Failure
  constructor(gate: string, reason: string) {
    super(`no slot at gate ${gate}: ${reason}`)
    this.name = 'GateRefusal'
    this.failure = failed({ kind: 'cancelled', message: `cancelled: ${reason}` }).failure
  }
}

/** @param limit Most calls at once, a whole number from 1. @param now A monotonic clock in milliseconds. */
export function createGate(options: { name: string; limit: number; now?: () => number }): Gate {
  const { name, limit, now = () => performance.now() } = options
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`gate ${name}: limit must be a whole number from 1`)

  const waiters = new Set<Waiter>()
  let closed: GateRefusal | null = null
  const count = { inUse: 0, acquired: 0, maxInUse: 0, heldMsTotal: 0 }

  async function acquire(signal: AbortSignal | undefined): Promise<Slot> {
    if (closed) throw closed
    if (count.inUse < limit) {
      count.inUse += 1
      count.maxInUse = Math.max(count.maxInUse, count.inUse)
    } else await wait(signal)
    count.acquired += 1
    return mint()
  }

  async function wait(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve: enter, reject: refuse } = Promise.withResolvers<void>()
    const waiter = { enter, refuse }
    // A permit that was handed over already is used: its call sees the abort itself.
    const leave = () => waiters.delete(waiter) && refuse(new GateRefusal(name, 'who waited has left'))
    waiters.add(waiter)
    if (signal?.aborted) leave()
    signal?.addEventListener('abort', leave, { once: true })
    try {
      await promise
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  function release(): void {
    // The permit goes straight to the next in line: were it put back first, a newcomer could overtake the queue.
    const [next] = waiters
    if (!next) count.inUse -= 1
    else {
      waiters.delete(next)
      next.enter()
    }
  }

  return {
    limited:
      (fn, signalOf) =>
      async (...args) => {
        const slot = await acquire(signalOf?.(...args))
        const since = now()
        try {
          return await fn(slot, ...args)
        } finally {
          held.delete(slot)
          count.heldMsTotal += now() - since
          release()
        }
      },
    stats: () => ({ name, limit, waiting: waiters.size, ...count }),
    close(reason) {
      closed ??= new GateRefusal(name, reason)
      for (const waiter of waiters) waiter.refuse(closed)
      waiters.clear()
    },
  }
}

/** Throws when the slot has been given back (or was never minted): network I/O outside its slot is a bug, not a failure. */
export function assertHeld(slot: Slot): void {
  if (!held.has(slot)) throw new Error('network call outside its slot')
}

type Waiter = Readonly<{ enter: () => void; refuse: (reason: GateRefusal) => void }>

const held = new WeakSet<Slot>()

function mint(): Slot {
  const slot: Slot = Object.freeze({ [minted]: true as const })
  held.add(slot)
  return slot
}
