/** Every id answers for itself (law 12): the story of an address, a poll, an article or a submission, oldest first. */
import { articleId } from '../../../core/identity.ts'
import { maskText } from '../../../core/mask.ts'
import { storableText } from '../../../core/text.ts'
import { canonicalUrl, offeredUrl } from '../../../core/url.ts'
import { type ListedArticle, listedArticles } from '../../../db/article-list.ts'
import type { Database } from '../../../db/database.ts'
import { requestStatus } from '../../../db/reading/stored.ts'
import { listRuns } from '../../../db/runs.ts'
import { entryIdsOfUrls, type Facts, factsAbout, factsOfRun } from '../../../db/why.ts'
import { feedAddress } from '../../cli/feed-address.ts'
import type { Moment } from '../../cli/moment.ts'
import { momentsOf } from '../../cli/timeline.ts'
import { answer, type Draft, type Handlers } from '../reply.ts'
import type { Why } from '../schemas/operate.ts'
import { articleItem, type Parts } from './parts.ts'

export function whyHandlers({ database }: Parts) {
  return {
    async why({ query }) {
      if (query.id !== undefined) return answer(await whyId(database, query.id.toLowerCase()))
      const url = /^urn:/i.test(query.url ?? '') ? (query.url ?? '') : feedAddress(query.url ?? '')
      return answer(url === null ? unknown(null, query.url ?? '') : await whyUrl(database, url))
    },
  } satisfies Partial<Handlers>
}

async function whyId(database: Database, id: string): Promise<Draft<Why>> {
  const [run] = (await listRuns(database, { ids: [id] }, { limit: 1 })).rows
  if (run !== undefined) {
    const { offered, saved, duplicate, old, filtered, rejected } = run
    const verdict = `A poll of ${offered} entries: ${saved} saved, ${duplicate} known, ${old} old, ${filtered} filtered, ${rejected} rejected.`
    return story({ kind: 'run', id, url: null }, await factsOfRun(database, id), verdict, null)
  }
  const submission = await requestStatus(database, id)
  const found = await factsAbout(database, [submission?.articleId ?? id])
  if (isEmpty(found)) return unknown(id, null)
  const article = await listedOf(database, found)
  if (submission === null) return story(subjectOf(found, null), found, verdictOf(found), article)
  const verdict = submission.failure?.message ?? `The submission is ${submission.status}.`
  return story({ kind: 'submission', id, url: submission.url }, found, verdict, article)
}

async function whyUrl(database: Database, url: string): Promise<Draft<Why>> {
  const forms = [canonicalUrl(url), canonicalUrl(url, undefined, 'all'), url.startsWith('urn:') ? url : null]
  const ids = [...new Set(forms.flatMap(form => (form === null ? [] : [articleId(form)])))]
  const direct = await factsAbout(database, ids)
  const found = isEmpty(direct) ? await factsByText(database, url) : direct
  if (isEmpty(found)) return unknown(null, url)
  return story(subjectOf(found, url), found, verdictOf(found), await listedOf(database, found))
}

/** Rejected entries are known by other things than a canonical address. */
async function factsByText(database: Database, url: string): Promise<Facts> {
  const spellings = [url, offeredUrl(url), offeredUrl(url, undefined, 'all')].flatMap(one =>
    one === null ? [] : [storableText(one)],
  )
  return await factsAbout(database, await entryIdsOfUrls(database, [...new Set(spellings)]))
}

async function listedOf(database: Database, { articles }: Facts): Promise<ListedArticle | null> {
  const [first] = articles
  return first === undefined ? null : ((await listedArticles(database, [first.id]))[0] ?? null)
}

function story(
  subject: Draft<Why['subject']>,
  found: Facts,
  verdict: string,
  article: ListedArticle | null,
): Draft<Why> {
  return {
    subject: { ...subject, url: subject.url && maskText(String(subject.url)) },
    verdict: maskText(verdict),
    article: article && articleItem(article),
    moments: momentsOf(found).map(momentView),
  }
}

const states: Partial<Record<Moment['event'], Why['moments'][number]['state']>> = {
  old: 'stop',
  filtered: 'stop',
  rejected: 'failed',
  failed: 'failed',
  version: 'note',
  waits: 'note',
}

function momentView({ at, event, text, runId, readingId }: Moment) {
  const state = event === 'polled' && text.includes(': failed') ? 'failed' : (states[event] ?? 'ok')
  return {
    at,
    kind: event,
    state,
    text: maskText(text),
    correlationId: runId ?? readingId ?? null,
    source: null,
  } as const
}

function subjectOf({ articles, requests }: Facts, url: string | null): Draft<Why['subject']> {
  const [article] = articles
  if (article === undefined && requests.length > 0) return { kind: 'submission', id: requests[0]?.id ?? null, url }
  return article === undefined
    ? { kind: 'entry', id: null, url }
    : { kind: 'article', id: article.id, url: url ?? article.url }
}

function verdictOf({ articles, decisions, rejections, readings }: Facts): string {
  const [article] = articles
  const reading = readings.at(-1)
  if (article === undefined && reading !== undefined)
    return reading.failure?.message ?? `Its reading is ${reading.status}.`
  if (article !== undefined) return `Saved${article.sourceTitle === null ? '' : ` by ${article.sourceTitle}`}.`
  const [last] = [...decisions].sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
  return last === undefined
    ? `Rejected: ${rejections[0]?.reason ?? ''}.`
    : `Not kept: ${last.outcome} (${last.reason}).`
}

function unknown(id: string | null, url: string | null): Draft<Why> {
  return {
    subject: { kind: 'unknown', id, url: url && maskText(url) },
    verdict: 'Nothing is known about it.',
    article: null,
    moments: [],
  }
}

function isEmpty({ articles, decisions, rejections, requests }: Facts): boolean {
  return articles.length + decisions.length + rejections.length + requests.length === 0
}
