/** A reading is the work on one URL: fetch, extract, summarise, enrich. Its status only moves forward, each stage's result is stored before the next begins. */
import type { Article } from './article.ts'
import type { Failure, FailureKind } from './failure.ts'
import type { Call, Claim, ClaimAnswer, Purchase } from './purchase.ts'
import type { Insights, Summary } from './summary/contract.ts'

/** In this order only; the last three are terminal. */
export const statuses = ['pending', 'fetching', 'summarising', 'enriching', 'done', 'failed', 'cancelled'] as const
export type Status = (typeof statuses)[number]

/** What people and machines are told, with its place in the order; a reading has each at most once, and one of the last three. */
export const stageOrder = {
  accepted: 0,
  fetching: 1,
  extracted: 2,
  summarising: 3,
  summarised: 4,
  translated: 5,
  insights: 6,
  done: 9,
  failed: 9,
  cancelled: 9,
} as const satisfies Record<string, number>
export type Stage = keyof typeof stageOrder

export function isTerminal(status: Status): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled'
}

/** `full_text` ends after the extraction. What a source asks for with `read`; a person's request is always a summary. */
export const depths = ['full_text', 'summary'] as const
export type Depth = (typeof depths)[number]

/** Who extracts first; the other one is the fall-back where both are at hand. */
export const extractors = ['builtin', 'firecrawl'] as const
export type ExtractorName = (typeof extractors)[number]

export type RequestOrigin = 'cli' | 'api' | 'web' | 'telegram' | 'source'

/** One submission. Two for one URL share one reading; each has its own correlation id. */
export type Request = Readonly<{
  /** UUIDv7, the correlation id. */
  id: string
  /** As it was offered; storable. */
  url: string
  /** `articleId` of its canonical form; the store follows aliases from there. */
  articleId: string
  origin: RequestOrigin
  /** The source whose article it is; null for a person's. */
  sourceId: string | null
  depth: Depth
  /** The language the reader wants, as a BCP 47 primary subtag; '' for the article's own. */
  language: string
  /** Read and buy again, whatever is stored. */
  force: boolean
}>

/** How a request was answered: by new work, by work in progress, or from the store. */
export type Accepted = Readonly<{
  requestId: string
  readingId: string
  articleId: string
  status: Status
  answeredBy: 'new' | 'joined' | 'stored'
}>

/** The full text of an article as one extractor saw it. */
export type Extraction = Readonly<{
  extractor: ExtractorName | 'feed'
  title: string
  byline: string | null
  site: string | null
  /** BCP 47 primary subtag, detected from the text or declared where detection is unsure; null: unknown. */
  language: string | null
  publishedAt: Date | null
  modifiedAt: Date | null
  /** Absolute http(s); only within the registrable domain of the page, else null. */
  canonicalUrl: string | null
  imageUrl: string | null
  wordCount: number
  /** Sanitised: safe to show under a CSP without scripts. */
  contentHtml: string
  contentText: string
  excerpt: string
  /** UUIDv8 of the text alone: the same text at another URL has the same one. */
  contentHash: string
  /** Why it is worth little (core/low-value), when nobody did better; null: it is fine. */
  lowValue: string | null
}>

/** One attempt to get the page, by whomever. */
export type PageFetch = Readonly<{
  /** UUIDv7. */
  id: string
  extractor: ExtractorName
  /** Why this extractor had its turn, in words. */
  why: string
  url: string
  finalUrl: string | null
  httpStatus: number | null
  bytes: number
  durationMs: number
  startedAt: Date
  failure: Readonly<{ kind: FailureKind; message: string }> | null
  lowValue: string | null
}>

export type NotePurpose = 'summary' | 'translation' | 'insights'

/** What was made of a text: a summary, its translation, the insights. Never overwritten; a new version is a new note. */
export type Note = Readonly<{
  /** `noteId`: the same work arrives at the same id. */
  id: string
  purpose: NotePurpose
  contentHash: string
  language: string
  /** 'builtin', or the LLM provider's name. */
  provider: string
  model: string | null
  promptVersion: string
  content: Summary | Insights
  /** Quotes and URLs that were not in the article, and were dropped. */
  dropped: Readonly<{ quotes: number; urls: number }>
  /** For a long text, read in parts: which of them could not be summarised, and why. */
  failedSegments: readonly Readonly<{ index: number; failure: string }>[]
  costUsd: number | null
  durationMs: number
}>

/** A reading that is ours until its lease ends, with what is stored of it already. */
export type Reading = Readonly<{
  id: string
  articleId: string
  sourceId: string | null
  /** Somebody waits for it; else its source asked, and robots.txt counts. */
  byPerson: boolean
  url: string
  depth: Depth
  language: string
  /** '' unless somebody forced it: then the request's id, and nothing stored is reused. */
  edition: string
  status: Status
  leaseVersion: number
  /** Claims since the last stored stage, this one included: counted before the work starts. */
  attempts: number
  /** What an earlier stage, an earlier reading, or the feed itself has stored. */
  extraction: Extraction | null
  summary: Note | null
}>

export type StageEvent = Readonly<{ stage: Stage; at: Date; detail: Readonly<Record<string, unknown>> }>

/** The result of one stage, stored whole or not at all, and refused when the lease is no longer ours. */
export type Step = Readonly<{
  readingId: string
  leaseVersion: number
  /** Where the reading stands afterwards; null: where it stood. */
  status: Status | null
  events: readonly StageEvent[]
  fetches: readonly PageFetch[]
  extraction: Extraction | null
  /** Stored if it is new: first article wins. */
  article: Article | null
  /** Other addresses that turned out to be this article. `certain`: the server said so; else the page did, and what is stored there must have its title. */
  aliases: readonly Readonly<{ id: string; url: string; reason: string; certain: boolean }>[]
  calls: readonly Call[]
  purchases: readonly Purchase[]
  notes: readonly Note[]
  /** What the next stage wants to buy: claimed in the same transaction. */
  claims: readonly Claim[]
  failure: Readonly<{ stage: Stage; kind: Failure['kind']; message: string }> | null
  /** Let go and come back later, with the reason. `attempt`: in vain, so it counts as one of those that end in giving up; a budget does not. */
  park: Readonly<{ waitS: number; reason: string; attempt: boolean }> | null
  /** About how much memory it holds. */
  bytes: number
}>

/** A step that says nothing: what a stage does not name stays as it was. */
export const emptyStep = {
  status: null,
  events: [],
  fetches: [],
  extraction: null,
  article: null,
  aliases: [],
  calls: [],
  purchases: [],
  notes: [],
  claims: [],
  failure: null,
  park: null,
} as const satisfies Partial<Step>

export type SettledStep = Readonly<{
  step: Step
  /** A newer lease exists, or the reading is over: nothing of the step was written. */
  refused: boolean
  /** Answers to `step.claims`, in order. */
  claims: readonly ClaimAnswer[]
}>
