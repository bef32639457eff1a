/** The extractor answers every job exactly once, whatever the page does to its thread. */
import { afterEach, describe, expect, test } from 'vitest'
import { createExtractor, type Extractor, type ExtractorOptions } from './extractor.ts'
import { page, prose, url } from './page-fixtures.ts'

const extractors: Extractor[] = []
afterEach(() => Promise.all(extractors.splice(0).map(extractor => extractor.close())))

function extractor(options: Partial<ExtractorOptions> = {}): Extractor {
  const made = createExtractor({ threads: 1, deadlineMs: 30_000, ...options })
  extractors.push(made)
  return made
}

/** In a buffer of its own, as a response body is. */
const job = (html: string) => ({
  kind: 'page' as const,
  bytes: Uint8Array.from(Buffer.from(html)),
  contentType: 'text/html',
  url,
})
const good = () => job(page())
/** Within every cap, but each small element climbs to the top, again and again: a minute of it. */
const slow = `<html><body>${'<div>'.repeat(480)}${'<div>x</div>'.repeat(20_000)}`
const huge = page({ body: '<p><b>a</b></p>'.repeat(49_000) })

test('a page comes back as an article, dates and all, and its bytes were moved', async () => {
  const input = job(page({ head: '<meta property="article:published_time" content="2026-03-01">' }))
  expect(await extractor().extract(input)).toMatchObject({
    ok: true,
    value: { title: 'Flood', language: 'en', publishedAt: new Date('2026-03-01'), lowValue: null },
  })
  expect(input.bytes).toHaveLength(0)
})

test('failures are answers, and the thread takes the next job', async () => {
  const one = extractor()
  const outcomes = [job('%PDF-1.7'), job(`${'<div>'.repeat(100_000)}`), good()].map(each => one.extract(each))
  expect((await Promise.all(outcomes)).map(outcome => (outcome.ok ? 'ok' : outcome.failure.kind))).toEqual([
    'notAnArticle',
    'malformed',
    'ok',
  ])
})

test('the same threads extract what others cleaned, and summarise', async () => {
  const one = extractor()
  const read = await one.extract({ kind: 'html', html: prose(), url, metadata: { title: 'Flood' } })
  expect(read).toMatchObject({ ok: true, value: { title: 'Flood' } })
  if (!read.ok) return
  const summary = await one.summarise({ url, ...read.value })
  expect(summary).toMatchObject({ ok: true, value: { tldr: expect.stringContaining('river') } })
  expect(await one.summarise({ url, ...read.value, contentText: '' })).toMatchObject({
    ok: false,
    failure: { kind: 'notAnArticle' },
  })
})

describe('a page that harms its thread costs only itself:', () => {
  test('past its deadline it is a timeout, and the next job finds a new thread', async () => {
    const one = extractor({ deadlineMs: 2_500 })
    const [hung, next] = await Promise.all([one.extract(job(slow)), one.extract(good())])
    expect(hung).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', phase: 'parse', message: 'The page could not be parsed within 2.5 s.' },
    })
    expect(next.ok).toBe(true)
  })

  // V8's heap limit is soft: now and then a collection in time lets the page pass after all.
  test('out of memory it is too large, and the next job finds a new thread', { retry: 3 }, async () => {
    const one = extractor({ maxOldGenerationSizeMb: 64 })
    const [burst, next] = await Promise.all([one.extract(job(huge)), one.extract(good())])
    expect(burst).toMatchObject({ ok: false, failure: { kind: 'tooLarge', limitBytes: 64 * 1024 * 1024 } })
    expect(next.ok).toBe(true)
  })
})

test('closing answers running, waiting and later jobs', async () => {
  const one = extractor()
  const answers = [one.extract(job(slow)), one.extract(good())]
  await one.close()
  answers.push(one.extract(good()))
  for (const answer of await Promise.all(answers))
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})
