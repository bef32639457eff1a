/** Third stage: insights and translation side by side. What failed is said; only a translation, which the reader asked for, is worth failing over. */
import { failed, type Outcome, ok } from '../../core/failure.ts'
import type { Claim, ClaimAnswer } from '../../core/purchase.ts'
import type { Note, NotePurpose, Reading, StageEvent } from '../../core/reading.ts'
import type { Insights, Summary } from '../../core/summary/contract.ts'
import type { Task } from './ask.ts'
import { type Bought, endsCascade } from './buy.ts'
import type { Llm } from './llm.ts'
import { noteOf } from './note.ts'
import { conclude, fail, park, type StageContext, type StageOf } from './read.ts'
import { claimNow, eventOf, unbought } from './step.ts'
import { enrichmentClaims, spentOn, wantsTranslation } from './summary.ts'
import { type Answer, insightsTask, translationTask } from './tasks.ts'
import { together } from './together.ts'

export type EnrichmentOptions = StageContext & Readonly<{ llm: Llm | null }>

type Answered = Answer<Summary | Insights>
type Extra = Extract<NotePurpose, 'insights' | 'translation'>
type Asked = Readonly<{ purpose: Extra; claim: Claim; durationMs: number; bought: Bought<Answered> }>

export function createEnrichment(options: EnrichmentOptions): StageOf {
  const { llm, clock, store } = options

  return async function enrichment({ reading, answers }, signal) {
    const { extraction, summary } = reading
    // A model that was taken away since leaves the summary as it is.
    if (extraction === null || summary === null || llm === null) return await finish(reading, [])
    const claims = enrichmentClaims(llm, reading, summary)
    const answered = answers ?? (await claimNow(store, reading, claims))
    if (answered === null) return null

    const content = summary.content as Summary
    const asked: Asked[] = []
    const part = (purpose: Extra, task: Task<Answered>, at: number) =>
      asking(llm, reading, { purpose, claim: claims[at] as Claim, first: answered[at] ?? null, task }, asked)
    await together(
      {
        insights: part('insights', insightsTask(reading, extraction, content), 0),
        ...(wantsTranslation(reading, summary) && {
          translation: part('translation', translationTask(reading, extraction, content), 1),
        }),
      },
      signal,
      endsCascade,
    )
    if (asked.some(one => one.bought.is === 'lost')) return null
    if (!signal.aborted) return await finish(reading, asked)
    const { calls, purchases } = spentIn(asked)
    const unasked = answered.filter((_, at) => asked.every(one => one.claim !== claims[at]))
    return await fail(options, reading, 'insights', cancelled, {
      calls,
      purchases: [...purchases, ...unbought(unasked)],
    })
  }

  /** Every part leaves what it spent and what it got behind, whatever becomes of the others. */
  function asking(
    model: Llm,
    reading: Reading,
    wanted: Readonly<{ purpose: Extra; claim: Claim; first: ClaimAnswer | null; task: Task<Answered> }>,
    asked: Asked[],
  ) {
    return async (signal: AbortSignal): Promise<Outcome<null>> => {
      const since = clock().getTime()
      const bought = await model.buy(reading, wanted.claim, wanted.first, wanted.task, signal)
      asked.push({ ...wanted, bought, durationMs: clock().getTime() - since })
      return bought.is === 'failed' ? failed(bought.failure) : ok(null)
    }
  }

  async function finish(reading: Reading, asked: readonly Asked[]) {
    const spent = { ...spentIn(asked), notes: asked.flatMap(one => noteFrom(reading, one)) }
    const waits = asked.find(one => one.bought.is === 'budget')?.bought
    if (waits?.is === 'budget') return await park(options, reading, waits, spent)
    const translation = asked.find(one => one.purpose === 'translation')?.bought
    if (translation?.is === 'failed') return await fail(options, reading, 'translated', translation.failure, spent)
    const events = [...asked.flatMap(eventFrom), eventOf('done', clock(), missing(asked))]
    const answers = await conclude(options, reading, { status: 'done', events, ...spent })
    return answers === null ? null : { reading: { ...reading, status: 'done' as const }, answers }
  }

  function noteFrom(reading: Reading, { purpose, claim, durationMs, bought }: Asked): Note[] {
    if (bought.is !== 'bought' || llm === null) return []
    const { language, promptVersion } = claim
    const contentHash = reading.extraction?.contentHash ?? claim.contentHash
    const made = {
      purpose,
      contentHash,
      language,
      promptVersion,
      provider: llm.provider,
      model: bought.model,
      durationMs,
    }
    const { content, dropped } = bought.value
    return [noteOf(reading, { ...made, content, dropped, failedSegments: [], costUsd: bought.costUsd })]
  }

  function eventFrom({ purpose, claim, bought }: Asked): StageEvent[] {
    if (bought.is !== 'bought') return []
    const { model } = bought
    if (purpose === 'translation') return [eventOf('translated', clock(), { language: claim.language, model })]
    const facts = 'new_facts' in bought.value.content ? bought.value.content.new_facts.length : 0
    return [eventOf('insights', clock(), { facts, model })]
  }
}

/** What the reader does without, and why. */
function missing(asked: readonly Asked[]): StageEvent['detail'] {
  const without = asked.flatMap(({ purpose, bought }) =>
    bought.is === 'failed' ? [`${purpose}: ${bought.failure.message}`] : [],
  )
  return without.length > 0 ? { without } : {}
}

function spentIn(asked: readonly Asked[]) {
  return spentOn(asked.map(one => one.bought))
}

const cancelled = { kind: 'cancelled', message: 'cancelled' } as const
