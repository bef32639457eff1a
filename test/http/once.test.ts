/** Fifty people send one address at the same moment: one article, one reading, one fetch, and every one of them is answered (FAULT-MATRIX I-10). */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type TestStore } from '../fixtures/database.ts'
import { builtin, readingConfig, type Site, startReader, startSite, stopReaders } from '../fixtures/reading.ts'
import { startWeb, type TestWeb } from './web.ts'

let store: TestStore
let site: Site
let web: TestWeb
beforeEach(async () => {
  store = await openStore('postgres')
  site = await startSite()
})
afterEach(async () => {
  await web?.close()
  await stopReaders()
  await site.close()
  await store.close()
})

test('fifty POSTs of one URL, spelt in ten ways: one article, one reading, one fetch', async () => {
  const reader = startReader(store.database, readingConfig(site, { llm: builtin }))
  const { submit, watch, cancel } = reader.runtime.submissions
  web = await startWeb(store.database, { abilities: { submit, watchReading: watch, cancelReading: cancel } })
  const [url = ''] = site.articles(1)
  const spelt = (at: number) => `${at % 2 === 0 ? url : url.replace('http', 'HTTP')}#part-${at % 5}`
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => web.ask('/api/articles', { method: 'POST', body: { url: spelt(at) } })),
  )
  expect(new Set(answers.map(one => one.status))).toEqual(new Set([202]))
  expect(new Set(answers.map(one => one.json.readingId)).size).toBe(1)
  expect(answers.filter(one => one.json.answeredBy === 'new')).toHaveLength(1)
  await reader.readAll()
  expect((await web.ask(`/api/submissions/${answers[0]?.json.id}`)).json).toMatchObject({ status: 'done' })
  const count = async (table: string) =>
    (await store.database.execute(`select count(*)::int as n from ${table}`)).rows[0]?.n
  expect([await count('articles'), await count('readings'), await count('requests'), site.fetched()]).toEqual([
    1, 1, 50, 1,
  ])
  for (const { json } of answers.slice(0, 5))
    expect((await web.ask(`/api/submissions/${json.id}`)).json).toMatchObject({ status: 'done', id: json.id })
})
