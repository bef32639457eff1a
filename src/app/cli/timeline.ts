/** The facts about an entry become one story in plain words, poll by poll. */
import type { ArticleRow } from '../../db/articles.ts'
import type { RejectionRow } from '../../db/rejections.ts'
import type { DecisionRow, RunRow } from '../../db/runs.ts'
import type { Facts } from '../../db/why.ts'
import { answerOf } from './answer.ts'
import type { Moment } from './moment.ts'
import { clean, counted, shortId, sourceNameOf } from './output.ts'
import { readingMoments } from './reading-moments.ts'

export type { Moment }

/** In order of the polls; what one poll caused stands together, because its facts commit together. */
export function momentsOf(facts: Facts): Moment[] {
  return inOrder(facts, ofEntries(facts))
}

/** The same with what became of it when it was read. */
export function storyOf(facts: Facts): Moment[] {
  return inOrder(facts, [...ofEntries(facts), ...readingMoments(facts)])
}

function ofEntries(facts: Facts): Moment[] {
  const readings = new Set(facts.readings.map(reading => reading.id))
  const rejected = new Set(facts.rejections.map(row => `${row.entryId} ${row.sourceId}`))
  const decisions = facts.decisions.filter(
    row => row.outcome !== 'rejected' || !rejected.has(`${row.entryId} ${row.sourceId}`),
  )
  return [
    ...facts.runs.map(polled),
    ...facts.articles.flatMap(article => saved(article, readings.has(article.runId))),
    ...facts.sightings.map(
      (row): Moment => ({
        at: row.seenAt,
        event: 'seen',
        text: `seen again in ${sourceNameOf(row)}: ${clean(row.articleTitle)}`,
        runId: row.runId,
      }),
    ),
    ...facts.versions.map(
      (row): Moment => ({
        at: row.seenAt,
        event: 'version',
        text: `a changed version was seen and kept beside the first: ${clean(row.title)} (${counted(row.characters, 'character')})`,
        runId: row.runId,
      }),
    ),
    ...decisions.map(decided),
    ...facts.rejections.map(refused),
    ...facts.aliases.map(
      (row): Moment => ({
        at: row.learntAt,
        event: 'alias',
        text: `learnt that ${clean(row.url)} is the same article: ${clean(row.reason)}`,
        runId: null,
      }),
    ),
  ]
}

function inOrder(facts: Facts, moments: readonly Moment[]): Moment[] {
  const startOf = new Map(facts.runs.map(run => [run.id, run.startedAt.getTime()]))
  const key = ({ at, runId }: Moment) => (runId === null ? undefined : startOf.get(runId)) ?? at.getTime()
  return moments
    .map((moment, order) => ({ moment, key: key(moment), order }))
    .sort((a, b) => a.key - b.key || (a.moment.runId ?? '').localeCompare(b.moment.runId ?? '') || a.order - b.order)
    .map(({ moment }) => moment)
}

function polled(run: RunRow): Moment {
  const answer = run.failureKind === null ? `${answerOf(run)}, ${run.offered} offered` : `failed: ${answerOf(run)}`
  return { at: run.startedAt, event: 'polled', text: `polled ${sourceNameOf(run)}: ${answer}`, runId: run.id }
}

function saved(article: ArticleRow, byReading: boolean): Moment[] {
  const { storedAt: at, runId } = article
  // What a person sends passes no filter.
  if (byReading) {
    const text = `saved as ${shortId(article.id)}: ${clean(article.title)}`
    return [{ at, event: 'saved', text, runId: null, readingId: runId }]
  }
  const history = article.history ? ' (history: it came with the first poll of its source)' : ''
  const text = `saved as ${shortId(article.id)} by ${sourceNameOf(article)}: ${clean(article.title)}${history}`
  return [
    { at, event: 'passed', text: dateOf(article), runId },
    { at, event: 'saved', text, runId },
  ]
}

/** What the filters saw: an article that is stored has passed them. */
function dateOf({ publishedAt, sortAt }: ArticleRow): string {
  if (publishedAt === null) return 'keywords ok; it has no date that can be read, and passes for that'
  const day = publishedAt.toISOString().slice(0, 16).replace('T', ' ')
  if (publishedAt > sortAt)
    return `keywords ok; dated ${day} UTC, which was still to come: sorted by the time of the poll`
  return `date and keywords ok: published ${day} UTC`
}

function decided(row: DecisionRow): Moment {
  const about = row.title === null ? '' : ` — ${clean(row.title)}`
  return {
    at: row.decidedAt,
    event: row.outcome,
    text: `${row.outcome}, so not kept: ${clean(row.reason)}${about}`,
    runId: row.runId,
  }
}

function refused(row: RejectionRow): Moment {
  const what = row.entries === 1 ? 'rejected' : `${counted(row.entries, 'entry', 'entries')} rejected`
  const about = row.title === null ? '' : ` — ${clean(row.title)}`
  const code = row.sqlState === null ? '' : ` (SQLSTATE ${row.sqlState})`
  return {
    at: row.rejectedAt,
    event: 'rejected',
    text: `${what}: ${clean(row.reason)}${code}${about}`,
    runId: row.runId,
  }
}
