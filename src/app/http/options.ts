/** What the web is given: a database, settings, and what the rest of Winnow can do. It has no logic of its own beyond asking them. */
import type { Outcome } from '../../core/failure.ts'
import type { Accepted } from '../../core/reading.ts'
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'

export type HttpSettings = Readonly<{
  /** The address it listens on. A loopback one without a login is open to whoever is on this machine. */
  host: string
  /** Where people reach it, when that is another address than `host`: its host is known, its origin is ours. */
  publicUrl: string | null
  /** Null: no login can be opened. `hash` is that of access/passwords. */
  login: Readonly<{ hash: string }> | null
  /** Images of articles: not loaded, or fetched by Winnow and passed on. */
  media: 'off' | 'proxy'
  /** The folder of the built client; null: none is served. */
  webRoot: string | null
  version: string
  /** USD; null: no budget. */
  budgetPerDayUsd: number | null
  /** What winnow.yaml and the environment say, without secrets. */
  config: Readonly<Record<string, unknown>>
  configFile: string | null
  demoAllowed: boolean
}>

export type ReadingEvent = Readonly<{ stage: string; at: Date; detail: Readonly<Record<string, unknown>> }>

export type Submitted = Readonly<{
  url: string
  /** '' for the article's own. */
  language: string
  force: boolean
  depth: 'summary'
  origin: 'api' | 'web'
  idempotencyKey: string | null
}>

export type FoundFeed = Readonly<{ url: string; title: string | null; format: string | null }>
export type Media = Readonly<{ body: Uint8Array; contentType: string }>
type Gauge = Readonly<{ used: number; limit: number; waiting: number }>
export type Gauges = Readonly<{
  slots: Gauge
  /** Limiters of their own, by name: `llm`, `firecrawl`. */
  otherSlots: Readonly<Record<string, Gauge>>
  pool: Gauge
  handOver: Readonly<{ rows: number; bytes: number; limitRows: number; limitBytes: number }>
  /** Readings at work in this process. */
  reading: number
}>

/** Each goes through its own limits and guards; none throws for what is an expected failure. */
export type Abilities = Readonly<{
  submit(request: Submitted): Promise<Outcome<Accepted>>
  /** Every event of it, those of before too, in their order. Resolves at its end, or when the signal aborts. */
  watchReading(readingId: string, onEvent: (event: ReadingEvent) => void, signal: AbortSignal): Promise<unknown>
  cancelReading(readingId: string): Promise<void>
  /** Makes the source due at once; false when no worker runs in this process. */
  pollNow(sourceId: string): Promise<boolean>
  /** What could be followed at this address; the address guard has the first word. */
  discover(url: string, signal: AbortSignal): Promise<Outcome<readonly FoundFeed[]>>
  /** Whether the address guard lets this address be asked, before it is stored. */
  mayAsk(url: string): Outcome<unknown>
  /** Through the address guard, at most 10 MB, images only. */
  fetchMedia(url: string, signal: AbortSignal): Promise<Outcome<Media>>
  /** Starts or ends the stand as the setting says now. */
  syncDemo(): Promise<void>
  isDemoRunning(): boolean
  gauges(): Gauges
}>

export type HttpOptions = Readonly<{
  database: Database
  log: Log
  settings: HttpSettings
  abilities: Abilities
  clock?: () => Date
  /** After this a request that does not ask other people's machines is answered 503; 8 s. */
  deadlineMs?: number
}>
