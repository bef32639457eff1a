/** Third stage: insights and translation side by side. What failed is said; only a translation, which the reader asked for, is worth failing over. */
import type { Note, NotePurpose, Reading, StageEvent } from '../../core/reading.ts'
import type { Insights, Summary } from '../../core/summary/contract.ts'
import type { Llm } from './llm.ts'
import { noteOf } from './note.ts'
import { conclude, fail, park, type StageContext, type StageOf } from './read.ts'
import { type Asked, buyTogether, type Together, type Wanted } from './side-by-side.ts'
import { claimNow, eventOf } from './step.ts'
import { enrichmentClaims } from './summary.ts'
import { type Answer, insightsTask, translationTask } from './tasks.ts'
import { cancelled } from './turn.ts'

export type EnrichmentOptions = StageContext & Readonly<{ llm: Llm | null }>

type Answered = Answer<Summary | Insights>

export function createEnrichment(options: EnrichmentOptions): StageOf {
  const { llm, clock, store } = options

  return async function enrichment({ reading, answers }, signal) {
    const { extraction, summary } = reading
    // A model that was taken away since leaves the summary as it is.
    if (extraction === null || summary === null || llm === null) return await finish(reading, nothingAsked)
    const claims = enrichmentClaims(llm, reading, summary)
    const answered = answers ?? (await claimNow(store, reading, claims))
    if (answered === null) return null

    const content = summary.content as Summary
    const wanted = claims.map((claim, at): Wanted<Answered> => {
      const task =
        claim.purpose === 'insights'
          ? insightsTask(reading, extraction, content)
          : translationTask(reading, extraction, content)
      return { name: claim.purpose, claim, first: answered[at] ?? null, task }
    })
    const got = await buyTogether(llm, reading, wanted, signal, clock)
    if (got === 'lost') return null
    return signal.aborted ? await fail(options, reading, 'insights', cancelled, got.spent) : await finish(reading, got)
  }

  async function finish(reading: Reading, { asked, spent: bought, fatal }: Together<Answered>) {
    const spent = { ...bought, notes: asked.flatMap(one => noteFrom(reading, one)) }
    const waits = asked.find(one => one.bought.is === 'budget')?.bought
    if (waits?.is === 'budget') return await park(options, reading, waits, spent)
    const translation = asked.find(one => one.claim.purpose === 'translation')?.bought
    // What ended the translation from outside is the reason, not that it was ended.
    if (translation?.is === 'failed' && fatal !== null)
      return await fail(options, reading, stageOf(fatal.name), fatal.failure, spent, fatal.siblings)
    if (translation?.is === 'failed') return await fail(options, reading, 'translated', translation.failure, spent)
    const events = [...asked.flatMap(eventFrom), eventOf('done', clock(), missing(asked))]
    const answers = await conclude(options, reading, { status: 'done', events, ...spent })
    return answers === null ? null : { reading: { ...reading, status: 'done' as const }, answers }
  }

  function noteFrom(reading: Reading, { claim, durationMs, bought }: Asked<Answered>): Note[] {
    if (bought.is !== 'bought' || llm === null) return []
    const { language, promptVersion } = claim
    const purpose: NotePurpose = claim.purpose === 'translation' ? 'translation' : 'insights'
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

  function eventFrom({ claim, bought }: Asked<Answered>): StageEvent[] {
    if (bought.is !== 'bought') return []
    const { model } = bought
    if (claim.purpose === 'translation') return [eventOf('translated', clock(), { language: claim.language, model })]
    const facts = 'new_facts' in bought.value.content ? bought.value.content.new_facts.length : 0
    return [eventOf('insights', clock(), { facts, model })]
  }
}

/** What the reader does without, and why. */
function missing(asked: readonly Asked<Answered>[]): StageEvent['detail'] {
  const without = asked.flatMap(({ name, bought }) =>
    bought.is === 'failed' ? [`${name}: ${bought.failure.message}`] : [],
  )
  return without.length > 0 ? { without } : {}
}

function stageOf(name: string): 'translated' | 'insights' {
  return name === 'translation' ? 'translated' : 'insights'
}

const nothingAsked: Together<Answered> = { asked: [], spent: { calls: [], purchases: [] }, fatal: null }
