/** Whatever a model answers, a reading ends in a summary by the contract or in a clear failure, and the ledger has every call that led there. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { goodAnswer } from '../fixtures/llm/article.ts'
import { type BadAnswer, badAnswers } from '../fixtures/llm/bad-answers.ts'
import { type LlmBehaviour, type LlmCall, startLlmServer } from '../fixtures/llm/server.ts'
import {
  askers,
  everything,
  kept,
  never,
  readerOf,
  reallySleep,
  storeOf,
  summarising,
  textOf,
} from '../fixtures/reading-asked.ts'
import { judge } from '../fixtures/reading-asked-verdict.ts'
import { withStore } from '../fixtures/with-store.ts'

const store = withStore('postgres')

const three = ['one', 'one', 'one', 'two', 'two', 'two'].map(model => `${model} schema`)

describe.each(['the first answer', 'every answer'] as const)('recorded bad answers as %s', when => {
  test('end in a stored summary or a clear failure; never a crash, never a call too many, every call on the ledger', async () => {
    const server = await startLlmServer()
    onTestFinished(() => server.close())
    const asked = new Map<string, number>()
    server.answer(call => {
      const bad = caseOf(call.key)
      const nth = asked.get(call.key) ?? 0
      asked.set(call.key, nth + 1)
      if (isInsights(call)) return bad.language === 'de' ? { article: german } : {}
      return when === 'every answer' || nth === 0 ? served(bad) : { content: honest(bad) }
    })
    const steps = storeOf(store.database)
    const llmOf = askers(server, steps)
    const readings = await summarising(
      store.database,
      Object.fromEntries(badAnswers.map((bad, at) => [slug(at), textOf(bad.name, { language: bad.language ?? 'en' })])),
    )
    await Promise.all(readings.map((reading, at) => readerOf(steps, llmOf(slug(at))).read(reading, never)))

    const wrong: unknown[] = []
    for (const [at, bad] of badAnswers.entries()) {
      const found = await kept(store.database, readings[at]?.id ?? '')
      const served = server.calls().filter(call => call.key === slug(at))
      const problems = judge(bad, when, found, served)
      if (problems.length > 0) wrong.push({ name: bad.name, problems })
    }
    expect(wrong).toEqual([])
    expect(badAnswers.length).toBeGreaterThanOrEqual(60)
    expect(await everything(store.database)).not.toContain('polluted')
  }, 30_000)
})

describe('what a server refuses', () => {
  test.each([
    ['400 is not asked again, the next model is', 400, ['one schema', 'two schema']],
    ['401 ends the cascade', 401, ['one schema']],
    ['402 ends the cascade', 402, ['one schema']],
    ['403 is not asked again, the next model is', 403, ['one schema', 'two schema']],
    ['404 is not asked again, the next model is', 404, ['one schema', 'two schema']],
    ['500 is asked three times of each model', 500, three],
    ['503 is asked three times of each model', 503, three],
    ['524 is asked three times of each model', 524, three],
  ])('%s', async (_, status, order) => {
    const { reading, calls, claims } = await readOne(() => ({ error: { status, message: 'Something is wrong.' } }))
    expect(said(calls)).toEqual(order)
    expect(reading).toMatchObject({ status: 'failed', summary: null, failure: { stage: 'summarising' } })
    expect(reading.failure?.message).toContain(String(status))
    expect(calls.map(call => [call.outcome, call.http_status])).toEqual(order.map(() => ['failed', status]))
    expect(claims).toEqual([])
  })

  test('a server that never answers is asked three times of each model, within the time of each call', async () => {
    const { reading, calls } = await readOne(() => ({ body: '', never: 'answer' }), { timeoutMs: 60 })
    expect(said(calls)).toEqual(three)
    expect(reading).toMatchObject({ status: 'failed', failure: { kind: 'timeout', stage: 'summarising' } })
    expect(calls.every(call => call.failure_kind === 'timeout' && call.http_status === null)).toBe(true)
  })

  test('the cascade: schema, repair, JSON, repair, then the next model; each with a mark of its own', async () => {
    const marks = new Set<string>()
    const { reading, calls } = await readOne(({ messages }) => {
      marks.add(/<data-(\w+)>/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '')
      return { content: '{"status": "I would rather not."}' }
    })
    const order = ['schema', 'repair', 'json', 'repair']
    expect(said(calls)).toEqual(['one', 'two'].flatMap(model => order.map(mode => `${model} ${mode}`)))
    expect(calls.every(call => call.outcome === 'bad_answer' && call.failure_kind === 'malformed')).toBe(true)
    expect(calls.map(call => call.attempt)).toEqual([1, 2, 3, 4, 1, 2, 3, 4])
    expect(marks.size).toBe(8)
    expect(reading.failure).toMatchObject({ stage: 'summarising', kind: 'malformed' })
  })

  test('a server that knows no schema is asked for JSON at once, and repairs without one', async () => {
    const { reading, calls } = await readOne(
      (_, nth) => ({ content: nth === 0 ? '{"well": 1}' : goodAnswer }),
      {},
      { formats: ['json', 'text'] },
    )
    expect(said(calls.filter(call => call.purpose === 'summary'))).toEqual(['one schema', 'one json', 'one repair'])
    expect(reading.status).toBe('done')
  })
})

test('429: asked again no earlier than it said, and another reading has the slot meanwhile', async () => {
  const server = await startLlmServer()
  onTestFinished(() => server.close())
  let refused = 0
  server.answer(call => {
    if (isInsights(call)) return {}
    if (call.key !== 'busy' || refused++ > 0) return { content: goodAnswer }
    return { headers: { 'retry-after': '1' }, error: { status: 429, message: 'Slow down.' } }
  })
  const steps = storeOf(store.database)
  const llmOf = askers(server, steps, { slots: 1, sleep: reallySleep })
  const [busy, other] = await summarising(store.database, { busy: textOf('busy'), other: textOf('other') })
  await Promise.all([
    readerOf(steps, llmOf('busy')).read(busy!, never),
    readerOf(steps, llmOf('other')).read(other!, never),
  ])
  const [first, second] = server.calls().filter(call => call.key === 'busy')
  const others = server.calls().filter(call => call.key === 'other')
  expect(first?.status).toBe(429)
  // A timer may be a millisecond early by another clock.
  expect((second?.startedAt ?? 0) - (first?.endedAt ?? 0)).toBeGreaterThanOrEqual(995)
  expect(others).toHaveLength(2)
  expect(others.every(call => (call.endedAt ?? Number.POSITIVE_INFINITY) <= (second?.startedAt ?? 0))).toBe(true)
  expect(server.maxInFlight()).toBe(1)
  const found = await kept(store.database, busy!.id)
  expect(found.reading.status).toBe('done')
  expect(found.calls.slice(0, 2)).toMatchObject([
    { outcome: 'failed', failure_kind: 'rateLimited', http_status: 429 },
    { outcome: 'ok', http_status: 200 },
  ])
})

test('a model that wants to be left alone for long lets the reading go until then; nothing is lost, nothing is claimed', async () => {
  const { reading, calls, claims, events } = await readOne(() => ({
    headers: { 'retry-after': '600' },
    error: { status: 429, message: 'Come back later.' },
  }))
  expect(said(calls)).toEqual(['one schema', 'two schema'])
  expect(reading).toMatchObject({ status: 'summarising', failure: null })
  expect(reading.waitingReason).toContain('429')
  const waitS = ((reading.dueAt?.getTime() ?? 0) - Date.now()) / 1_000
  expect(Math.round(waitS / 60)).toBe(10)
  expect(claims).toEqual([])
  expect(events.map(one => one.stage)).not.toContain('failed')
})

/** One reading of the recorded article; insights are answered honestly. */
async function readOne(
  answer: (call: LlmCall, nth: number) => LlmBehaviour,
  more: Parameters<ReturnType<typeof askers>>[1] = {},
  options: Parameters<typeof startLlmServer>[0] = {},
) {
  const server = await startLlmServer(options)
  onTestFinished(() => server.close())
  server.answer((call, nth) => (isInsights(call) ? {} : answer(call, nth)))
  const steps = storeOf(store.database)
  const [reading] = await summarising(store.database, { one: textOf('one') })
  await readerOf(steps, askers(server, steps)('key', more)).read(reading!, never)
  const found = await kept(store.database, reading!.id)
  expect(found.calls).toHaveLength(server.calls().length)
  return found
}

function said(calls: readonly { model: string; mode: string }[]): string[] {
  return calls.map(({ model, mode }) => `${model.replace('maker/', '')} ${mode}`)
}

function served({ raw, finishReason, http }: BadAnswer): LlmBehaviour {
  if (http !== undefined && 'body' in http) return { body: http.body }
  return { content: raw, ...(finishReason && { finishReason }), ...(http && { cutAt: http.cutAfterBytes }) }
}

const german =
  'Seit 1874 zeichnet ein Schwimmer in einer Hütte auf der Westmole die Gezeiten von Pellport auf. Vierzig Freiwillige haben die Rollen in drei Wintern nachgezeichnet, und das Meer steht heute deutlich höher als damals.'

function honest({ language }: BadAnswer): unknown {
  return language === 'de' ? { ...goodAnswer, summary_250: german.slice(0, 96), summary_1000: german } : goodAnswer
}

function isInsights({ messages }: LlmCall): boolean {
  return messages.some(({ content }) => content.includes('topic_overview: the background'))
}

function slug(at: number): string {
  return `case-${at}`
}

function caseOf(key: string): BadAnswer {
  return badAnswers[Number(key.slice(5))] as BadAnswer
}
