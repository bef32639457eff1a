/** A stage waits until the database has its result, and is answered with what became of it; who leaves is answered too. */
import { expect, test } from 'vitest'
import type { SettledStep, Step } from '../../core/reading.ts'
import { stepOf } from './step.ts'
import { createStepStore } from './store.ts'

function opened() {
  const put: Step[] = []
  const steps = createStepStore(() => ({ put: async step => void put.push(step) }))
  return { ...steps, put }
}

const step = (id: string) => stepOf({ id, leaseVersion: 1 }, {})
const settled = (one: Step, refused = false): SettledStep => ({ step: one, refused, claims: [] })

test('each who waits gets his own answer, in whatever order they are settled', async () => {
  const { store, settle, put } = opened()
  const [first, second] = [step('a'), step('a')]
  const pending = [store(first), store(second)]
  expect(put).toEqual([first, second])
  settle([settled(second, true)])
  settle([settled(first)])
  expect((await Promise.all(pending)).map(one => one?.refused)).toEqual([false, true])
})

test('who waits when the process leaves is answered null, and so is who comes later', async () => {
  const { store, abandon, put } = opened()
  const waiting = store(step('a'))
  abandon()
  expect(await waiting).toBeNull()
  expect(await store(step('b'))).toBeNull()
  expect(put).toHaveLength(1)
})

test('what is settled after somebody left is nobody’s', async () => {
  const { store, abandon, settle } = opened()
  const late = step('a')
  const waiting = store(late)
  abandon()
  settle([settled(late)])
  expect(await waiting).toBeNull()
})
