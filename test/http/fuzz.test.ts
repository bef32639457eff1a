/** The API under a few hundred requests that no client would send (FAULT-MATRIX I-1); thousands of them: `npm run fuzz:api`. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fuzzApi } from '../../fuzz/api.ts'
import { openStore, type TestStore } from '../fixtures/database.ts'

let store: TestStore
beforeEach(async () => {
  store = await openStore('postgres')
})
afterEach(async () => store.close())

test('five hundred hostile requests: each is answered as the document says, and nothing breaks', async () => {
  const { findings, statuses } = await fuzzApi(store.database, { requests: 500, seed: 5 })
  expect(findings).toEqual([])
  // Were all of them turned away at the door, nothing would have been proved.
  expect(statuses[200]).toBeGreaterThan(100)
  expect(statuses[400]).toBeGreaterThan(100)
}, 60_000)

test('what breaks is found, with the request that broke it', async () => {
  await store.database.execute('drop table groups cascade')
  const { findings } = await fuzzApi(store.database, { requests: 150, seed: 5 })
  const broken = findings.filter(one => one.what.startsWith('status 500'))
  expect(broken.map(one => one.request).join('\n')).toContain('"target":"/api/groups')
  expect(findings.map(one => one.what).join('\n')).toContain('the log says')
}, 60_000)
