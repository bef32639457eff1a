/** Where a stage waits for its result to be stored: before it is, the next stage has not begun (DESIGN §6). No slot is held meanwhile. */
import type { SettledStep, Step } from '../../core/reading.ts'
import type { HandOver, Weighing } from '../hand-over.ts'

/** A flush carries at most one step of each reading; a step counts as many rows as it writes, about. */
export const stepWeighing: Weighing<Step> = {
  keyOf: step => step.readingId,
  rowsOf: step => 1 + step.claims.length + step.calls.length,
  bytesOf: step => step.bytes,
}

/** What of the step became true in the database; null: the process is leaving, and the reading stays due. */
export type Store = (step: Step) => Promise<SettledStep | null>

export type StepStore = Readonly<{
  store: Store
  /** To be called with everything that the hand-over settled. */
  settle(settled: readonly SettledStep[]): void
  /** Nothing will be settled any more: who still waits is answered null. */
  abandon(): void
}>

/** @param handOver Asked lazily, since it is built with `settle`. */
export function createStepStore(handOver: () => Pick<HandOver<Step>, 'put'>): StepStore {
  const waiting = new Map<Step, (settled: SettledStep | null) => void>()
  let abandoned = false
  return {
    async store(step) {
      if (abandoned) return null
      const settled = new Promise<SettledStep | null>(resolve => waiting.set(step, resolve))
      await handOver().put(step)
      return await settled
    },
    settle(settled) {
      for (const one of settled) {
        waiting.get(one.step)?.(one)
        waiting.delete(one.step)
      }
    },
    abandon() {
      abandoned = true
      for (const resolve of waiting.values()) resolve(null)
      waiting.clear()
    },
  }
}
