/** What is asked, purpose by purpose, on a real store with real calls: long texts in parts, and answers in the language that was wanted. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyStore, openStore, type TestStore } from '../../../test/fixtures/database.ts'
import { goodAnswer } from '../../../test/fixtures/llm/article.ts'
import { type LlmCall, type LlmServer, startLlmServer } from '../../../test/fixtures/llm/server.ts'
import {
  askers,
  kept,
  models,
  never,
  readerOf,
  storeOf,
  summarising,
  type Text,
  textOf,
} from '../../../test/fixtures/reading-asked.ts'
import { until } from '../../../test/fixtures/until.ts'
import { summarySchema } from '../../core/summary/contract.ts'

let store: TestStore
let server: LlmServer
beforeAll(async () => {
  store = await openStore('postgres')
})
afterAll(() => store.close())
beforeEach(async () => {
  await emptyStore(store.database)
  server = await startLlmServer()
  onTestFinished(() => server.close())
})

describe('a text that is too long for one call', () => {
  test('is read in parts side by side within the slots, merged into one summary, and no part is bought again', async () => {
    const text = longText(['alpha', 'bravo', 'charlie', 'delta'])
    server.answer(call => (call.schemaName === 'summary' ? { content: goodAnswer } : {}))
    server.hold()
    const steps = storeOf(store.database)
    const llm = askers(server, steps, { slots: 2 })('key')
    const [reading] = await summarising(store.database, { long: text })
    const pending = readerOf(steps, llm).read(reading!, never)
    await until(() => server.inFlight() === 2)
    server.release()
    await pending

    const { reading: read, summary, claims } = await kept(store.database, reading!.id)
    expect(read).toMatchObject({ status: 'done', summary: { failedSegments: [] } })
    expect(summarySchema.safeParse(summary).success).toBe(true)
    expect(server.maxInFlight()).toBe(2)
    const asked = purposes(server.calls())
    expect(asked.filter(name => name === 'segment_summary').length).toBeGreaterThanOrEqual(3)
    expect(asked.slice(-2)).toEqual(['summary', 'insights'])
    expect(claims).toEqual([])

    const before = server.calls().length
    const [twin] = await summarising(store.database, { twin: text })
    await readerOf(steps, llm).read(twin!, never)
    expect((await kept(store.database, twin!.id)).reading).toMatchObject({
      status: 'done',
      summary: { failedSegments: [] },
    })
    expect(server.calls()).toHaveLength(before)
  })

  test('a part that fails is said and the merge is told of it; it is not dropped', async () => {
    const text = longText(['alpha', 'bravo', 'charlie', 'delta'])
    server.answer(call => {
      if (call.schemaName === 'summary') return { content: goodAnswer }
      return isSegmentWith(call, 'bravo') ? { error: { status: 400, message: 'Not this one.' } } : {}
    })
    const { reading, calls, claims } = await readOnly(text)
    expect(reading).toMatchObject({
      status: 'done',
      summary: { failedSegments: [{ index: expect.any(Number), failure: expect.stringContaining('400') }] },
    })
    const merge = server.calls().find(call => call.schemaName === 'summary')
    const index = reading.summary?.failedSegments[0]?.index ?? -1
    expect(merge?.messages.at(-1)?.content).toContain(`Part ${index + 1} could not be read`)
    expect(
      calls.filter(call => call.purpose === 'segment' && call.outcome === 'failed').map(call => call.model),
    ).toEqual(models)
    expect(claims).toEqual([])
  })

  test('the merge fails: the parts stay bought, and the next reading asks for the merge alone', async () => {
    const text = longText(['alpha', 'bravo', 'charlie', 'delta'])
    server.answer(call => (call.schemaName === 'segment_summary' ? {} : { error: { status: 400, message: 'No.' } }))
    const failed = await readOnly(text)
    expect(failed).toMatchObject({ reading: { status: 'failed', summary: null }, claims: [] })
    const before = server.calls().length
    server.answer(call => (call.schemaName === 'summary' ? { content: goodAnswer } : {}))
    expect((await readOnly(text, 'again')).reading.status).toBe('done')
    expect(purposes(server.calls().slice(before))).toEqual(['summary', 'insights'])
  })

  test('every part fails: the reading fails with its reason, every call is on the ledger, and no claim is left open', async () => {
    server.answer(() => ({ error: { status: 400, message: 'No.' } }))
    const { reading, calls, claims } = await readOnly(longText(['alpha', 'bravo', 'charlie', 'delta']))
    expect(reading).toMatchObject({ status: 'failed', failure: { stage: 'summarising', kind: 'status' } })
    expect(calls).toHaveLength(server.calls().length)
    expect(claims).toEqual([])
  })
})

describe('the language that was asked for', () => {
  const german =
    'Seit 1874 zeichnet ein Schwimmer in einer Hütte auf der Westmole die Gezeiten von Pellport auf. Vierzig Freiwillige haben die Rollen in drei Wintern nachgezeichnet, und das Meer steht heute deutlich höher als damals.'
  const translated = {
    ...goodAnswer,
    summary_250: german.slice(0, 96),
    summary_1000: german,
    tldr: german.slice(0, 96),
  }

  test('a German reader of an English article gets the summary in English and its translation, and insights in German', async () => {
    server.answer(({ schemaName }) =>
      schemaName === 'insights' ? { article: german } : { content: schemaName === 'summary' ? goodAnswer : translated },
    )
    const { reading, events } = await readOnly(textOf('one'), 'one', 'de')
    expect(reading).toMatchObject({
      status: 'done',
      summary: { language: 'en', content: { summary_250: goodAnswer.summary_250 } },
      translation: { purpose: 'translation', language: 'de', content: { summary_1000: german } },
      insights: { language: 'de' },
    })
    expect(reading.translation?.content).toMatchObject({
      extractive_quotes: goodAnswer.extractive_quotes,
      entities: goodAnswer.entities,
    })
    expect(events.map(one => one.stage).slice(-4)).toEqual(['summarised', 'translated', 'insights', 'done'])
    expect(events.find(one => one.stage === 'translated')?.detail).toMatchObject({ language: 'de' })
  })

  test('a reader of the article’s own language has nothing translated', async () => {
    server.answer(({ schemaName }) => (schemaName === 'summary' ? { content: goodAnswer } : {}))
    const { reading, events } = await readOnly(textOf('one'), 'one', 'en')
    expect(reading).toMatchObject({ status: 'done', translation: null, insights: { language: 'en' } })
    expect(purposes(server.calls()).toSorted()).toEqual(['insights', 'summary'])
    expect(events.map(one => one.stage)).not.toContain('translated')
  })

  test('a summary in another language than the article’s is refused and repaired', async () => {
    let asked = 0
    server.answer(({ schemaName }) =>
      schemaName === 'insights' ? {} : { content: asked++ === 0 ? translated : goodAnswer },
    )
    const { reading, calls } = await readOnly(textOf('one'))
    expect(reading).toMatchObject({ status: 'done', summary: { content: { summary_1000: goodAnswer.summary_1000 } } })
    expect(calls.slice(0, 2)).toMatchObject([
      { mode: 'schema', outcome: 'bad_answer', failure_text: expect.stringContaining('“en”') },
      { mode: 'repair', outcome: 'ok' },
    ])
  })

  test('a translation that is none is refused and repaired; one that nobody can make fails the reading, and the summary stays', async () => {
    const answers = [goodAnswer, goodAnswer, translated]
    let asked = 0
    server.answer(({ schemaName }) =>
      schemaName === 'insights' ? { article: german } : { content: answers[Math.min(asked++, 2)] },
    )
    const repaired = await readOnly(textOf('one'), 'one', 'de')
    expect(repaired.reading).toMatchObject({ status: 'done', translation: { content: { summary_1000: german } } })
    expect(
      repaired.calls.filter(call => call.purpose === 'translation').map(call => [call.mode, call.outcome]),
    ).toEqual([
      ['schema', 'bad_answer'],
      ['repair', 'ok'],
    ])

    server.answer(({ schemaName }) => (schemaName === 'insights' ? { article: german } : { content: goodAnswer }))
    const { reading } = await readOnly(textOf('two'), 'two', 'de')
    expect(reading).toMatchObject({ status: 'failed', failure: { stage: 'translated' }, translation: null })
    expect(reading.summary?.content).toMatchObject({ summary_1000: goodAnswer.summary_1000 })
  })
})

async function readOnly(text: Text, slug = 'one', language = '') {
  const steps = storeOf(store.database)
  const [reading] = await summarising(store.database, { [slug]: text }, language)
  await readerOf(steps, askers(server, steps)('key')).read(reading!, never)
  return await kept(store.database, reading!.id)
}

/** A part for each word, about; each line has the word in it, and no two are alike. */
function longText(words: readonly string[]): Text {
  const lines = words.flatMap(word =>
    Array.from(
      { length: 160 },
      (_, n) =>
        `In the ${word} part of this report, line ${n} says what the council of Westford did in its ${n}th meeting about the bridge.`,
    ),
  )
  return { contentText: lines.join('\n'), title: 'A long report' }
}

function isSegmentWith({ schemaName, messages }: LlmCall, word: string): boolean {
  const prompt = messages.at(-1)?.content ?? ''
  return schemaName === 'segment_summary' && prompt.split(`the ${word} part`).length > 100
}

function purposes(calls: readonly LlmCall[]): (string | null)[] {
  return calls.map(call => call.schemaName)
}
