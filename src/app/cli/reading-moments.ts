/** What is on record about the reading of an article becomes part of its story: who asked, who fetched, what was bought, what was written. */
import type { CallRow, ExtractionRow, FetchRow, NoteRow, ReadingRow, RequestRow } from '../../db/reading/fact-rows.ts'
import type { ReadingFacts } from '../../db/reading/facts.ts'
import { languageName } from './languages.ts'
import type { Moment } from './moment.ts'
import { money } from './money.ts'
import { clean, counted, number, size, took } from './output.ts'
import { during } from './read-failure.ts'
import { extractorName } from './read-live.ts'

export function readingMoments(facts: ReadingFacts): Moment[] {
  const { requests, readings, fetches, extractions, calls, notes } = facts
  return [
    ...requests.map(asked),
    ...fetches.map(fetched),
    ...extractions.map(extracted),
    ...calls.map(called),
    ...notes.map(written),
    ...readings.flatMap(ended),
  ]
}

function moment(at: Date, event: Moment['event'], text: string, readingId: string): Moment {
  return { at, event, text, runId: null, readingId }
}

function asked({ id, origin, depth, language, forced, answeredBy, submittedAt, readingId }: RequestRow): Moment {
  const who = origin === 'source' ? 'its source' : origin
  const what = depth === 'full_text' ? 'the full text' : 'a summary'
  const where = language === '' ? '' : ` in ${languageName(language)}`
  const how = {
    new: 'a reading began',
    joined: 'joined one at work',
    stored: 'answered from the store, 0 network calls',
  }
  const text = `${who} asked for ${what}${where}${forced ? ', anew' : ''}: ${how[answeredBy]} (request ${id})`
  return moment(submittedAt, 'asked', text, readingId)
}

/** How it ended, or what it waits for. */
function ended({ id, status, failure, endedAt, waitingReason, dueAt }: ReadingRow): Moment[] {
  if (endedAt !== null && failure !== null) {
    const text = `failed while ${during(failure.stage)}: ${clean(failure.message)} (${clean(failure.kind)})`
    return [moment(endedAt, 'failed', text, id)]
  }
  if (endedAt !== null) return [moment(endedAt, status === 'done' ? 'read' : 'failed', status, id)]
  return waitingReason === null || dueAt === null
    ? []
    : [moment(dueAt, 'waits', `waits until then: ${clean(waitingReason)}`, id)]
}

function fetched(fetch: FetchRow): Moment {
  const { extractor, why, httpStatus, bytes, durationMs, failure, lowValue } = fetch
  const answer =
    failure === null
      ? [httpStatus ?? '', bytes > 0 ? size(bytes) : '', lowValue === null ? '' : `worth little: ${clean(lowValue)}`]
      : [`failed: ${clean(failure.message)}`]
  const text = `fetched by ${extractorName(extractor)} (${clean(why)}): ${[...answer, took(durationMs)].filter(part => part !== '').join(', ')}`
  return moment(fetch.startedAt, failure === null ? 'fetched' : 'failed', text, fetch.readingId)
}

function extracted({ extractor, language, wordCount, lowValue, storedAt, readingId }: ExtractionRow): Moment {
  const by = extractor === 'feed' ? 'taken from the feed' : `extracted by ${extractorName(extractor)}`
  const said = language === null ? 'language unknown' : languageName(language)
  const low = lowValue === null ? '' : `, worth little: ${clean(lowValue)}`
  return moment(storedAt, 'extracted', `${by}: ${said}, ${counted(wordCount, 'word')}${low}`, readingId)
}

/** Also the calls that failed: they may have cost something. */
function called(call: CallRow): Moment {
  const { purpose, provider, model, mode, attempt, tokensIn, tokensOut, costUsd, costKnown, durationMs, outcome } = call
  const cost = costKnown ? money(costUsd) : 'cost unknown'
  const came = {
    ok: '',
    bad_answer: ', not to the contract',
    failed: `, failed: ${clean(call.failure?.message ?? '')}`,
  }
  const again = attempt > 1 ? `, attempt ${attempt}` : ''
  const text = `${purpose} asked of ${clean(model)} at ${clean(provider)} (${mode}${again}): ${number(tokensIn)} tokens in, ${number(tokensOut)} out, ${cost}, ${took(durationMs)}${came[outcome]}`
  return moment(call.startedAt, outcome === 'ok' ? 'called' : 'failed', text, call.readingId)
}

function written(note: NoteRow): Moment {
  const { purpose, language, model, promptVersion, dropped, failedSegments } = note
  const by = model === null ? 'the built-in summariser' : clean(model)
  const lost = [
    dropped.quotes > 0 && `${counted(dropped.quotes, 'quote')} dropped`,
    dropped.urls > 0 && `${counted(dropped.urls, 'link')} dropped`,
    failedSegments > 0 && `${counted(failedSegments, 'part')} failed`,
  ].filter(Boolean)
  const text = `${purpose} in ${languageName(language)} stored, by ${by}, version ${clean(promptVersion)}${lost.length > 0 ? ` (${lost.join(', ')})` : ''}`
  return moment(note.at, 'noted', text, note.readingId)
}
