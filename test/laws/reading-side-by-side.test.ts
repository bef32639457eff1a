/** Work side by side is one piece of work: the first failure that ends it is told once, with what became of the rest; nothing floats, and whoever is cancelled leaves at once. */
import { expect, test } from 'vitest'
import { sql } from '../../src/db/statement.ts'
import { checkEnded } from '../fixtures/check-invariants.ts'
import { readingConfig, type Site, startReader, statuses } from '../fixtures/reading.ts'
import { withPlace } from '../fixtures/reading-place.ts'
import { until } from '../fixtures/until.ts'

const at = withPlace()
const noKey = { error: { status: 401, message: 'Incorrect API key provided' } }
const claimed = () => at.store.database.query(sql`select purpose from purchases where state = 'claimed'`)
const failures = (readingId: string) =>
  at.store.database.query(
    sql`select detail from reading_events where reading_id = ${readingId}::uuid and stage = 'failed'`,
  )

test('insights meet a refused key while a translation is under way: it is ended, the reading fails once, for that reason', async () => {
  const { site, store } = at
  let summaries = 0
  site.llm.answer(({ schemaName }) => {
    if (schemaName === 'summary') summaries++
    return schemaName === 'insights' ? noKey : schemaName === 'summary' ? {} : { body: '', never: 'answer' }
  })
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await reader.submit(site.articles(1)[0]!, { language: 'de' })
  await reader.readAll()
  await until(() => site.llm.inFlight() === 0, { what: 'the translation has been ended' })
  expect(summaries).toBe(1)
  expect(await failures(readingId)).toEqual([
    {
      detail: {
        stage: 'insights',
        kind: 'unauthorised',
        message: expect.stringContaining('key'),
        siblings: ['translation: cancelled'],
      },
    },
  ])
  expect(reader.stages(readingId).filter(stage => stage === 'failed')).toHaveLength(1)
  expect(reader.lines.filter(line => line.event === 'reading.failed')).toMatchObject([
    { correlationId: readingId, siblings: ['translation: cancelled'] },
  ])
  expect(await statuses(store.database)).toEqual({ failed: 1 })
  expect(await claimed()).toEqual([])
  expect(await checkEnded(store.database)).toEqual([])
  // What was bought before is there to be read.
  expect(await store.database.query(sql`select purpose from notes`)).toEqual([{ purpose: 'summary' }])
})

test('the same with no translation wanted: the reading is done, and says what it does without', async () => {
  const { site, store } = at
  site.llm.answer(({ schemaName }) => (schemaName === 'insights' ? noKey : {}))
  const reader = startReader(store.database, readingConfig(site))
  const { readingId } = await reader.submit(site.articles(1)[0]!)
  await reader.readAll()
  expect(await statuses(store.database)).toEqual({ done: 1 })
  expect(reader.events.findLast(event => event.readingId === readingId)).toMatchObject({
    stage: 'done',
    detail: { without: [expect.stringMatching(/^insights: .*key/)] },
  })
})

test('a refused key in one segment ends the others, and is told with what became of them', async () => {
  const { site, store } = at
  site.llm.answer((_, nth) => (nth === 0 ? {} : nth === 1 ? noKey : { body: '', never: 'answer' }))
  const config = readingConfig(site, { llm: { concurrency: 2 } })
  const reader = startReader(store.database, config)
  const { readingId } = await reader.submit(longArticle(site))
  await reader.readAll()
  await until(() => site.llm.inFlight() === 0, { what: 'calls under way have been ended' })
  const [failure] = await failures(readingId)
  expect(failure?.detail).toMatchObject({ stage: 'summarising', kind: 'unauthorised' })
  const siblings: string[] = failure?.detail.siblings
  expect(siblings.map(one => one.replace(/^segment \d: /, '')).toSorted()).toEqual(['bought', 'cancelled', 'cancelled'])
  // Two slots: the first two were asked, a third one perhaps, the fourth never.
  expect(site.llm.calls().length).toBeLessThan(4)
  expect(reader.runtime.reading.gates().find(gate => gate.name === 'llm')).toMatchObject({ inUse: 0, waiting: 0 })
  expect(await statuses(store.database)).toEqual({ failed: 1 })
  expect(await claimed()).toEqual([])
  expect(await store.database.query(sql`select purpose from purchases where state = 'bought'`)).toEqual([
    { purpose: 'segment' },
  ])
})

test('a segment that fails for itself alone is named, and the others make the summary', async () => {
  const { site, store } = at
  site.llm.answer(({ schemaName, messages }) =>
    schemaName === 'segment_summary' && messages.some(({ content }) => content.includes('paragraph 179 of chapter 4'))
      ? { error: { status: 400, message: 'we do not like this part' } }
      : {},
  )
  const reader = startReader(store.database, readingConfig(site))
  await reader.submit(longArticle(site))
  await reader.readAll()
  expect(await statuses(store.database)).toEqual({ done: 1 })
  const [note] = await store.database.query(sql`select failed_segments from notes where purpose = 'summary'`)
  expect(note?.failed_segments).toEqual([{ index: 3, failure: expect.stringContaining('400') }])
})

test('a long text that another reading was buying and gave up is read to its end by the one that waited', async () => {
  const { site, store } = at
  const reader = startReader(store.database, readingConfig(site))
  const [first, second] = [longArticle(site), longArticle(site, '/the-same')]
  site.llm.hold()
  const reading = reader.runtime.reading.reader.run()
  const { readingId } = await reader.submit(first)
  await until(() => site.llm.inFlight() === 4, { what: 'its segments are being bought' })
  const { readingId: waits } = await reader.submit(second)
  await until(async () => (await statuses(store.database)).summarising === 2, { what: 'the other one wants the same' })
  await reader.runtime.submissions.cancel(readingId)
  const ended = () =>
    site.llm
      .calls()
      .slice(0, 4)
      .every(call => call.endedAt !== null)
  await until(ended, { what: 'the calls of the first one have been stopped' })
  site.llm.release()
  await until(async () => (await statuses(store.database)).done === 1, { what: 'the other one is done' })
  await reader.stop()
  await reading
  const answered = site.llm.calls().filter(call => call.status === 200)
  expect(answered.map(call => call.schemaName).toSorted()).toEqual([
    'insights',
    ...Array(4).fill('segment_summary'),
    'summary',
  ])
  expect(await statuses(store.database)).toEqual({ cancelled: 1, done: 1 })
  expect(reader.stages(waits)).toContain('done')
})

test('a reading that is ended while it waits for a slot leaves the line at once, and nothing was asked', async () => {
  const { site, store } = at
  const [held, waits] = site.articles(2) as [string, string]
  const reader = startReader(store.database, readingConfig(site, { llm: { concurrency: 1 } }))
  site.llm.hold()
  await reader.submit(held)
  const reading = reader.runtime.reading.reader.run()
  await until(() => site.llm.inFlight() === 1, { what: 'the only slot is taken' })
  const { readingId } = await reader.submit(waits)
  const llm = () => reader.runtime.reading.gates().find(gate => gate.name === 'llm')
  await until(() => llm()?.waiting === 1, { what: 'the other one waits for it' })
  await reader.runtime.submissions.cancel(readingId)
  await until(() => llm()?.waiting === 0, { what: 'it has left the line' })
  expect(llm()).toMatchObject({ inUse: 1 })
  await until(() => !reader.runtime.reading.reader.inWork().includes(readingId), { what: 'nobody works on it' })
  expect(await store.database.query(sql`select 1 from llm_calls where reading_id = ${readingId}::uuid`)).toEqual([])
  site.llm.release()
  await until(async () => (await statuses(store.database)).done === 1, { what: 'the first one is done' })
  await reader.stop()
  await reading
  expect(await statuses(store.database)).toEqual({ done: 1, cancelled: 1 })
  expect(site.asked()).toEqual({ summary: 1, insights: 1 })
})

/** Of four chapters, each a segment of its own. */
function longArticle(site: Site, path = '/long'): string {
  const chapters = Array.from({ length: 4 }, (_, chapter) =>
    Array.from(
      { length: 180 },
      (_, n) =>
        `<p>In paragraph ${n} of chapter ${chapter + 1} the river rose by ${n} inches, and the mayor of the town called a meeting.</p>`,
    ).join(''),
  )
  const body = `<!doctype html><html lang="en"><title>A long report</title><article><h1>A long report</h1>${chapters.join('')}</article></html>`
  site.pages.serve(path, { body, contentType: 'text/html; charset=utf-8', etag: null })
  return site.pages.url(path)
}
