/** From a URL to its text: the extractors take turns, the page's own answer is final, and a text that is worth little gives the other one a chance. */
import { type Failure, failed, type Outcome, ok } from '../../core/failure.ts'
import type { Extraction, ExtractorName, PageFetch } from '../../core/reading.ts'
import type { Scraped } from '../../net/firecrawl-answer.ts'
import type { HttpResponse } from '../../net/http.ts'
import type { Extracted, PageJob } from '../../parse/article/extractor.ts'

export type ExtractOptions = Readonly<{
  /** Each comes limited: one attempt in one slot. */
  fetchPage: (url: string, signal: AbortSignal) => Promise<Outcome<HttpResponse>>
  /** Null: no Firecrawl is configured. */
  scrape: ((url: string, signal: AbortSignal) => Promise<Outcome<Scraped>>) | null
  /** CPU work in a thread of its own. */
  extract: (job: PageJob) => Promise<Outcome<Extracted>>
  newId: () => string
  clock: () => Date
}>

export type Got = Readonly<{
  /** `finalUrl`: where redirects led within the site; outside of it, what was asked for. */
  outcome: Outcome<Readonly<{ extraction: Extraction; finalUrl: string }>>
  fetches: readonly PageFetch[]
}>

type Turn = Readonly<{ extractor: ExtractorName; why: string }>
type Read = Readonly<{ extraction: Extraction; finalUrl: string }>
type Raw = Readonly<{ job: PageJob; finalUrl: string; httpStatus: number | null; bytes: number }>

/** @param first Who goes first; the other one is the fall-back where both are there. */
export async function extractArticle(
  options: ExtractOptions,
  url: string,
  first: ExtractorName | 'auto',
  signal: AbortSignal,
  onTurn: (turn: Turn) => void,
): Promise<Got> {
  const fetches: PageFetch[] = []
  let best: Read | null = null
  let failure: Failure | null = null
  let final: Failure | null = null

  for (const extractor of order(first, options.scrape !== null)) {
    const turn = { extractor, why: reasonFor(extractor, first, failure, best) }
    onTurn(turn)
    const { fetch, outcome } = await visit(options, url, turn, signal)
    fetches.push(fetch)
    if (outcome.ok) best = better(best, outcome.value)
    // What the page itself says is worth more than what a service says of itself.
    else if (failure === null || extractor === 'builtin') failure = outcome.failure
    if (!outcome.ok && isFinal(outcome.failure, extractor)) final = outcome.failure
    if (final !== null || signal.aborted || best?.extraction.lowValue === null) break
  }

  const wall = best === null ? null : wallOf(best)
  if (best !== null && wall === null) return { outcome: ok(best), fetches }
  // Who leaves has learnt nothing about the page.
  return { outcome: failed(signal.aborted ? cancelled : (final ?? wall ?? failure ?? nothing)), fetches }
}

function order(first: ExtractorName | 'auto', firecrawl: boolean): ExtractorName[] {
  if (!firecrawl) return ['builtin']
  return first === 'builtin' ? ['builtin', 'firecrawl'] : ['firecrawl', 'builtin']
}

function reasonFor(
  extractor: ExtractorName,
  first: ExtractorName | 'auto',
  failure: Failure | null,
  best: Read | null,
) {
  if (failure !== null) return `the other extractor failed: ${failure.message}`
  if (best !== null) return `the other extractor's text is worth little: ${best.extraction.lowValue}`
  return first === extractor
    ? 'the source asks for it'
    : extractor === 'firecrawl'
      ? 'Firecrawl is configured'
      : 'it is built in'
}

async function visit(options: ExtractOptions, url: string, { extractor, why }: Turn, signal: AbortSignal) {
  const startedAt = options.clock()
  const raw = await (extractor === 'builtin' ? fetchRaw(options, url, signal) : scrapeRaw(options, url, signal))
  const read = raw.ok ? await options.extract(raw.value.job) : raw
  const extraction = read.ok ? { ...read.value, extractor } : null
  const fetch: PageFetch = {
    id: options.newId(),
    extractor,
    why,
    url,
    finalUrl: raw.ok ? raw.value.finalUrl : null,
    httpStatus: raw.ok ? raw.value.httpStatus : 'status' in raw.failure ? raw.failure.status : null,
    bytes: raw.ok ? raw.value.bytes : 0,
    durationMs: options.clock().getTime() - startedAt.getTime(),
    startedAt,
    failure: read.ok ? null : { kind: read.failure.kind, message: read.failure.message },
    lowValue: extraction?.lowValue ?? null,
  }
  const outcome: Outcome<Read> =
    raw.ok && extraction !== null ? ok({ extraction, finalUrl: raw.value.finalUrl }) : read.ok ? failed(nothing) : read
  return { fetch, outcome }
}

async function fetchRaw(options: ExtractOptions, url: string, signal: AbortSignal): Promise<Outcome<Raw>> {
  const page = await options.fetchPage(url, signal)
  if (!page.ok) return page
  const { body, headers, url: finalUrl, status, bytes } = page.value
  const job: PageJob = { kind: 'page', bytes: body, contentType: headers['content-type'] ?? null, url: finalUrl }
  return ok({ job, finalUrl, httpStatus: status, bytes })
}

async function scrapeRaw(options: ExtractOptions, url: string, signal: AbortSignal): Promise<Outcome<Raw>> {
  if (options.scrape === null) return failed(nothing)
  const scraped = await options.scrape(url, signal)
  if (!scraped.ok) return scraped
  const { html, markdown, finalUrl, statusCode, metadata, bytes } = scraped.value
  const job: PageJob = { kind: 'html', html, markdown, url: finalUrl, metadata }
  return ok({ job, finalUrl, httpStatus: statusCode, bytes })
}

/** What the page itself says holds for everybody; what we may not ask is not asked by another. What lies in a private network is refused by Firecrawl's guard alone. */
function isFinal(failure: Failure, extractor: ExtractorName): boolean {
  const { kind } = failure
  if (kind === 'status') return failure.status === 404 || failure.status === 410 || failure.status === 451
  if (kind === 'blocked') return extractor === 'builtin'
  return kind === 'cancelled' || (kind === 'notAnArticle' && failure.reason !== 'empty')
}

/** The one that is worth something, else the longer one. */
function better(best: Read | null, next: Read): Read {
  if (best === null || next.extraction.lowValue === null) return next
  return next.extraction.contentText.length > best.extraction.contentText.length ? next : best
}

/** Behind a wall there is no article; a short text is one, and says that it is short. */
function wallOf({ extraction }: Read): Failure | null {
  const { lowValue } = extraction
  const wall = lowValue === null ? null : walls.find(([words]) => lowValue.includes(words))
  if (wall === null || wall === undefined) return null
  const [words, reason] = wall
  return { kind: 'notAnArticle', reason, message: messages[reason] ?? `the page shows only ${words}` }
}

const walls = [
  ['paywall', 'paywall'],
  ['login', 'login'],
  ['cookie', 'empty'],
  ['error page', 'empty'],
  ['empty', 'empty'],
] as const

const messages: Readonly<Record<string, string>> = {
  paywall: 'the article is behind a paywall',
  login: 'the page needs a login',
  empty: 'the page shows no article',
}

const cancelled: Failure = { kind: 'cancelled', message: 'cancelled' }
const nothing: Failure = { kind: 'notAnArticle', reason: 'empty', message: 'the page shows no article' }
