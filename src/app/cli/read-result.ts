/** What was read, as a person reads it: the page, the summary, what is in it, who wrote it for how much, and where it is kept. */
import pc from 'picocolors'
import type { Accepted, Extraction, Note, StageEvent } from '../../core/reading.ts'
import type { Insights, Summary } from '../../core/summary/contract.ts'
import type { CallRow } from '../../db/reading/fact-rows.ts'
import type { StoredReading } from '../../db/reading/stored.ts'
import { languageName } from './languages.ts'
import { money } from './money.ts'
import { clean, counted, shortId, took } from './output.ts'
import { TEXT_COLUMNS, wrap } from './wrap.ts'

/** One reading with all that is stored of it. */
export type ReadResult = Readonly<{
  reading: Omit<StoredReading, 'extraction' | 'summary' | 'translation' | 'insights'>
  events: readonly StageEvent[]
  extraction: Extraction | null
  summary: Note | null
  translation: Note | null
  insights: Note | null
  calls: readonly CallRow[]
}>

/** Lines for standard output. `fullText` has the whole text too. */
export function resultText(
  result: ReadResult,
  accepted: Accepted,
  { columns, fullText }: { columns: number; fullText: boolean },
): string {
  const width = Math.min(columns, TEXT_COLUMNS)
  const { extraction } = result
  const note = result.translation ?? result.summary
  const summary = note === null ? null : (note.content as Summary)
  const parts = [
    head(result, summary, width),
    ...(summary === null ? noSummary(extraction, width) : summaryParts(summary, width)),
    insightsPart(result, summary, width),
    summary === null ? '' : tags(summary, width),
    fullText && extraction !== null ? heading('Full text', paragraphs(extraction.contentText, width)) : '',
    [
      ...(note === null ? [] : honesty(result, note)),
      ...doneWithout(result),
      foot(result, note),
      stored(result, accepted),
    ].join('\n'),
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

/** One value with all of it; the page's markup only where it is asked for. */
export function resultJson(request: unknown, result: ReadResult, fullText: boolean): Record<string, unknown> {
  const { reading, events, extraction, summary, translation, insights, calls } = result
  return {
    request,
    reading,
    events,
    extraction: withoutHtml(extraction, fullText),
    summary,
    translation,
    insights,
    calls,
  }
}

function withoutHtml(extraction: Extraction | null, fullText: boolean): Partial<Extraction> | null {
  if (extraction === null || fullText) return extraction
  const { contentHtml, ...rest } = extraction
  return rest
}

function head({ reading, extraction, translation }: ReadResult, summary: Summary | null, width: number): string {
  const title = extraction?.title || summary?.metadata.title || reading.url
  const minutes = summary?.estimated_reading_time_min
  const language = extraction?.language ?? null
  const facts = [
    extraction?.site,
    extraction?.byline,
    extraction?.publishedAt && day.format(extraction.publishedAt),
    language === null
      ? null
      : languageName(language) + (translation === null ? '' : `, summary in ${languageName(translation.language)}`),
    minutes === undefined ? null : `${minutes} min`,
  ].flatMap(fact => (fact ? [clean(fact)] : []))
  return [pc.bold(wrap(title, width)), pc.dim(wrap(facts.join(' · '), width)), pc.cyan(clean(reading.url))]
    .filter(line => line !== '')
    .join('\n')
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

function noSummary(extraction: Extraction | null, width: number): string[] {
  if (extraction === null) return [pc.yellow('Nothing is stored of it yet.')]
  return [
    wrap(extraction.excerpt || extraction.contentText.slice(0, 600), width),
    pc.yellow('The summary is not stored yet.'),
  ]
}

function summaryParts({ tldr, summary_1000, summary_250, key_ideas }: Summary, width: number): string[] {
  const whole = summary_1000 || summary_250
  return [
    wrap(tldr || summary_250, width),
    whole === '' || whole === tldr ? '' : heading('Summary', wrap(whole, width)),
    key_ideas.length === 0 ? '' : heading('Key ideas', bullets(key_ideas, width)),
  ]
}

function insightsPart({ insights: note }: ReadResult, summary: Summary | null, width: number): string {
  const insights = note === null ? (summary?.insights ?? null) : (note.content as Insights)
  if (insights === null) return ''
  const facts = insights.new_facts.map(({ fact, why_it_matters }) =>
    why_it_matters === '' ? fact : `${fact} — ${why_it_matters}`,
  )
  const lines = [
    insights.topic_overview === '' ? '' : wrap(insights.topic_overview, width),
    bullets(facts, width),
    insights.open_questions.length === 0 ? '' : `Open: ${wrap(insights.open_questions.join(' '), width, '  ')}`,
    insights.caution === '' ? '' : `Caution: ${wrap(insights.caution, width, '  ')}`,
  ].filter(line => line !== '')
  return lines.length === 0 ? '' : heading('Insights', lines.join('\n'))
}

function tags({ topic_tags }: Summary, width: number): string {
  return topic_tags.length === 0 ? '' : pc.cyan(wrap(topic_tags.join(' '), width))
}

/** What was checked, and what is missing: `3 of 3 quotes found in the text`. */
function honesty({ extraction }: ReadResult, note: Note): string[] {
  const { extractive_quotes } = note.content as Summary
  const { quotes, urls } = note.dropped
  const all = extractive_quotes.length + quotes
  const failed = note.failedSegments
  return [
    all > 0 ? `${extractive_quotes.length} of ${counted(all, 'quote')} found in the text` : '',
    urls > 0 ? `${counted(urls, 'link')} dropped: not in the article` : '',
    failed.length > 0
      ? pc.yellow(`${counted(failed.length, 'part')} could not be summarised: ${clean(failed[0]?.failure ?? '')}`)
      : '',
    extraction?.lowValue ? pc.yellow(`the page gave little: ${clean(extraction.lowValue)}`) : '',
  ].filter(line => line !== '')
}

/** What was asked for and is not there, and why: `Without translation: no language model is configured`. */
function doneWithout({ events }: ReadResult): string[] {
  const without = events.findLast(event => event.stage === 'done')?.detail.without
  return Array.isArray(without) ? without.map(one => pc.yellow(`Without ${clean(String(one))}`)) : []
}

/** `openai/gpt-5-mini · $0.0008 · 1.9 s`, or `Built-in · free`. */
function foot({ summary, translation, insights }: ReadResult, note: Note | null): string {
  if (note === null) return ''
  if (note.model === null) return pc.dim('Built-in · free')
  const notes = [summary, translation, insights].filter(one => one !== null)
  const known = notes.every(one => one.costUsd !== null)
  const cost = known ? money(notes.reduce((sum, one) => sum + (one.costUsd ?? 0), 0)) : 'cost unknown'
  return pc.dim(`${clean(note.model)} · ${cost} · ${took(summary?.durationMs ?? note.durationMs)}`)
}

function stored({ reading }: ReadResult, { answeredBy }: Accepted): string {
  const how = answeredBy === 'stored' ? 'Already stored, 0 network calls' : 'Stored'
  return pc.dim(`${how}: article ${shortId(reading.articleId)}; winnow why ${reading.id} tells how`)
}

function heading(name: string, text: string): string {
  return `${pc.bold(name)}\n${text}`
}

function bullets(texts: readonly string[], width: number): string {
  return texts.map(text => `• ${wrap(text, width, '  ')}`).join('\n')
}

function paragraphs(text: string, width: number): string {
  return text
    .split(/\n\s*\n?/)
    .filter(paragraph => paragraph.trim() !== '')
    .map(paragraph => wrap(paragraph, width))
    .join('\n\n')
}
