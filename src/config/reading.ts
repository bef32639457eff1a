/** What is said about reading, in the units that the flow uses. */
import { defaultFirecrawl } from './reading-schema.ts'
import type { Parsed } from './schema.ts'

export type ReadingConfig = Readonly<{
  /** BCP 47 primary subtag; '' for the article's own, as a request says it. */
  language: string
  concurrency: number
  newestOfArchive: number
  leaseS: number
  tickMs: number
}>

export type FirecrawlConfig = Readonly<{
  /** There is a key, or a server of one's own. */
  active: boolean
  /** Secret. */
  apiKey?: string
  /** Without a slash at its end, and without `/v2`. */
  baseUrl: string
  concurrency: number
  timeoutMs: number
}>

export function readingConfig({ reading }: Parsed): ReadingConfig {
  const { language, concurrency, newestOfArchive, lease: leaseS, tick: tickMs } = reading
  return { language: language ?? '', concurrency, newestOfArchive, leaseS, tickMs }
}

export function firecrawlConfig({ firecrawl }: Parsed): FirecrawlConfig {
  const { apiKey, baseUrl, concurrency, timeout: timeoutMs } = firecrawl
  return { active: hasFirecrawl(firecrawl), ...(apiKey !== undefined && { apiKey }), baseUrl, concurrency, timeoutMs }
}

/** Firecrawl can be asked: with a key, or at a server of one's own. */
export function hasFirecrawl({ apiKey, baseUrl }: Parsed['firecrawl']): boolean {
  return apiKey !== undefined || baseUrl !== defaultFirecrawl
}
