/** A source is what is polled. Its settings are already merged (defaults < group < source) when it reaches the flow. */

/** Who wrote the source down: winnow.yaml (trusted for its exact origin), a person, or the demo news stand. */
export type SourceOrigin = 'file' | 'user' | 'demo'

/** Effective settings of one source; every limit has a unit in its name. */
export type SourceSettings = Readonly<{
  /** Keep only entries that match one of these; empty lets everything pass. Words, substrings or `/regex/`: see core/keywords. */
  include: readonly string[]
  /** Drop entries that match one of these. */
  exclude: readonly string[]
  /** Entries older than this many days are `old`; null: no window. */
  windowDays: number | null
  /** Time between two polls in seconds, to begin with. */
  intervalS: number
  /** The interval follows the source's pace between these two; equal to it when a person said one. */
  shortestIntervalS: number
  longestIntervalS: number
  /** Most decoded bytes of one response. */
  maxBytes: number
  /** Most entries taken from one poll; the rest is rejected with that reason. */
  maxEntries: number
  /** Most new articles of one day (UTC), the first poll aside; what is beyond is rejected, and said. */
  maxNewPerDay: number
  /** How far its new articles are read by themselves. */
  read: ReadDepth
  /** Who gets the full text first; `auto`: Firecrawl where it is configured, else the built-in one. */
  extractor: ExtractorChoice
}>

/** `off`: only when somebody asks; `full_text`: the page is fetched and extracted; `summary`: all of it. */
export const readDepths = ['off', 'full_text', 'summary'] as const
export type ReadDepth = (typeof readDepths)[number]

export const extractorChoices = ['auto', 'builtin', 'firecrawl'] as const
export type ExtractorChoice = (typeof extractorChoices)[number]

export type Source = Readonly<{
  /** UUIDv8 of the feed's URL (core/identity `sourceId`). */
  id: string
  url: string
  title: string | null
  group: string | null
  origin: SourceOrigin
  /** How it is read: a feed, a sitemap, a watched page, … */
  kind: string
  /** Page watch: which links count, as a CSS selector; null: found by density. */
  selector: string | null
  settings: SourceSettings
}>

/** What the last successful poll left behind, for conditional GET. Moves last (law 8). */
export type Validators = Readonly<{ etag: string | null; lastModified: string | null; bodyHash: string | null }>
