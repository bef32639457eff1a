/** One page from the person's point of view: stages as they happen, and a result that can be read. */
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { contextFor } from '../../../test/fixtures/cli.ts'
import { read } from '../../../test/fixtures/read-page.ts'
import type { Context } from '../context.ts'
import type { OpenReader } from './open-reader.ts'
import { readPage } from './read.ts'
import { accepted, extraction, insights, note, resultOf, scripted, summary, url } from './read-fixtures.ts'
import { displayWidth } from './width.ts'

const whole = [
  ['accepted'],
  ['fetching', { extractor: 'builtin', why: 'Firecrawl is not configured' }],
  [
    'extracted',
    {
      language: 'en',
      words: 1_204,
      title: 'x',
      preview: 'The whale left at dawn. '.repeat(7).slice(0, 150),
      extractor: 'builtin',
      lowValue: null,
    },
    340,
  ],
  ['summarising', { provider: 'openrouter', model: 'openai/gpt-5-mini', segments: 3 }, 340],
  [
    'summarised',
    {
      provider: 'openrouter',
      model: 'openai/gpt-5-mini',
      costUsd: 0.0008,
      droppedQuotes: 1,
      droppedUrls: 0,
      failedSegments: 0,
    },
    2_240,
  ],
  ['translated', { language: 'de', model: 'x' }, 3_000],
  ['insights', { facts: 4 }, 3_100],
  ['done', {}, 3_100],
] as const

describe('the result', () => {
  test('is the page, its summary, its ideas, who wrote it for how much, and where it is kept', async () => {
    const { reader, calls } = scripted(whole, resultOf())
    const ran = await read(reader)
    expect(ran).toMatchObject({ code: 0, screen: [] })
    expect(ran.out).toBe(`The whale has left, by the way it came
Tidewatch · Ada Corran · 22 Nov 2026 · English · 6 min
https://paper.example/whale

The whale is gone.

Summary
A whale that had strayed into the harbour of Corran nine days ago left it by
itself at dawn.

Key ideas
• It left by itself.
• Nobody had called it.

Insights
Whales stray into harbours more often than before.
• It stayed nine days. — Most stay two.
Open: Why did it come?
Caution: One witness only.

#whales #corran

1 of 1 quote found in the text
openai/gpt-5-mini · $0.0008 · 1.9 s
Stored: article 9b2967ed; winnow why 34c3ecac-0dd1-89cd-af79-08ec49834dc8 tells how`)
    expect(calls).toEqual([
      `submit ${JSON.stringify({ url, language: '', force: false, depth: 'summary', origin: 'cli' })}`,
      'watch',
      'close',
    ])
  })

  test('a stored one is shown without watching anything, and says that nothing was asked', async () => {
    const { reader, calls } = scripted([], resultOf(), { ...accepted, status: 'done', answeredBy: 'stored' })
    const { out, code } = await read(reader, { terminal: true })
    expect(code).toBe(0)
    expect(out).toContain('Already stored, 0 network calls: article 9b2967ed')
    expect(calls).not.toContain('watch')
  })

  test('the built-in one is free, what was dropped and what failed is said', async () => {
    const failedSegments = [{ index: 2, failure: 'no answer in time' }]
    const dropped = { quotes: 2, urls: 1 }
    const builtin = note('summary', { provider: 'builtin', model: null, costUsd: 0, dropped, failedSegments })
    const low = { ...extraction, lowValue: 'a cookie wall' }
    const { out } = await read(scripted(whole, resultOf({ summary: builtin, insights: null, extraction: low })).reader)
    expect(out).toContain('Built-in · free')
    expect(out).toContain('1 of 3 quotes found in the text\n1 link dropped: not in the article')
    expect(out).toContain('1 part could not be summarised: no answer in time')
    expect(out).toContain('the page gave little: a cookie wall')
    expect(out).not.toContain('Insights')
  })

  test('a translation is what is read, and says that it is one', async () => {
    const translation = note('translation', { language: 'de', content: { ...summary, tldr: 'Der Wal ist fort.' } })
    const { out } = await read(scripted(whole, resultOf({ translation })).reader, { lang: 'de' })
    expect(out).toContain('English, summary in German')
    expect(out).toContain('Der Wal ist fort.')
    expect(out).not.toContain('The whale is gone.')
    // Three notes were paid for.
    expect(out).toContain('$0.0012')
  })

  test('the full text comes when it is asked for, and a hostile page cannot act on the terminal', async () => {
    const hostile = { ...extraction, title: 'a\u001b[31mb\u202e', contentText: 'one\u009b2J\n\ntwo' }
    const evil = note('summary', { content: { ...summary, tldr: '\u001b]0;x\u0007gone' } })
    const { out } = await read(scripted(whole, resultOf({ extraction: hostile, summary: evil })).reader, {
      fullText: true,
    })
    expect(out).toMatch(/Full text\none.*\n\ntwo/)
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  test('as JSON it is one value, with the markup only where it is asked for', async () => {
    const { json, screen } = await read(scripted(whole, resultOf()).reader, { json: true, terminal: true })
    expect(Object.keys(json)).toEqual([
      'request',
      'reading',
      'events',
      'extraction',
      'summary',
      'translation',
      'insights',
      'calls',
    ])
    expect(json).toMatchObject({
      request: { url, requestId: accepted.requestId, answeredBy: 'new' },
      extraction: { contentText: extraction.contentText },
      insights: { content: insights },
    })
    expect(json.extraction).not.toHaveProperty('contentHtml')
    expect(screen).toEqual([])
    const full = await read(scripted(whole, resultOf()).reader, { json: true, fullText: true })
    expect(full.json.extraction.contentHtml).toBe(extraction.contentHtml)
  })
})

describe('the live lines', () => {
  test('tell each stage at a terminal, in order, with what it found and how long it took', async () => {
    const { screen } = await read(scripted(whole, resultOf()).reader, { terminal: true })
    expect(screen).toEqual([
      '✓ accepted           01a20662-1c85-700a-88e5-5211951c6690',
      '✓ extracted  340 ms  English, 1,204 words',
      expect.stringMatching(/^ {2}The whale left at dawn\. [\s\S]{120,}…$/),
      expect.stringMatching(/^✓ summarised 1\.9 s {3}by openai\/gpt-5-mini, \$0\.0008, 1 quote or link not in/),
      '✓ translated 760 ms  into German',
      '✓ insights   100 ms  4 facts',
      '✓ done',
    ])
  })

  test('what is under way is said while it is, on a line that is never wider than the terminal', async () => {
    const seen: string[] = []
    const { reader } = scripted([], resultOf())
    const stop = new AbortController()
    const watching: OpenReader = {
      ...reader,
      runtime: {
        ...reader.runtime,
        watch: async (readingId, onEvent) => {
          for (const [stage, detail = {}] of whole.slice(0, 4)) {
            onEvent({ readingId, url, stage, at: new Date(0), detail })
            seen.push(screen.at(-1) ?? '')
          }
          return { status: 'done' }
        },
      },
    }
    const screen: string[] = []
    const plain = contextFor(null, false, () => {}, screen, { stop: stop.signal, columns: 40 })
    const context: Context = { ...plain, out: { ...plain.out, isTerminal: true } }
    await readPage(context, url, {}, async () => watching).catch(() => {})
    const lines = seen.map(stripVTControlCharacters)
    expect(lines[1]).toMatch(/^⠋ fetching with the built-in/)
    expect(lines[3]).toMatch(/summarising with openai\/gpt-5-mini/)
    for (const line of [lines[1], lines[3]]) expect(displayWidth(line ?? '')).toBeLessThan(40)
  })

  test('a stage that another process told late does not begin again', async () => {
    const late = [whole[0], whole[2], whole[1], whole[4], whole[3], whole[7]]
    const { screen } = await read(scripted(late, resultOf()).reader, { terminal: true })
    expect(screen.map(line => line.slice(2, 12).trim())).toEqual([
      'accepted',
      'extracted',
      expect.anything(),
      'summarised',
      'done',
    ])
  })

  test('who joins another process is told so', async () => {
    const joined = { ...accepted, answeredBy: 'joined' as const }
    const { screen } = await read(scripted(whole, resultOf(), joined).reader, { terminal: true })
    expect(screen[0]).toContain(`${accepted.requestId}, joins`)
  })
})
